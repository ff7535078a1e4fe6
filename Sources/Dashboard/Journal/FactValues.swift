import Journal
import Monetary
import Notation

/// One value of a fact, under its path: `items`, `0`, `price`.
struct FactValue: Sendable {
  let path: [String]
  let json: JSON
  /// What amounts beside it are in, where the fact says it.
  let currency: Currency?

  /// What it is called, without its place in a list.
  var name: String { path.last { Int($0) == nil } ?? "" }

  /// What somebody chose to write beside a thing is theirs, and means what they mean by it.
  static let free: Set = ["metadata", "subscriptionMetadata", "customFields"]

  var isFree: Bool { path.contains(where: Self.free.contains) }
}

/// What a fact holds, in the order of the journal.
struct FactValues: Sendable {
  struct Change: Sendable {
    let path: [String]
    let before: FactValue?
    let after: FactValue?
  }

  let subject: String
  /// Only what is different.
  let changes: [Change]
  /// The first state of a thing, and what facts tell beside a change.
  let parts: [(name: String, values: [FactValue])]

  /// Every value of all.
  var all: [FactValue] {
    changes.flatMap { [$0.before, $0.after].compactMap(\.self) } + parts.flatMap(\.values)
  }

  init(_ fact: Fact) throws {
    let payload = try fact.payload()
    subject = fact.subject
    let currency = ["after", "before", "state"].compactMap { Self.currency(in: payload[$0]) }.first
    var changes: [Change] = []
    if let before = payload["before"], let after = payload["after"] {
      let old = Self.flattened(before, in: currency)
      let new = Self.flattened(after, in: currency)
      var later = Dictionary(new.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
      for value in old {
        let after = later.removeValue(forKey: value.path)
        guard after?.json ?? .null != value.json else { continue }
        changes.append(Change(path: value.path, before: value, after: after))
      }
      for value in new where later[value.path] != nil && !value.json.isNull {
        changes.append(Change(path: value.path, before: nil, after: value))
      }
    }
    self.changes = changes
    parts = (payload.object?.keys ?? []).filter { $0 != "before" && $0 != "after" }.map { name in
      (name, Self.flattened(payload[name] ?? .null, under: name == "levels" ? [name] : [], in: currency))
    }
  }

  private static func currency(in json: JSON?) -> Currency? {
    (json?["currency"]?.string ?? json?["amount"]?["currency"]?.string).flatMap { Currency(code: $0) }
  }

  private static func flattened(
    _ json: JSON, under path: [String] = [], in currency: Currency?
  ) -> [FactValue] {
    switch json {
    case .object(let object) where !isWhole(object, path.last):
      let currency = Self.currency(in: json) ?? currency
      return object.keys.flatMap { flattened(object[$0] ?? .null, under: path + [$0], in: currency) }
    case .array(let elements):
      return elements.enumerated().flatMap {
        flattened($0.element, under: path + ["\($0.offset)"], in: currency)
      }
    default: return [FactValue(path: path, json: json, currency: currency)]
    }
  }

  /// What is one value to whoever reads it: an amount, how often, what a price asks, how it is paid.
  private static func isWhole(_ object: JSONObject, _ name: String?) -> Bool {
    switch name {
    case "cadence", "model", "collection": true
    default: object["minorUnits"] != nil && object["currency"] != nil
    }
  }
}
