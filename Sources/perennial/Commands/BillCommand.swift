import ArgumentParser
import Notation
import Operations

struct BillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bill", abstract: "Do now what is due: renew, invoice, collect, try again.",
    discussion: """
      The same work that `perennial serve` does by itself, for one workspace, with its progress. One that \
      was stopped goes on when it is run again; several may run at once, and beside serving processes. A \
      customer whose work fails stops nobody else: it is tried again later, and `perennial jobs list` tells \
      why.
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let name = workspace.workspace
    let bar = ProgressBar(isShown: !output.json)
    defer { bar.clear() }
    let progress = try await Installation.with(place.settings().place()) { installation in
      let workspace = try await installation.directory.open(name)
      return try await workspace.bill { bar.draw($0.share, $0.text) }
    }
    bar.clear()
    Console.say(output.json ? progress.json(of: name).text : progress.sentence(about: name))
  }
}

extension BillingProgress {
  /// From 0 to 1.
  fileprivate var share: Double { left == 0 ? 1 : Double(done) / Double(done + left) }

  private var jobsPerSecond: Double { milliseconds > 0 ? 1000 * Double(done) / Double(milliseconds) : 0 }

  /// Nil while nothing is done yet.
  private var secondsLeft: Double? { done > 0 ? Double(left) / jobsPerSecond : nil }

  fileprivate var text: String {
    let left = secondsLeft.map { "  \(Int($0.rounded(.up))) s left" } ?? ""
    return "\(done.grouped) of \((done + self.left).grouped) jobs  \(Int(jobsPerSecond).grouped)/s\(left)"
  }

  fileprivate func sentence(about workspace: String) -> String {
    var text = "\(done.counted("job")) of the workspace \(workspace) done in \(seconds) s."
    if left > 0 {
      text += " \(left.counted("job")) left, held by another process or waiting for the next try; "
      text += "`perennial jobs list --workspace \(workspace)` tells why."
    }
    return text
  }

  fileprivate func json(of workspace: String) -> JSON {
    [
      "object": "billing_run", "workspace": .string(workspace), "jobs_done": .integer(Int64(done)),
      "jobs_left": .integer(Int64(left)), "elapsed_milliseconds": .integer(milliseconds),
    ]
  }

  private var seconds: String { "\(milliseconds / 1000).\(milliseconds / 100 % 10)" }

  private var milliseconds: Int64 {
    elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000
  }
}
