import Foundation
import Testing

@testable import Interchange

/// A folder for one test's files, removed at its end.
struct Folder {
  let path: String

  static func lend<Result>(_ body: (Folder) async throws -> Result) async throws -> Result {
    let name = "perennial-import-\(UUID().uuidString.lowercased())"
    let folder = Folder(path: FileManager.default.temporaryDirectory.appendingPathComponent(name).path)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    return try await body(folder)
  }

  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let file = "\(path)/\(name)"
    #expect(FileManager.default.createFile(atPath: file, contents: Data(bytes)))
    return file
  }

  func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }
}

/// The example that comes with the project.
enum Telco {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../examples/telco").standardized.path

  static let file = "\(folder)/telco_churn.csv"
  static let map = "\(folder)/telco.map.json"

  /// The file's first rows.
  static func sample(_ rows: Int, in folder: Folder) throws -> String {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    return folder.write(
      "sample.csv", text.split(separator: "\n").prefix(rows + 1).joined(separator: "\n") + "\n")
  }
}
