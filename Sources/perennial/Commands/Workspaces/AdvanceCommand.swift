import ArgumentParser
import Chronology
import Notation
import Operations

extension WorkspaceCommand {
  struct Advance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a standing test workspace live on until a day.",
      discussion: """
        Everything that falls due on the way is done in order, as in real time, and payments are answered by \
        the test gateway. One that was stopped goes on where it was when it is run again. Customers on test \
        clocks stay where their clocks are.
        """)

    @Argument(help: "Its name.")
    var name: String

    @Option(help: ArgumentHelp("The day that it is to reach, at its beginning (UTC).", valueName: "day"))
    var to: String

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let target = try AdvanceTarget(to, flag: "--to")
      let bar = ProgressBar(isShown: !output.json)
      defer { bar.clear() }
      let place = try self.place.settings().place()
      let (workspace, progress) = try await Installation.with(place) {
        installation -> (Workspace, AdvanceProgress) in
        let progress = try await installation.directory.advance(name, to: target.instant) { bar.draw($0) }
        return (try await installation.workspace(name), progress)
      }
      bar.clear()
      guard !output.json else {
        var json = workspace.json
        json["jobs_done"] = .integer(Int64(progress.jobs))
        return Console.say(.object(json))
      }
      Console.say(
        "The workspace \(name) lived from \(progress.start.isoText) until \(progress.reached.isoText): "
          + "\(progress.jobs.counted("job")) done.")
    }
  }
}

/// A day as a flag says it.
struct AdvanceTarget {
  let instant: Instant

  init(_ text: String, flag: String) throws(Complaint) {
    guard let day = Day(iso: text) else {
      throw Complaint(.usage, "day_invalid", "\(flag): A day is written as 2027-01-31.")
    }
    instant = day.start(in: .utc)
  }

  /// Before anything is copied; the copy itself is asked again.
  func check(against now: Instant, _ name: String) throws(WorkspaceRefusal) {
    guard now <= instant else { throw .standsLater(name, at: now) }
  }
}

extension ProgressBar {
  func draw(_ progress: AdvanceProgress) {
    draw(
      progress.share, "\(Day(containing: progress.reached, in: .utc))  \(progress.jobs.counted("job")) done")
  }
}
