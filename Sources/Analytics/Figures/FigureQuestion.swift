import Chronology
import Monetary

/// Which figure, over which steps, of whom.
public struct FigureQuestion: Hashable, Sendable {
  public var metric: Metric
  public var timeline: Timeline
  /// Of whom; a condition on the currency is among them.
  public var filter = RowFilter.everything
  /// One series for each value of it.
  public var grouping: Dimension?
  /// The currency that everything is converted to; nil leaves each in its own.
  public var reportingCurrency: Currency?
  /// With which earlier time each step is compared.
  public var comparison: Comparison?

  public init(_ metric: Metric, in timeline: Timeline) {
    self.metric = metric
    self.timeline = timeline
  }
}

/// A figure over the steps of a timeline: one series for each currency and group that has one.
public struct FigureAnswer: Sendable {
  public let metric: Metric
  public let timeline: Timeline
  public let series: [FigureSeries]
  /// The rates that are not there; without them everything stays in its own currency.
  public let missingRates: [MissingRate]
}

public struct FigureSeries: Hashable, Sendable {
  /// Nil where customers are counted.
  public let currency: Currency?
  /// The value of the grouping's dimension; empty is *not known*, nil is no grouping.
  public let group: String?
  /// One for each step of the timeline.
  public let points: [FigurePoint]
  /// Whether the amounts of several currencies were brought into this one.
  public var isConverted = false
}

/// A figure at one step.
public struct FigurePoint: Hashable, Sendable {
  public let period: TimelinePeriod
  /// The step is not over, so this may still change.
  public let isPartial: Bool
  /// Nil is no number: there was nobody to lose, nothing to divide by.
  public internal(set) var value: FigureValue?
  /// What it is made of, in order; for movements opening, each kind, exchange and closing, which add up.
  public let parts: [FigurePart]
  /// Wilson's 95 % interval of a share of customers.
  public let interval: ClosedRange<Double>?
  /// A share of fewer than thirty says little.
  public let isFromFew: Bool
  /// The earlier step that it is compared with, where that was asked for.
  public internal(set) var compared: ComparedPoint?

  init(
    _ period: TimelinePeriod, isPartial: Bool, _ value: FigureValue?, parts: [FigurePart] = [],
    of share: Proportion? = nil
  ) {
    self.period = period
    self.isPartial = isPartial
    self.value = value
    self.parts = parts
    interval = share?.interval()
    isFromFew = share?.isFromFew ?? false
  }
}

public struct FigurePart: Hashable, Sendable {
  public let name: String
  public let value: FigureValue

  public init(_ name: String, _ value: FigureValue) {
    self.name = name
    self.value = value
  }
}

/// Shares and ratios as JSON and CSV write them.
public enum FigureText {
  /// With nine decimals at most.
  public static func decimal(_ value: Double) -> String {
    "\((value * 1_000_000_000).rounded() / 1_000_000_000)"
  }
}

public enum FigureValue: Hashable, Sendable {
  /// Minor units, rounded so that what is shown adds up.
  case amount(Int64)
  case count(Int64)
  /// 0.05 is five percent; a ratio may be anything.
  case share(Double)
}
