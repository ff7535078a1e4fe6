import Notation
import Operations

/// What a caller is told when a request is not done: one error object of the format, with its status.
///
/// Handlers throw it for refusals. Every other error that reaches the edge becomes `.fault`, which tells
/// nothing but the request id.
struct APIError: Error, Hashable, Sendable {
  var code: ErrorCode
  var message: String
  /// The parameter at fault, with brackets: `items[0][price]`.
  var parameter: String?
  var declineCode: String?
  var adviceCode: String?
  var documentationURL: String?
  /// Objects that travel inside the error, such as the payment intent that was declined.
  var enclosed: JSONObject
  /// Seconds after which asking again makes sense.
  var retryAfter: Int?

  init(
    _ code: ErrorCode, _ message: String, parameter: String? = nil, declineCode: String? = nil,
    adviceCode: String? = nil, enclosed: JSONObject = [:], retryAfter: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.parameter = parameter
    self.declineCode = declineCode
    self.adviceCode = adviceCode
    self.documentationURL = nil
    self.enclosed = enclosed
    self.retryAfter = retryAfter
  }

  var status: Int { code.status }

  /// `{"error":{…}}`; members that do not apply are left out, as null is not valid there.
  var body: [UInt8] {
    var error = JSONObject(minimumCapacity: 8)
    error["advice_code"] = adviceCode.map(JSON.string)
    error["code"] = code.text.map(JSON.string)
    error["decline_code"] = declineCode.map(JSON.string)
    error["doc_url"] = documentationURL.map(JSON.string)
    error["message"] = .string(message)
    error["param"] = parameter.map(JSON.string)
    for member in enclosed { error[member.key] = member.value }
    error["type"] = .string(code.kind.rawValue)
    return JSON.object(["error": .object(error)]).utf8
  }
}

extension APIError {
  /// An id that names nothing: 404 when it stands in the path, 400 when it is a parameter's value.
  static func missing(_ noun: String, _ id: String, parameter: String? = nil) -> APIError {
    APIError(
      parameter == nil ? .resourceMissing : .resourceMissingInParameter, "No such \(noun): '\(id)'",
      parameter: parameter ?? "id")
  }

  static func missingParameter(_ name: String) -> APIError {
    APIError(.parameterMissing, "Missing required param: \(name).", parameter: name)
  }

  static func unknownParameters(_ names: [String]) -> APIError {
    let noun = names.count == 1 ? "parameter" : "parameters"
    return APIError(
      .parameterUnknown, "Received unknown \(noun): \(names.joined(separator: ", "))", parameter: names.first)
  }

  static func emptyParameter(_ name: String) -> APIError {
    APIError(
      .parameterInvalidEmpty,
      """
      You passed an empty string for '\(name)'. We assume empty values are an attempt to unset a field; \
      however '\(name)' cannot be unset. You should remove '\(name)' from your request or supply a non-empty \
      value.
      """, parameter: name)
  }

  static func exclusiveParameters(_ names: [String]) -> APIError {
    APIError(
      .parametersExclusive,
      "You may only specify one of these parameters: \(names.joined(separator: ", ")).",
      parameter: names.first)
  }

  static func invalid(_ parameter: String, _ message: String) -> APIError {
    APIError(.invalidRequest, message, parameter: parameter)
  }

  static func tooMuchMetadata(_ parameter: String = "metadata") -> APIError {
    .invalid(parameter, "Metadata can have up to \(MetadataPatch.keysMost) keys.")
  }

  static func unrecognizedURL(method: String, path: String) -> APIError {
    APIError(
      .unrecognizedURL,
      """
      Unrecognized request URL (\(method): \(path)). If you are trying to list objects, remove the trailing \
      slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in \
      your code.
      """)
  }

  static let fault = APIError(
    .apiError, "Something went wrong on our side. The request id names it in our log.")
}
