import Journal
import Operations

/// What happened to some things, newest first; each opens its fact.
struct FactList: Sendable {
  private static let limit = 30

  private let facts: [RecordedFact]
  private let room: Room

  /// - Parameter subjects: the ids of what it is about.
  init(_ subjects: [String], _ room: Room) async throws {
    self.room = room
    facts = try await room.read { try $0.facts(about: subjects, newest: Self.limit) }
  }

  var html: HTML {
    let items = facts.html { recorded in
      let actor = recorded.cause.actor
      return """
        <li><span class="mut">\(DayText.minute(recorded.effective))</span>\
        <span><a href="\(room.path("facts/\(recorded.id)"))">\(FactPage.words(recorded.fact.kind))</a> \
        \(FactPage.subject(recorded.fact.subject, room))</span><code class="mut">\(actor)</code></li>
        """
    }
    let title = facts.count == Self.limit ? say("What happened lately") : say("What happened")
    return facts.isEmpty ? .nothing : card(title, #"<ol class="story">\#(items)</ol>"#)
  }
}
