import Receivables
import Storage

/// Says what is done about payments that fail from now on. Tries that are planned already stay planned.
public struct ChooseDunning: Command {
  public let policy: DunningPolicy

  public init(_ policy: DunningPolicy) {
    self.policy = policy
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.dunning] }

  public func run(in session: Session) throws -> DunningPolicy {
    guard try session.rows.dunningPolicy() != policy else { return policy }
    try session.choose(policy)
    return policy
  }
}
