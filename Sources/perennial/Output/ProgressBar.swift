import Foundation
import Interchange
import Synchronization

/// One line on a terminal that is drawn again and again; on anything else it stays silent.
final class ProgressBar: Sendable {
  private static let width = 30
  private let isShown: Bool
  private let drawn = Mutex(0)

  init(isShown: Bool) {
    self.isShown = isShown
  }

  func draw(_ progress: ImportProgress) {
    guard isShown else { return }
    let full = Int((progress.share * Double(Self.width)).rounded(.down))
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: Self.width - full)
    var line =
      "[\(bar)] \(Int(progress.share * 100))%  \(progress.rowsDone.grouped) of \(progress.rows.grouped) rows"
    line += "  \(Int(progress.invoicesPerSecond).grouped) invoices/s"
    if let left = progress.secondsLeft, progress.share < 1 { line += "  \(Int(left.rounded(.up))) s left" }
    overwrite(line)
  }

  /// Leaves an empty line to go on with.
  func clear() {
    guard isShown, drawn.withLock({ $0 }) > 0 else { return }
    overwrite("")
    Console.warnInPlace("\r")
  }

  private func overwrite(_ line: String) {
    drawn.withLock { length in
      Console.warnInPlace("\r" + line + String(repeating: " ", count: max(0, length - line.count)))
      length = line.count
    }
  }
}
