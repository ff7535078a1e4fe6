import Bookkeeping
import Catalog
import Chronology
import Identity
import Journal
import Relations
import Storage

/// One fact or one entry at a time, where a test is about that one.
extension Connection {
  @discardableResult
  func append(
    _ fact: Fact, id: FactID, customer: CustomerID? = nil, cause: FactCause = FactCause(actor: "scheduler"),
    effective: Instant, recorded: Instant, postings: [Posting] = []
  ) throws -> JournalPlace {
    let entry = JournalEntry(
      id: id, fact: fact, customer: customer, effective: effective, postings: postings)
    try write([entry], cause: cause, recorded: recorded)
    guard let written = try self.fact(id) else {
      throw StorageFailure.invalidStatement("a fact was written and is not there")
    }
    return written.place
  }

  /// The entry of a fact that says nothing else of interest.
  func post(_ postings: [Posting], fact: FactID, effective: Instant) throws {
    try append(
      .productDeleted(ProductID("prod_1")), id: fact, effective: effective, recorded: effective,
      postings: postings)
  }
}
