import Analytics
import Chronology
import Operations
import Storage
import Subscriptions
import Testing

/// Amounts at the edge of what there may be.
@Suite("Very large books", .serialized)
struct LargeBooks {
  private static let most: Int64 = 100_000_000_000

  @Test(
    "More recurring revenue than 64 bits of millionths count is told to the unit", arguments: Engine.allCases)
  func manyLargeItems(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("vast", monthly: Self.most)
      let customers = 95
      for number in 0..<customers { try await story.subscribe("c\(number)", to: "vast") }
      #expect(Int128(customers) * Int128(RecurringLevel.most) > Int128(Int64.max))
      #expect(
        try await story.mrr() == ["2026-04 new 9500000000000 = 9500000000000 (95)"])
      try await story.on("2026-05-02") {
        for number in 0..<customers { try await story.cancel("c\(number)") }
      }
      #expect(try await story.mrr().last == "2026-05 churn -9500000000000 = 0 (0)")
    }
  }

  @Test("One customer may bring in so much and no more, and is told which items", arguments: Engine.allCases)
  func oneCustomer(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("vast", monthly: Self.most)
      try await story.price("little", monthly: 10_00)
      let count = Int(RecurringLevel.customerMost / RecurringLevel.most)
      for _ in 0..<count { try await story.subscribe("acme", to: "vast") }
      await #expect(throws: SubscriptionRefusal.amountTooLarge(field: "items")) {
        try await story.subscribe("acme", to: "vast")
      }
      await #expect(throws: SubscriptionRefusal.amountTooLarge(field: "items")) {
        let one = story.id(price: "little")
        try await story.update("acme") { $0.items = [.add(price: one, quantity: 1, metadata: [:])] }
      }
      #expect(
        try await story.mrr() == [
          "2026-04 expansion \(Self.most * 39) new \(Self.most) = \(Self.most * 40) (1)"
        ])
      // Others are not held up, and who makes room has room.
      try await story.subscribe("bolt", to: "vast")
      try await story.cancel("acme")
      try await story.subscribe("acme", to: "vast")
    }
  }
}
