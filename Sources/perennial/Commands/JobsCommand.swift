import ArgumentParser
import Chronology
import Notation
import Operations
import Storage

struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs", abstract: "Show the work that waits, and retry what was given up.",
    subcommands: [List.self, Retry.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List jobs, the newest first.",
      discussion: "A job that failed too often is dead: it waits for a person, and --dead shows only those.")

    @Flag(help: "Only dead jobs, the longest due first.")
    var dead = false

    @Option(
      help: ArgumentHelp("How many to show at most; dead ones are always all shown.", valueName: "number"))
    var limit = 100

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard (1...10_000).contains(limit) else {
        throw ValidationError("--limit is a number from 1 to 10000.")
      }
    }

    func run() async throws {
      let (dead, limit) = (dead, limit)
      let jobs = try await Installation.with(place.settings().place()) { installation in
        try await installation.database(workspace.workspace).read { rows in
          if dead { return PageResult(elements: try rows.deadJobs(), hasMore: false) }
          return try rows.jobs(Page(limit: limit))
        }
      }
      guard !output.json else {
        return Console.say([
          "object": "list", "data": .array(jobs.elements.map(\.json)), "has_more": .bool(jobs.hasMore),
        ])
      }
      guard !jobs.elements.isEmpty else { return Console.warn(dead ? "No job is dead." : "No job waits.") }
      var table = Table("ID", "KIND", "SUBJECT", "DUE", "STATE", "FAILURES", "LAST ERROR")
      for job in jobs.elements {
        table.add(
          job.id.text, job.kind, job.subject, job.due.isoText, job.state.rawValue, "\(job.failures)",
          job.lastError ?? "")
      }
      Console.say(table.text)
      if jobs.hasMore { Console.warn("There are more; --limit shows them.") }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a dead job back in the queue.",
      discussion: "The next `perennial serve` that is free does it.")

    @Argument(help: "Its id, as `perennial jobs list --dead` shows it.")
    var id: String

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let id = JobID(id)
      let isRevived = try await Installation.with(place.settings().place()) { installation in
        try await installation.database(workspace.workspace).write { try $0.revive(id) }
      }
      guard isRevived else { throw Complaint(.refused, "job_unknown", "There is no dead job \"\(id)\".") }
      if output.json {
        Console.say(["object": "job", "id": .string(id.text), "state": .string(Job.State.waiting.rawValue)])
      } else {
        Console.say("The job \(id) is in the queue again.")
      }
    }
  }
}

extension Installation {
  /// A workspace's database with its tables up to date, for what no operation of the business asks: the
  /// queue, and the audit that must share nothing with Operations.
  func database(_ name: String) async throws -> any Database {
    let workspace = try await workspace(name)
    _ = try await directory.open(workspace)
    return try await host.workspace(workspace.key)
  }
}

extension Job {
  fileprivate var json: JSON {
    [
      "object": "job", "id": .string(id.text), "kind": .string(kind), "subject": .string(subject),
      "customer": customer.map { .string($0.text) } ?? .null, "clock": .string(clock),
      "due": .integer(due.seconds), "state": .string(state.rawValue), "failures": .integer(Int64(failures)),
      "last_error": lastError.map { .string($0) } ?? .null,
    ]
  }
}
