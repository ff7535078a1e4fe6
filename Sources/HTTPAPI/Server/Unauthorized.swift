/// The answers to callers who may not come in. A key is shown masked.
enum Unauthorized {
  static let missing = APIError(
    .keyMissing,
    """
    You did not provide an API key. You need to provide your API key in the Authorization header, using \
    Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'), or as the user name of Basic auth.
    """)

  static let malformed = APIError(
    .keyMissing,
    "The Authorization header could not be read. Use Bearer auth, or Basic auth with the key as user name.")

  static let publishable = APIError(
    .secretKeyRequired,
    "This API call cannot be made with a publishable API key. Please use a secret API key.")

  static func unknown(_ key: APIKey) -> APIError {
    APIError(.keyInvalid, "Invalid API Key provided: \(key.masked)")
  }

  static func revoked(_ key: APIKey) -> APIError {
    APIError(.keyRevoked, "Expired API Key provided: \(key.masked)")
  }

  static func account(_ id: String) -> APIError {
    APIError(
      .accountInvalid,
      "The provided key does not have access to account '\(id.prefix(60))' (or that account does not exist).")
  }
}
