import Chronology
import Identity
import Monetary

public enum BookCloseEntity: Identified {
  public static let prefix = "close"
}
public typealias BookCloseID = Identifier<BookCloseEntity>

extension BookCloseID {
  /// A month is closed once, so its close is named by it: `close_2026-10`.
  public init(_ month: Month) { self.init("\(BookCloseEntity.prefix)_\(month.isoText)") }
}

/// The close of one month: what was earned in it becomes revenue, and after that it never changes.
public struct BookClose: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    /// Begun, and worked off in parts; whoever closes next goes on with it.
    case closing
    case closed
  }

  public let month: Month
  public private(set) var status: Status
  public let begunAt: Instant
  public private(set) var closedAt: Instant?

  public var id: BookCloseID { BookCloseID(month) }

  public init(month: Month, begunAt: Instant) {
    self.month = month
    self.status = .closing
    self.begunAt = begunAt
  }

  /// A close as it was kept.
  public init(month: Month, status: Status, begunAt: Instant, closedAt: Instant?) {
    self.month = month
    self.status = status
    self.begunAt = begunAt
    self.closedAt = closedAt
  }

  public func closed(at instant: Instant) -> BookClose {
    BookClose(month: month, status: .closed, begunAt: begunAt, closedAt: instant)
  }
}

/// A part of a close: some lines in one currency, which its entry opens to. One commit writes it whole.
public struct BookClosePart: Hashable, Sendable, Codable {
  public let month: Month
  /// 1, 2, 3 … within the month.
  public let number: Int
  /// What the lines together move from deferred revenue to revenue.
  public let amount: Money
  public let lines: Int

  public init(month: Month, number: Int, amount: Money, lines: Int) {
    self.month = month
    self.number = number
    self.amount = amount
    self.lines = lines
  }
}
