import Foundation

/// A second opinion: Python scripts that share nothing with us but the question.
enum Oracle {
  struct Silent: Error, CustomStringConvertible {
    let description: String
  }

  /// What the script says to a file with this text, on a thread that may wait for it.
  static func answer(_ script: String, to text: String) async throws -> String {
    try await withCheckedThrowingContinuation { waiting in
      Thread { waiting.resume(with: Result { try readAnswer(script, to: text) }) }.start()
    }
  }

  private static func readAnswer(_ script: String, to text: String) throws -> String {
    guard let path = Bundle.module.path(forResource: "Oracle/\(script)", ofType: "py") else {
      throw Silent(description: "the oracle \(script).py is not among the test's resources")
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(script)-\(ProcessInfo.processInfo.globallyUniqueString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", path, file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = everything(from: output.fileHandleForReading.fileDescriptor)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Silent(description: "the oracle \(script).py failed; it needs python3 (3.9 or later)")
    }
    return answer
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
