import Chronology
import Identity
import Monetary
import Notation

/// Members as encoding writes them: what is nil is left out, a dictionary is sorted by key.
extension JSONObject {
  mutating func add(_ key: String, _ value: String?) {
    if let value { append(key, .string(value)) }
  }

  mutating func add(_ key: String, _ value: Int64?) {
    if let value { append(key, .integer(value)) }
  }

  mutating func add(_ key: String, _ value: Int) { append(key, .integer(Int64(value))) }

  mutating func add(_ key: String, _ value: Bool) { append(key, .bool(value)) }

  mutating func add(_ key: String, _ value: JSON?) {
    if let value { append(key, value) }
  }

  mutating func add<Entity>(_ key: String, _ value: Identifier<Entity>?) { add(key, value?.text) }

  mutating func add(_ key: String, _ value: Instant?) { add(key, value?.seconds) }

  mutating func add(_ key: String, _ value: Currency?) { add(key, value?.code) }

  mutating func add(_ key: String, _ value: Money) {
    append(key, ["minorUnits": .integer(value.minorUnits), "currency": .string(value.currency.code)])
  }

  mutating func add(_ key: String, _ value: Period) {
    append(key, ["start": .integer(value.start.seconds), "end": .integer(value.end.seconds)])
  }

  mutating func add(_ key: String, _ value: Cadence?) {
    guard let value else { return }
    append(key, ["unit": .string(value.unit.rawValue), "count": .integer(Int64(value.count))])
  }

  mutating func add(_ key: String, _ value: [String: String]) {
    let sorted = value.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    append(key, .object(JSONObject(uniqueKeysWithValues: sorted.map { ($0.key, JSON.string($0.value)) })))
  }
}
