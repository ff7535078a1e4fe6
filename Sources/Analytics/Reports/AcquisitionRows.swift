import Chronology
import Monetary
import Relations

/// What the report about acquisition cost is opened at: its spend and the customers it won are listed.
public enum AcquisitionOpening: Hashable, Sendable {
  /// The empty one is of those of whom no channel is known.
  case channel(String)
  case total(AcquisitionTotal)
}

/// The lines below the channels.
public enum AcquisitionTotal: String, Hashable, Sendable, CaseIterable {
  /// All channels that cost something.
  case paid
  case blended
}

extension [AcquisitionCost] {
  /// Whose rows a line is made of.
  func channels(of opened: AcquisitionOpening) -> Set<String> {
    switch opened {
    case .channel(let channel): [channel]
    case .total(.paid): Set(filter { $0.spend > 0 }.map(\.channel))
    case .total(.blended): Set(map(\.channel))
    }
  }
}

/// What was spent, and what that is in the report's currency, in millionths.
struct SpendRow {
  let recorded: MarketingSpend
  let amount: Int128

  init(_ recorded: MarketingSpend, _ amount: Int128) {
    self.recorded = recorded
    self.amount = amount
  }
}

extension [SpendRow] {
  func of(_ channels: Set<String>) -> [SpendRow] { filter { channels.contains($0.recorded.channel) } }
}

extension ReportSection {
  /// Month by month and channel by channel. Converted amounts are shared out, so that the rows sum to what
  /// the line shows; what was recorded stands beside each.
  static func spend(_ rows: [SpendRow], in currency: Currency) -> ReportSection {
    let rows = rows.sorted {
      let (left, right) = ($0.recorded, $1.recorded)
      return (left.month, left.channel, left.amount.currency)
        < (right.month, right.channel, right.amount.currency)
    }
    let isConverted = rows.contains { $0.recorded.amount.currency != currency }
    let recorded = [
      ReportColumn("recorded_currency", "Recorded in"), ReportColumn("recorded", "Recorded"),
    ]
    var section = ReportSection(
      "spend", "The spend behind it", in: currency,
      [ReportColumn("channel", "Channel"), ReportColumn("month", "Month"), ReportColumn("spend", "Spend")]
        + (isConverted ? recorded : []))
    let shown = apportioned(
      rows.map(\.amount), to: ShownAmount.minorUnits(rows.reduce(0) { $0 + $1.amount }))
    section.rows = zip(rows, shown).map { row, amount in
      let own = row.recorded.amount
      return [.text(row.recorded.channel), .month(row.recorded.month), .amount(amount, currency)]
        + (isConverted ? [.currency(own.currency), .amount(own.minorUnits, own.currency)] : [])
    }
    return section
  }
}

extension MovementColumns {
  /// The customers of some channels who came in the question's months, the earliest first.
  func newCustomerRows(
    of selection: RowSelection, _ channels: Set<String>, _ question: AcquisitionQuestion
  ) -> ReportSection {
    let names = values(of: .source)
    let column = customerTraits[.source]
    var section = ReportSection(
      "customers", "The customers it won",
      [
        ReportColumn("customer", "Customer"), ReportColumn("channel", "Channel"),
        ReportColumn("paid_first", "Paid first"),
      ])
    forEachNewCustomer(of: selection) { customer, day in
      let spent = Month(containing: day).adding(months: -question.lag)
      let channel = names[Int(column?.value(at: Int(customer)) ?? 0)]
      guard question.first <= spent, spent <= question.last, channels.contains(channel) else { return }
      section.add(.customer(customers[customer]), .text(channel), .day(day))
    }
    return section
  }
}
