import Storage

/// Goes through the books customer by customer: invoices, postings, balances and the invoice counter side by
/// side, each read once in the order of its customers.
struct CustomerBooks {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  func check() throws {
    let (invoices, postings, balances, counters) = (invoices(), postings(), balances(), counters())
    let (adjustments, notes, refunds) = (adjustments(), notes(), refunds())
    while let customer = earliest(
      try invoices.peek()?.customer, try postings.peek()?.customer, try balances.peek()?.customer,
      try counters.peek()?.customer, try adjustments.peek()?.customer, try notes.peek()?.customer,
      try refunds.peek()?.customer)
    {
      let book = CustomerBook(
        customer: customer, invoices: try invoices.take { $0.customer == customer },
        adjustments: try adjustments.take { $0.customer == customer },
        notes: try notes.take { $0.customer == customer },
        refunds: try refunds.take { $0.customer == customer },
        counter: try counters.take { $0.customer == customer }.first,
        posted: try postings.take { $0.customer == customer },
        balances: try balances.take { $0.customer == customer })
      checkBalances(of: book)
      checkAccounts(of: book)
      for invoice in book.invoices { check(invoice) }
      checkNumbers(of: book)
      try checkBalanceChain(of: book)
    }
  }
}

// MARK: - The ledger against the invoices

extension CustomerBooks {
  private func checkBalances(of book: CustomerBook) {
    for key in ordered(Set(book.posted.keys).union(book.balances.keys)) {
      findings.looked(.balances)
      let (posted, balance) = (book.posted[key, default: 0], book.balances[key, default: 0])
      guard posted != Int128(balance) else { continue }
      findings.found(
        .balances, "The \(key.account) balance in \(key.currency) is not the sum of its postings.",
        [book.customer], ["balance": Int128(balance), "postings": posted])
    }
  }

  private func checkAccounts(of book: CustomerBook) {
    let expected = book.expected
    // What is revenue was deferred revenue; ``RecognizedLines`` tells how much of it is.
    var posted = book.posted
    for (key, amount) in posted where key.account == "revenue" {
      posted[key] = nil
      posted[.init(account: "deferred_revenue", currency: key.currency), default: 0] += amount
    }
    for key in ordered(Set(expected.keys).union(posted.keys)) {
      let check: AuditCheck = key.account == "receivable" ? .receivables : .accounts
      findings.looked(check)
      let (wanted, posted) = (expected[key, default: 0], posted[key, default: 0])
      guard wanted != posted else { continue }
      let sentence =
        check == .receivables
        ? "What this customer owes in \(key.currency) is not issued less paid and credited."
        : "The account \(key.account) in \(key.currency) is not what this customer's invoices say."
      findings.found(check, sentence, [book.customer], ["ledger": posted, "invoices": wanted])
    }
  }

  private func ordered(_ keys: Set<CustomerBook.Key>) -> [CustomerBook.Key] {
    keys.sorted { ($0.account, $0.currency) < ($1.account, $1.currency) }
  }
}

// MARK: - Invoices among themselves

extension CustomerBooks {
  /// An invoice's amounts and dates agree with its status.
  private func check(_ invoice: CustomerBook.Invoice) {
    findings.looked(.invoiceAmounts)
    func found(_ sentence: String, _ numbers: KeyValuePairs<String, Int128> = [:]) {
      findings.found(.invoiceAmounts, sentence, [invoice.id, invoice.customer], numbers)
    }
    let asked = Int128(invoice.total) + Int128(invoice.startingBalance)
    if Int128(invoice.amountDue) != max(0, asked) {
      found(
        "What is asked for is not the total with the customer's balance.",
        [
          "amount_due": Int128(invoice.amountDue), "total": Int128(invoice.total),
          "starting_balance": Int128(invoice.startingBalance),
        ])
    }
    if invoice.isFinal, invoice.endingBalance.map({ Int128($0) }) != min(0, asked) {
      found(
        "The balance after this invoice is not what it leaves.",
        ["ending_balance": Int128(invoice.endingBalance ?? 0), "expected": min(0, asked)])
    }
    if !(0...invoice.amountDue).contains(invoice.amountPaid)
      || !(0...invoice.amountPaid).contains(invoice.amountPaidOutOfBand)
    {
      found(
        "More is paid than was asked for.",
        [
          "amount_due": Int128(invoice.amountDue), "amount_paid": Int128(invoice.amountPaid),
          "amount_paid_out_of_band": Int128(invoice.amountPaidOutOfBand),
        ])
    }
    if let sentence = contradiction(in: invoice) { found(sentence) }
  }

  private func contradiction(in invoice: CustomerBook.Invoice) -> String? {
    if (invoice.number != nil) != invoice.isFinal {
      return "Only a final invoice has a number, and every one has."
    }
    if (invoice.status == "draft") == invoice.isFinal, invoice.status != "void" {
      return "A draft is not final, and everything else is."
    }
    if (invoice.status == "paid") != (invoice.paidAt != nil) {
      return "A paid invoice has its day of payment."
    }
    if invoice.status == "paid", invoice.amountPaid != invoice.amountDue - invoice.credited {
      return "A paid invoice is not paid in full."
    }
    if invoice.status == "open", invoice.amountPaid == invoice.amountDue - invoice.credited {
      return "An open invoice has nothing left to pay."
    }
    if (invoice.status == "void") != (invoice.voidedAt != nil) { return "A void invoice has its day." }
    if invoice.status == "uncollectible", invoice.uncollectibleAt == nil {
      return "An invoice that was given up has its day."
    }
    if invoice.status == "open", invoice.uncollectibleAt != nil {
      return "An open invoice was not given up."
    }
    return nil
  }

  private func checkNumbers(of book: CustomerBook) {
    // Those of a series are looked at by ``NumberedSeries``.
    let numbered = book.invoices.filter { $0.number.map { NumberedSeries.place(of: $0) == nil } ?? false }
    guard !numbered.isEmpty || book.counter != nil else { return }
    findings.looked(.invoiceNumbers, numbered.count)
    let ordered = numbered.sorted { ($0.sequence ?? 0, $0.id) < ($1.sequence ?? 0, $1.id) }
    for (place, invoice) in ordered.enumerated() where invoice.sequence != Int64(place + 1) {
      findings.found(
        .invoiceNumbers, "The numbers of this customer's invoices have a gap or a double here.",
        [invoice.id, book.customer],
        ["sequence": Int128(invoice.sequence ?? 0), "expected": Int128(place + 1)])
      break
    }
    guard let counter = book.counter else {
      return findings.found(.invoiceNumbers, "Invoices of a customer who is not there.", [book.customer])
    }
    if counter.nextSequence != Int64(numbered.count + 1) {
      findings.found(
        .invoiceNumbers, "The next invoice number does not follow the last one.", [book.customer],
        ["next": Int128(counter.nextSequence), "numbered": Int128(numbered.count)])
    }
  }

  /// Each invoice starts from the balance that was left before it: by the invoice with the number before,
  /// or, where a void invoice or somebody's hand moved it too, by what the ledger had come to.
  private func checkBalanceChain(of book: CustomerBook) throws {
    let final = book.invoices.filter { $0.isFinal }.sorted { ($0.sequence ?? 0) < ($1.sequence ?? 0) }
    let moved = Set(
      final.filter { $0.status == "void" && $0.endingBalance != $0.startingBalance }.map(\.currency)
        + book.adjustments.map(\.currency)
        + book.notes.filter { $0.toBalance != 0 }.map(\.currency))
    if !moved.isEmpty { try checkStartingBalances(of: final, book.customer) }
    var left: [String: Int64] = [:]
    for invoice in final where !moved.contains(invoice.currency) {
      check(invoice, startsFrom: Int128(left[invoice.currency, default: 0]), book.customer)
      left[invoice.currency] = invoice.endingBalance ?? 0
    }
  }

  /// In the order of the journal.
  private func checkStartingBalances(of final: [CustomerBook.Invoice], _ customer: String) throws {
    var movements = try rows.query(
      """
      SELECT f.stamp, f.position, p.currency, p.amount FROM posting p JOIN fact f ON f.id = p.fact
      WHERE p.customer = :customer AND p.account = 'customer_balance'
      """, ["customer": customer]
    ) { row in
      (place: try place(row), currency: try row.text("currency"), amount: try row.integer("amount"))
    }[...]
    movements.sort { $0.place < $1.place }
    let invoices = try final.flatMap { invoice in
      try rows.query(
        "SELECT stamp, position FROM fact WHERE subject = :subject AND kind = 'invoice.finalized'",
        ["subject": invoice.id]
      ) { (place: try place($0), invoice: invoice) }
    }.sorted { $0.place < $1.place }
    var sums: [String: Int128] = [:]
    for (place, invoice) in invoices {
      while let movement = movements.first, movement.place < place {
        sums[movement.currency, default: 0] += Int128(movement.amount)
        movements.removeFirst()
      }
      check(invoice, startsFrom: sums[invoice.currency, default: 0], customer)
    }
  }

  private func place(_ row: any Row) throws -> JournalPosition {
    JournalPosition(stamp: try row.integer("stamp"), position: try row.integer("position"))
  }

  private func check(_ invoice: CustomerBook.Invoice, startsFrom left: Int128, _ customer: String) {
    findings.looked(.customerBalances)
    guard Int128(invoice.startingBalance) != left else { return }
    findings.found(
      .customerBalances, "This invoice does not start from the balance that the one before it left.",
      [invoice.id, customer], ["starting_balance": Int128(invoice.startingBalance), "left": left])
  }
}

// MARK: - Reading

extension CustomerBooks {
  private func invoices() -> KeyedStream<CustomerBook.Invoice> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT id, customer, created, currency, status, number, subtotal, total, tax, starting_balance,
          ending_balance, amount_due, credited_open, amount_paid, amount_paid_out_of_band,
          finalized_at, paid_at, voided_at,
          uncollectible_at
        FROM invoice WHERE (customer, created, id) > (:customer, :created, :id)
        ORDER BY customer, created, id LIMIT :limit
        """,
        [
          "customer": last?.customer ?? "", "created": last?.created ?? .min, "id": last?.id ?? "",
          "limit": KeyedStream<CustomerBook.Invoice>.pageLength,
        ]
      ) { row in
        CustomerBook.Invoice(
          id: try row.text("id"), customer: try row.text("customer"), created: try row.integer("created"),
          currency: try row.text("currency"), status: try row.text("status"),
          number: try row.textOrNil("number"), subtotal: try row.integer("subtotal"),
          total: try row.integer("total"), tax: try row.integerOrNil("tax") ?? 0,
          startingBalance: try row.integer("starting_balance"),
          endingBalance: try row.integerOrNil("ending_balance"), amountDue: try row.integer("amount_due"),
          credited: try row.integerOrNil("credited_open") ?? 0, amountPaid: try row.integer("amount_paid"),
          amountPaidOutOfBand: try row.integer("amount_paid_out_of_band"),
          finalizedAt: try row.integerOrNil("finalized_at"), paidAt: try row.integerOrNil("paid_at"),
          voidedAt: try row.integerOrNil("voided_at"),
          uncollectibleAt: try row.integerOrNil("uncollectible_at"))
      }
    }
  }

  /// Sums per account. Summed in two parts, because SQLite's sum of 64-bit integers is one and may not fit.
  private func postings() -> KeyedStream<CustomerBook.Posted> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT customer, account, currency, CAST(SUM(amount / 1000000000) AS BIGINT) AS billions,
          CAST(SUM(amount % 1000000000) AS BIGINT) AS rest
        FROM posting WHERE (customer, account, currency) > (:customer, :account, :currency)
        GROUP BY customer, account, currency ORDER BY customer, account, currency LIMIT :limit
        """,
        [
          "customer": last?.customer ?? "", "account": last?.account ?? "", "currency": last?.currency ?? "",
          "limit": KeyedStream<CustomerBook.Posted>.pageLength,
        ]
      ) { row in
        CustomerBook.Posted(
          customer: try row.text("customer"), account: try row.text("account"),
          currency: try row.text("currency"),
          sum: Int128(try row.integer("billions")) * 1_000_000_000 + Int128(try row.integer("rest")))
      }
    }
  }

  private func balances() -> KeyedStream<CustomerBook.Balance> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT customer, account, currency, amount FROM balance
        WHERE (customer, account, currency) > (:customer, :account, :currency)
        ORDER BY customer, account, currency LIMIT :limit
        """,
        [
          "customer": last?.customer ?? "", "account": last?.account ?? "", "currency": last?.currency ?? "",
          "limit": KeyedStream<CustomerBook.Balance>.pageLength,
        ]
      ) { row in
        CustomerBook.Balance(
          customer: try row.text("customer"), account: try row.text("account"),
          currency: try row.text("currency"), amount: try row.integer("amount"))
      }
    }
  }

  private func adjustments() -> KeyedStream<CustomerBook.Adjusted> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT customer, id, currency, amount FROM balance_adjustment WHERE (customer, id) > (:customer, :id)
        ORDER BY customer, id LIMIT :limit
        """,
        [
          "customer": last?.customer ?? "", "id": last?.id ?? "",
          "limit": KeyedStream<CustomerBook.Adjusted>.pageLength,
        ]
      ) { row in
        CustomerBook.Adjusted(
          customer: try row.text("customer"), id: try row.text("id"), currency: try row.text("currency"),
          amount: try row.integer("amount"))
      }
    }
  }

  private func notes() -> KeyedStream<CustomerBook.Credited> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT customer, id, currency, tax, total, to_balance, out_of_band, refunded FROM credit_note
        WHERE status = 'issued' AND (customer, id) > (:customer, :id) ORDER BY customer, id LIMIT :limit
        """,
        [
          "customer": last?.customer ?? "", "id": last?.id ?? "",
          "limit": KeyedStream<CustomerBook.Credited>.pageLength,
        ]
      ) { row in
        let (tax, total) = (try row.integer("tax"), try row.integer("total"))
        return CustomerBook.Credited(
          customer: try row.text("customer"), id: try row.text("id"), currency: try row.text("currency"),
          net: total - tax, tax: tax, toBalance: try row.integer("to_balance"),
          outOfBand: try row.integer("out_of_band"), refunded: try row.integerOrNil("refunded") ?? 0)
      }
    }
  }

  private func refunds() -> KeyedStream<CustomerBook.Refunded> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT customer, id, currency, amount FROM refund
        WHERE status = 'succeeded' AND (customer, id) > (:customer, :id) ORDER BY customer, id LIMIT :limit
        """,
        [
          "customer": last?.customer ?? "", "id": last?.id ?? "",
          "limit": KeyedStream<CustomerBook.Refunded>.pageLength,
        ]
      ) { row in
        CustomerBook.Refunded(
          customer: try row.text("customer"), id: try row.text("id"), currency: try row.text("currency"),
          amount: try row.integer("amount"))
      }
    }
  }

  private func counters() -> KeyedStream<CustomerBook.Counter> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT id, next_invoice_sequence FROM customer WHERE id > :after ORDER BY id LIMIT :limit
        """,
        ["after": last?.customer ?? "", "limit": KeyedStream<CustomerBook.Counter>.pageLength]
      ) { row in
        CustomerBook.Counter(
          customer: try row.text("id"), nextSequence: try row.integer("next_invoice_sequence"))
      }
    }
  }
}
