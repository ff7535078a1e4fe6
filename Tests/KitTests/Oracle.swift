import Foundation

/// A second opinion on arithmetic: Python scripts that share nothing with our code but the question.
///
/// They use the standard library only: `calendar`, `datetime`, `zoneinfo`, `fractions`, `decimal`.
enum Oracle {
  struct Silent: Error, CustomStringConvertible {
    let description: String
  }

  /// What the script printed.
  static func bytes(_ script: String, _ arguments: [String]) throws -> Data {
    guard let path = Bundle.module.path(forResource: "Oracle/\(script)", ofType: "py") else {
      throw Silent(description: "the oracle \(script).py is not among the test's resources")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", path] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = everything(from: output.fileHandleForReading.fileDescriptor)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Silent(description: "the oracle \(script).py failed; the Kit's tests need python3 (3.9 or later)")
    }
    return bytes
  }

  /// Reads by hand, because `FileHandle` crashes when the end of another process, such as that of an exit
  /// test, interrupts a read.
  private static func everything(from descriptor: Int32) -> Data {
    var bytes = Data()
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &block, block.count)
      if count > 0 { bytes.append(contentsOf: block[..<count]) }
      if count == 0 || (count < 0 && errno != EINTR) { return bytes }
    }
  }

  static func lines(_ script: String, _ arguments: [String]) throws -> [String] {
    String(decoding: try bytes(script, arguments), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  static func integers(_ script: String, _ arguments: [String]) throws -> [Int64] {
    let bytes = try bytes(script, arguments)
    return [Int64](unsafeUninitializedCapacity: bytes.count / 8) { buffer, count in
      count = bytes.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 8
      for index in 0..<count { buffer[index] = Int64(littleEndian: buffer[index]) }
    }
  }

  /// The seed of random cases: a fixed one, or that of `KIT_SEED`, to look further or to repeat a failure.
  static let seed: UInt64 =
    ProcessInfo.processInfo.environment["KIT_SEED"].flatMap(UInt64.init) ?? 20_260_401
}
