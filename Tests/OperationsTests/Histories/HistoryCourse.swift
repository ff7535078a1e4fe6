import Chronology
import Identity
import Invoicing
import Operations
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

/// What is said about a contract's course, and about money that is taken back.
extension HistoryTeller {
  func actOnCourse(_ act: History.Act) async throws {
    let workspace = try await story.workspace
    switch act {
    case .endAt(let name, let after, let behavior):
      guard let contract = try await contract(name) else { return }
      var command = UpdateSubscription(contract.id)
      command.cancelAt = .set(.at(story.now.adding(seconds: after)))
      command.prorationBehavior = try #require(UpdateSubscription.ProrationBehavior(rawValue: behavior))
      expectations[contract.id] = nil
      try await workspace.perform(command, as: Story.cause)
    case .pause(let name, let back):
      guard let contract = try await contract(name) else { return }
      var command = PauseSubscription(contract.id)
      command.unusedTime = back == "kept" ? .kept : .givenBack(invoicingNow: back == "now")
      expectations[contract.id] = nil
      try await workspace.perform(command, as: Story.cause)
    case .resume(let name, let anew, let prorates):
      guard let contract = try await contract(name) else { return }
      var command = ResumeSubscription(contract.id)
      command.startsPeriodNow = anew
      command.prorates = prorates
      expectations[contract.id] = nil
      try await workspace.perform(command, as: Story.cause)
    case .endTrial(let name, let after):
      guard let contract = try await contract(name) else { return }
      var command = UpdateSubscription(contract.id)
      command.trialEnd = .now
      if let after { command.trialEnd = .at(story.now.adding(seconds: after)) }
      expectations[contract.id] = nil
      try await workspace.perform(command, as: Story.cause)
    case .hold(let name, let behavior, let after):
      guard let contract = try await contract(name) else { return }
      var command = UpdateSubscription(contract.id)
      let resumesAt = after.map { story.now.adding(seconds: $0) }
      let terms = behavior.flatMap { CollectionPause.Behavior(rawValue: $0) }.map {
        UpdateSubscription.PauseTerms($0, resumesAt: resumesAt)
      }
      command.collectionPause = .set(terms)
      expectations[contract.id] = nil
      try await workspace.perform(command, as: Story.cause)
    default: return
    }
  }

  /// The customer's days begin elsewhere from now on; nil is in UTC.
  func move(_ customer: String, to zone: String?) async throws {
    var terms = CustomerTerms()
    terms.timeZone = .set(zone.map { Zone(identifier: $0)! })
    try await story.workspace.perform(
      UpdateCustomer(cast.customers[customer]!, terms: terms), as: Story.cause)
  }

  /// Gives a customer without one a card; it pays, or declines.
  func card(_ customer: String, pays: Bool) async throws {
    story.gateway.always(card(of: customer), pays ? nil : .declines)
    guard cardless.remove(customer) != nil else { return }
    let id = cast.customers[customer]!
    let workspace = try await story.workspace
    let method = try await workspace.perform(
      AttachPaymentMethod(.card(ScriptedGateway.card(card(of: customer))), to: id), as: Story.cause)
    var terms = CustomerTerms()
    terms.defaultPaymentMethod = .set(method)
    try await workspace.perform(UpdateCustomer(id, terms: terms), as: Story.cause)
  }

  func credit(_ customer: String, _ percent: Int64) async throws {
    let id = cast.customers[customer]!
    let invoice = try await story.workspace.read { snapshot -> Invoice? in
      let all = try snapshot.invoices(InvoiceFilter(customer: id), Page(limit: 1_000)).elements
      return all.last { $0.status == .open } ?? all.first { $0.status == .paid }
    }
    guard let invoice else { return }
    let (open, paid) = (invoice.creditedOpen ?? 0, invoice.creditedPaid ?? 0)
    let left = invoice.total - open - paid
    guard left > 0 else { return }
    let amount = (left * percent + 99) / 100
    var command = IssueCreditNote(invoice: invoice.id)
    command.amount = amount
    command.parts.toBalance = invoice.status == .open ? max(0, amount - invoice.amountRemaining) : amount
    try await story.workspace.perform(command, as: Story.cause)
  }
}

extension History.Terms {
  /// Makes a contract begin in this way at `instant`.
  func shape(_ command: inout CreateSubscription, at instant: Instant) {
    if let trial {
      let isDays = trial % 86_400 == 0
      command.trial = isDays ? .days(Int(trial / 86_400)) : .until(instant.adding(seconds: trial))
    }
    if let withoutCard { command.withoutCard = Trial.WithoutCard(rawValue: withoutCard)! }
    if let anchoredAfter { command.anchor = .at(instant.adding(seconds: anchoredAfter)) }
    if let day { command.anchor = .day(AnchorDay(dayOfMonth: day, month: month)) }
    if let backdated { command.startDate = instant.adding(seconds: -backdated) }
    command.prorates = prorates
  }
}
