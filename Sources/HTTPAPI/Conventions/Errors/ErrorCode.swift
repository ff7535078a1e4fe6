/// The one table of errors: which code goes with which status and type.
///
/// SDKs choose the class they raise by the status, and retry on 409 and from 500 on.
struct ErrorCode: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable {
    case api = "api_error"
    case card = "card_error"
    case idempotency = "idempotency_error"
    case request = "invalid_request_error"
  }

  /// The stable code; some errors of the format have none.
  let text: String?
  let status: Int
  let kind: Kind

  init(_ text: String?, status: Int, _ kind: Kind = .request) {
    self.text = text
    self.status = status
    self.kind = kind
  }
}

extension ErrorCode {
  // The request itself
  static let invalidRequest = ErrorCode(nil, status: 400)
  static let parameterUnknown = ErrorCode("parameter_unknown", status: 400)
  static let parameterMissing = ErrorCode("parameter_missing", status: 400)
  static let parameterInvalidEmpty = ErrorCode("parameter_invalid_empty", status: 400)
  static let parameterInvalidInteger = ErrorCode("parameter_invalid_integer", status: 400)
  static let parametersExclusive = ErrorCode("parameters_exclusive", status: 400)
  static let bodyTooLarge = ErrorCode("request_too_large", status: 413)
  static let unrecognizedURL = ErrorCode(nil, status: 404)

  // Who asks, and how often
  static let keyMissing = ErrorCode(nil, status: 401)
  static let keyInvalid = ErrorCode(nil, status: 401)
  static let keyRevoked = ErrorCode("api_key_expired", status: 401)
  static let secretKeyRequired = ErrorCode("secret_key_required", status: 401)
  static let accountInvalid = ErrorCode("account_invalid", status: 403)
  static let workspacePaused = ErrorCode("workspace_paused", status: 403)
  static let rateLimit = ErrorCode("rate_limit", status: 429)

  // Idempotency
  static let idempotencyMismatch = ErrorCode(nil, status: 400, .idempotency)
  static let idempotencyKeyInUse = ErrorCode("idempotency_key_in_use", status: 409, .idempotency)

  // What is asked for
  static let resourceMissing = ErrorCode("resource_missing", status: 404)
  static let resourceMissingInParameter = ErrorCode("resource_missing", status: 400)
  static let resourceAlreadyExists = ErrorCode("resource_already_exists", status: 400)
  static let lockTimeout = ErrorCode("lock_timeout", status: 429)

  static let invoiceNotEditable = ErrorCode("invoice_not_editable", status: 400)
  static let amountTooLarge = ErrorCode("amount_too_large", status: 400)
  static let monthNotOver = ErrorCode("month_not_over", status: 400)

  // Our side
  static let apiError = ErrorCode(nil, status: 500, .api)
  static let unavailable = ErrorCode(nil, status: 503, .api)
}
