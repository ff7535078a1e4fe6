import Chronology
import Monetary
import Notation
import Relations

// Members as the format writes them: null where there is nothing, instants as seconds.
extension JSONWriter {
  mutating func field(_ name: StaticString, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  mutating func field(_ name: StaticString, _ integer: Int64?) {
    key(name)
    if let integer { value(integer) } else { null() }
  }

  mutating func field(_ name: StaticString, _ bool: Bool) {
    key(name)
    value(bool)
  }

  mutating func field(_ name: StaticString, _ instant: Instant?) { field(name, instant?.seconds) }

  /// Metadata, by key, so that equal metadata have equal bytes.
  mutating func field(_ name: StaticString, _ texts: [String: String]) {
    key(name)
    beginObject()
    for (key, text) in texts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      self.key(text: key)
      value(text)
    }
    endObject()
  }

  mutating func field(_ name: StaticString, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { value(text) }
    endArray()
  }

  /// Minor units as the wire counts them.
  mutating func field(_ name: StaticString, _ minorUnits: Int64?, in currency: Currency) {
    guard let minorUnits else { return field(name, String?.none) }
    field(name, Int128(minorUnits), in: currency)
  }

  /// A sum of many amounts, which may need more than 64 bits.
  mutating func field(_ name: StaticString, _ minorUnits: Int128, in currency: Currency) {
    key(name)
    let amount = WireAmount.wire(sum: minorUnits, currency)
    if let small = Int64(exactly: amount) { value(small) } else { value(number: String(amount)) }
  }

  mutating func object(_ name: StaticString, _ write: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    beginObject()
    try write(&self)
    endObject()
  }

  mutating func field(_ name: StaticString, _ address: Address?) {
    key(name)
    guard let address else { return null() }
    beginObject()
    field("city", address.city)
    field("country", address.country)
    field("line1", address.line1)
    field("line2", address.line2)
    field("postal_code", address.postalCode)
    field("state", address.state)
    endObject()
  }

  mutating func field(_ name: StaticString, _ shipping: Shipping?) {
    key(name)
    guard let shipping else { return null() }
    beginObject()
    field("address", shipping.address)
    members(#""carrier":null"#)
    field("name", shipping.name)
    field("phone", shipping.phone)
    members(#""tracking_number":null"#)
    endObject()
  }

  /// A reference: the id, or the whole object when it is wanted.
  mutating func reference(
    _ name: StaticString, _ id: String?, _ wanted: Expansion?, in scene: Scene,
    _ load: () throws -> (any WireObject)?
  ) throws {
    key(name)
    guard let id else { return null() }
    guard let wanted, let object = try load() else { return value(id) }
    try object.write(to: &self, in: scene, expanding: wanted)
  }

  /// A list inside another object, with how many there are.
  mutating func list(
    _ name: StaticString, _ objects: [some WireObject], hasMore: Bool = false, total: Int? = nil, url: String,
    in scene: Scene, expanding expansion: Expansion
  ) throws {
    key(name)
    let inside = expansion.inside("data")
    try list(objects, hasMore: hasMore, url: url, total: total ?? objects.count) { writer, object in
      try object.write(to: &writer, in: scene, expanding: inside)
    }
  }

  /// A list of a kind that there is nothing of.
  mutating func emptyList(_ name: StaticString, url: String) {
    key(name)
    list([Never](), hasMore: false, url: url, total: 0) { _, _ in }
  }
}
