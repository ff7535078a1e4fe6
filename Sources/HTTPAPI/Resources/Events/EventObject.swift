import Chronology
import Identity
import Journal
import Notation
import Operations

/// A fact as one event of the format.
struct EventObject: WireObject {
  let fact: RecordedFact
  let type: String
  let id: EventID
  /// What it tells of a discount, when it is not about the fact's own object.
  var discount: DiscountEvent?

  /// All events of a fact, the oldest first; of very many discounts that change at once, the first ones.
  static func all(of fact: RecordedFact) -> [EventObject] {
    let own = EventTypes.types(of: fact.fact).map { ($0, DiscountEvent?.none) }
    let all = own + DiscountEvent.all(of: fact.fact).map { ($0.type, $0) }
    return all.prefix(EventID.most).enumerated().map { ordinal, event in
      EventObject(
        fact: fact, type: event.0, id: EventID(fact: fact.id, ordinal: ordinal), discount: event.1)
    }
  }

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let images =
      try discount.map { try EventImages(of: $0, toldBy: fact, in: scene) }
      ?? EventImages(of: fact, in: scene)
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"event""#)
    writer.field("api_version", APIVersion.pinned.text)
    writer.field("created", fact.recorded)
    try writer.object("data") { writer in
      writer.key("object")
      writer.value(written: images.after)
      if let before = images.before, type.hasSuffix(".updated") {
        let (old, new) = (try JSON(parsing: before), try JSON(parsing: images.after))
        writer.key("previous_attributes")
        writer.value(Self.previousAttributes(old, new))
      }
    }
    writer.field("livemode", scene.isLive)
    writer.members(#""pending_webhooks":0"#)
    writer.object("request") { writer in
      writer.field("id", fact.cause.requestID)
      writer.field("idempotency_key", fact.cause.idempotencyKey)
    }
    writer.field("type", type)
    writer.endObject()
  }

  /// What changed, with the values from before: whole values, but only the changed members of objects.
  private static func previousAttributes(_ old: JSON, _ new: JSON) -> JSON {
    let changed = JSON.difference(from: old, to: new).before.object ?? [:]
    return .object(
      JSONObject(
        uniqueKeysWithValues: changed.map { key, value in
          guard case .object = value, case .object = new[key] else { return (key, value) }
          return (key, previousAttributes(value, new[key] ?? .null))
        }))
  }
}
