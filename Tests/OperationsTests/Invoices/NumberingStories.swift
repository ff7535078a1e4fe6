import Chronology
import Identity
import Invoicing
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Invoice numbers", .serialized)
struct NumberingStories {
  @Test("A year's invoices count in one series, whoever they are for", arguments: Engine.allCases)
  func series(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-12-01", numbering: .year) { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.subscribe("bolt", to: "starter")
      try await story.on("2027-02-02")
      var numbers: [String] = []
      for name in ["acme", "bolt"] { numbers += try await story.invoices(of: name).compactMap(\.number) }
      #expect(
        numbers.sorted() == [
          "2026-000001", "2026-000002", "2027-000001", "2027-000002", "2027-000003", "2027-000004",
        ])
    }
  }

  @Test(
    "Many who make invoices final at once leave no gap and no twin in a year's series",
    arguments: Engine.allCases)
  func concurrentInSeries(engine: Engine) async throws { try await finalizeTogether(engine, .year) }

  @Test("Nor do they among each customer's own numbers", arguments: Engine.allCases)
  func concurrentByCustomer(engine: Engine) async throws { try await finalizeTogether(engine, .customer) }

  private func finalizeTogether(_ engine: Engine, _ numbering: InvoiceNumbering) async throws {
    try await Story.tell(on: engine, startingOn: "2026-12-01", numbering: numbering) { story in
      let workspace = try await story.workspace
      var drafts: [InvoiceID] = []
      for number in 0..<8 {
        try await story.customer("customer-\(number)", card: nil)
        for _ in 0..<8 {
          drafts.append(
            try await story.write("customer-\(number)") {
              $0.currency = .usd
              $0.collection = .sendInvoice(daysUntilDue: 30)
            })
        }
      }
      let all = drafts
      // Sixty-four drafts by thirty-two at once; every fifth is only rehearsed first.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (place, draft) in all.enumerated() {
          if place >= 32 { try await group.next() }
          group.addTask {
            if place.isMultiple(of: 5) {
              try await workspace.rehearse(FinalizeInvoiceNow(invoice: draft), as: Story.cause) { _, _ in }
            }
            try await workspace.perform(FinalizeInvoiceNow(invoice: draft), as: Story.cause)
          }
        }
        try await group.waitForAll()
      }
      let numbers = try await workspace.read { snapshot in
        try snapshot.invoices(InvoiceFilter(), Page(limit: 100)).elements.compactMap(\.number)
      }
      #expect(numbers.count == 64 && Set(numbers).count == 64)
      switch numbering {
      case .year:
        #expect(numbers.sorted() == (1...64).map { invoiceNumber(year: 2026, sequence: $0) })
      case .customer:
        let places = Dictionary(grouping: numbers) { $0.prefix { $0 != "-" } }
        #expect(places.count == 8)
        for own in places.values { #expect(own.compactMap { Int($0.suffix(4)) }.sorted() == Array(1...8)) }
      }
    }
  }
}
