import Notation
import Storage

/// A fact that says what a contract brings in a month, read from its stored text alone.
struct LevelFact {
  struct Level {
    let item: String
    let price: String
    let net: Int64
    /// Before discounts and with the tax that the price holds, and what discounts that recur take off that.
    let list: Int64
    let counted: Int64
  }

  let place: JournalPosition
  let id: String
  let subscription: String
  let cause: String
  let effective: Int64
  let recorded: Int64
  /// The contract's status after it, where the fact says one.
  let status: String?
  /// Whether the contract stood still before it and ends by it.
  let endsPause: Bool
  let levels: [Level]
}

/// A place in the journal: the writing transaction, then the order within.
struct JournalPosition: Hashable, Comparable {
  let stamp: Int64
  let position: Int64

  static func < (left: JournalPosition, right: JournalPosition) -> Bool {
    (left.stamp, left.position) < (right.stamp, right.position)
  }
}

/// Reads the facts about contracts in the journal's order.
struct LevelFacts {
  let rows: any Connection
  let findings: Findings

  /// What the first fact of a contract says of whose it is.
  struct Contract {
    let customer: String
    let currency: String
    let isOnTestClock: Bool
  }

  private struct Stored {
    let place: JournalPosition
    let id: String
    let kind: String
    let subject: String
    let payload: String
    let effective: Int64
    let recorded: Int64
  }

  /// - Parameters:
  ///   - started: told of each contract's first fact, before that fact itself.
  ///   - body: told of each fact that carries levels.
  func forEach(
    started: (String, Contract) -> Void, _ body: (LevelFact) throws -> Void
  ) throws {
    try facts().forEach { fact in
      // Parsing a million payloads to find the few with levels would cost most of an audit.
      guard fact.payload.utf8.contains(subsequence: "\"levels\":".utf8) else { return }
      guard let payload = parsed(fact.payload) else { return }
      if fact.kind == "subscription.started" {
        guard let contract = Self.contract(payload["state"]) else {
          return findings.found(.journal, "A contract's first fact cannot be read.", [fact.id, fact.subject])
        }
        started(fact.subject, contract)
      }
      guard let levels = payload["levels"]?.array, !levels.isEmpty else { return }
      let read = levels.compactMap(Self.level)
      guard read.count == levels.count else {
        return findings.found(.journal, "A fact's levels cannot be read.", [fact.id, fact.subject])
      }
      let cause = String(fact.kind.dropFirst("subscription.".count))
      try body(
        LevelFact(
          place: fact.place, id: fact.id, subscription: fact.subject, cause: cause,
          effective: fact.effective, recorded: fact.recorded,
          status: (payload["state"] ?? payload["after"])?["status"]?.string,
          endsPause: cause == "canceled" && payload["before"]?["status"]?.string == "paused", levels: read))
    }
  }

  private static func contract(_ state: JSON?) -> Contract? {
    guard let customer = state?["customer"]?.string, let currency = state?["currency"]?.string else {
      return nil
    }
    return Contract(
      customer: customer, currency: currency, isOnTestClock: state?.at(["testClock"]) != nil)
  }

  private static func level(_ json: JSON) -> LevelFact.Level? {
    guard let item = json["item"]?.string, let price = json["price"]?.string,
      let net = json["net"]?.integer, let list = json["list"]?.integer
    else { return nil }
    let counted = (json["discounts"]?.array ?? []).filter { $0["counts"]?.bool == true }
      .reduce(0) { $0 + ($1["amount"]?.integer ?? 0) }
    return LevelFact.Level(item: item, price: price, net: net, list: list, counted: counted)
  }

  private func facts() -> KeyedStream<Stored> {
    KeyedStream { last in
      // Two statements, because SQLite looks `(stamp, position) > (…)` up by the stamp alone, which is the
      // same for all its facts.
      let length = KeyedStream<Stored>.pageLength
      let (stamp, position) = (last?.place.stamp ?? -1, last?.place.position ?? 0)
      let found = try rows.query(
        Self.select + "WHERE stamp = :stamp AND position > :position" + Self.aboutContracts
          + "ORDER BY position LIMIT :limit",
        ["stamp": stamp, "position": position, "limit": length], stored)
      guard found.count < length else { return found }
      return try found
        + rows.query(
          Self.select + "WHERE stamp > :stamp" + Self.aboutContracts
            + "ORDER BY stamp, position LIMIT :limit",
          ["stamp": stamp, "limit": length - found.count], stored)
    }
  }

  private static let select: SQL =
    "SELECT stamp, position, id, kind, subject, payload, effective, recorded FROM fact"
  private static let aboutContracts: SQL = "AND kind >= 'subscription.' AND kind < 'subscription/'"

  private func stored(_ row: any Row) throws -> Stored {
    Stored(
      place: JournalPosition(stamp: try row.integer("stamp"), position: try row.integer("position")),
      id: try row.text("id"), kind: try row.text("kind"), subject: try row.text("subject"),
      payload: try row.text("payload"), effective: try row.integer("effective"),
      recorded: try row.integer("recorded"))
  }
}

extension String.UTF8View {
  /// Whether the bytes occur anywhere.
  func contains(subsequence: String.UTF8View) -> Bool {
    let pattern = Array(subsequence)
    let found = withContiguousStorageIfAvailable { bytes in
      guard bytes.count >= pattern.count else { return false }
      return (0...(bytes.count - pattern.count)).contains { start in
        bytes[start] == pattern[0] && pattern.indices.allSatisfy { bytes[start + $0] == pattern[$0] }
      }
    }
    return found ?? false
  }
}
