import Chronology
import Storage
import Synchronization
import TestSupport

@testable import Operations

/// One installation with a clock that the test moves.
final class Place: Sendable {
  let users: UserDirectory
  private let time: Time

  init(_ host: any DatabaseHost, cost: PasswordCost = .cheap) async throws {
    let time = Time()
    let workspaces = try await WorkspaceDirectory(
      host: host, gateway: { _ in ScriptedGateway() }, clock: WallClock { Instant(seconds: time.now) })
    users = UserDirectory(workspaces: workspaces, threads: .none, cost: cost)
    self.time = time
  }

  static func with(_ engine: Engine, _ body: (Place) async throws -> Void) async throws {
    try await TestHost.with(engine) { host in try await body(try await Place(host)) }
  }

  var now: Instant { Instant(seconds: time.now) }

  func wait(_ seconds: Int64) { time.add(seconds) }

  /// What the app of this secret shows now, or some half minutes later.
  func code(_ secret: String, later steps: Int64 = 0) -> String {
    OneTimeCode.code(of: OneTimeCode.step(at: now) + steps, secret: Base32.bytes(secret) ?? [])
  }

  private final class Time: Sendable {
    private let value = Mutex<Int64>(1_790_000_000)
    var now: Int64 { value.withLock { $0 } }
    func add(_ seconds: Int64) { value.withLock { $0 += seconds } }
  }
}

extension SignInAnswer {
  /// Of the session, or of having come halfway.
  var token: String {
    switch self {
    case .signedIn(let token), .codeNeeded(let token): token
    }
  }
}
