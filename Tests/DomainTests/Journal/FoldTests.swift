import Chronology
import Identity
import Invoicing
import Journal
import Receivables
import Subscriptions
import Testing

@Suite("Folding facts")
struct FoldTests {
  @Test("A contract's life folds into what it became, and back into what it was")
  func contract() throws {
    let first = Shop.contract()
    let steps: [(SubscriptionCause, (Subscription) throws -> Subscription)] = [
      (.itemsChanged, { try $0.changing(to: "team", quantity: 3, at: "2026-04-16") }),
      (.itemsChanged, { try $0.adding("seat", at: "2026-04-17") }),
      (.cancellationScheduled, { $0.cancelingAtPeriodEnd(requestedAt: Shop.at("2026-04-18"), comment: "x") }),
      (.cancellationWithdrawn, { $0.keepingOn() }), (.renewed, { $0.renewed(at: Shop.at("2026-05-01")) }),
      (.fellPastDue, { $0.fallenPastDue() }), (.recovered, { $0.recovered() }),
      (.canceled, { $0.canceled(at: Shop.at("2026-05-09"), reason: .requested, feedback: "unused") }),
    ]
    var states = [first]
    var facts = [Fact.subscriptionStarted(first, [])]
    for (cause, step) in steps {
      let next = try step(states[states.count - 1])
      facts.append(.subscriptionChanged(next.id, cause, Change(from: states[states.count - 1], to: next), []))
      states.append(next)
    }
    for (count, state) in states.enumerated() {
      #expect(try Subscription.folded(facts.prefix(count + 1)) == state)
    }
    for index in steps.indices.reversed() {
      guard case .subscriptionChanged(_, _, let change, _) = facts[index + 1] else { continue }
      #expect(try change.reverted(from: states[index + 1]) == states[index])
      #expect(try change.applied(to: states[index]) == states[index + 1])
    }
  }

  @Test("An invoice's life folds into the document it became")
  func invoice() throws {
    let draft = FactSamples.invoice
    let noon = Shop.at("2026-04-02T12:00:00Z")
    let open = try draft.finalized(number: "ACME-0001", balance: 9_000, at: noon)
    let failed = open.attemptFailed(retry: noon.adding(seconds: 86_400))
    let paid = failed.paid(at: noon, outOfBand: false)
    let facts: [Fact] = [
      .invoiceDrafted(draft, []), .invoiceChanged(draft.id, .finalized, Change(from: draft, to: open)),
      .invoiceChanged(draft.id, .paymentFailed, Change(from: open, to: failed)),
      .invoiceChanged(draft.id, .paid, Change(from: failed, to: paid)),
    ]
    #expect(try Invoice.folded(facts.prefix(3)) == failed)
    #expect(try Invoice.folded(facts) == paid)
  }

  @Test("Facts about something else leave a state as it was, and nothing folds into nothing")
  func others() throws {
    for fact in FactSamples.all where !fact.kind.hasPrefix("payment_intent") {
      #expect(try PaymentIntent.evolve(FactSamples.intent, fact) == FactSamples.intent)
      #expect(try PaymentIntent.evolve(nil, fact) == nil)
    }
    #expect(try Subscription.folded([]) == nil)
  }

  @Test("A change holds only the columns that changed, and none when nothing did")
  func changes() throws {
    let contract = Shop.contract()
    #expect(Change(from: contract, to: contract).isEmpty)
    let change = Change(from: contract, to: contract.fallenPastDue())
    #expect(try change.after.text == #"{"status":"past_due"}"#)
    #expect(try change.before.text == #"{"status":"active"}"#)
  }
}
