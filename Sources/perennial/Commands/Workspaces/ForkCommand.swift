import ArgumentParser
import Chronology
import Notation
import Operations

extension WorkspaceCommand {
  struct Fork: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a workspace into a new test workspace that may travel through time.",
      discussion: """
        The original is served meanwhile. The copy is never live: it has a key of its own, shown this once, \
        and its payments go to the test gateway, where the cards of a real book pay each time. It stands at \
        the moment of the copy until it is advanced.
        """)

    @Argument(help: "The workspace to copy.")
    var name: String

    @Argument(help: "The name of the copy.")
    var copy: String

    @Option(
      help: ArgumentHelp("Then lets the copy live on until this day begins (UTC).", valueName: "day"))
    var advanceTo: String?

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let target = try advanceTo.map { try AdvanceTarget($0, flag: "--advance-to") }
      let bar = ProgressBar(isShown: !output.json)
      defer { bar.clear() }
      let place = try self.place.settings().place()
      let (workspace, secret) = try await Installation.with(place) { installation -> (Workspace, String) in
        let original = try await installation.workspace(name)
        try target?.check(against: original.standsAt ?? installation.directory.clock.now, copy)
        let fork = try await installation.directory.fork(name, as: copy) { bar.draw($0) }
        bar.clear()
        // The key is told before the journey, which may take long and can be gone on with.
        show(fork.workspace, fork.secret, isLast: target == nil)
        guard let target else { return (fork.workspace, fork.secret) }
        try await installation.directory.advance(copy, to: target.instant) { bar.draw($0) }
        return (try await installation.workspace(copy), fork.secret)
      }
      bar.clear()
      guard let target else { return }
      if output.json {
        show(workspace, secret, isLast: true)
      } else {
        Console.say("It lived on until \(target.instant.isoText).")
      }
    }

    private func show(_ workspace: Workspace, _ secret: String, isLast: Bool) {
      guard !output.json else {
        guard isLast else { return }
        var json = workspace.json
        json["secret_key"] = .string(secret)
        return Console.say(.object(json))
      }
      Console.say(
        """
        Copied \(name) into the test workspace \(workspace.name) (\(workspace.account)).
        Its secret key, shown this once: \(secret)
        It stands at \(workspace.standsAt?.isoText ?? "").
        """)
    }
  }
}
