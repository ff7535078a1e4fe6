import Chronology
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import TestSupport
import Testing

/// Runs in which more is due than is claimed at once: customer by customer and decided beside the writer on
/// SQLite, in the order of time and within the transaction on PostgreSQL.
@Suite("Large billing runs")
struct LargeRuns {
  private static let people = 530

  /// A book in which one in ten is no plain renewal.
  private func book(on engine: Engine, _ body: (Story) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("free", monthly: 0)
      for number in 1...Self.people {
        let name = "customer-\(number)"
        try await story.customer(name, card: number % 50 == 7 ? "later-broke" : "good")
        let price = number % 50 == 3 ? "free" : "starter"
        _ = try await story.workspace.perform(contract(number, name, price, story), as: Story.cause)
      }
      story.gateway.always("later-broke", .declines)
      try await body(story)
    }
  }

  private func contract(_ number: Int, _ name: String, _ price: String, _ story: Story) -> CreateSubscription
  {
    var command = CreateSubscription(
      customer: story.id(customer: name), items: [.init(price: story.id(price: price))])
    switch number % 50 {
    case 11: command.collection = .sendInvoice(daysUntilDue: 10)
    case 13: command.items.append(.init(price: story.id(price: "free"), quantity: 2))
    case 19: command.cancelAtPeriodEnd = true
    default: break
    }
    return command
  }

  /// The same workspace, opened at another time.
  private func workspace(of story: Story, at day: String) async throws -> OpenWorkspace {
    let instant = try #require(Instant(iso: day))
    let gateway = story.gateway
    let directory = try await WorkspaceDirectory(
      host: story.host, gateway: { _ in gateway }, clock: WallClock { instant })
    return try await directory.open(story.workspaceName)
  }

  @Test("What a large run leaves behind is the same, decided beside the writer or within its transaction")
  func twins() async throws {
    var dumps: [WorkspaceDump] = []
    for engine in Engine.allCases {
      try await book(on: engine) { story in
        let run = try await workspace(of: story, at: "2026-07-02").bill()
        #expect(run.left == 0 && run.done > 3 * Self.people)
        #expect(
          try await story.invoices(of: "customer-1").map(\.status) == Array(repeating: .paid, count: 4))
        #expect(try await story.invoices(of: "customer-7").last?.status == .open)
        dumps.append(
          try await .canonical(of: story.host.workspace(story.workspace.record.key), now: 0))
      }
    }
    #expect(dumps[0] == dumps[1], "\(dumps[0].difference(from: dumps[1]))")
  }

  @Test("What somebody changes in the middle of a large run is kept")
  func meanwhile() async throws {
    try await book(on: .sqlite) { story in
      let workspace = try await workspace(of: story, at: "2026-05-02")
      let customers = (1...Self.people).filter { $0 % 50 != 19 }.map { story.id(customer: "customer-\($0)") }
      let contracts = try await workspace.read { snapshot in
        try customers.flatMap { customer in
          try snapshot.subscriptions(SubscriptionFilter(customer: customer), Page(limit: 9)).elements.map(
            \.id)
        }
      }
      async let run = workspace.bill()
      for contract in contracts.reversed() where contract.text.utf8.last.map({ $0 % 4 == 0 }) ?? false {
        var command = UpdateSubscription(contract)
        command.description = "seen"
        try await workspace.perform(command, as: Story.cause)
      }
      #expect(try await run.left == 0)
      for contract in contracts {
        let found = try #require(try await workspace.read { try $0.subscription(contract) })
        let isSeen = contract.text.utf8.last.map { $0 % 4 == 0 } ?? false
        #expect(found.description == "seen" || !isSeen)
        #expect(found.period.start == Instant(iso: "2026-05-01"))
      }
    }
  }
}
