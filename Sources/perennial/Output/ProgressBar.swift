import Synchronization

/// One line on a terminal that is drawn again and again; on anything else it stays silent.
final class ProgressBar: Sendable {
  private static let width = 30
  private let isShown: Bool
  private let length = Mutex(0)

  init(isShown: Bool) {
    self.isShown = isShown && Console.showsErrorsToPerson
  }

  /// - Parameter share: how much is done, from 0 to 1.
  func draw(_ share: Double, _ details: String) {
    guard isShown else { return }
    let full = Int((share * Double(Self.width)).rounded(.down))
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: Self.width - full)
    overwrite("[\(bar)] \(Int(share * 100))%  \(details)")
  }

  /// Tells how far something has come of which nobody knows the end.
  func note(_ details: String) {
    guard isShown else { return }
    overwrite(details)
  }

  /// Leaves an empty line to go on with.
  func clear() {
    guard isShown, length.withLock({ $0 }) > 0 else { return }
    overwrite("")
    Console.warnInPlace("\r")
  }

  private func overwrite(_ line: String) {
    length.withLock { length in
      Console.warnInPlace("\r" + line + String(repeating: " ", count: max(0, length - line.count)))
      length = line.count
    }
  }
}
