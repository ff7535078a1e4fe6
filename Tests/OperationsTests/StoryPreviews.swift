import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

/// What was previewed is what is billed: held in every story, whenever something is said that bills, and
/// whenever time brings a renewal.
extension Story {
  /// The lines of an invoice to come, as they will be, whatever ids they get.
  struct Foretold: Sendable {
    let subscription: SubscriptionID?
    let moment: Instant
    let lines: [String]
  }

  /// What a preview says; nil where there is nothing to see, or what is asked for will be refused.
  func foretell(_ subject: InvoicePreview.Subject, of subscription: SubscriptionID? = nil) async -> Foretold?
  {
    let seen = try? await workspace.preview(InvoicePreview(subject), as: Self.cause) { invoice, lines, _ in
      (invoice.created, lines.map(described))
    }
    return seen.map { Foretold(subscription: subscription, moment: $0.0, lines: $0.1) }
  }

  /// Holds the latest invoice of a contract against what was said of it, unless it is the one from `before`.
  func hold(_ foretold: Foretold?, against id: SubscriptionID, after before: InvoiceID? = nil) async throws {
    guard let foretold else { return }
    let made = try await workspace.read { snapshot -> [String]? in
      guard let latest = try snapshot.subscription(id)?.latestInvoice, latest != before else { return nil }
      return try snapshot.lines(of: latest).map(described)
    }
    guard let made else { return }
    #expect(made == foretold.lines, "what was previewed is what is billed")
  }

  /// What the next renewal of everybody's contract will bill, if it comes by `instant`.
  func foretellRenewals(through instant: Instant) async throws -> [Foretold] {
    var all: [Foretold] = []
    for id in contracts {
      // A story may break a row on purpose; what cannot be read cannot be previewed.
      let contract = try? await workspace.read { try $0.subscription(id) }
      guard let contract, contract.testClock == nil, contract.status.isRunning,
        contract.nextTurn > now, contract.nextTurn <= instant,
        let foretold = await foretell(.renewal(id), of: id)
      else { continue }
      all.append(foretold)
    }
    return all
  }

  /// Holds the renewals that came against what was said of them. One that did not come, because its contract
  /// ended first, says nothing.
  func hold(_ renewals: [Foretold]) async throws {
    for foretold in renewals {
      let made = try await workspace.read { snapshot -> [String]? in
        let filter = InvoiceFilter(subscription: foretold.subscription)
        let invoice = try snapshot.invoices(filter, Page(limit: 1_000)).elements.last {
          $0.reason == .subscriptionCycle && $0.created == foretold.moment
        }
        return try invoice.map { try snapshot.lines(of: $0.id).map(described) }
      }
      guard let made else { continue }
      #expect(made == foretold.lines, "the renewal is as previewed")
    }
  }
}

/// A line without the ids that a dry run makes anew.
private func described(_ line: InvoiceLine) -> String {
  let content = line.content
  let tax = (content.taxes ?? []).reduce(0) { $0 + $1.amount }
  // A price that is made for one item is made anew as well, but not its product's name.
  return "\(content.name) \(content.quantity) \(content.amount) \(content.wording) "
    + "\(content.period) less \(content.discount) tax \(tax)"
}
