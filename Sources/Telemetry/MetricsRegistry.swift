import CoreMetrics
import Synchronization

/// Every metric of this process: the backend of swift-metrics, read by ``text(and:)`` in Prometheus' format.
///
/// A series is looked up when a metric is made, never when it counts: whoever counts keeps the metric.
public final class MetricsRegistry: MetricsFactory {
  private let families: Mutex<[String: Family]>

  /// - Parameter descriptions: what the families mean; one that is not described is shown without help.
  public init(_ descriptions: [MetricDescription] = MetricDescription.all) {
    families = Mutex(
      Dictionary(descriptions.map { ($0.name, Family(description: $0)) }) { first, _ in first })
  }

  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    tally(label, dimensions) { CounterTally() }
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    tally(label, dimensions) { GaugeTally() }
  }

  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    guard aggregate else { return tally(label, dimensions) { GaugeTally() } }
    return tally(label, dimensions) { HistogramTally() }
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    tally(label, dimensions) { HistogramTally() }
  }

  // What was counted stays counted: a series that came and went would look like a restart.
  public func destroyCounter(_ handler: any CounterHandler) {}
  public func destroyMeter(_ handler: any MeterHandler) {}
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  public func destroyTimer(_ handler: any TimerHandler) {}

  /// The page that Prometheus reads, families and series in the order of their names.
  /// - Parameter figures: what is measured now rather than counted all along.
  public func text(and figures: [Figure] = []) -> String {
    for figure in figures {
      let gauge = tally(figure.name, []) { GaugeTally() }
      gauge.set(figure.value)
    }
    let families = families.withLock { $0.values.filter { !$0.series.isEmpty } }
    return families.sorted { $0.description.name < $1.description.name }.map(\.text).joined()
  }

  /// The series of this name and these labels. One that exists as another kind keeps its kind, and what is
  /// counted under the same name as this one is not shown: two kinds of one name would break the whole page.
  private func tally<T: Tally>(
    _ label: String, _ dimensions: [(String, String)], _ make: () -> T
  ) -> T {
    let name = Exposition.name(label)
    let labels = Exposition.labels(dimensions)
    return families.withLock { families in
      let family = families[name] ?? Family(description: MetricDescription(name, T.kind, ""))
      if let known = family.series[labels] as? T { return known }
      let fresh = make()
      guard T.kind.fits(family.description.kind) else { return fresh }
      families[name] = family.adding(fresh, labels)
      return fresh
    }
  }
}

/// Something measured at the moment of reading, such as the memory in use.
public struct Figure: Hashable, Sendable {
  public let name: String
  public let value: Double

  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// All series of one name.
struct Family: Sendable {
  let description: MetricDescription
  /// By their labels as they are shown.
  private(set) var series: [String: any Tally] = [:]

  init(description: MetricDescription) {
    self.description = description
  }

  func adding(_ tally: any Tally, _ labels: String) -> Family {
    var family = self
    family.series[labels] = tally
    return family
  }
}
