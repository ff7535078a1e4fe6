import Analytics
import Logging
import Storage
import Synchronization

/// A load of columns under way.
struct ColumnLoad {
  let task: Task<MovementColumns, any Error>
  let stop: LoadStop
}

/// A load ended because it was told to.
struct LoadStopped: Error {}

/// Tells a load, which runs on a thread of the database, to end at its next pause.
final class LoadStop: Sendable {
  private let isStopped = Mutex(false)

  func now() { isStopped.withLock { $0 = true } }

  /// - Throws: ``LoadStopped``.
  func check() throws {
    if isStopped.withLock({ $0 }) { throw LoadStopped() }
  }
}

extension OpenWorkspace {
  /// Loads what the overview and figures are folded from, unless it is there; a load that is cancelled ends
  /// soon.
  /// - Returns: whether there is anything.
  @discardableResult
  public func loadFigures() async throws -> Bool {
    let isEmpty = try await database.read { try $0.recurringFacts(after: .start, limit: 1).facts.isEmpty }
    guard !isEmpty else { return false }
    let figures = figures
    try await withTaskCancellationHandler {
      try await figures.look(self, in: .utc, patience: .zero) { _ in }
      _ = try await answer(RecurringRevenueHistory(patience: .zero))
    } onCancel: {
      Task { await figures.stopLoads() }
    }
    return true
  }
}

/// Loads the figures of a program's workspaces one after the other, so that their first visitors need not
/// wait for it. Nobody waits for this.
public struct FigureLoader: Sendable {
  /// More are loaded by their first visitors: columns stay in memory.
  public static let workspacesMost = 100

  private let directory: WorkspaceDirectory
  private let logger: Logger

  public init(directory: WorkspaceDirectory, logger: Logger) {
    self.directory = directory
    self.logger = logger
  }

  /// Until all are loaded or its task is cancelled. One workspace's trouble does not stop the others.
  public func run() async {
    do {
      for workspace in try await directory.list().prefix(Self.workspacesMost) where !Task.isCancelled {
        await load(workspace)
      }
    } catch {
      logger.warning("workspaces cannot be listed", metadata: ["error": "\(failureText(error))"])
    }
  }

  private func load(_ workspace: Workspace) async {
    do {
      guard try await directory.open(workspace).loadFigures() else { return }
      logger.info("figures loaded", metadata: ["workspace": "\(workspace.key)"])
    } catch {
      guard !Task.isCancelled else { return }
      logger.warning(
        "figures cannot be loaded",
        metadata: ["workspace": "\(workspace.key)", "error": "\(failureText(error))"])
    }
  }
}
