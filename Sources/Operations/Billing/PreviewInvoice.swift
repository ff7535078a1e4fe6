import Chronology
import Identity
import Invoicing
import Journal
import Relations
import Storage
import Subscriptions

/// What the next invoice will be: of a contract as it is, of one after a change, or of one to come.
///
/// A preview performs the real commands and rolls them back, so what is shown is what will be billed.
public struct InvoicePreview: Sendable {
  public enum Subject: Sendable {
    /// The first invoice of a contract that does not exist yet.
    case new(CreateSubscription)
    /// The invoice that a change makes at once, or the next renewal's when the change bills later.
    case change(UpdateSubscription)
    /// The next renewal's.
    case renewal(SubscriptionID)
    case cancellation(CancelSubscription)
  }

  public let subject: Subject

  public init(_ subject: Subject) {
    self.subject = subject
  }
}

extension OpenWorkspace {
  /// - Throws: what the commands themselves would throw, and ``Refusal/nothingToPreview`` when no invoice
  ///   would come.
  public func preview<Seen: Sendable>(
    _ preview: InvoicePreview, as cause: FactCause,
    seeing look: @escaping @Sendable (Invoice, [InvoiceLine], Snapshot) throws -> Seen
  ) async throws -> Seen {
    try await rehearse(PreviewCommand(subject: preview.subject), as: cause) { id, snapshot in
      guard let invoice = try snapshot.invoice(id) else { throw Refusal.nothingToPreview }
      return try look(invoice, snapshot.lines(of: id), snapshot)
    }
  }
}

/// Only ever rehearsed.
private struct PreviewCommand: Command {
  let subject: InvoicePreview.Subject

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    switch subject {
    case .new(let command): try command.touches(snapshot)
    case .change(let command): try command.touches(snapshot)
    case .cancellation(let command): try command.touches(snapshot)
    case .renewal(let id): try RenewSubscription(subscription: id).touches(snapshot)
    }
  }

  func run(in session: Session) throws -> InvoiceID {
    switch subject {
    case .new(var command):
      command.firstPayment = .defaultIncomplete
      let id = try command.run(in: session)
      return try latestInvoice(of: id, session)
    case .change(var command):
      let before = try session.states.subscription(command.subscription)?.latestInvoice
      command.isPreview = true
      let id = try command.run(in: session)
      let latest = try latestInvoice(of: id, session)
      return latest == before ? try renewal(of: id, session) : latest
    case .renewal(let id): return try renewal(of: id, session)
    case .cancellation(let command):
      var billing = command
      billing.invoiceNow = true
      let before = try session.states.subscription(command.subscription)?.latestInvoice
      let id = try billing.run(in: session)
      let latest = try latestInvoice(of: id, session)
      guard latest != before else { throw Refusal.nothingToPreview }
      return latest
    }
  }

  private func renewal(of id: SubscriptionID, _ session: Session) throws -> InvoiceID {
    let subscription = try session.known(
      session.states.subscription(id), .subscription, id.text, field: "subscription")
    let before = subscription.latestInvoice
    guard subscription.status.isRunning else { throw Refusal.nothingToPreview }
    try RenewSubscription(subscription: id).run(in: session)
    let latest = try latestInvoice(of: id, session)
    guard latest != before else { throw Refusal.nothingToPreview }
    return latest
  }

  private func latestInvoice(of id: SubscriptionID, _ session: Session) throws -> InvoiceID {
    guard let invoice = try session.states.subscription(id)?.latestInvoice else {
      throw Refusal.nothingToPreview
    }
    return invoice
  }
}
