import Invoicing
import Monetary
import Operations

/// An invoice's lines and what they come to; a preview is shown by the same.
struct InvoiceTable: Sendable {
  private let invoice: Invoice
  private let lines: [InvoiceLine]
  /// What each discount is called, and what it takes off all lines.
  private let discounts: [(title: String, amount: Int64)]

  init(_ invoice: Invoice, _ lines: [InvoiceLine], _ snapshot: Snapshot) throws {
    self.invoice = invoice
    self.lines = lines
    discounts = try lines.discounts.map { part in
      (try part.discount.title(snapshot, invoice.currency), part.amount)
    }
  }

  var html: HTML {
    var table = RowTable(
      label: say("Lines"),
      columns: [
        .init(title: say("For")), .init(title: say("Period"), isExtra: true),
        .init(title: say("Amount"), isNumber: true),
      ])
    table.rows = lines.map { line in
      [
        "\(line.content.title)\(Self.explanation(line.content))",
        #"<span class="mut">\#(DayText.period(line.content.period, in: line.content.zone))</span>"#,
        #"<data value="\#(line.content.amount.minorUnits)">\#(MoneyText.text(line.content.amount))</data>"#,
      ]
    }
    table.rows += discounts.map { ["\($0.title)", "", Self.amount(-$0.amount, invoice)] }
    // What is within an amount is no row of its own: the rows sum to the total.
    let taxes = lines.taxes
    table.rows += taxes.filter { !$0.rate.isInclusive }.map { tax in
      ["\(Self.title(of: tax))", "", Self.amount(tax.amount, invoice)]
    }
    table.total = ["\(say("Total"))", "", Self.amount(invoice.total, invoice)]
    return table.html + Self.due(invoice, within: taxes.filter(\.rate.isInclusive))
  }

  private static func title(of tax: LineTax) -> String {
    let rate = say("Tax {} %", tax.rate.percentage.text)
    return switch tax.reason {
    case .standardRated, .zeroRated: rate
    case .customerExempt: say("{}: the customer is exempt", rate)
    case .reverseCharge: say("{}: reverse charge", rate)
    }
  }

  /// How the amount came to be, where the number of pieces does not say it already.
  private static func explanation(_ content: LineContent) -> HTML {
    guard content.wording != .oneOff, !content.explanation.steps.isEmpty else { return .nothing }
    return "<small>\(PricingText.text(content.explanation, content.amount.currency))</small>"
  }

  private static func amount(_ minorUnits: Int64, _ invoice: Invoice) -> HTML {
    #"<data value="\#(minorUnits)">\#(MoneyText.text(minorUnits, invoice.currency))</data>"#
  }

  /// What was taken back of an invoice; void notes are shown and do not count.
  static func html(_ notes: [CreditNote]) -> HTML {
    var table = RowTable(
      label: say("Credit notes"),
      columns: [
        .init(title: say("Number")), .init(title: say("Date"), isExtra: true),
        .init(title: say("Amount"), isNumber: true),
      ])
    func amount(_ minorUnits: Int64, _ note: CreditNote) -> HTML {
      #"<data value="\#(minorUnits)">\#(MoneyText.text(minorUnits, note.currency))</data>"#
    }
    table.rows = notes.map { note in
      let isVoid = note.status == .void
      return [
        "\(note.number)\(isVoid ? "<small>\(say("Void"))</small>" as HTML : .nothing)",
        #"<span class="mut">\#(DayText.day(note.created))</span>"#, amount(isVoid ? 0 : note.total, note),
      ]
    }
    let standing = notes.filter { $0.status == .issued }
    if let last = notes.last {
      table.total = ["\(say("Together"))", "", amount(standing.reduce(0) { $0 + $1.total }, last)]
    }
    return table.html
  }

  private static func due(_ invoice: Invoice, within taxes: [LineTax]) -> HTML {
    var facts = Facts()
    for tax in taxes {
      facts.add(say("{}, within the total", title(of: tax)), amount(tax.amount, invoice))
    }
    if invoice.startingBalance != 0 {
      facts.add(
        invoice.startingBalance < 0 ? say("Credit from before") : say("Owed from before"),
        "\(MoneyText.text(abs(invoice.startingBalance), invoice.currency))")
    }
    facts.add(say("Amount due"), #"<b id="due">\#(amount(invoice.amountDue, invoice))</b>"# as HTML)
    if let credited = invoice.creditedOpen, credited != 0 {
      facts.add(say("Credited before payment"), MoneyText.text(credited, invoice.currency))
    }
    if let credited = invoice.creditedPaid, credited != 0 {
      facts.add(say("Credited after payment"), MoneyText.text(credited, invoice.currency))
    }
    if invoice.amountPaid != 0 {
      facts.add(say("Paid ¦ amount"), MoneyText.text(invoice.amountPaid, invoice.currency))
    }
    return facts.html
  }
}
