import Foundation
import SQLiteEngine
import Storage

extension Checkup {
  mutating func look(atFolder folder: String) async throws {
    saw("database", "SQLite \(SQLiteGlance.version)")
    guard FileFacts(folder)?.isFolder == true else {
      return found(
        .folderMissing, "There is no folder \(folder).",
        "Look for a misspelling; `perennial workspace create` makes the folder with its first workspace.")
    }
    let files = DataFiles(folder)
    found(files.findings)
    look(atFree: files.free ?? .max, used: files.used)
    lookAtLogs(of: files)
    lookAtIntegrity(of: files)
    saw("serving", files.servedBy.isEmpty ? "nobody" : "process " + files.servedBy.joined(separator: ", "))
    try await look(into: FolderSight(folder: folder), isServed: !files.servedBy.isEmpty)
  }

  /// A log is copied back into its file when nobody reads an old state any more.
  private mutating func lookAtLogs(of files: DataFiles) {
    for database in files.databases {
      guard let log = FileFacts(database + "-wal"), log.bytes > 256 << 20 else { continue }
      found(
        .logLarge, "The log \(database)-wal has grown to \(log.bytes.bytesText).",
        "Something reads for very long: end backups or reports that hang, or restart the server.")
    }
  }

  private mutating func lookAtIntegrity(of files: DataFiles) {
    let end = ContinuousClock.now + Self.integrityLongest
    var unfinished = 0
    for database in files.databases {
      do {
        let glance = SQLiteGlance(path: database)
        if !glance.keepsLog {
          found(
            .databaseNotDurable, "\(database) keeps no write-ahead log.",
            "Start the program: it sets the mode and refuses to run without it.")
        }
        switch try glance.integrity(within: end - .now) {
        case .sound: break
        case .unfinished: unfinished += 1
        case .damaged(let words): damaged(database, words.first ?? "no more is known")
        }
      } catch {
        damaged(database, "\(error)")
      }
    }
    if unfinished == 0 { saw("durability", "WAL, synchronous=FULL while the program has it open") }
    guard unfinished > 0 else { return }
    found(
      .integrityUnfinished, "\(unfinished.counted("file")) could not be read through in time.",
      "Run `sqlite3 FILE 'PRAGMA quick_check'` on a copy when there is time for it.")
  }

  private static let integrityLongest = Duration.seconds(30)

  private mutating func damaged(_ database: String, _ words: String) {
    found(
      .databaseDamaged, "\(database) is damaged: \(words).",
      "Stop the server, keep a copy of the file for inspection, and restore the last backup.")
  }
}

/// What the file system says of one path.
struct FileFacts: Sendable {
  let isFolder: Bool
  let bytes: Int64
  /// The permission bits.
  let mode: UInt32

  init?(_ path: String) {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    isFolder = information.st_mode & S_IFMT == S_IFDIR
    bytes = Int64(information.st_size)
    mode = UInt32(information.st_mode) & 0o777
  }
}

/// A folder with data: what is in it, and who may look inside.
struct DataFiles: Sendable {
  let folder: String
  /// Control first, then the workspaces.
  let databases: [String]

  init(_ folder: String) {
    self.folder = folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/workspaces")) ?? []
    let workspaces = names.filter { $0.hasSuffix(".sqlite") }.sorted().map { "\(folder)/workspaces/\($0)" }
    databases = (["\(folder)/control.sqlite"] + workspaces).filter { FileFacts($0) != nil }
  }

  private var files: [String] {
    databases.flatMap { [$0, $0 + "-wal", $0 + "-shm"] }.filter { FileFacts($0) != nil }
  }

  var used: Int64 { files.reduce(0) { $0 + (FileFacts($1)?.bytes ?? 0) } }

  /// Bytes that are free to programs without privileges.
  var free: Int64? {
    var information = statvfs()
    guard statvfs(folder, &information) == 0 else { return nil }
    return Int64(clamping: UInt64(information.f_bavail) * UInt64(information.f_frsize))
  }

  var findings: [DoctorFinding] {
    let folders = [folder, "\(folder)/workspaces"].filter { FileFacts($0) != nil }
    return folders.flatMap { Self.findings(folder: $0, isWritable: access($0, R_OK | W_OK | X_OK) == 0) }
      + (folders + files).flatMap { path in
        FileFacts(path).map { Self.findings(path, mode: $0.mode) } ?? []
      }
  }

  static func findings(folder: String, isWritable: Bool) -> [DoctorFinding] {
    guard !isWritable else { return [] }
    return [
      DoctorFinding(
        code: .folderNotWritable, message: "This user may not write in \(folder).",
        advice: "Run the program as the user who owns the folder, or give the folder to this one (chown -R).")
    ]
  }

  static func findings(_ path: String, mode: UInt32) -> [DoctorFinding] {
    guard mode & 0o077 != 0 else { return [] }
    let octal = String(mode, radix: 8)
    return [
      DoctorFinding(
        code: .openToOthers, message: "Other users of the machine may look into \(path) (mode \(octal)).",
        advice: "Close it: chmod go-rwx '\(path)'.")
    ]
  }

  /// The processes that have the control database open, this one left out; Linux tells.
  var servedBy: [String] {
    let control = URL(fileURLWithPath: "\(folder)/control.sqlite").resolvingSymlinksInPath().path
    let own = "\(ProcessInfo.processInfo.processIdentifier)"
    let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [])
      .filter { $0.allSatisfy(\.isNumber) && $0 != own }
    return processes.filter { process in
      let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
      return open.contains {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")) == control
      }
    }.sorted()
  }
}
