import Notation
import Storage
import Testing

@testable import HTTPAPI

/// Walks the specifications themselves, so that a new route or parameter is tried without a new line here.
@Suite("Parameters that are wrong", .serialized)
struct WrongParameterTests {
  @Test("Every wrong value of every parameter of every route is refused by its name, and nothing changes")
  func everyParameter() async throws {
    try await Neighbourhood.with(.sqlite) { neighbours in
      let before = try await neighbours.dump()
      var tried = 0
      for route in Route.every {
        let uri = route.uri { neighbours.own.ids[$0]?.first ?? "unknown" }
        for wrong in wrongs(of: route) {
          let reply = try await neighbours.own.toy.send(route, to: uri, wrong.form)
          expect(reply, wrong, "\(route.name): \(wrong.form.prefix(200))")
          tried += 1
        }
        #expect(try await neighbours.dump() == before, "\(route.name) changed something")
      }
      #expect(tried > 2_000)
    }
  }

  private func wrongs(of route: Route) -> [WrongForm] {
    let required = route.parameters.filter(\.isRequired)
    func around(_ name: String, _ form: String) -> String {
      ([form].filter { !$0.isEmpty }
        + required.filter { $0.name != name }.map { $0.right(at: $0.name) }).joined(separator: "&")
    }
    var wrongs = [
      WrongForm(form: around("", "__none__=1"), code: "parameter_unknown", parameter: "__none__"),
      WrongForm(form: around("", "__none__[a][]=1"), code: "parameter_unknown", parameter: "__none__"),
      WrongForm(form: around("", "=1"), code: "parameter_unknown", parameter: ""),
    ]
    for parameter in route.parameters {
      wrongs += parameter.wrongs(at: parameter.name).map {
        WrongForm(form: around(parameter.name, $0.form), code: $0.code, parameter: $0.parameter)
      }
      guard parameter.isRequired else { continue }
      wrongs.append(
        WrongForm(
          form: around(parameter.name, ""), code: "parameter_missing", parameter: parameter.name))
    }
    return wrongs
  }

  private func expect(_ reply: Reply, _ wrong: WrongForm, _ what: String) {
    #expect(reply.status == 400, "\(what): \(reply.text)")
    #expect(reply.error["type"] == "invalid_request_error", "\(what)")
    #expect(reply.error["code"]?.string == wrong.code, "\(what): \(reply.text.prefix(300))")
    #expect(reply.error["param"]?.string == wrong.parameter, "\(what): \(reply.text.prefix(300))")
    #expect(reply.error["message"]?.string?.isEmpty == false, "\(what)")
  }

  @Test("What is no form at all is refused by every route, and nothing changes")
  func noForms() async throws {
    let forms = [
      "a" + String(repeating: "[", count: 100_000), "a" + String(repeating: "[b]", count: 9) + "=1",
      "a" + String(repeating: "[]", count: 400) + "=1", String(repeating: "n", count: 1_001) + "=1",
      "a=%00", "%00=1", "a=%FF", "a=%C0%AF", "a=%ED%A0%80", "a=%F4%90%80%80", "a=%", "a=%2", "a=%zz",
      String(repeating: "a&", count: 10_001),
    ]
    try await Neighbourhood.with(.sqlite) { neighbours in
      let before = try await neighbours.dump()
      for route in Route.every {
        let uri = route.uri { neighbours.own.ids[$0]?.first ?? "unknown" }
        for form in forms {
          let reply = try await neighbours.own.toy.send(route, to: uri, form)
          #expect(reply.status == 400, "\(route.name): \(form.prefix(60))")
          #expect(reply.error["type"] == "invalid_request_error", "\(route.name): \(form.prefix(60))")
        }
        #expect(try await neighbours.dump() == before, "\(route.name) changed something")
      }
    }
  }
}
