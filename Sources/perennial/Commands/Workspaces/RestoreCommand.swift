import ArgumentParser
import Chronology
import Notation
import Operations
import SQLiteEngine

extension WorkspaceCommand {
  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a workspace out of a backup, and print its first secret key.",
      discussion: """
        The whole file is checked first, and the workspace appears when all of it is there. It stands still \
        at the moment of the backup until `perennial workspace resume`; before that a live one can be looked \
        at, changes nothing and asks its gateway nothing. The key is shown this once; those of the original \
        are not in a backup.
        """)

    @Argument(help: "The file that `perennial workspace backup` wrote.")
    var file: String

    @Option(
      name: .customLong("as"),
      help: ArgumentHelp("Its name here. (default: the one it had)", valueName: "name"))
    var name: String?

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let bar = ProgressBar(isShown: !output.json)
      defer { bar.clear() }
      let place = try self.place.settings().place()
      // Looked at first, so that a wrong file makes no folder.
      let archive = try SQLiteArchive.open(file)
      do {
        let restored = try await Installation.with(place, creating: true) { installation in
          try await installation.directory.restore(from: archive, as: name) { bar.draw($0) }
        }
        await archive.close()
        bar.clear()
        show(restored)
      } catch {
        await archive.close()
        throw error
      }
    }

    private func show(_ restored: RestoredWorkspace) {
      let workspace = restored.workspace
      guard !output.json else {
        var json = workspace.json
        json["rows"] = .integer(restored.manifest.rows)
        json["taken_at"] = .integer(restored.manifest.takenAt.seconds)
        json["secret_key"] = .string(restored.secret)
        return Console.say(.object(json))
      }
      let next =
        switch workspace.standsBecause {
        case .forked: "`perennial workspace advance \(workspace.name) --to DAY` lets it live on."
        default: "`perennial workspace resume \(workspace.name)` lets it go on."
        }
      Console.say(
        """
        Restored the \(workspace.mode.rawValue) workspace \(workspace.name) (\(workspace.account)) with \
        \(restored.manifest.rows.counted("row")), as it was at \(restored.manifest.takenAt.isoText).
        Its secret key, shown this once: \(restored.secret)
        It stands still\(workspace.isPaused ? " and is paused" : ""). \(next)
        """)
    }
  }
}
