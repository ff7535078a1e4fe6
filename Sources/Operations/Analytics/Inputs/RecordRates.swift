import Catalog
import Chronology
import Monetary
import Storage

/// Takes down what one euro bought on some days. A rate that is there already is replaced; the others of its
/// day stay.
public struct RecordRates: Command {
  public let sheets: [ReferenceRates]

  /// Days that one command takes, so that no transaction lasts.
  public static let daysMost = 250

  public init(_ sheets: [ReferenceRates]) {
    precondition(sheets.count <= Self.daysMost, "more days than one command takes")
    self.sheets = sheets
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.rates] }

  /// - Returns: the days whose rates are different now.
  public func run(in session: Session) throws -> [Day] {
    try sheets.compactMap { sheet in
      let known = try session.rows.referenceRates(on: sheet.day)
      let merged = known?.replacing(sheet) ?? sheet
      guard merged != known else { return nil }
      try session.record(merged)
      return sheet.day
    }
  }
}
