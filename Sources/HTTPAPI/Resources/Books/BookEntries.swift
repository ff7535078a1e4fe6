import Bookkeeping
import Journal
import Monetary
import Notation
import Operations
import Relations

/// The entries of the ledger, each with the fact behind it.
enum BookEntries {
  static let routes: [Route] = [
    .list(
      "/v1/books/entries",
      "Lists entries of the ledger, newest first. Without a customer, `account` and `currency` go together.",
      of: .bookEntry,
      parameters: [
        .text("customer"), .choice("account", Account.allCases.map(\.rawValue)), .currency("currency"),
      ]
    ) { call, page, scene in
      var filter = EntryFilter(
        customer: try scene.customerFilter(call.parameters),
        account: call.parameters.string("account").flatMap { Account(rawValue: $0) })
      filter.currency = call.parameters.currency("currency")
      if filter.customer == nil, (filter.account == nil) != (filter.currency == nil) {
        throw APIError.missingParameter(filter.account == nil ? "account" : "currency")
      }
      return try scene.snapshot.entries(filter, page)
    },
    .show("/v1/books/entries/{entry}", "Shows an entry by the id of its fact.", .bookEntry) { call, scene in
      try scene.snapshot.entry(FactID(call.identifier("entry")))
    },
    .list("/v1/books/entries/{entry}/postings", "Lists the postings of an entry.", of: .bookPosting) {
      call, page, scene in
      let entry = try known(call, scene)
      let found = try scene.snapshot.postings(of: entry, page)
      return PageResult(
        elements: found.elements.map { EntryPosting(entry: entry, place: $0.place, posting: $0.posting) },
        hasMore: found.hasMore)
    },
    .list(
      "/v1/books/entries/{entry}/lines", "Lists the lines that an entry of a close opens to.",
      of: .recognizedLine
    ) { call, page, scene in
      try scene.snapshot.recognizedLines(of: known(call, scene), page)
    },
  ]

  private static func known(_ call: Call, _ scene: Scene) throws -> FactID {
    let id = FactID(call.identifier("entry"))
    guard try scene.snapshot.entry(id) != nil else {
      throw APIError.missing(ObjectType.bookEntry.noun, id.text)
    }
    return id
  }
}

extension LedgerEntry: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", fact.text)
    writer.members(#""object":"books.entry""#)
    writer.key("amounts")
    writer.beginArray()
    for total in totals {
      writer.beginObject()
      writer.field("account", total.account.rawValue)
      writer.field("amount", total.amount, in: total.currency)
      writer.field("currency", total.currency.code)
      writer.endObject()
    }
    writer.endArray()
    writer.field("created", recorded)
    writer.field("effective_at", effective)
    writer.object("fact") { writer in
      writer.field("id", fact.text)
      writer.field("kind", kind)
      writer.field("subject", subject)
    }
    writer.endObject()
  }
}

private struct EntryPosting: WireObject {
  let entry: FactID
  let place: Int
  let posting: Posting

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", "\(entry)-\(place)")
    writer.members(#""object":"books.posting""#)
    writer.field("account", posting.account.rawValue)
    writer.field("amount", posting.amount.minorUnits, in: posting.amount.currency)
    writer.field("currency", posting.amount.currency.code)
    writer.field("customer", posting.customer.text)
    writer.field("entry", entry.text)
    writer.endObject()
  }
}
