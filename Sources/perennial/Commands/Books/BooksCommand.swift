import ArgumentParser
import Bookkeeping
import Chronology
import Journal
import Monetary
import Notation
import Operations
import Relations

struct BooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "books", abstract: "Close months, and show what stands on the accounts.",
    subcommands: [Close.self, Balance.self, Entries.self])
}

// MARK: - Close

extension BooksCommand {
  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Close every month that is over: deferred revenue of its days becomes revenue.",
      discussion: """
        Months are closed in their order and never change after it; what comes late is recognised in the \
        next one. A close that was interrupted goes on where it stopped, and closing twice does nothing. It \
        may run beside a serving process.
        """)

    @Option(
      help: ArgumentHelp(
        "The last month to close; the last one that is over if not given.", valueName: "yyyy-mm"),
      transform: readMonth)
    var through: Month?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let (command, bar) = (CloseBooks(through: through), ProgressBar(isShown: !output.json))
      let closed = try await Installation.with(place.settings().place()) { installation in
        let workspace = try await installation.directory.open(workspace.workspace)
        let closed = try await workspace.close(command, as: FactCause(actor: "command_line")) { progress in
          bar.note("\(progress.month)  \(progress.lines.grouped) lines")
        }.closed
        bar.clear()
        return try await workspace.read { snapshot in
          try closed.map { (close: $0, totals: try snapshot.closeTotals(of: $0.month)) }
        }
      }
      guard !output.json else {
        return Console.say([
          "object": "list", "data": .array(closed.map { json(of: $0.close, $0.totals) }),
        ])
      }
      guard !closed.isEmpty else { return Console.warn("No month is waiting to be closed.") }
      var table = Table([
        ("MONTH", .leading), ("CURRENCY", .leading), ("REVENUE", .trailing), ("LINES", .trailing),
      ])
      for (close, totals) in closed {
        if totals.isEmpty { table.add(close.month.isoText, "", "", "0") }
        for total in totals {
          table.add(
            close.month.isoText, total.currency.isoCode, text(total.amount, total.currency), "\(total.lines)")
        }
      }
      Console.say(table.text)
    }

    private func json(of close: BookClose, _ totals: [CloseTotal]) -> JSON {
      [
        "object": "books.close", "id": .string(close.id.text), "month": .string(close.month.isoText),
        "status": .string(close.status.rawValue), "begun_at": .integer(close.begunAt.seconds),
        "closed_at": close.closedAt.map { .integer($0.seconds) } ?? .null,
        "entries": .array(
          totals.flatMap { total in
            [(Account.deferredRevenue, total.amount), (.revenue, -total.amount)].map { account, amount in
              [
                "account": .string(account.rawValue), "currency": .string(total.currency.code),
                "amount": number(amount), "lines": .integer(total.lines),
              ] as JSON
            }
          }),
      ]
    }
  }
}

// MARK: - Balance

extension BooksCommand {
  struct Balance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the trial balance, or what stands on a customer's accounts.",
      discussion: "Debits are positive. The balances of each currency sum to zero.")

    @Option(
      help: ArgumentHelp(
        "At the end of this day or month; now if not given.", valueName: "yyyy-mm[-dd]"),
      transform: readDay)
    var at: Day?

    @Option(help: ArgumentHelp("Only this customer's accounts, as they stand now.", valueName: "id"))
    var customer: String?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if at != nil, customer != nil {
        throw ValidationError("--at and --customer exclude each other: a customer's accounts are as of now.")
      }
    }

    func run() async throws {
      if let customer { return try await show(of: CustomerID(customer)) }
      let question = TrialBalance(at: at, patience: .seconds(60))
      let answer = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.open(workspace.workspace).answer(question)
      }
      guard !output.json else {
        return Console.say([
          "object": "books.trial_balance", "at": .string(answer.day.isoText),
          "accounts": .array(
            answer.accounts.map { total in
              [
                "account": .string(total.account.rawValue), "currency": .string(total.currency.code),
                "debit": number(total.debit), "credit": number(total.credit),
                "balance": number(total.balance),
              ]
            }),
        ])
      }
      guard !answer.accounts.isEmpty else { return Console.warn("Nothing was posted by \(answer.day).") }
      var table = Table([
        ("CURRENCY", .leading), ("ACCOUNT", .leading), ("DEBIT", .trailing), ("CREDIT", .trailing),
        ("BALANCE", .trailing),
      ])
      for total in answer.accounts {
        table.add(
          [total.currency.isoCode, total.account.rawValue]
            + [total.debit, total.credit, total.balance].map { text($0, total.currency) })
      }
      Console.say(table.text)
    }

    private func show(of customer: CustomerID) async throws {
      let balances = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.open(workspace.workspace).read { snapshot in
          try known(customer, snapshot)
          return try snapshot.balances(of: customer)
        }
      }
      guard !output.json else {
        return Console.say([
          "object": "list",
          "data": .array(
            balances.map { balance in
              [
                "object": "books.balance", "customer": .string(customer.text),
                "account": .string(balance.account.rawValue),
                "currency": .string(balance.amount.currency.code),
                "amount": .integer(balance.amount.minorUnits),
              ]
            }),
        ])
      }
      guard !balances.isEmpty else { return Console.warn("Nothing was posted for this customer.") }
      var table = Table([("CURRENCY", .leading), ("ACCOUNT", .leading), ("BALANCE", .trailing)])
      for balance in balances {
        table.add(
          balance.amount.currency.isoCode, balance.account.rawValue, balance.amount.terminalText)
      }
      Console.say(table.text)
    }
  }
}

// MARK: - Entries

extension BooksCommand {
  struct Entries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List entries of the ledger with the facts behind them, the newest first.")

    @Option(help: ArgumentHelp("Only entries that moved this customer's accounts.", valueName: "id"))
    var customer: String?

    @Option(help: "Only entries that moved this account; with --currency, or with --customer.")
    var account: Account?

    @Option(
      help: ArgumentHelp("Only this currency, such as usd.", valueName: "code"), transform: readCurrency)
    var currency: Currency?

    @Option(help: ArgumentHelp("How many to show at most.", valueName: "number"))
    var limit = 100

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard (1...10_000).contains(limit) else {
        throw ValidationError("--limit is a number from 1 to 10000.")
      }
      if customer == nil, (account == nil) != (currency == nil) {
        throw ValidationError("Without --customer, --account and --currency go together.")
      }
    }

    func run() async throws {
      let filter = EntryFilter(
        customer: customer.map { CustomerID($0) }, account: account, currency: currency)
      let limit = limit
      let entries = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.open(workspace.workspace).read { snapshot in
          if let customer = filter.customer { try known(customer, snapshot) }
          return try snapshot.entries(filter, Page(limit: limit))
        }
      }
      guard !output.json else {
        return Console.say([
          "object": "list", "data": .array(entries.elements.map(json)), "has_more": .bool(entries.hasMore),
        ])
      }
      guard !entries.elements.isEmpty else { return Console.warn("There is no such entry.") }
      var table = Table([
        ("EFFECTIVE", .leading), ("FACT", .leading), ("KIND", .leading), ("ABOUT", .leading),
        ("ACCOUNT", .leading), ("CURRENCY", .leading), ("AMOUNT", .trailing),
      ])
      for entry in entries.elements {
        for (place, total) in entry.totals.enumerated() {
          let head =
            place == 0
            ? [entry.effective.isoText, entry.fact.text, entry.kind, entry.subject] : ["", "", "", ""]
          table.add(
            head + [total.account.rawValue, total.currency.isoCode, text(total.amount, total.currency)])
        }
      }
      Console.say(table.text)
      if entries.hasMore { Console.warn("There are more; --limit shows them.") }
    }

    private func json(of entry: LedgerEntry) -> JSON {
      [
        "object": "books.entry", "id": .string(entry.fact.text),
        "effective_at": .integer(entry.effective.seconds), "created": .integer(entry.recorded.seconds),
        "fact": [
          "id": .string(entry.fact.text), "kind": .string(entry.kind), "subject": .string(entry.subject),
        ],
        "amounts": .array(
          entry.totals.map { total in
            [
              "account": .string(total.account.rawValue), "currency": .string(total.currency.code),
              "amount": number(total.amount),
            ]
          }),
      ]
    }
  }
}

extension Account: ExpressibleByArgument {}

// MARK: - Words and numbers

private func readMonth(_ text: String) throws -> Month {
  guard let month = Month(iso: text) else { throw ValidationError("\"\(text)\" is no month like 2026-04.") }
  return month
}

/// A day, or a month for its last one.
func readDay(_ text: String) throws -> Day {
  guard let day = Day(iso: text) ?? Month(iso: text)?.lastDay else {
    throw ValidationError("\"\(text)\" is no day like 2026-04-30, and no month like 2026-04.")
  }
  return day
}

private func known(_ customer: CustomerID, _ snapshot: Snapshot) throws {
  guard try snapshot.customer(customer) ?? snapshot.deletedCustomer(customer) != nil else {
    throw Complaint(.refused, "customer_unknown", "There is no customer \"\(customer)\".")
  }
}

/// A sum of many amounts may need more than 64 bits.
private func number(_ amount: Int128) -> JSON {
  Int64(exactly: amount).map { .integer($0) } ?? .number(String(amount))
}

private func text(_ amount: Int128, _ currency: Currency) -> String {
  Int64(exactly: amount).map { Money($0, currency).terminalText } ?? String(amount)
}
