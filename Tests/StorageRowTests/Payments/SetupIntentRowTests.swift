import Chronology
import Identity
import Receivables
import Relations
import Storage
import TestSupport
import Testing

@Suite("Setup intents come back as they were written")
struct SetupIntentRowTests {
  @Test("A setup intent keeps every part, and is found by customer and card", arguments: Engine.allCases)
  func parts(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        let bare = SetupIntent(
          id: SetupIntentID("seti_1"), customer: nil, usage: .onSession, created: Sample.instant(1))
        var full = SetupIntent(
          id: SetupIntentID("seti_2"), customer: CustomerID("cus_1"), usage: .offSession,
          created: Sample.instant(2)
        ).choosing(PaymentMethodID("pm_1")).asking(authenticated: true)
        full.description = "later"
        full.metadata = ["by": "portal"]
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.setupIntent(bare.id) == bare && rows.setupIntent(full.id) == full)
        var changed = full.refused(Sample.decline).canceled(.duplicate)
        changed.description = nil
        changed.metadata = [:]
        try rows.update(changed)
        #expect(try rows.setupIntent(full.id) == changed)
        try rows.update(full)
        let filters = [
          SetupIntentFilter(customer: CustomerID("cus_1")),
          SetupIntentFilter(paymentMethod: PaymentMethodID("pm_1")),
        ]
        for filter in filters { #expect(try rows.setupIntents(filter, Page(limit: 9)).elements == [full]) }
        #expect(try rows.setupIntents(SetupIntentFilter(), Page(limit: 9)).elements == [full, bare])
      }
    }
  }
}
