import Chronology
import Identity
import Invoicing
import Journal
import Operations
import Storage
import Subscriptions
import TestSupport
import Testing

@Suite("Many who change one contract at once", .serialized)
struct ConcurrentChanges {
  /// What one client asks for.
  private enum Wish: Hashable, Sendable {
    case quantity(Int64, UpdateSubscription.ProrationBehavior)
    case plan(String, UpdateSubscription.ProrationBehavior)
    case note(String)
    case endLater(Bool)
  }

  private func wishes(_ dice: inout SeededRandomness) -> [Wish] {
    (0..<14).map { number in
      let behavior = dice.pick(UpdateSubscription.ProrationBehavior.allCases)
      switch dice.next(in: 0..<10) {
      case 0..<5: return .quantity(Int64(number + 2), behavior)
      case 5, 6: return .plan(dice.pick(["starter", "team", "large"]), behavior)
      case 7, 8: return .note("n\(number)")
      default: return .endLater(dice.chance(0.5))
      }
    }
  }

  private func command(_ wish: Wish, _ contract: Subscription, _ story: Story) -> UpdateSubscription {
    var command = UpdateSubscription(contract.id)
    switch wish {
    case .quantity(let quantity, let behavior):
      command.items = [.update(contract.items[0].id, price: nil, quantity: quantity)]
      command.prorationBehavior = behavior
    case .plan(let plan, let behavior):
      command.items = [.update(contract.items[0].id, price: story.id(price: plan), quantity: nil)]
      command.prorationBehavior = behavior
    case .note(let text): command.metadata.entries = ["note": text]
    case .endLater(let ends): command.cancelAtPeriodEnd = ends
    }
    return command
  }

  private func begin(_ story: Story) async throws -> Subscription {
    for (name, amount) in [("starter", 10_00), ("team", 31_37), ("large", 99_99)] as [(String, Int64)] {
      try await story.price(name, monthly: amount)
    }
    try await story.subscribe("acme", to: "starter")
    try await story.on("2026-04-11T07:00:01Z")
    return try await story.subscription(of: "acme")
  }

  @Test(
    "The result is that of some order, each is billed once, and the journal tells the order",
    arguments: Engine.allCases)
  func someOrder(engine: Engine) async throws {
    for seed in [1, UInt64.random(in: 1_000_000..<1_000_000_000)] {
      print("changes at once: seed \(seed)")
      var dice = SeededRandomness(seed: seed)
      let wishes = wishes(&dice)
      var hurried: WorkspaceDump?
      var order: [Int] = []
      try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
        let contract = try await begin(story)
        let workspace = try await story.workspace
        try await withThrowingTaskGroup(of: Void.self) { group in
          for (number, wish) in wishes.enumerated() {
            let command = command(wish, contract, story)
            group.addTask { try await workspace.perform(command, as: FactCause(actor: "client-\(number)")) }
          }
          try await group.waitForAll()
        }
        order = try await journalOrder(story)
        hurried = try await finish(story)
      }
      // The same wishes one after the other, in the order that the journal tells; those that changed nothing
      // left no trace and may come at any time when they still change nothing, so they are left out.
      try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
        let contract = try await begin(story)
        for number in order {
          try await story.workspace.perform(
            command(wishes[number], contract, story), as: FactCause(actor: "client-\(number)"))
        }
        let calm = try await finish(story)
        let found = try #require(hurried)
        let difference = found.difference(from: calm)
        #expect(difference == "", "seed \(seed), order \(order)")
      }
    }
  }

  /// Which client changed the contract when, as its facts tell.
  private func journalOrder(_ story: Story) async throws -> [Int] {
    let facts = try await story.workspace.read { snapshot in
      try snapshot.facts(kinds: nil, Page(limit: 1_000)).elements
    }
    var order: [Int] = []
    for fact in facts.reversed() {
      guard let number = Int(fact.cause.actor.split(separator: "-").last ?? ""), order.last != number,
        !order.contains(number)
      else { continue }
      order.append(number)
    }
    return order
  }

  /// Lives on for two renewals, so that everything that waits is billed too, and tells all there is.
  private func finish(_ story: Story) async throws -> WorkspaceDump {
    try await story.on("2026-06-02")
    _ = try await story.mrr()
    let database = try await story.host.workspace(story.workspace.record.key)
    let keys = try await database.read { rows in
      try rows.query("SELECT billing_key FROM invoice_line") { try $0.text("billing_key") }
    }
    #expect(Set(keys).count == keys.count, "nothing is billed twice")
    return try await .canonical(of: database, now: 0)
  }
}
