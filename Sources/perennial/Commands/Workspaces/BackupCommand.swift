import ArgumentParser
import Chronology
import Notation
import Operations
import SQLiteEngine

extension WorkspaceCommand {
  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a workspace into one file, while it is served.",
      discussion: """
        The file holds everything of the workspace at one moment, except its API keys, in a form that either \
        database can be restored from. It is for its owner's eyes only (mode 0600), appears when it is \
        whole, and replaces no other file.
        """)

    @Argument(help: "Its name.")
    var name: String

    @Argument(help: "The file to write.")
    var file: String

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let bar = ProgressBar(isShown: !output.json)
      defer { bar.clear() }
      let manifest = try await Installation.with(place.settings().place()) {
        installation -> BackupManifest in
        _ = try await installation.workspace(name)
        let archive = try SQLiteArchive.create(at: file)
        do {
          let manifest = try await installation.directory.backUp(name, into: archive) { bar.draw($0) }
          try await archive.keep()
          return manifest
        } catch {
          await archive.close()
          throw error
        }
      }
      bar.clear()
      guard !output.json else { return Console.say(.object(manifest.json(file))) }
      Console.say(
        "Wrote \(manifest.rows.counted("row")) of the \(manifest.mode) workspace \(name) into \(file), "
          + "as it was at \(manifest.takenAt.isoText).")
    }
  }
}

extension BackupManifest {
  fileprivate func json(_ file: String) -> JSONObject {
    [
      "object": "backup", "workspace": .string(name), "mode": .string(mode), "account": .string(account),
      "file": .string(file), "taken_at": .integer(takenAt.seconds), "rows": .integer(rows),
      "tables": .array(
        tables.map { ["table": .string($0.name), "rows": .integer($0.rows), "sha256": .string($0.sha256)] }),
    ]
  }
}

extension ProgressBar {
  func draw(_ progress: CopyProgress) {
    draw(progress.share, "\(progress.rowsDone.grouped) of \(progress.rows.grouped) rows")
  }
}
