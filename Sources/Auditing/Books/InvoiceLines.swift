import Notation
import Storage

/// Every invoice beside its lines: totals are sums, and each amount is worked out again from price, quantity
/// and time.
struct InvoiceLines {
  private let rows: any Connection
  private let findings: Findings
  private let prices: AuditedPrices

  init(_ rows: any Connection, _ findings: Findings, _ prices: AuditedPrices) {
    self.rows = rows
    self.findings = findings
    self.prices = prices
  }

  private struct Invoice {
    let id: String
    let currency: String
    let subtotal: Int64
    let total: Int64
    let tax: Int64
    let discount: Int64
    let discounts: String?
  }

  private struct Line {
    let id: String
    let invoice: String
    let place: Int64
    let billingKey: String
    let price: String?
    let amount: Int64
    let currency: String
    let start: Int64
    let end: Int64
    let content: String
    let inclusiveTax: Int64
    let discount: Int64

    /// What discounts leave of it.
    var charged: Int128 { Int128(amount) - Int128(discount) }
  }

  func check() throws {
    let (invoices, lines) = (invoices(), lines())
    while let invoice = try earliest(invoices.peek()?.id, lines.peek()?.invoice) {
      let own = try lines.take { $0.invoice == invoice }
      for line in own { checkAmount(of: line) }
      guard let document = try invoices.take(while: { $0.id == invoice }).first else {
        findings.found(.invoiceTotals, "Lines without an invoice.", [invoice])
        continue
      }
      check(document, own)
    }
  }

  private func check(_ invoice: Invoice, _ lines: [Line]) {
    findings.looked(.invoiceTotals)
    checkDiscounts(of: lines, on: invoice)
    let sum = lines.reduce(Int128(0)) { $0 + Int128($1.amount) }
    let discounts = lines.reduce(Int128(0)) { $0 + Int128($1.discount) }
    let taxed = lines.map { taxes(of: $0) }
    let exclusive = taxed.reduce(Int128(0)) { $0 + $1.exclusive }
    let inclusive = taxed.reduce(Int128(0)) { $0 + $1.inclusive }
    if sum != Int128(invoice.subtotal) || sum - discounts + exclusive != Int128(invoice.total)
      || discounts != Int128(invoice.discount) || exclusive + inclusive != Int128(invoice.tax)
    {
      findings.found(
        .invoiceTotals, "The invoice's total is not the sum of its lines.", [invoice.id],
        [
          "total": Int128(invoice.total), "subtotal": Int128(invoice.subtotal), "tax": Int128(invoice.tax),
          "lines": sum, "discounts": discounts, "taxes": exclusive + inclusive,
        ])
    }
    for (place, line) in lines.enumerated() where line.place != Int64(place) {
      findings.found(.invoiceTotals, "A line is missing.", [invoice.id], ["place": Int128(place)])
      break
    }
    for line in lines where line.currency != invoice.currency {
      findings.found(
        .invoiceTotals, "A line is in another currency than its invoice.", [invoice.id, line.id])
    }
  }

  private func checkAmount(of line: Line) {
    findings.looked(.lineAmounts)
    guard let content = parsed(line.content), let quantity = content["quantity"]?.integer else {
      return findings.found(.lineAmounts, "A line's content or price cannot be read.", [line.id])
    }
    guard content.at(["amount", "minorUnits"])?.integer == line.amount,
      content["billingKey"]?.string == line.billingKey,
      content.at(["period", "start"])?.integer == line.start,
      content.at(["period", "end"])?.integer == line.end
    else { return findings.found(.lineAmounts, "A line's content is not what its columns say.", [line.id]) }
    guard let key = BillingKey(line.billingKey) else { return }
    guard let id = line.price else { return checkWithoutPrice(line, key, content, quantity) }
    guard let price = prices[id] else {
      return findings.found(.lineAmounts, "A line's price cannot be read.", [line.id, id])
    }
    guard let model = price.models[line.currency] else {
      return findings.found(.lineAmounts, "A line is in another currency than its price.", [line.id, id])
    }
    guard key.isOriginal else { return }
    guard let whole = model.whole(quantity, AuditedChoice(explanation: content["explanation"])) else {
      return findings.found(
        .lineAmounts, "What a line bills is nothing that its price charges.", [line.id, id])
    }
    guard let expected = amount(key, line, whole) else {
      return findings.found(.lineAmounts, "A line bills time outside its period.", [line.id])
    }
    guard expected != Int128(line.amount) else { return }
    findings.found(
      .lineAmounts, "A line's amount is not its price times its quantity and time.", [line.id, line.invoice],
      ["amount": Int128(line.amount), "expected": expected])
  }

  /// What is taken off whole lines is worked out again from the discounts that they and their invoice carry.
  /// What a change in the middle of a period made keeps what was settled then, never more than the line.
  private func checkDiscounts(of lines: [Line], on invoice: Invoice) {
    let shared = AuditedDiscount.list(invoice.discounts)
    let marks = ["\"discounts\":", "\"discounted\":"]
    guard
      !shared.isEmpty
        || lines.contains(where: { line in
          line.discount != 0 || marks.contains { line.content.utf8.contains(subsequence: $0.utf8) }
        })
    else { return }
    let contents = lines.map { parsed($0.content) ?? .null }
    func isPart(_ content: JSON) -> Bool {
      guard content["item"]?.string != nil else { return false }
      let isPartOfTime = ["unused_time", "remaining_time"].contains(content["wording"]?.string ?? "")
      return content["discountable"]?.bool.map { !$0 } ?? isPartOfTime
    }
    let whole = lines.indices.filter { !isPart(contents[$0]) }
    var used: Set<String> = []
    let expected = AuditedDiscounts(round: Exact.halfAwayFromZero, spreadsShares: true).taken(
      off: whole.map { place in
        let isDiscountable = contents[place]["discountable"]?.bool ?? (lines[place].amount >= 0)
        let beside = Int128(contents[place]["creditedBeside"]?.integer ?? 0)
        let amount = isDiscountable ? max(0, Int128(lines[place].amount) + beside) : 0
        let own = (contents[place]["discounts"]?.array ?? []).compactMap(AuditedDiscount.init)
        return AuditedDiscounts.Part(
          amount: amount, product: contents[place]["product"]?.string,
          // What is used once comes off one line only.
          own: amount == 0 ? [] : own.filter { $0.duration != "once" || used.insert($0.id).inserted })
      }, by: shared)
    for (place, line) in lines.enumerated() {
      var told: [String: Int128] = [:]
      for part in contents[place]["discounted"]?.array ?? [] {
        let id = part.at(["discount", "id"])?.string ?? ""
        told[id, default: 0] += Int128(part["amount"]?.integer ?? .max)
      }
      let sum = told.values.reduce(0, +)
      let isRight =
        if let number = whole.firstIndex(of: place) {
          contents[place]["givenBack"].map {
            sum == AuditedDiscounts.keeping($0, of: line.amount, expected[number].values.reduce(0, +))
          } ?? (told == expected[number])
        } else {
          sum == 0 || (sum < 0) == (line.amount < 0) && abs(sum) <= abs(Int128(line.amount))
        }
      if !isRight || sum != Int128(line.discount) {
        findings.found(
          .lineAmounts, "What discounts take off a line is not what they say.", [line.id, line.invoice],
          ["discount": Int128(line.discount), "told": sum])
      }
    }
  }

  /// The taxes of a line, each worked out again from its percentage; one that is wrong is told.
  private func taxes(of line: Line) -> (exclusive: Int128, inclusive: Int128) {
    guard line.inclusiveTax != 0 || line.content.utf8.contains(subsequence: "\"taxes\":".utf8) else {
      return (0, 0)
    }
    let taxes = (parsed(line.content)?["taxes"]?.array ?? []).map(AuditedTax.init)
    let held = taxes.reduce(Int128(0)) { $1.isInclusive ? $0 + $1.ofOne : $0 }
    var sums: (exclusive: Int128, inclusive: Int128) = (0, 0)
    for tax in taxes {
      let amount = tax.amount
      if tax.expected(on: line.charged, holding: held) != amount {
        findings.found(.lineAmounts, "A tax is not its percentage of the line.", [line.id, line.invoice])
      }
      if tax.isInclusive { sums.inclusive += amount } else { sums.exclusive += amount }
    }
    if sums.inclusive != Int128(line.inclusiveTax) {
      findings.found(.lineAmounts, "A line holds another tax than its column says.", [line.id, line.invoice])
    }
    return sums
  }

  /// An amount without a price comes from somebody's hand, as so many at so much.
  private func checkWithoutPrice(_ line: Line, _ key: BillingKey, _ content: JSON, _ quantity: Int64) {
    let steps = content.at(["explanation", "steps"])?.array ?? []
    guard key.kind == .byHand, steps.count == 1, steps[0]["quantity"]?.integer == quantity,
      let each = steps[0]["unitPrice"]?.string.flatMap(Exact.trillionths)
    else {
      return findings.found(.lineAmounts, "A line without a price does not say what it bills.", [line.id])
    }
    let expected = Exact.halfAwayFromZero(each * Int128(quantity), 1_000_000_000_000)
    guard expected != Int128(line.amount) else { return }
    findings.found(
      .lineAmounts, "A line's amount is not so many at so much.", [line.id, line.invoice],
      ["amount": Int128(line.amount), "expected": expected])
  }

  /// The amount worked out again; nil when the line's time does not lie in its item's period.
  private func amount(_ key: BillingKey, _ line: Line, _ whole: Int128) -> Int128? {
    let scale: Int128 = 1_000_000_000_000
    guard key.kind != .trial else { return line.start == key.periodStart ? 0 : nil }
    guard key.kind != .byHand else { return Exact.halfAwayFromZero(whole, scale) }
    guard key.kind != .period else {
      return line.start == key.periodStart ? Exact.halfAwayFromZero(whole, scale) : nil
    }
    let length = Int128(line.end - key.periodStart)
    guard length > 0, line.start >= key.periodStart, line.start <= line.end else { return nil }
    let share = whole * Int128(line.end - line.start)
    return Exact.halfDown(key.kind == .credit ? -share : share, length * scale)
  }

  private func invoices() -> KeyedStream<Invoice> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT id, currency, subtotal, total, tax, discount, discounts FROM invoice
        WHERE id > :after ORDER BY id LIMIT :limit
        """,
        ["after": last?.id ?? "", "limit": KeyedStream<Invoice>.pageLength]
      ) { row in
        Invoice(
          id: try row.text("id"), currency: try row.text("currency"), subtotal: try row.integer("subtotal"),
          total: try row.integer("total"), tax: try row.integerOrNil("tax") ?? 0,
          discount: try row.integerOrNil("discount") ?? 0, discounts: try row.textOrNil("discounts"))
      }
    }
  }

  private func lines() -> KeyedStream<Line> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT id, invoice, place, billing_key, price, amount, currency, period_start, period_end,
          content, inclusive_tax, discount
        FROM invoice_line WHERE (invoice, place) > (:invoice, :place) ORDER BY invoice, place LIMIT :limit
        """,
        [
          "invoice": last?.invoice ?? "", "place": last?.place ?? -1, "limit": KeyedStream<Line>.pageLength,
        ]
      ) { row in
        Line(
          id: try row.text("id"), invoice: try row.text("invoice"), place: try row.integer("place"),
          billingKey: try row.text("billing_key"), price: try row.textOrNil("price"),
          amount: try row.integer("amount"), currency: try row.text("currency"),
          start: try row.integer("period_start"), end: try row.integer("period_end"),
          content: try row.text("content"), inclusiveTax: try row.integer("inclusive_tax"),
          discount: try row.integer("discount"))
      }
    }
  }
}
