import Auditing
import Foundation
import Identity
import Notation
import Storage
import Testing

@testable import HTTPAPI

/// Requests made up from the specifications, right and wrong at random.
@Suite("Requests at random", .serialized)
struct RequestFuzz {
  private static let isSoak = ProcessInfo.processInfo.environment["PERENNIAL_SOAK"] == "1"

  /// A fixed seed, and one that is new in every run. `FUZZ_SEED` tries one again.
  private static func seeds() -> [UInt64] {
    if let one = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init) { return [one] }
    let fresh = (0..<(isSoak ? 20 : 1)).map { _ in UInt64.random(in: 1_000_000..<1_000_000_000) }
    print("requests at random: the new seeds of this run are \(fresh)")
    return [1] + fresh
  }

  @Test(
    "No request is a fault of ours, a refused one changes nothing, and the books stay right",
    arguments: Engine.allCases)
  func requests(engine: Engine) async throws {
    for seed in Self.seeds() {
      try await Neighbourhood.with(engine) { neighbours in
        var maker = RequestMaker(seed: seed, neighbours)
        var before = try await neighbours.own.dump()
        var statuses: [Int: Int] = [:]
        for number in 0..<(Self.isSoak ? 1_500 : 350) {
          let made = maker.next()
          let reply = try await neighbours.own.toy.send(
            made.route, to: made.uri, made.form, headers: made.headers)
          let what =
            "seed \(seed), request \(number): \(made.route.name) \(made.uri) \(made.form.prefix(300))"
          statuses[reply.status, default: 0] += 1
          let after = try await neighbours.own.dump()
          check(reply, made, changed: after != before, what)
          before = after
          if reply.status == 200 { maker.learn(reply.json) }
        }
        #expect((statuses[200] ?? 0) > 40, "seed \(seed): some are right: \(statuses)")
        #expect((statuses[400] ?? 0) > 40, "seed \(seed): some are wrong: \(statuses)")
        let report = try await Auditor.audit(neighbours.own.database)
        #expect(report.findings == [], "seed \(seed)")
        for neighbour in [neighbours.other, neighbours.live] {
          #expect(try await Auditor.audit(neighbour.database).findings == [], "seed \(seed)")
        }
      }
    }
  }

  private func check(_ reply: Reply, _ made: RequestMaker.Made, changed: Bool, _ what: String) {
    #expect(reply.status < 500, "\(what): \(reply.text)")
    let isFile = reply.status == 200 && made.form.contains("format=csv")
    #expect(isFile || !reply.json.isNull, "\(what): what comes back is JSON")
    // A declined payment has happened, and questions about MRR and accounts keep what they folded, also when
    // the answer then lacks the section that was asked for.
    let mayChange = reply.status == 402 || made.folds || reply.status == 200 && made.route.method != .get
    #expect(!changed || mayChange, "\(what): \(reply.status) changed something")
    guard reply.status >= 400 else { return }
    let type = reply.error["type"]?.string ?? ""
    let types = [402: ["card_error"], 400: ["invalid_request_error", "idempotency_error"]][reply.status]
    #expect(
      (types ?? ["invalid_request_error", "idempotency_error"]).contains(type), "\(what): \(reply.text)")
    #expect(reply.error["message"]?.string?.isEmpty == false, "\(what)")
  }
}

/// Makes requests up. The same seed makes the same ones of the same neighbourhood.
struct RequestMaker {
  struct Made: Sendable {
    let route: Route
    let uri: String
    let form: String
    let headers: [String: String]

    var folds: Bool { Self.folding.contains(route.path.text) }

    /// Questions that keep what they folded of the journal.
    private static let folding = Set(Reports.routes.map(\.path.text)).union([
      "/v1/analytics/mrr", "/v1/analytics/metrics/{metric}", "/v1/analytics/metrics/{metric}/rows",
      "/v1/analytics/survival", "/v1/analytics/cohorts", "/v1/analytics/cohorts/rows",
      "/v1/books/trial_balance",
    ])
  }

  private var dice: SeededRandomness
  private var own: Neighbour
  private let strangers: [String]
  private let routes: [Route]

  init(seed: UInt64, _ neighbours: Neighbourhood) {
    dice = SeededRandomness(seed: seed)
    own = neighbours.own
    strangers =
      [neighbours.other, neighbours.live].flatMap { $0.ids.values.flatMap { $0 } }.sorted()
      + own.gone.values.flatMap { $0 }.sorted()
    // What changes something is more interesting than what looks.
    let writing = Route.every.filter { $0.method != .get }
    routes = Route.every + writing + writing
  }

  mutating func learn(_ json: JSON) { own.learn(json) }

  mutating func next() -> Made {
    let route = dice.pick(routes)
    var uri = ""
    for segment in route.path.segments {
      switch segment {
      case .word(let word): uri += "/\(word)"
      case .identifier(let name): uri += "/" + (dice.chance(0.9) ? id(name) : hostile(inPath: true))
      }
    }
    var pairs: [String] = []
    for parameter in route.parameters where parameter.isRequired ? dice.chance(0.97) : dice.chance(0.18) {
      add(parameter, at: parameter.name, to: &pairs)
    }
    if dice.chance(0.02) { pairs.append(pairs.randomElement(using: &dice) ?? "x=1") }
    if dice.chance(0.02) { pairs.append("\(hostile())=\(hostile())") }
    var headers: [String: String] = [:]
    if dice.chance(0.15) { headers["Idempotency-Key"] = "k\(dice.next(in: 0..<12))" }
    if dice.chance(0.02) {
      headers["Stripe-Version"] = dice.pick(["2020-08-27", "newest", "2026-10-28.endive"])
    }
    if dice.chance(0.02) { headers["Stripe-Account"] = dice.pick([own.toy.accountID, "acct_1"]) }
    return Made(route: route, uri: uri, form: pairs.joined(separator: "&"), headers: headers)
  }

  private mutating func add(_ parameter: ParameterSpecification, at path: String, to pairs: inout [String]) {
    add(parameter.kind, named: parameter.name, at: path, to: &pairs)
  }

  private mutating func add(
    _ kind: ParameterSpecification.Kind, named name: String, at path: String, to pairs: inout [String]
  ) {
    if dice.chance(0.03) { return pairs.append(path + dice.pick(["=", "[]=x", "[a]=x"]) + hostile()) }
    switch kind {
    case .object(let members):
      for member in members where member.isRequired ? dice.chance(0.97) : dice.chance(0.35) {
        add(member, at: "\(path)[\(member.name)]", to: &pairs)
      }
    case .byCurrency(let members):
      let place = "\(path)[\(dice.pick(["usd", "eur", "eur", "jpy", "kwd"]))]"
      add(.object(members), named: name, at: place, to: &pairs)
    case .array(let element, _):
      for place in 0..<dice.pick([1, 1, 1, 2, 3]) {
        add(element, named: name, at: "\(path)[\(place)]", to: &pairs)
      }
    case .metadata, .dictionary:
      pairs.append("\(path)[\(dice.pick(["a", "b", "c"]))]=\(dice.pick(["", "1", "2"]))")
    case .timeRange: pairs.append("\(path)[\(dice.pick(["gt", "gte", "lt", "lte"]))]=\(instant())")
    case .anyOf(let kinds): add(dice.pick(kinds), named: name, at: path, to: &pairs)
    default: pairs.append("\(path)=\(scalar(kind, named: name))")
    }
  }

  private mutating func scalar(_ kind: ParameterSpecification.Kind, named name: String) -> String {
    if dice.chance(0.02) { return hostile() }
    switch kind {
    case .integer(let range):
      let small = min(max(Int64(dice.next(in: 0..<40)), range.lowerBound), range.upperBound)
      return "\(dice.pick([small, small, small, small, range.lowerBound, range.upperBound]))"
    case .boolean: return dice.pick(["true", "false"])
    case .choice(let words): return dice.pick(words)
    case .timestamp: return instant()
    case .currency: return dice.pick(["usd", "usd", "usd", "eur", "jpy", "kwd"])
    case .decimal:
      return dice.pick(["1", "1000", "0.000000000001", "33.333333333333", "99999999999999999999", "-1"])
    default: return text(named: name)
    }
  }

  private mutating func text(named name: String) -> String {
    let plain = name.replacing("default_", with: "")
    if name == "id" { return dice.chance(0.8) ? id("item") : "chosen\(dice.next(in: 0..<5))" }
    if own.ids[plain] != nil { return id(plain) }
    if name == "expand" {
      return dice.pick(["customer", "data.customer", "latest_invoice", "items.data.price"])
    }
    if ["starting_after", "ending_before"].contains(name) { return id(dice.pick(own.ids.keys.sorted())) }
    return dice.pick([
      "x", "pm_card_visa", "tok_visa", "pm_card_chargeCustomerFail", "2026-04", "ABC123", "é😹",
    ])
  }

  private mutating func id(_ kind: String) -> String {
    if dice.chance(0.06) { return dice.pick(strangers) }
    if kind == "payment_method", dice.chance(0.3) {
      return dice.pick(["pm_card_visa", "pm_card_authenticationRequired", "pm_card_chargeDeclined"])
    }
    guard let known = own.ids[kind], !known.isEmpty else { return "none" }
    return dice.pick(known)
  }

  private mutating func instant() -> String {
    dice.pick([
      "0", "1790000000", "1789999999", "1790000001", "1800000000", "1900000000", "4102444800", "253402300799",
      "253402300800", "9223372036854775807", "-1",
    ])
  }

  private mutating func hostile(inPath: Bool = false) -> String {
    let texts = [
      "", "%20", "'", "%22", "--", "0", "-0", "-1", "1e9", "9223372036854775807", "-9223372036854775808",
      "18446744073709551616", "null", "undefined", "%C3%A9%CC%81", "%E2%80%AE", "%01", "%7F", "%0D%0A", "..",
      "%25s", "true", "%F0%9F%98%B9", String(repeating: "a", count: 5_001), "%00", "%FF", "%",
    ]
    return inPath ? dice.pick(texts.filter { !$0.isEmpty }) : dice.pick(texts)
  }
}
