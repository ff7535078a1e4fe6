import Bookkeeping
import Interchange
import Notation
import Operations
import SQLiteEngine

/// Why the program stops: one clear sentence for people, a stable code and a status for scripts.
struct Complaint: Error, Hashable, Sendable {
  let status: ExitStatus
  let code: String
  let message: String

  init(_ status: ExitStatus, _ code: String, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  var json: JSON {
    ["error": ["code": .string(code), "message": .string(message)]]
  }
}

extension Complaint {
  /// What any error comes to. Errors that are not ours to explain are told by their type alone, for their
  /// values could be somebody's data.
  init(_ error: any Error) {
    switch error {
    case let complaint as Complaint: self = complaint
    case let refusal as WorkspaceRefusal: self.init(refusal)
    case let refusal as UserRefusal: self.init(refusal)
    case let refusal as ClosingRefusal: self.init(refusal)
    case let failure as StorageFailure: self.init(failure)
    case let failure as ImportFailure: self.init(failure)
    case let problem as TableProblem: self.init(.unusableData, "file_unusable", problem.description)
    case let refusal as BackupRefusal: self.init(refusal)
    case let failure as SQLiteArchiveFailure: self.init(failure)
    default:
      self.init(
        .fault, "fault",
        "The program failed (\(String(reflecting: type(of: error)))). This is a fault of ours.")
    }
  }

  private init(_ refusal: UserRefusal) {
    switch refusal {
    case .unknown(let email): self.init(.refused, "user_unknown", "There is no user \"\(email)\".")
    case .emailTaken(let email):
      self.init(.refused, "user_email_taken", "There is a user \"\(email)\" already.")
    case .emailUnusable(let email):
      self.init(.refused, "user_email_unusable", "\"\(email)\" is no e-mail address.")
    case .passwordTooShort:
      let least = UserRefusal.passwordCharacters.lowerBound
      self.init(.refused, "password_too_short", "A password has at least \(least) characters.")
    case .passwordTooLong:
      let most = UserRefusal.passwordCharacters.upperBound
      self.init(.refused, "password_too_long", "A password has at most \(most) bytes.")
    case .noRole(let email, let workspace):
      self.init(
        .refused, "user_role_unknown", "\(email) has no role of its own in the workspace \"\(workspace)\".")
    case .lastOwner(let workspace):
      self.init(.refused, "last_owner", "The workspace \"\(workspace)\" would have no owner any more.")
    }
  }

  private init(_ refusal: ClosingRefusal) {
    switch refusal {
    case .monthNotOver(let month, let current):
      self.init(
        .refused, "month_not_over",
        "The month \(month) is not over: it is \(current) in this workspace. Only past months can be closed.")
    }
  }

  private init(_ failure: StorageFailure) {
    switch failure {
    case .busy:
      self.init(.busy, "database_busy", "The database was held by somebody else for too long. Try again.")
    case .unavailable(let reason):
      self.init(
        .unavailable, "database_unavailable", "\(reason.prefix(1).uppercased())\(reason.dropFirst()).")
    case .missingDatabase(let name):
      self.init(.unavailable, "database_missing", "The database of \"\(name)\" is not there.")
    case .migration(let reason):
      self.init(.unavailable, "database_version", reason)
    case .constraint, .unreadableColumn, .invalidStatement:
      self.init(.fault, "fault", "The database did not take what the program gave it (\(failure)).")
    }
  }

  private init(_ failure: ImportFailure) {
    let (status, code): (ExitStatus, String) =
      switch failure {
      case .unreadable: (.noInput, "file_unreadable")
      case .wrongEncoding: (.unusableData, "file_not_utf8")
      case .emptyFile: (.unusableData, "file_empty")
      case .mapNotJSON: (.unusableData, "map_not_json")
      case .map: (.unusableData, "map_invalid")
      case .badRows: (.refused, "import_bad_rows")
      case .refused: (.refused, "import_row_refused")
      case .workspaceInUse: (.refused, "workspace_in_use")
      case .standsElsewhere: (.refused, "workspace_stands_elsewhere")
      case .priceTaken: (.refused, "price_taken")
      }
    self.init(status, code, Self.sentence(failure))
  }

  /// One line for each, and numbers with their nouns.
  private static func sentence(_ failure: ImportFailure) -> String {
    switch failure {
    case .badRows(let count):
      "\(count.counted("row")) cannot be imported; --skip-bad leaves \(count == 1 ? "it" : "them") out."
    case .map(let problems): "The mapping file does not fit: \(problems.joined(separator: " "))"
    default: failure.description
    }
  }
}
