import Foundation
import Notation
import Synchronization
import Testing

/// The built program, run as people run it: a process with arguments and an environment.
struct Program: Sendable {
  struct Ending: Sendable {
    let status: Int32
    let output: String
    let errors: String

    var json: JSON { get throws { try JSON(parsing: output) } }
  }

  var environment: [String: String] = [:]

  /// The program lies beside the tests that were built with it.
  static let url = Bundle.module.bundleURL.deletingLastPathComponent().appendingPathComponent("perennial")

  /// Runs to the end.
  func run(_ arguments: [String]) async throws -> Ending {
    let running = try start(arguments)
    return await running.ending()
  }

  func run(_ arguments: String...) async throws -> Ending { try await run(arguments) }

  /// Nothing of the tests' own environment gets in, except where to find things.
  func start(_ arguments: [String]) throws -> RunningProgram {
    var inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PERENNIAL_") }
    inherited["COLUMNS"] = "100"
    return try RunningProgram(Self.url.path, arguments, inherited.merging(environment) { _, new in new })
  }
}

/// A process whose output goes to files, so that no pipe can fill up and nobody has to drain one.
final class RunningProgram: Sendable {
  private let process: pid_t
  private let folder: TemporaryFolder
  private let status = Mutex<Int32?>(nil)

  init(_ path: String, _ arguments: [String], _ environment: [String: String]) throws {
    folder = try TemporaryFolder()
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(STDOUT_FILENO, "output"), (STDERR_FILENO, "errors")] {
      posix_spawn_file_actions_addopen(
        &files, descriptor, "\(folder.path)/\(name)", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var started: pid_t = 0
    let outcome = posix_spawn(&started, path, &files, nil, &words, &variables)
    guard outcome == 0 else { throw NotStarted(path: path, reason: String(cString: strerror(outcome))) }
    process = started
  }

  var output: String { folder.text("output") }
  var errors: String { folder.text("errors") }

  func terminate() { Foundation.kill(process, SIGTERM) }

  func interrupt() { Foundation.kill(process, SIGINT) }

  func kill() { Foundation.kill(process, SIGKILL) }

  func ending() async -> Program.Ending {
    while true {
      if let status = reap() { return Program.Ending(status: status, output: output, errors: errors) }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  /// The exit status once there is one; 128 and the signal's number for an end by a signal, as shells say it.
  private func reap() -> Int32? {
    status.withLock { known in
      if let known { return known }
      var word: Int32 = 0
      switch waitpid(process, &word, WNOHANG) {
      case 0: return nil
      case process: known = word & 0x7f == 0 ? word >> 8 & 0xff : 128 + word & 0x7f
      // Somebody else reaped it: its number may be another process's by now, and must not be killed.
      default: known = -1
      }
      return known
    }
  }

  deinit {
    guard reap() == nil else { return }
    kill()
    waitpid(process, nil, 0)
  }
}

/// Starting and serving are two things: the port is known once the log tells it.
extension RunningProgram {
  /// The port that the log tells, once it does.
  func port() async throws -> Int {
    for _ in 0..<12_000 {
      if let match = errors.firstMatch(of: /listening.*port(?:":"|=)(\d+)/) {
        return try #require(Int(match.output.1))
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw NeverListened(log: errors)
  }
}

struct NeverListened: Error {
  let log: String
}

struct NotStarted: Error {
  let path: String
  let reason: String
}

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "perennial-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data(), as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
