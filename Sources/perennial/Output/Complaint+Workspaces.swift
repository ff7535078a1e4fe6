import Operations
import SQLiteEngine

// What people are told about workspaces that cannot be had, or cannot move.
extension Complaint {
  init(_ refusal: WorkspaceRefusal) {
    switch refusal {
    case .unknown(let name):
      self.init(.refused, "workspace_unknown", "There is no workspace \"\(name)\".")
    case .nameTaken(let name):
      self.init(.refused, "workspace_name_taken", "There is a workspace \"\(name)\" already.")
    case .nameUnusable(let name):
      self.init(
        .refused, "workspace_name_unusable",
        "\"\(name)\" cannot name a workspace: 1 to 64 small letters, digits, \"-\", \"_\" and \".\" can.")
    case .keyUnknown(let id):
      self.init(.refused, "key_unknown", "The workspace has no key \"\(id)\" that could be revoked.")
    case .paused(let name):
      self.init(
        .refused, "workspace_paused",
        "The workspace \"\(name)\" came out of a backup and is paused. `perennial workspace resume \(name)` "
          + "asks its gateway what came of payments that were under way, and lets it go on.")
    case .live(let name):
      self.init(
        .refused, "workspace_live",
        "\"\(name)\" is live, and real business lives by real time. `perennial workspace fork \(name) COPY` "
          + "makes a copy that can be advanced.")
    case .followsRealTime(let name):
      self.init(
        .refused, "workspace_follows_real_time",
        "The workspace \"\(name)\" goes with real time. A fork of it can be advanced.")
    case .standsStill(let name, let instant):
      self.init(
        .refused, "workspace_stands_still",
        "The workspace \"\(name)\" stands at \(instant.isoText). `perennial workspace advance` takes it on, "
          + "and `perennial workspace resume \(name)` lets it follow real time.")
    case .standsLater(let name, let instant):
      self.init(
        .refused, "workspace_stands_later",
        "The workspace \"\(name)\" stands at \(instant.isoText) already, and time does not go back.")
    case .heldUp(let name, let kind, let subject, let instant):
      self.init(
        .refused, "workspace_held_up",
        "The workspace \"\(name)\" cannot go beyond \(instant.isoText): \(kind) of \(subject) failed. "
          + "`perennial jobs list --workspace \(name)` tells why.")
    case .gatewaySilent(let name, let attempts):
      self.init(
        .unavailable, "gateway_silent",
        "The gateway of \"\(name)\" does not tell what came of \(attempts.counted("payment")) under way "
          + "when the backup was taken. The workspace stays paused; try again when the gateway can be "
          + "reached.")
    }
  }

  init(_ refusal: BackupRefusal) {
    switch refusal {
    case .foreign:
      self.init(.unusableData, "backup_foreign", "The file is no finished backup of a workspace.")
    case .newer:
      self.init(
        .unusableData, "backup_newer",
        "A newer version of the program wrote the backup. Restore it with that one.")
    case .damaged(let what):
      self.init(.unusableData, "backup_damaged", "The backup is damaged: \(what). Nothing was restored.")
    }
  }

  init(_ failure: SQLiteArchiveFailure) {
    switch failure {
    case .missing(let path):
      self.init(.noInput, "file_unreadable", "The file \(path) is not there, or cannot be read.")
    case .notSQLite(let path):
      self.init(.unusableData, "backup_foreign", "The file \(path) is no backup of a workspace.")
    case .exists(let path):
      self.init(.refused, "file_exists", "There is a file \(path) already, and a backup replaces nothing.")
    case .beingWritten(let path):
      self.init(.busy, "file_busy", "Another backup to \(path) is under way.")
    case .unwritable(let path):
      self.init(.unavailable, "file_unwritable", "The file \(path) cannot be written.")
    }
  }
}
