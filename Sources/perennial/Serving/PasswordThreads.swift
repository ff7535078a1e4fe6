import Dispatch
import Operations
import Synchronization

extension SideThreads {
  /// Two threads of the machine's own for hashing passwords: one after the other on each, so that two hashes
  /// are the most memory that signing in takes.
  static let passwords: SideThreads = {
    let queues = (0..<2).map { DispatchQueue(label: "perennial.password.\($0)") }
    let turn = Mutex(0)
    return SideThreads { work in
      let next = turn.withLock { turn in
        turn = (turn + 1) % 2
        return turn
      }
      queues[next].async(execute: work)
    }
  }()
}
