import Chronology
import Identity
import Monetary
import Notation

/// Members as encoding writes them: what is nil is left out.
extension JSONForm {
  mutating func add<Entity>(_ key: StaticString, _ value: Identifier<Entity>?) { add(key, value?.text) }

  mutating func add(_ key: StaticString, _ value: Instant?) { add(key, value?.seconds) }

  mutating func add(_ key: StaticString, _ value: Currency?) { add(key, value?.code) }

  mutating func add(_ key: StaticString, _ value: Money) {
    add(key) { money in
      money.add("minorUnits", value.minorUnits)
      money.add("currency", value.currency.code)
    }
  }

  mutating func add(_ key: StaticString, _ value: Period) {
    add(key) { period in
      period.add("start", value.start)
      period.add("end", value.end)
    }
  }

  mutating func add(_ key: StaticString, _ value: Cadence?) {
    guard let value else { return }
    add(key) { cadence in
      cadence.add("unit", value.unit.rawValue)
      cadence.add("count", value.count)
    }
  }
}
