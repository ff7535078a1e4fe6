import ArgumentParser
import Chronology
import Notation
import Operations

extension WorkspaceCommand {
  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a workspace that stands still go on with real time.",
      discussion: """
        A live workspace that came out of a backup first asks its gateway what came of payments that were \
        under way, and stays paused when the gateway does not tell. What fell due while it stood still is \
        done by the next `perennial serve`.
        """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let resumption = try await Installation.with(place.settings().place()) {
        try await $0.directory.resume(name)
      }
      guard !output.json else {
        var json = resumption.after.json
        json["payments_asked"] = .integer(Int64(resumption.asked))
        json["payments_answered"] = .integer(Int64(resumption.answered))
        return Console.say(.object(json))
      }
      if resumption.asked > 0 {
        Console.say(
          "Asked the gateway about \(resumption.asked.counted("payment")) under way; "
            + "it has answered \(resumption.answered.grouped).")
      }
      if let stood = resumption.before.standsAt {
        Console.say("The workspace \(name) stood at \(stood.isoText) and now goes on with real time.")
      } else {
        Console.say("The workspace \(name) goes on with real time, as before.")
      }
    }
  }
}
