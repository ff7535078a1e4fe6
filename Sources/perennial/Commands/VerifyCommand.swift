import ArgumentParser
import Auditing
import Notation

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Audit a workspace's books with code that shares nothing with the engine.",
    discussion: """
      Reads everything and changes nothing. Ends with status 1 when a law of the books is broken; warnings \
      only ask a person to look.
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let report = try await Installation.with(place.settings().place()) { installation in
      try await Auditor.audit(installation.database(workspace.workspace))
    }
    let name = workspace.workspace
    Console.say(output.json ? report.json(of: name).text : report.text(of: name))
    guard report.isClean else { throw ExitStatus.refused }
  }
}

extension AuditReport {
  fileprivate func json(of workspace: String) -> JSON {
    [
      "object": "audit", "workspace": .string(workspace), "clean": .bool(isClean),
      "checks": .array(
        checks.map { law in
          [
            "check": .string(law.check.rawValue), "severity": .string(law.check.severity.rawValue),
            "looked": .integer(Int64(law.looked)), "found": .integer(Int64(law.found)),
          ]
        }), "findings": .array(findings.map(\.json)),
      "recurring_revenue": .array(
        recurringRevenue.map { revenue in
          [
            "currency": .string(revenue.currency), "level_millionths": .integer(revenue.level),
            "customers": .integer(Int64(revenue.customers)),
          ]
        }),
      "rows": .object(JSONObject(uniqueKeysWithValues: tables.map { ($0.table, .integer($0.rows)) })),
    ]
  }

  fileprivate func text(of workspace: String) -> String {
    let broken = checks.filter { $0.found > 0 }
    var lines: [String] = []
    for law in broken {
      lines.append("\(law.check.severity.rawValue.uppercased()) \(law.check.rawValue): \(law.check.law)")
      let kept = findings.filter { $0.check == law.check }
      lines += kept.map { "  \($0.text)" }
      if law.found > kept.count { lines.append("  … and \(law.found - kept.count) more") }
    }
    let problems = broken.filter { $0.check.severity == .problem }.reduce(0) { $0 + $1.found }
    let looked = checks.reduce(0) { $0 + $1.looked }
    lines.append(
      problems == 0
        ? "The books of \(workspace) are clean: \(checks.count) laws held \(looked) times."
        : "The books of \(workspace) are wrong: \(problems) \(problems == 1 ? "finding" : "findings").")
    return lines.joined(separator: "\n")
  }
}

extension AuditFinding {
  fileprivate var json: JSON {
    [
      "check": .string(check.rawValue), "severity": .string(check.severity.rawValue),
      "message": .string(sentence), "subjects": .array(subjects.map { .string($0) }),
      "numbers": .object(JSONObject(uniqueKeysWithValues: numbers.map { ($0.name, .integer($0.value)) })),
    ]
  }

  fileprivate var text: String {
    let details = subjects + numbers.map { "\($0.name) \($0.value)" }
    return details.isEmpty ? sentence : "\(sentence) (\(details.joined(separator: ", ")))"
  }
}
