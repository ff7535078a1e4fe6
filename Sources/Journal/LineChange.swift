import Identity
import Invoicing

/// What a draft's lines became: those that are new or different, and those that are gone. The others stay.
public struct LineChange: Hashable, Sendable, Codable {
  public let put: [InvoiceLine]
  public let removed: [InvoiceLineID]

  /// What leads from some lines of a draft to others.
  public init(from old: [InvoiceLine], to new: [InvoiceLine]) {
    let before = Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0) })
    let kept = Set(new.map(\.id))
    put = new.filter { before[$0.id] != $0 }
    removed = old.map(\.id).filter { !kept.contains($0) }
  }

  public var isEmpty: Bool { put.isEmpty && removed.isEmpty }

  /// The lines after this change, in their places, given those before it.
  public func applied(to lines: [InvoiceLine]) -> [InvoiceLine] {
    let gone = Set(removed).union(put.map(\.id))
    return (lines.filter { !gone.contains($0.id) } + put).sorted { $0.place < $1.place }
  }
}
