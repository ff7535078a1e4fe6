import Analytics
import Chronology
import Monetary
import Operations

/// Values of figures, and their steps, in the words of the pages.
enum FigureWords {
  static func text(_ value: FigureValue?, _ metric: Metric, _ currency: Currency?) -> String {
    switch value {
    case nil: metric == .quickRatio ? say("No losses") : "–"
    case .amount(let amount):
      switch (currency, metric) {
      case (nil, _): String(amount)
      case (let currency?, .movements), (let currency?, .netMovements): MoneyText.change(amount, currency)
      case (let currency?, _): MoneyText.text(amount, currency)
      }
    case .count(let count): MoneyText.grouped(String(count))
    case .share(let share): metric.unit == .ratio ? ratio(share) : percent(share)
    }
  }

  /// "4.2 %" with one decimal, half up; a true minus.
  static func percent(_ share: Double) -> String {
    let tenths = Int64((share.magnitude * 1_000).rounded())
    let sign = share < 0 && tenths > 0 ? "\u{2212}" : ""
    return sign + Language.current.percent(decimal(tenths))
  }

  static func ratio(_ value: Double) -> String {
    decimal(Int64((value * 10).rounded()))
  }

  private static func decimal(_ tenths: Int64) -> String {
    MoneyText.grouped(String(tenths / 10)) + Language.current.decimalMark + String(tenths % 10)
  }

  /// For an axis.
  static func short(_ tick: Double, _ metric: Metric, _ currency: Currency?) -> String {
    switch metric.unit {
    case .amount: currency.map { MoneyText.short(Int64(tick), $0) } ?? String(Int64(tick))
    case .count: MoneyText.grouped(String(Int64(tick)))
    case .share:
      (tick * 100).rounded() == tick * 100
        ? Language.current.percent(String(Int64((tick * 100).rounded()))) : percent(tick)
    case .ratio: ratio(tick)
    }
  }

  /// "Nov 2026", "27 Nov 2026", "Q4 2026", "2026".
  static func step(_ period: TimelinePeriod, _ interval: Interval) -> String {
    switch interval {
    case .day, .week: DayText.text(period.first)
    case .month: DayText.text(Month(containing: period.first))
    case .quarter:
      "\(Language.current.quarter((period.first.month + 2) / 3))\u{00A0}\(period.first.year)"
    case .year: String(period.first.year)
    }
  }

  /// What a part of a value is called: movements, and the level that they start from and come to.
  static func part(_ name: String) -> String {
    MovementKind(rawValue: name)?.word ?? say(name.prefix(1).uppercased() + name.dropFirst())
  }

  static func group(_ group: String?, _ names: [String: String]) -> String? {
    group.map { $0.isEmpty ? say("Not known") : names[$0] ?? $0 }
  }

  static func word(_ interval: Interval) -> String {
    switch interval {
    case .day: say("Days")
    case .week: say("Weeks")
    case .month: say("Months")
    case .quarter: say("Quarters")
    case .year: say("Years")
    }
  }

  /// As in "by month".
  static func one(_ interval: Interval) -> String {
    switch interval {
    case .day: say("day")
    case .week: say("week")
    case .month: say("month")
    case .quarter: say("quarter")
    case .year: say("year")
    }
  }
}

extension FormState {
  /// Why a question about figures has no answer, at the field that says it.
  mutating func note(_ refusal: FigureRefusal) {
    switch refusal {
    case .endsBeforeItBegins: complain("through", say("The last day is before the first."))
    case .tooManySteps:
      complain("interval", say("That is too long a time in such short steps. Choose a larger interval."))
    case .tooManyValues:
      complain("by", say("That has too many values to tell apart. Choose something that has fewer."))
    // Cohorts and rows say these on pages of their own.
    case .tooManyGroups, .marginUnknown, .rateUnknown: break
    }
  }
}
