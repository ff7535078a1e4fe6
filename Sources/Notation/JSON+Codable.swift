/// JSON inside a Codable type. This module's coders pass it through untouched; others see its members.
extension JSON: Codable {
  public init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: PositionKey.self) {
      var object = JSONObject()
      for key in members.allKeys {
        object.append(key.stringValue, try members.decode(JSON.self, forKey: key))
      }
      self = .object(object)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number("\(number)")
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else {
      self = .array(try container.decode([JSON].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    if case .object(let object) = self {
      var members = encoder.container(keyedBy: PositionKey.self)
      for member in object { try members.encode(member.value, forKey: PositionKey(stringValue: member.key)) }
      return
    }
    var container = encoder.singleValueContainer()
    switch self {
    case .null, .object: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .integer(let integer): try container.encode(integer)
    case .number(let text):
      guard let number = Double(text) else {
        throw EncodingError.invalidValue(
          text, .init(codingPath: encoder.codingPath, debugDescription: "no number of this coder"))
      }
      try container.encode(number)
    case .string(let text): try container.encode(text)
    case .array(let elements): try container.encode(elements)
    }
  }
}

/// An object inside a Codable type.
extension JSONObject: Codable {
  public init(from decoder: any Decoder) throws {
    let json = try JSON(from: decoder)
    guard case .object(let object) = json else {
      throw DecodingError.typeMismatch(
        JSONObject.self, .init(codingPath: decoder.codingPath, debugDescription: "an object was expected"))
    }
    self = object
  }

  public func encode(to encoder: any Encoder) throws { try JSON.object(self).encode(to: encoder) }
}
