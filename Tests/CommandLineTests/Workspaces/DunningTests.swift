import Storage
import Testing

@testable import perennial

struct DunningTests {
  @Test("What is done about failed payments is shown and chosen", arguments: Engine.allCases)
  func dunning(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      let shown = try await place.run("workspace", "dunning", name)
      #expect(
        shown.output == "A payment that fails is tried again 3, 5, 7 days after a failure; then: cancel.\n",
        "\(shown.errors)")
      let chosen = try await place.run(
        "workspace", "dunning", name, "--retry-after", "1,4", "--then", "unpaid", "--json")
      #expect(
        chosen.output == """
          {"object":"dunning_policy","ending":"unpaid","retry_days":[1,4]}

          """, "\(chosen.errors)")
      let once = try await place.run("workspace", "dunning", name, "--retry-after", "none")
      #expect(once.output == "A payment that fails is not tried again; then: unpaid.\n", "\(once.errors)")
      for wrong in ["0", "61", "1,x", "1,2,3,4,5,6,7,8,9", ""] {
        let refused = try await place.run("workspace", "dunning", name, "--retry-after", wrong)
        #expect(refused.status == 64, "\(wrong): \(refused.output)\(refused.errors)")
      }
    }
  }
}
