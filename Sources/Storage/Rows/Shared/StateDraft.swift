import Notation

/// A row on its way to a state that only its own coding can make, because its room keeps the initialiser to
/// itself.
///
/// Fields are named as the type names them; a NULL column leaves its field out.
struct StateDraft {
  private let row: any Row
  private var fields = JSONObject(minimumCapacity: 40)

  init(_ row: any Row) {
    self.row = row
  }

  mutating func set(_ field: String, _ value: JSON) {
    fields.append(field, value)
  }

  mutating func text(_ field: String, _ column: String) throws {
    if let text = try row.textOrNil(column) { fields.append(field, .string(text)) }
  }

  mutating func integer(_ field: String, _ column: String) throws {
    if let integer = try row.integerOrNil(column) { fields.append(field, .integer(integer)) }
  }

  mutating func flag(_ field: String, _ column: String) throws {
    fields.append(field, .bool(try row.flag(column)))
  }

  mutating func document(_ field: String, _ column: String) throws {
    guard let text = try row.textOrNil(column) else { return }
    do {
      fields.append(field, try JSON(parsing: text.utf8))
    } catch {
      throw StorageFailure.unreadableColumn("\(column): no JSON")
    }
  }

  /// The amount and currency columns as one field.
  mutating func money(_ field: String, _ amount: String, _ currency: String) throws {
    fields.append(
      field, ["minorUnits": .integer(try row.integer(amount)), "currency": .string(try row.text(currency))])
  }

  /// Two columns of instants as one field.
  mutating func period(_ field: String, _ start: String, _ end: String) throws {
    fields.append(field, ["start": .integer(try row.integer(start)), "end": .integer(try row.integer(end))])
  }

  func decoded<State: Decodable>() throws -> State {
    do {
      return try JSON.object(fields).decode(State.self)
    } catch let error as DecodingError {
      throw StorageFailure.unreadableColumn("a row that is no \(State.self): \(Self.place(of: error))")
    }
  }

  /// Where it went wrong, without what stands there.
  private static func place(of error: DecodingError) -> String {
    let path: [any CodingKey] =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        context.codingPath
      case .keyNotFound(let key, let context): context.codingPath + [key]
      @unknown default: []
      }
    return path.map(\.stringValue).joined(separator: ".")
  }
}
