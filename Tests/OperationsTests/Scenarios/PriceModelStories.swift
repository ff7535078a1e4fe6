import Catalog
import Chronology
import Invoicing
import Monetary
import Operations
import Rating
import Storage
import Subscriptions
import Testing

/// A month of each way to price, and a change in the middle of it.
@Suite("Every price model in a contract", .serialized)
struct PriceModelStories {
  private static func unit(_ text: String) -> UnitPrice { UnitPrice(decimal: text)! }

  /// Acme buys `before` on April 1 and `after` on April 16, billed at once; May is billed whole.
  private func tell(
    on engine: Engine, _ model: PriceModel, _ before: Int64, _ after: Int64, _ expected: [Int64],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("thing", model)
      try await story.subscribe("acme", to: "thing", quantity: before)
      try await story.on("2026-04-16") {
        try await story.change("acme", quantity: after, invoicing: .alwaysInvoice)
      }
      try await story.on("2026-05-02")
      let invoices = try await story.invoices(of: "acme")
      let amounts = try await story.workspace.read { snapshot in
        try invoices.flatMap { try snapshot.lines(of: $0.id).map(\.content.amount.minorUnits) }
      }
      #expect(amounts == expected, sourceLocation: sourceLocation)
    }
  }

  @Test(
    "A flat fee is the same for any number, so a change of it bills what it gives back",
    arguments: Engine.allCases)
  func flat(engine: Engine) async throws {
    try await tell(on: engine, .flat(Self.unit("5000")), 1, 9, [5000, -2500, 2500, 5000])
  }

  @Test("Parts of a cent add up before anything is rounded", arguments: Engine.allCases)
  func twelveDecimals(engine: Engine) async throws {
    // 10,000 × 0.000125 is 1.25; 3,000,000 × 0.000125 is 375.
    try await tell(on: engine, .perUnit(Self.unit("0.000125")), 10_000, 3_000_000, [1, -1, 187, 375])
  }

  @Test("Of graduated tiers each unit pays its own", arguments: Engine.allCases)
  func graduated(engine: Engine) async throws {
    let tiers = try Tiers([
      .init(upTo: 100, unitPrice: Self.unit("10")), .init(upTo: nil, unitPrice: Self.unit("8")),
    ])
    // 150 units are 1,000 and 400; 300 are 1,000 and 1,600.
    try await tell(on: engine, .graduated(tiers), 150, 300, [1400, -700, 1300, 2600])
  }

  @Test(
    "Of volume tiers all units pay the tier they reach, so more may cost less", arguments: Engine.allCases)
  func volume(engine: Engine) async throws {
    let tiers = try Tiers([
      .init(upTo: 10, unitPrice: Self.unit("100")), .init(upTo: nil, unitPrice: Self.unit("80")),
    ])
    try await tell(on: engine, .volume(tiers), 10, 11, [1000, -500, 440, 880])
  }

  @Test("Stairs cost what their step costs, whoever stands on it", arguments: Engine.allCases)
  func stairs(engine: Engine) async throws {
    let tiers = try Tiers([
      .init(upTo: 10, flat: Self.unit("1000")), .init(upTo: 50, flat: Self.unit("4000")),
      .init(upTo: nil, flat: Self.unit("9000")),
    ])
    try await tell(on: engine, .volume(tiers), 10, 51, [1000, -500, 4500, 9000])
  }

  @Test("A box that is begun is paid for, or not, as was agreed", arguments: Engine.allCases)
  func packages(engine: Engine) async throws {
    let (up, down) = (
      Package(price: Self.unit("500"), size: 100, rounding: .up),
      Package(price: Self.unit("500"), size: 100, rounding: .down)
    )
    try await tell(on: engine, .package(up), 100, 101, [500, -250, 500, 1000])
    try await tell(on: engine, .package(down), 199, 200, [500, -250, 500, 1000])
  }

  @Test("A share of what is sold is rounded once", arguments: Engine.allCases)
  func percentage(engine: Engine) async throws {
    // 2.9 % of 1,000.00 and of 1,234.56, which is 35.80224.
    let share = try #require(Percentage(percent: "2.9"))
    try await tell(on: engine, .percentage(share), 1_000_00, 1_234_56, [2900, -1450, 1790, 3580])
  }

  @Test("A share that falls as sales grow is worked out by their parts", arguments: Engine.allCases)
  func graduatedPercentage(engine: Engine) async throws {
    let tiers = try PercentageTiers([
      .init(upTo: 1_000_00, percentage: Percentage(percent: "5")!),
      .init(upTo: nil, percentage: Percentage(percent: "2")!, flat: Self.unit("100")),
    ])
    // 5 % of 1,000.00; and with 2 % of the next 500.00 and one dollar.
    try await tell(on: engine, .graduatedPercentage(tiers), 1_000_00, 1_500_00, [5000, -2500, 3050, 6100])
  }

  @Test("Nothing is paid for what is free, and no more than the most", arguments: Engine.allCases)
  func bounded(engine: Engine) async throws {
    let most = try #require(AmountLimits(maximum: Self.unit("3000")))
    let model = PriceModel.bounded(.allowing(free: 10, then: .perUnit(Self.unit("100"))), most)
    try await tell(on: engine, model, 20, 500, [1000, -500, 1500, 3000])
    try await tell(on: engine, model, 10, 20, [0, 0, 500, 1000])
  }

  @Test(
    "A matrix is read where its row and its column meet, and read anew when one changes",
    arguments: Engine.allCases)
  func matrix(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let matrix = try PriceMatrix(
        rows: "region", columns: "size",
        [
          .init(row: "eu", column: "small", unitPrice: Self.unit("1000")),
          .init(row: "eu", column: "large", unitPrice: Self.unit("4000")),
        ])
      try await story.price("server", .matrix(matrix))
      try await story.subscribe("acme", to: "server", quantity: 2) {
        $0.items[0].choice = .cell(row: "eu", column: "small")
      }
      let item = try await story.subscription(of: "acme").items[0].id
      try await story.on("2026-04-16") {
        try await story.update("acme") {
          $0.items = [
            .update(item, price: nil, quantity: nil, choice: .cell(row: "eu", column: "large"))
          ]
        }
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  server  2000
        2026-05-01  acme  server  -1000
        2026-05-01  acme  server  4000
        2026-05-01  acme  server  8000
        """)
    }
  }
}
