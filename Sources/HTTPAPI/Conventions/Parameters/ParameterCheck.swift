import Chronology
import Monetary
import Operations

extension ParameterSpecification {
  /// The form as typed parameters, or the first problem in the order of the format: unknown names anywhere,
  /// then missing and invalid ones as declared.
  static func check(
    _ form: Form, against specifications: [ParameterSpecification]
  ) throws(APIError) -> RequestParameters {
    if form.isEmpty && !specifications.contains(where: \.isRequired) { return RequestParameters() }
    var unknown: [String] = []
    collectUnknown(in: form, specifications, path: "", into: &unknown)
    if !unknown.isEmpty { throw .unknownParameters(unknown) }
    return try parameters(form, specifications, path: "")
  }

  private static func collectUnknown(
    in form: Form, _ specifications: [ParameterSpecification], path: String, into unknown: inout [String]
  ) {
    for entry in form.entries {
      let name = path.isEmpty ? entry.name : "\(path)[\(entry.name)]"
      if let specification = specifications.first(where: { $0.name == entry.name }) {
        collectUnknown(in: entry.value, specification.kind, path: name, into: &unknown)
      } else {
        unknown.append(name)
      }
    }
  }

  private static func collectUnknown(
    in value: FormValue, _ kind: Kind, path: String, into unknown: inout [String]
  ) {
    switch (kind, value) {
    case (.object(let members), .map(let form)):
      collectUnknown(in: form, members, path: path, into: &unknown)
    case (.byCurrency(let members), .map(let form)):
      for entry in form.entries {
        collectUnknown(in: entry.value, .object(members), path: "\(path)[\(entry.name)]", into: &unknown)
      }
    case (.timeRange, .map(let form)):
      let bounds = ["gt", "gte", "lt", "lte"].map(timestamp)
      collectUnknown(in: form, bounds, path: path, into: &unknown)
    case (.array(let element, _), _):
      for (position, item) in (value.elements ?? []).enumerated() {
        collectUnknown(in: item, element, path: "\(path)[\(position)]", into: &unknown)
      }
    case (.anyOf(let kinds), .map), (.anyOf(let kinds), .list):
      // At most one alternative is an object or an array: it knows the names.
      for kind in kinds { collectUnknown(in: value, kind, path: path, into: &unknown) }
    default: break
    }
  }

  private static func parameters(
    _ form: Form, _ specifications: [ParameterSpecification], path: String
  ) throws(APIError) -> RequestParameters {
    var values: [String: ParameterValue] = [:]
    for specification in specifications {
      let name = path.isEmpty ? specification.name : "\(path)[\(specification.name)]"
      guard let given = form[specification.name] else {
        if specification.isRequired { throw .missingParameter(name) }
        continue
      }
      if given == .text("") {
        guard specification.isClearable else { throw .emptyParameter(name) }
        values[specification.name] = .cleared
      } else {
        values[specification.name] = try value(given, specification.kind, name)
      }
    }
    return RequestParameters(values, path: path)
  }

  private static func value(
    _ given: FormValue, _ kind: Kind, _ name: String
  ) throws(APIError) -> ParameterValue {
    switch kind {
    case .object(let members):
      guard case .map(let form) = given else { throw .invalid(name, "Invalid object") }
      return .object(try parameters(form, members, path: name))
    case .byCurrency(let members): return .byCurrency(try byCurrency(given, members, name))
    case .array(let element, let most): return try array(given, of: element, most: most, name)
    case .metadata: return .metadata(try metadata(given, name))
    case .dictionary(let most): return .dictionary(try dictionary(given, most: most, name))
    case .timeRange: return .timeRange(try timeRange(given, name))
    case .anyOf(let kinds): return try anyOf(given, kinds, name)
    case .text, .integer, .boolean, .choice, .timestamp, .currency, .decimal:
      guard case .text(let text) = given else { throw .invalid(name, "Invalid string") }
      return try scalar(text, kind, name)
    }
  }

  private static func byCurrency(
    _ given: FormValue, _ members: [ParameterSpecification], _ name: String
  ) throws(APIError) -> [Currency: RequestParameters] {
    guard case .map(let form) = given else { throw .invalid(name, "Invalid object") }
    var found: [Currency: RequestParameters] = [:]
    for entry in form.entries {
      let place = "\(name)[\(entry.name)]"
      guard case .currency(let currency) = try scalar(entry.name, .currency, place) else { continue }
      guard case .map(let option) = entry.value else { throw .invalid(place, "Invalid object") }
      found[currency] = try parameters(option, members, path: place)
    }
    return found
  }

  private static func array(
    _ given: FormValue, of element: Kind, most: Int, _ name: String
  ) throws(APIError) -> ParameterValue {
    guard let elements = given.elements else { throw .invalid(name, "Invalid array") }
    if elements.count > most {
      throw .invalid(name, "Array must have at most \(most) elements, but has \(elements.count).")
    }
    var values: [ParameterValue] = []
    for (position, item) in elements.enumerated() {
      let place = "\(name)[\(position)]"
      if item == .text("") { throw .emptyParameter(place) }
      values.append(try value(item, element, place))
    }
    return .array(values)
  }

  private static func anyOf(
    _ given: FormValue, _ kinds: [Kind], _ name: String
  ) throws(APIError) -> ParameterValue {
    for kind in kinds.dropLast() {
      do throws(APIError) { return try value(given, kind, name) } catch { continue }
    }
    guard let last = kinds.last else { preconditionFailure("\(name) has no alternatives") }
    return try value(given, last, name)
  }

  private static func metadata(_ given: FormValue, _ name: String) throws(APIError) -> MetadataPatch {
    guard case .map(let form) = given else { throw .invalid(name, "Invalid object") }
    var changes: [String: String?] = [:]
    for entry in form.entries {
      let place = "\(name)[\(entry.name)]"
      guard case .text(let text) = entry.value else { throw .invalid(place, "Invalid string") }
      if entry.name.unicodeScalars.count > MetadataLength.key {
        throw .invalid(
          name,
          """
          Metadata keys can have up to \(MetadataLength.key) characters, but you passed in a \
          key that is \(entry.name.unicodeScalars.count) characters. Invalid key: \(entry.name)
          """)
      }
      if text.unicodeScalars.count > MetadataLength.value {
        throw .invalid(
          name,
          """
          Metadata values can have up to \(MetadataLength.value) characters, but you passed in a \
          value that is \(text.unicodeScalars.count) characters. Invalid value: \(text)
          """)
      }
      changes.updateValue(text.isEmpty ? nil : text, forKey: entry.name)
    }
    if changes.count(where: { $0.value != nil }) > MetadataPatch.keysMost { throw .tooMuchMetadata(name) }
    return MetadataPatch(clearsFirst: false, entries: changes)
  }

  private static func dictionary(
    _ given: FormValue, most: Int, _ name: String
  ) throws(APIError) -> [String: String] {
    guard case .map(let form) = given, form.entries.count <= most else {
      throw .invalid(name, "Invalid object")
    }
    var values: [String: String] = [:]
    for entry in form.entries {
      guard case .text(let text) = entry.value else {
        throw .invalid("\(name)[\(entry.name)]", "Invalid string")
      }
      values[entry.name] = text
    }
    return values
  }

  private static func timeRange(_ given: FormValue, _ name: String) throws(APIError) -> CreatedRange {
    switch given {
    case .text(let text):
      let second = try instant(text, name)
      return CreatedRange(from: second, until: second.adding(seconds: 1))
    case .list: throw .invalid(name, "Invalid object")
    case .map(let form):
      var range = CreatedRange()
      for entry in form.entries {
        let place = "\(name)[\(entry.name)]"
        guard case .text(let text) = entry.value else { throw .invalid(place, "Invalid string") }
        range.narrow(entry.name, try instant(text, place))
      }
      return range
    }
  }
}

/// How long keys and values of metadata may be, in characters as the format counts them: code points.
private enum MetadataLength {
  static let key = 40
  static let value = 500
}

extension CreatedRange {
  /// Narrows the range by one bound; several bounds hold together.
  fileprivate mutating func narrow(_ bound: String, _ instant: Instant) {
    switch bound {
    case "gt": from = max(from ?? .distantPast, instant.adding(seconds: 1))
    case "gte": from = max(from ?? .distantPast, instant)
    case "lt": until = min(until ?? .distantFuture, instant)
    case "lte": until = min(until ?? .distantFuture, instant.adding(seconds: 1))
    default: preconditionFailure("a range has no bound \(bound)")
    }
  }
}
