import Analytics
import Catalog
import Chronology
import Invoicing
import Receivables
import Relations
import Subscriptions

// What the business calls things, in the English of the pages.

extension MovementKind {
  /// As the chart stacks them: gains upwards, losses downwards.
  static let stacked: [MovementKind] = [.new, .expansion, .reactivation, .contraction, .churn]

  var word: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

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
      return StateWord(text: "Ending", tone: .warn)
    }
    return switch status {
    case .incomplete: StateWord(text: "Waits for payment", tone: .warn)
    case .incompleteExpired: StateWord(text: "Never paid", tone: .quiet)
    case .trialing: StateWord(text: "On trial", tone: .good)
    case .active: StateWord(text: "Active", tone: .good)
    case .paused: StateWord(text: "Paused", tone: .warn)
    case .pastDue: StateWord(text: "Past due", tone: .bad)
    case .unpaid: StateWord(text: "Unpaid", tone: .bad)
    case .canceled: StateWord(text: "Ended", tone: .quiet)
    }
  }
}

extension Invoice {
  var state: StateWord {
    switch status {
    case .draft: StateWord(text: "Draft", tone: .quiet)
    case .open: StateWord(text: attempted ? "Unpaid" : "Open", tone: attempted ? .bad : .warn)
    case .paid: StateWord(text: "Paid", tone: .good)
    case .void: StateWord(text: "Void", tone: .quiet)
    case .uncollectible: StateWord(text: "Uncollectible", tone: .bad)
    }
  }

  /// What it is called before it has a number.
  var title: String { number ?? "Draft" }
}

extension Customer {
  /// A name to call them by; the e-mail or the id where there is none.
  var title: String { name ?? email ?? id.text }
}

extension Cadence {
  /// "a month", "every 3 months"
  var pace: String { count == 1 ? "a \(unit.rawValue)" : "every \(count) \(unit.rawValue)s" }
}

extension Price {
  /// "€19.00 a month"
  var text: String {
    let amount = PricingText.text(model, currency)
    return cadence.map { "\(amount) \($0.pace)" } ?? "\(amount) once"
  }
}

extension Card {
  /// "Visa ending 4242"
  var title: String { "\(brand.prefix(1).uppercased())\(brand.dropFirst()) ending \(last4)" }
}

extension LineContent {
  /// What a line bills, in words.
  var title: String {
    if let description { return description }
    let counted = quantity == 1 ? name : "\(quantity) × \(name)"
    return switch wording {
    case .recurring: counted
    case .unusedTime: "Unused time on \(counted)"
    case .remainingTime: "Remaining time on \(counted)"
    case .trial: "Free trial of \(counted)"
    case .oneOff: name.isEmpty ? "Other" : counted
    }
  }
}
