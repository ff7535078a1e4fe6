import Chronology
import Identity
import Notation
import Operations
import Relations

enum TestClocks {
  static let routes: [Route] = [
    .post(
      "/v1/test_helpers/test_clocks", "Creates a clock for customers who live by it.", .testClock,
      parameters: [.timestamp("frozen_time").required, .text("name", max: 300)],
      make: { call in
        guard !call.caller.isLive else { throw Refusal.testModeOnly(field: "frozen_time") }
        return CreateTestClock(
          frozenTime: call.parameters.instant("frozen_time") ?? .distantPast,
          name: call.parameters.string("name"))
      }, show: { id, _, scene in try scene.snapshot.testClock(id) }),
    .show("/v1/test_helpers/test_clocks/{test_clock}", "Shows a test clock.", .testClock) { call, scene in
      try scene.snapshot.testClock(TestClockID(call.identifier("test_clock")))
    },
    .post(
      "/v1/test_helpers/test_clocks/{test_clock}/advance",
      "Sends a clock forward, any distance; it is ready when everything due has happened.", .testClock,
      parameters: [.timestamp("frozen_time").required],
      make: { call in
        AdvanceTestClock(
          TestClockID(call.identifier("test_clock")),
          to: call.parameters.instant("frozen_time") ?? .distantPast)
      }, show: { id, _, scene in try scene.snapshot.testClock(id) }),
    .delete(
      "/v1/test_helpers/test_clocks/{test_clock}", "Deletes a clock and the customers who live by it.",
      .testClock, make: { DeleteTestClock(TestClockID($0.identifier("test_clock"))) },
      show: { id, _, _ in DeletedObject(id: id.text, type: .testClock) }),
    .list("/v1/test_helpers/test_clocks", "Lists test clocks.", of: .testClock) { _, page, scene in
      try scene.snapshot.testClocks(page)
    },
  ]
}

extension TestClock: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"test_helpers.test_clock""#)
    writer.field("created", created)
    // The format wants a time; clocks here are kept until they are deleted.
    writer.field("deletes_after", Instant.distantFuture)
    writer.field("frozen_time", frozenTime)
    writer.field("livemode", scene.isLive)
    writer.field("name", name)
    writer.field("status", status.rawValue)
    writer.object("status_details") { writer in
      guard let target else { return }
      writer.object("advancing") { $0.field("target_frozen_time", target) }
    }
    writer.endObject()
  }
}
