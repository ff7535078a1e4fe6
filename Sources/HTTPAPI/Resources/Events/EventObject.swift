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

  /// All events of a fact, the oldest first.
  static func all(of fact: RecordedFact) -> [EventObject] {
    EventTypes.types(of: fact.fact).enumerated().map { ordinal, type in
      EventObject(fact: fact, type: type, id: EventID(fact: fact.id, ordinal: ordinal))
    }
  }

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let images = try EventImages(of: fact, in: scene)
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
