import Chronology
import Crypto
import Notation
import Storage

/// What a backup file says about itself.
public struct BackupManifest: Hashable, Sendable, Codable {
  /// The form of the file; a program reads those it knows.
  public static let newestFormat = 1

  public let format: Int
  /// How many migrations its tables have seen.
  public let schema: Int
  public let name: String
  public let mode: String
  public let account: String
  public let created: Instant
  public let standsAt: Instant?
  public let standsBecause: String?
  public let forkedFrom: String?
  /// When it was taken: what happened later is not in it.
  public let takenAt: Instant
  public let tables: [Table]

  /// One table's rows, in canonical form and order.
  public struct Table: Hashable, Sendable, Codable {
    public let name: String
    public let rows: Int64
    public let sha256: String
  }

  public var rows: Int64 { tables.reduce(0) { $0 + $1.rows } }

  init(of workspace: Workspace, schema: Int, _ copy: WorkspaceCopy.Result) {
    format = Self.newestFormat
    self.schema = schema
    name = workspace.name
    mode = workspace.mode.rawValue
    account = workspace.account
    created = workspace.created
    standsAt = workspace.standsAt
    standsBecause = workspace.standsBecause?.rawValue
    forkedFrom = workspace.forkedFrom
    takenAt = copy.takenAt
    tables = copy.tables
  }

  var document: String { get throws { try JSON(encoding: self).text } }

  static func sha256(of document: String) -> String {
    SHA256.hash(data: Array(document.utf8)).hexadecimal
  }

  /// Reads what a file says of itself.
  /// - Throws: ``BackupRefusal``.
  static func read(from file: any Database) async throws -> BackupManifest {
    let kept: (document: String, sha256: String)?
    do {
      kept = try await file.read { try $0.manifest() }
    } catch is StorageFailure {
      throw BackupRefusal.damaged("it cannot be read")
    }
    guard let kept else { throw BackupRefusal.foreign }
    guard sha256(of: kept.document) == kept.sha256, let json = try? JSON(parsing: kept.document) else {
      throw BackupRefusal.damaged("its manifest is not as it was written")
    }
    // A newer form may have other members; its number is where it always was.
    guard let format = json["format"]?.integer else { throw BackupRefusal.foreign }
    guard format <= newestFormat else { throw BackupRefusal.newer }
    guard let manifest = try? json.decode(BackupManifest.self) else {
      throw BackupRefusal.damaged("its manifest is incomplete")
    }
    return manifest
  }
}

/// Why a file cannot become a workspace.
public enum BackupRefusal: Error, Hashable, Sendable {
  /// It is no backup, or the backup was never finished.
  case foreign
  /// A newer program wrote it.
  case newer
  case damaged(String)
}
