/// The one table of errors: which code goes with which status and type.
///
/// SDKs choose the class they raise by the status, and retry on 409 and from 500 on.
public struct ErrorCode: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case api = "api_error"
    case card = "card_error"
    case idempotency = "idempotency_error"
    case request = "invalid_request_error"
  }

  /// The stable code; some errors of the format have none.
  public let text: String?
  public let status: Int
  public let kind: Kind

  public init(_ text: String?, status: Int, _ kind: Kind = .request) {
    self.text = text
    self.status = status
    self.kind = kind
  }
}

extension ErrorCode {
  // The request itself
  public static let invalidRequest = ErrorCode(nil, status: 400)
  public static let parameterUnknown = ErrorCode("parameter_unknown", status: 400)
  public static let parameterMissing = ErrorCode("parameter_missing", status: 400)
  public static let parameterInvalidEmpty = ErrorCode("parameter_invalid_empty", status: 400)
  public static let parameterInvalidInteger = ErrorCode("parameter_invalid_integer", status: 400)
  public static let parametersExclusive = ErrorCode("parameters_exclusive", status: 400)
  public static let bodyTooLarge = ErrorCode("request_too_large", status: 413)
  public static let unrecognizedURL = ErrorCode(nil, status: 404)

  // Who asks, and how often
  public static let keyMissing = ErrorCode(nil, status: 401)
  public static let keyInvalid = ErrorCode(nil, status: 401)
  public static let keyRevoked = ErrorCode("api_key_expired", status: 401)
  public static let secretKeyRequired = ErrorCode("secret_key_required", status: 401)
  public static let modeMismatch = ErrorCode("livemode_mismatch", status: 401)
  public static let accountInvalid = ErrorCode("account_invalid", status: 403)
  public static let rateLimit = ErrorCode("rate_limit", status: 429)

  // Idempotency
  public static let idempotencyMismatch = ErrorCode(nil, status: 400, .idempotency)
  public static let idempotencyKeyInUse = ErrorCode("idempotency_key_in_use", status: 409, .idempotency)

  // What is asked for
  public static let resourceMissing = ErrorCode("resource_missing", status: 404)
  public static let resourceMissingInParameter = ErrorCode("resource_missing", status: 400)
  public static let resourceAlreadyExists = ErrorCode("resource_already_exists", status: 400)
  public static let lockTimeout = ErrorCode("lock_timeout", status: 429)

  // Our side
  public static let apiError = ErrorCode(nil, status: 500, .api)
  public static let unavailable = ErrorCode(nil, status: 503, .api)
}
