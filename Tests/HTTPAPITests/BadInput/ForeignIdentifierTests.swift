import Notation
import Storage
import Testing

@testable import HTTPAPI

@Suite("Ids of something else", .serialized)
struct ForeignIdentifierTests {
  /// Ids that name nothing here: those of other workspaces, of something gone, of other kinds, and no ids.
  private func strangers(_ kind: String, _ neighbours: Neighbourhood) -> [String] {
    let own = neighbours.own
    let foreign = [neighbours.other, neighbours.live].compactMap { $0.ids[kind]?.first }
    // A card's token is a name of the gateway, not of a workspace.
    let otherKinds = own.ids.filter { $0.key != kind }.sorted { $0.key < $1.key }.compactMap(\.value.first)
    return foreign + otherKinds.prefix(4)
      + [
        "x", "undefined", String(repeating: "9", count: 5_000), "..", "a%2F..%2Fb", "%25", "%00",
        "%F0%9F%98%B9",
      ]
  }

  @Test(
    "In a path they are 404, whatever the method, and nothing is seen or changed", arguments: Engine.allCases)
  func paths(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let before = try await neighbours.dump()
      var foreign = 0
      for route in Route.every {
        for name in route.identifiers {
          let kind = name
          // An id that is gone is told apart by the routes that show it; see the next test.
          for stranger in strangers(kind, neighbours) {
            let uri = route.uri { $0 == name ? stranger : neighbours.own.ids[$0]?.first ?? "x" }
            let form = right(route, neighbours)
            let reply = try await neighbours.own.toy.send(route, to: uri, form)
            #expect(
              reply.status == 404, "\(route.name) with \(stranger.prefix(40)): \(reply.text.prefix(200))")
            #expect(reply.error["type"] == "invalid_request_error")
            expectSilence(reply, neighbours, "\(route.name) with \(stranger.prefix(40))")
          }
          foreign += neighbours.other.ids[kind] == nil ? 0 : 1
        }
      }
      #expect(foreign > 20, "there is something foreign for most routes")
      #expect(try await neighbours.dump() == before)
    }
  }

  @Test("What is gone cannot be changed, and says so once it is asked for")
  func gone() async throws {
    try await Neighbourhood.with(.sqlite) { neighbours in
      let own = neighbours.own
      let before = try await own.dump()
      for route in Route.every where route.method != .get {
        for name in route.identifiers where own.gone[name] != nil {
          for id in own.gone[name] ?? [] {
            let uri = route.uri { $0 == name ? id : own.ids[$0]?.first ?? "x" }
            let reply = try await own.toy.send(route, to: uri, right(route, neighbours))
            #expect([400, 404].contains(reply.status), "\(route.name): \(reply.text.prefix(200))")
            #expect(reply.error["type"] == "invalid_request_error", "\(route.name)")
          }
        }
      }
      #expect(try await own.dump() == before)
      let customer = try await own.toy.ask(.get, "/v1/customers/\(own.gone["customer"]?[0] ?? "")")
      #expect(customer.json["deleted"] == true && !customer.text.contains(own.mark))
      for (kind, path) in [("product", "/v1/products/"), ("test_clock", "/v1/test_helpers/test_clocks/")] {
        #expect(try await own.toy.ask(.get, path + (own.gone[kind]?[0] ?? "")).status == 404)
      }
    }
  }

  @Test(
    "As parameters they are refused by name or find nothing, and nothing is seen or changed",
    arguments: Engine.allCases)
  func parameters(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let before = try await neighbours.dump()
      var tried = 0
      for route in Route.every {
        for place in places(route.parameters, at: "") {
          guard let kind = kind(of: place, neighbours) else { continue }
          let isCursor = place == "starting_after" || place == "ending_before"
          for stranger in strangers(kind, neighbours) where stranger != "%00" {
            // Some list may well have it.
            if isCursor, neighbours.own.ids.values.contains(where: { $0.contains(stranger) }) { continue }
            let form = right(route, neighbours, except: place) + "\(place)=\(stranger)"
            let uri = route.uri { neighbours.own.ids[$0]?.first ?? "x" }
            let reply = try await neighbours.own.toy.send(route, to: uri, form)
            let what = "\(route.name) with \(place)=\(stranger.prefix(40)): \(reply.text.prefix(200))"
            if route.method == .get, reply.status == 200 {
              #expect(reply.json["data"]?.array?.isEmpty == true, "\(what)")
            } else {
              #expect(reply.status == 400, "\(what)")
              #expect(reply.error["type"] == "invalid_request_error", "\(what)")
            }
            expectSilence(reply, neighbours, what)
            tried += 1
          }
        }
      }
      #expect(tried > 200)
      let after = try await neighbours.dump()
      for (now, then) in zip(after, before) { #expect(now == then, "\(now.difference(from: then))") }
    }
  }

  private func expectSilence(_ reply: Reply, _ neighbours: Neighbourhood, _ what: String) {
    for neighbour in [neighbours.other, neighbours.live] {
      #expect(!reply.text.contains(neighbour.mark), "\(what)")
    }
  }

  /// Where texts stand among the parameters: `customer`, `items[0][price]`.
  private func places(_ members: [ParameterSpecification], at path: String) -> [String] {
    members.flatMap { member -> [String] in
      let place = path.isEmpty ? member.name : "\(path)[\(member.name)]"
      switch member.kind {
      case .text: return [place]
      case .object(let inner): return places(inner, at: place)
      case .array(.object(let inner), _): return places(inner, at: "\(place)[0]")
      default: return []
      }
    }
  }

  /// What a parameter's name says it names; nil when it is no id. A new object's own id is the caller's to
  /// choose.
  private func kind(of place: String, _ neighbours: Neighbourhood) -> String? {
    let name = String(place.split(separator: "[").last ?? "").replacing("]", with: "")
    if place.contains("["), name == "id" { return "item" }
    if ["starting_after", "ending_before"].contains(name) { return "customer" }
    let plain = name.replacing("default_", with: "")
    return neighbours.own.ids[plain] == nil || plain == "item" ? nil : plain
  }

  /// What the route needs, with ids of the right kinds; of the object that `place` stands in everything else.
  private func right(_ route: Route, _ neighbours: Neighbourhood, except place: String = "") -> String {
    let top = String(place.prefix { $0 != "[" })
    var pairs = route.parameters.filter { $0.isRequired && $0.name != top }.flatMap {
      real($0.right(at: $0.name), neighbours)
    }
    if top != place, let parameter = route.parameters.first(where: { $0.name == top }) {
      pairs += real(parameter.right(at: top), neighbours).filter { !$0.hasPrefix("\(place)=") }
      // An item that is named needs no price, one that is not does.
      if place.hasSuffix("[id]") {
        pairs.removeAll { $0.hasPrefix(place.replacing("[id]", with: "[price]")) }
      }
    }
    return pairs.map { $0 + "&" }.joined()
  }

  private func real(_ form: String, _ neighbours: Neighbourhood) -> [String] {
    form.split(separator: "&").map { pair in
      let place = String(pair.prefix { $0 != "=" })
      guard let kind = kind(of: place, neighbours), let id = neighbours.own.ids[kind]?.first else {
        return String(pair)
      }
      return "\(place)=\(id)"
    }
  }
}
