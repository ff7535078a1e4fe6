import Catalog
import Chronology
import Identity
import Journal
import Notation
import Operations
import Relations
import Subscriptions

/// One transaction as renderers see it: the snapshot, who looks at it, and what of the catalog was read
/// already.
final class Scene {
  let snapshot: Snapshot
  let caller: Caller
  /// For events: the moment of the journal at which things are shown; nil is now.
  fileprivate let moment: JournalPlace?
  /// The time at which things are shown.
  let time: Instant
  private var prices: PriceBook = [:]
  private var standings: [CustomerID: CustomerStanding] = [:]

  /// - Parameter fact: for events, the one after which things are shown; nil is now.
  init(_ snapshot: Snapshot, for caller: Caller, after fact: RecordedFact? = nil) {
    self.snapshot = snapshot
    self.caller = caller
    self.moment = fact?.place
    self.time = fact?.effective ?? snapshot.workspaceNow
  }

  var workspace: Workspace { caller.workspace.record }
  var isLive: Bool { caller.isLive }

  /// Reads prices together that will be asked for one by one.
  func prepare(_ ids: some Sequence<PriceID>) throws {
    guard moment == nil else { return }
    let missing = Set(ids).subtracting(prices.keys)
    if !missing.isEmpty { prices.merge(try snapshot.prices(Array(missing))) { known, _ in known } }
  }

  /// Reads together what is shown of each customer of a list beside the row.
  func prepare(_ customers: [Customer]) throws {
    standings.merge(try snapshot.standings(of: customers)) { _, new in new }
  }

  func standing(of customer: Customer) throws -> CustomerStanding {
    try standings[customer.id] ?? snapshot.standing(of: customer)
  }

  /// A price that something names; prices are never removed.
  func price(_ id: PriceID) throws -> Price {
    if let price = prices[id] { return price }
    let found =
      try moment.flatMap { try snapshot.state(of: id.text, at: $0, as: Price.self) } ?? snapshot.price(id)
    guard let price = found else { throw BrokenReference(id: id.text) }
    prices[id] = price
    return price
  }
}

extension Scene {
  /// A tax rate as it was at the moment that is shown.
  func taxRate(_ id: TaxRateID) throws -> TaxRate? {
    try state(of: id.text, as: TaxRate.self) ?? snapshot.taxRate(id)
  }

  /// What something was at the moment that is shown; nil is now.
  func state<State: Evolving>(of id: String, as type: State.Type) throws -> State? {
    try moment.flatMap { try snapshot.state(of: id, at: $0, as: type) }
  }
}

/// Something names what is not there: a fault, not a refusal.
struct BrokenReference: Error {
  let id: String
}

/// What the format has an object for.
protocol WireObject: Sendable {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws
}

/// `{"id":…,"object":…,"deleted":true}`
struct DeletedObject: WireObject {
  let id: String
  let type: ObjectType

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", id)
    writer.field("object", type.name)
    writer.field("deleted", true)
    writer.endObject()
  }
}
