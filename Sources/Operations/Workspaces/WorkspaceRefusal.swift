import Chronology
import Storage

/// What can be wrong with a workspace, or with what is asked of it.
public enum WorkspaceRefusal: Error, Hashable, Sendable {
  case unknown(String)
  case nameTaken(String)
  case nameUnusable(String)
  case keyUnknown(String)
  /// It came out of a backup and was not resumed: nothing may change, and nothing may leave.
  case paused(String)
  /// Only test workspaces go through time at will.
  case live(String)
  /// It goes with real time, which nobody hurries.
  case followsRealTime(String)
  /// Its time is moved by hand, and what is due by real time is not due there.
  case standsStill(String, at: Instant)
  /// Time does not go back.
  case standsLater(String, at: Instant)
  /// Work that is due before the day cannot be done; time does not pass it by.
  case heldUp(String, kind: String, subject: String, at: Instant)
  /// The gateway does not tell what came of payments that were under way.
  case gatewaySilent(String, attempts: Int)

  static let nameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-_."

  static func check(name: String) throws(WorkspaceRefusal) {
    guard !name.isEmpty, name.count <= 64, name.allSatisfy({ nameCharacters.contains($0) }) else {
      throw .nameUnusable(name)
    }
  }
}
