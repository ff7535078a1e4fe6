import Chronology
import Gateways
import Hummingbird
import HummingbirdTesting
import Identity
import Logging
import Notation
import Operations
import SQLiteEngine

@testable import HTTPAPI

/// A small API about boxes, to try the conventions on: it echoes what its handlers were given.
struct Toy: Sendable {
  let api: BillingAPI
  let key: String
  let revokedKey: String
  let accountID: String

  static func api(
    routes: [Route] = routes, settings: APISettings = APISettings(),
    nanoseconds: @escaping @Sendable () -> Int64 = MonotonicClock.now
  ) async throws -> Toy {
    let house = try await house.value
    let api = BillingAPI(
      directory: house.directory, routes: routes, settings: settings,
      identifiers: .seeded(1, startingAt: 1_790_000_000_000), nanoseconds: nanoseconds)
    return Toy(api: api, key: house.key, revokedKey: house.revokedKey, accountID: house.accountID)
  }

  /// One directory with one workspace serves all of these tests: nothing is written to it.
  private static let house = Task {
    let directory = try await WorkspaceDirectory(
      host: SQLiteHost.inMemory(), gateway: { _ in TestGateway() },
      clock: WallClock { Instant(seconds: 1_790_000_000) })
    let (workspace, key) = try await directory.create(name: "acme", mode: .test)
    let revoked = try await directory.createKey(in: workspace, name: nil)
    try await directory.revokeKey(revoked.key.id.text, in: workspace)
    return (directory: directory, key: key, revokedKey: revoked.secret, accountID: workspace.account)
  }

  static let parameters: [ParameterSpecification] = [
    .text("label", max: 10).required, .text("note").clearable, .integer("quantity", 1...100),
    .boolean("active"), .choice("kind", ["crate", "parcel", "tube"]), .choice("side", ["left", "right"]),
    .timestamp("due"), .timestamp("trial_end", orWords: ["now"]), .currency("currency"),
    .decimal("unit_amount_decimal"), .metadata,
    .object("size", [.integer("width").required, .text("unit")]).clearable,
    .array("items", max: 3, [.text("price").required, .integer("quantity"), .metadata]).clearable,
    .array("tags", of: .text(5)),
  ]

  static let routes: [Route] = [
    Route(.post, "/v1/boxes", "Makes a box.", parameters: parameters, answers: .object(.subscription)) {
      call in
      Answer(echo(call))
    },
    Route(.get, "/v1/boxes", "Lists boxes.", parameters: [.created], answers: .list(.subscription)) { call in
      Answer(echo(call))
    },
    Route(.get, "/v1/boxes/{box}", "Shows a box.", answers: .object(.subscription)) { call in
      throw APIError.missing("box", call.identifier("box"))
    },
    Route(.delete, "/v1/boxes/{box}", "Throws a box away.", answers: .plain) { call in
      Answer(["id": .string(call.identifier("box")), "deleted": true])
    },
    Route(.get, "/v1/boxes/{box}/lids/{lid}", "Shows a lid.", answers: .plain) { call in
      Answer(["box": .string(call.identifier("box")), "lid": .string(call.identifier("lid"))])
    },
    Route(.post, "/v1/boxes/preview", "Shows a box that is not made.", answers: .plain) { _ in
      Answer(["preview": true])
    },
    Route(.post, "/v1/breaks", "Breaks.", answers: .plain) { _ in throw Broken() },
    Route(.post, "/v1/declines", "Declines.", answers: .plain) { _ in
      throw APIError(
        ErrorCode("card_declined", status: 402, .card), "Your card was declined.",
        declineCode: "generic_decline", enclosed: ["payment_intent": ["id": "pi_1"]])
    },
    Route(.post, "/v1/replays", "Replays.", answers: .plain) { _ in
      Answer(status: 402, body: Array("{}".utf8), originalRequestID: "req_first")
    },
  ]

  struct Broken: Error, CustomStringConvertible {
    let description = "the secret of the house"
  }

  private static func echo(_ call: Call) -> JSON {
    [
      "parameters": .string(describe(.object(call.parameters))),
      "page": .string("\(call.page.limit) \(call.page.cursor.map { "\($0)" } ?? "-")"),
      "idempotency": call.idempotency.map { [.string($0.key.text), .string($0.fingerprint)] } ?? .null,
    ]
  }

  /// Values by name, in the order of names.
  static func describe(_ value: ParameterValue) -> String {
    switch value {
    case .cleared: "cleared"
    case .text(let text): text
    case .integer(let integer): "\(integer)"
    case .boolean(let bool): "\(bool)"
    case .instant(let instant): instant.isoText
    case .currency(let currency): currency.code
    case .metadata(let patch):
      "{"
        + patch.entries.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ?? "-")" }.joined(
          separator: " ")
        + "}"
    case .dictionary(let values): "\(values)"
    case .byCurrency(let values): "\(values)"
    case .timeRange(let range): "\(range.from?.isoText ?? "")..<\(range.until?.isoText ?? "")"
    case .array(let values): "[\(values.map(describe).joined(separator: " "))]"
    case .object(let parameters): describe(parameters)
    }
  }

  private static func describe(_ parameters: RequestParameters) -> String {
    let names = Toy.parameters.map(\.name) + ["created", "width", "unit", "price"]
    let given = Set(names).filter(parameters.isGiven).sorted()
    return "(" + given.map { "\($0)=\(parameters[$0].map(describe) ?? "")" }.joined(separator: " ") + ")"
  }
}

/// What came back.
struct Reply: Sendable {
  let status: Int
  let headers: HTTPFields
  let text: String

  var json: JSON { (try? JSON(parsing: text)) ?? .null }
  var error: JSON { json["error"] ?? .null }

  func header(_ name: String) -> String? {
    HTTPFields.Element.Name(name).flatMap { headers[$0] }
  }
}

extension Toy {
  enum Authorization {
    case key
    case header(String?)
  }

  /// One request with the toy's key.
  func ask(
    _ method: HTTPRequest.Method, _ uri: String, _ body: String = "", headers: [String: String] = [:],
    as authorization: Authorization = .key,
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  ) async throws -> Reply {
    var fields: HTTPFields = [:]
    fields[.authorization] = if case .header(let text) = authorization { text } else { "Bearer \(key)" }
    if !body.isEmpty { fields[.contentType] = "application/x-www-form-urlencoded" }
    for (name, value) in headers { fields[HTTPFields.Element.Name(name)!] = value }
    let sent = fields
    return try await Application(responder: api, logger: logger).test(.router) { client in
      try await client.execute(
        uri: uri, method: method, headers: sent, body: body.isEmpty ? nil : ByteBuffer(string: body)
      ) { response in
        Reply(
          status: response.status.code, headers: response.headers, text: String(buffer: response.body))
      }
    }
  }
}
