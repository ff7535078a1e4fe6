import Analytics
import Chronology

/// How long customers stay, whole or apart by a dimension: Kaplan–Meier over their first start to their
/// first stop, in whole months.
public struct SurvivalCurves: Sendable {
  public var filter = RowFilter.everything
  public var grouping: Dimension?
  public var zone = Zone.utc
  public var patience = Duration.seconds(2)

  public init() {}
}

/// One group's curve; empty is *not known*, nil is everybody.
public struct SurvivalCurve: Sendable {
  public let group: String?
  public let curve: KaplanMeier
}

extension OpenWorkspace {
  public func answer(_ question: SurvivalCurves) async throws -> [SurvivalCurve] {
    let end = Day(containing: now, in: question.zone).adding(days: 1)
    return try await figures.look(self, in: question.zone, patience: question.patience) { columns in
      let all = columns.rows(where: question.filter)
      guard let grouping = question.grouping else {
        return [SurvivalCurve(group: nil, curve: KaplanMeier(columns.lifetimes(today: end, of: all)))]
      }
      return columns.groups(of: all, by: grouping).sorted { $0.value < $1.value }.map { value, rows in
        SurvivalCurve(group: value, curve: KaplanMeier(columns.lifetimes(today: end, of: rows)))
      }
    }
  }
}
