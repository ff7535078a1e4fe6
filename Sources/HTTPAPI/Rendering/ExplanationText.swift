import Monetary
import Notation
import Rating

/// How an amount came to be, in words: "1,000 × €0.10 + 500 × €0.08 + €5.00".
enum ExplanationText {
  static func text(_ explanation: Explanation, _ currency: Currency) -> String {
    var text = ""
    for step in explanation.steps {
      switch step {
      case .raised(let to, _): text = "\(text), at least \(MoneyText.text(to, currency))"
      case .lowered(let to, _): text = "\(text), at most \(MoneyText.text(to, currency))"
      default: text += (text.isEmpty ? "" : " + ") + part(step, currency)
      }
    }
    return text
  }

  private static func part(_ step: Explanation.Step, _ currency: Currency) -> String {
    switch step {
    case .units(let quantity, let price): "\(count(quantity)) × \(MoneyText.text(price, currency))"
    case .fee(let fee, _): MoneyText.text(fee, currency)
    case .free(let quantity): "\(count(quantity)) free"
    case .percentage(let percentage, let amount):
      "\(percentage.percentText)% of \(MoneyText.text(UnitPrice(minorUnits: amount), currency))"
    case .packages(let packages, let size, let price):
      "\(count(packages)) × \(MoneyText.text(price, currency)) for \(count(size))"
    case .cell(let row, let column, let quantity, let price):
      "\(count(quantity)) × \(MoneyText.text(price, currency)) (\(row), \(column))"
    case .raised(let to, _), .lowered(let to, _): MoneyText.text(to, currency)
    }
  }

  /// "1,000"
  private static func count(_ quantity: Int64) -> String {
    let digits = Array(String(quantity.magnitude))
    var text = quantity < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

extension Explanation {
  /// `explanation` of a line, which is ours: the text, and its steps as data. Of a line for part of a period
  /// it explains the whole period's amount.
  func write(to writer: inout JSONWriter, _ currency: Currency) {
    writer.object("explanation") { writer in
      writer.key("steps")
      writer.beginArray()
      for step in steps { step.write(to: &writer, currency) }
      writer.endArray()
      writer.field("text", ExplanationText.text(self, currency))
    }
  }
}

extension Explanation.Step {
  fileprivate func write(to writer: inout JSONWriter, _ currency: Currency) {
    writer.beginObject()
    let amount = (try? exact()).map { WireAmount.wire(UnitPrice(trillionths: $0), currency).decimalText }
    writer.field("amount_decimal", amount)
    switch self {
    case .units, .free, .raised, .lowered: break
    case .fee(_, let tier): writer.field("tier", tier.map(Int64.init))
    case .percentage(let percentage, _): writer.field("percentage", percentage.percentText)
    case .packages(_, let size, _): writer.field("divide_by", size)
    case .cell(let row, let column, _, _): writer.field("values", [row, column])
    }
    if let counted { writer.field("quantity", counted) }
    writer.field("type", kind?.rawValue ?? "units")
    if let price { writer.field("unit_amount_decimal", WireAmount.wire(price, currency).decimalText) }
    writer.endObject()
  }

  private var counted: Int64? {
    switch self {
    case .percentage(_, let amount): amount
    case .packages(let count, _, _): count
    default: quantity
    }
  }

  private var price: UnitPrice? {
    if case .packages(_, _, let price) = self { price } else { unitPrice }
  }
}
