import Foundation
import Notation

/// The second opinion: a Python script that shares nothing with us but the statements.
enum BillingOracle {
  struct Silent: Error, CustomStringConvertible {
    let description: String
  }

  static func outcomes(of histories: [History]) throws -> [String] {
    guard let script = Bundle.module.path(forResource: "Oracle/billing", ofType: "py") else {
      throw Silent(description: "the oracle is not among the test's resources")
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("histories-\(ProcessInfo.processInfo.globallyUniqueString).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try histories.map { try JSON(encoding: $0).text }.joined(separator: "\n")
    try Data(text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", script, file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = everything(from: output.fileHandleForReading.fileDescriptor)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Silent(description: "the oracle failed; it needs python3 (3.9 or later)")
    }
    return answer.components(separatedBy: "\n---\n").dropLast().map { $0 }
  }

  /// Reads by hand, because `FileHandle` crashes when the end of another process interrupts a read.
  private static func everything(from descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count > 0 { bytes += block[..<count] }
      if count == 0 || (count < 0 && errno != EINTR) { return String(decoding: bytes, as: UTF8.self) }
    }
  }
}
