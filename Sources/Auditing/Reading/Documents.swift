import Notation
import Storage

/// Reads a stored document; nil when it is no JSON.
func parsed(_ text: String) -> JSON? {
  try? JSON(parsing: text.utf8)
}

extension JSON {
  /// The value at a path of member names and element numbers; nil where something on the way is absent or
  /// null.
  func at(_ path: [PathStep]) -> JSON? {
    var current = self
    for step in path {
      let next: JSON?
      switch step {
      case .member(let name): next = current[name]
      case .element(let number): next = current[number]
      }
      guard let next else { return nil }
      current = next
    }
    return current.isNull ? nil : current
  }
}

enum PathStep: Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case member(String)
  case element(Int)

  init(stringLiteral value: String) { self = .member(value) }
  init(integerLiteral value: Int) { self = .element(value) }
}

/// Whether two documents say the same: the order of members does not matter, and null is absence.
func saysTheSame(_ one: JSON?, _ other: JSON?) -> Bool {
  switch (one, other) {
  case (nil, nil), (nil, .null?), (.null?, nil): return true
  case (.object(let a)?, .object(let b)?):
    guard a.allSatisfy({ saysTheSame($0.value, b[$0.key]) }) else { return false }
    return b.allSatisfy { $0.value.isNull || a[$0.key] != nil }
  case (.array(let a)?, .array(let b)?):
    return a.count == b.count && zip(a, b).allSatisfy { saysTheSame($0, $1) }
  case (let a?, let b?): return a == b
  default: return false
  }
}
