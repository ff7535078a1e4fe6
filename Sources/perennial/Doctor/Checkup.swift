import Notation

/// What `perennial doctor` saw: figures that are worth knowing, and findings that something should be done
/// about.
struct Checkup: Sendable {
  private(set) var figures: [(name: String, value: String)] = []
  private(set) var findings: [DoctorFinding] = []

  /// Notes are no illness.
  var isWell: Bool { findings.allSatisfy { $0.code.severity == .note } }

  mutating func saw(_ name: String, _ value: String) {
    figures.append((name, value))
  }

  mutating func found(
    _ code: DoctorCode, in workspace: String? = nil, _ message: String, _ advice: String
  ) {
    findings.append(DoctorFinding(code: code, workspace: workspace, message: message, advice: advice))
  }

  mutating func found(_ more: [DoctorFinding]) {
    findings += more
  }
}

/// One thing that should be looked at, and how.
struct DoctorFinding: Hashable, Sendable {
  let code: DoctorCode
  var workspace: String?
  let message: String
  let advice: String
}

/// Everything that doctor can find; docs/doctor.md tells what each means.
enum DoctorCode: String, CaseIterable, Sendable {
  enum Severity: String, Sendable {
    case problem, warning, note
  }

  // The machine
  case clockWrong = "clock_wrong"
  case clockSteps = "clock_steps"
  case zonesMissing = "zones_missing"
  case diskLow = "disk_low"
  case settingInvalid = "setting_invalid"

  // A folder of SQLite files
  case folderMissing = "folder_missing"
  case folderNotWritable = "folder_not_writable"
  case openToOthers = "open_to_others"
  case logLarge = "log_large"
  case databaseDamaged = "database_damaged"
  case integrityUnfinished = "integrity_unfinished"

  // A PostgreSQL server
  case serverUnreachable = "server_unreachable"
  case encodingWrong = "encoding_wrong"
  case clockDiffers = "clock_differs"
  case transactionOpenLong = "transaction_open_long"
  case connectionsFew = "connections_few"
  case schemasNotAllowed = "schemas_not_allowed"

  // Either database
  case databaseNotDurable = "database_not_durable"
  case databaseUnreadable = "database_unreadable"
  case schemaBehind = "schema_behind"
  case schemaNewer = "schema_newer"
  case schemaDifferent = "schema_different"

  // Workspaces
  case workspaceMissing = "workspace_missing"
  case workspaceStandsStill = "workspace_stands_still"
  case jobsOverdue = "jobs_overdue"
  case jobsDead = "jobs_dead"

  var severity: Severity {
    switch self {
    case .integrityUnfinished, .workspaceStandsStill, .schemaBehind: .note
    case .diskLow, .openToOthers, .logLarge, .transactionOpenLong, .connectionsFew, .jobsOverdue, .jobsDead,
      .clockSteps:
      .warning
    default: .problem
    }
  }
}

extension Checkup {
  var json: JSON {
    [
      "object": "checkup", "well": .bool(isWell),
      "figures": .object(
        JSONObject(uniqueKeysWithValues: figures.map { ($0.name, .string($0.value)) })),
      "findings": .array(
        findings.map { finding in
          [
            "code": .string(finding.code.rawValue), "severity": .string(finding.code.severity.rawValue),
            "workspace": finding.workspace.map(JSON.string) ?? .null, "message": .string(finding.message),
            "advice": .string(finding.advice),
          ]
        }),
    ]
  }

  /// Figures first, findings after them, so that what is to be done stands above the prompt.
  var text: String {
    let width = figures.map(\.name.count).max() ?? 0
    var lines = figures.map { name, value in
      name + String(repeating: " ", count: width - name.count + 2) + value
    }
    for finding in findings {
      let place = finding.workspace.map { " (\($0))" } ?? ""
      lines.append("\(finding.code.severity.rawValue.uppercased()) \(finding.code.rawValue)\(place)")
      lines += ["  \(finding.message)", "  \(finding.advice)"]
    }
    let ills = findings.filter { $0.code.severity != .note }.count
    lines.append(isWell ? "All is well." : "\(ills.counted("finding")).")
    return lines.joined(separator: "\n")
  }
}
