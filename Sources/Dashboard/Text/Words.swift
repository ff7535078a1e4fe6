import Analytics
import Catalog
import Chronology
import Invoicing
import Receivables
import Relations
import Subscriptions

// What the business calls things, in the language of the page.

extension MovementKind {
  /// As the chart stacks them: gains upwards, losses downwards.
  static let stacked: [MovementKind] = [
    .new, .expansion, .reactivation, .resumed, .contraction, .churn, .paused,
  ]

  /// Pauses only where there are any: most businesses have none.
  static func stacked(in months: some Sequence<RecurringRevenueMonth>) -> [MovementKind] {
    stacked.filter { kind in
      !kind.isPause || months.contains { $0.shown[kind] != 0 }
    }
  }

  var word: String {
    switch self {
    case .new: say("New")
    case .expansion: say("Expansion")
    case .contraction: say("Contraction")
    case .churn: say("Churn")
    case .reactivation: say("Reactivation")
    case .paused: say("Paused ¦ movement")
    case .resumed: say("Resumed ¦ movement")
    }
  }

  /// As it stands within a sentence or behind a colon.
  var wordWithin: String { Language.current == .german ? word : word.lowercased() }

  /// The colour of the series, as the style sheet names it.
  var series: String { String(rawValue.prefix(3)) }
}

/// A state in a word, and whether it is well, wants a look, or is over.
struct StateWord {
  enum Tone: String { case good, bad, warn, quiet }
  let text: String
  let tone: Tone

  var html: HTML { #"<span class="state \#(tone.rawValue)">\#(text)</span>"# }
}

extension Subscription {
  var state: StateWord {
    if status == .active || status == .trialing, cancellation?.effectiveAt != nil {
      return StateWord(text: say("Ending"), tone: .warn)
    }
    return switch status {
    case .incomplete: StateWord(text: say("Waits for payment"), tone: .warn)
    case .incompleteExpired: StateWord(text: say("Never paid"), tone: .quiet)
    case .trialing: StateWord(text: say("On trial"), tone: .good)
    case .active: StateWord(text: say("Active"), tone: .good)
    case .paused: StateWord(text: say("Paused"), tone: .warn)
    case .pastDue: StateWord(text: say("Past due"), tone: .bad)
    case .unpaid: StateWord(text: say("Unpaid ¦ subscription"), tone: .bad)
    case .canceled: StateWord(text: say("Ended"), tone: .quiet)
    }
  }
}

extension Invoice {
  var state: StateWord {
    switch status {
    case .draft: StateWord(text: say("Draft"), tone: .quiet)
    case .open: StateWord(text: attempted ? say("Unpaid") : say("Open"), tone: attempted ? .bad : .warn)
    case .paid: StateWord(text: say("Paid"), tone: .good)
    case .void: StateWord(text: say("Void"), tone: .quiet)
    case .uncollectible: StateWord(text: say("Uncollectible"), tone: .bad)
    }
  }

  /// What it is called before it has a number.
  var title: String { number ?? say("Draft") }
}

extension Customer {
  /// A name to call them by; the e-mail or the id where there is none.
  var title: String { name ?? email ?? id.text }
}

extension Cadence {
  /// "a month", "every 3 months"
  var pace: String {
    switch unit {
    case .day: count.counted("a day", "every {} days")
    case .week: count.counted("a week", "every {} weeks")
    case .month: count.counted("a month", "every {} months")
    case .year: count.counted("a year", "every {} years")
    }
  }
}

extension Price {
  /// "€19.00 a month"
  var text: String {
    let amount = PricingText.text(model, currency)
    return cadence.map { "\(amount) \($0.pace)" } ?? say("{} once", amount)
  }
}

extension Card {
  /// "Visa ending 4242"
  var title: String { say("{} ending {}", "\(brand.prefix(1).uppercased())\(brand.dropFirst())", last4) }
}

extension LineContent {
  /// What a line bills, in words.
  var title: String {
    if let description { return description }
    let counted = quantity == 1 ? name : "\(quantity) × \(name)"
    return switch wording {
    case .recurring: counted
    case .unusedTime: say("Unused time on {}", counted)
    case .remainingTime: say("Remaining time on {}", counted)
    case .trial: say("Free trial of {}", counted)
    case .oneOff: name.isEmpty ? say("Other") : counted
    }
  }
}
