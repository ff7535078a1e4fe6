import Chronology

/// Which movements a figure is about: all conditions at once.
public struct RowFilter: Hashable, Sendable {
  /// For each dimension that matters the values that count. An unknown value selects nothing.
  public var accepted: [Dimension: Set<String>]
  /// Customers on a test clock are left out unless asked for.
  public var includesTestClocks: Bool
  /// Only what was on record by then: the figure as reported at that instant. Nil is all that is known now.
  public var recordedThrough: Instant?

  public static let everything = RowFilter()

  public init(
    accepted: [Dimension: Set<String>] = [:], includesTestClocks: Bool = false,
    recordedThrough: Instant? = nil
  ) {
    self.accepted = accepted
    self.includesTestClocks = includesTestClocks
    self.recordedThrough = recordedThrough
  }
}

/// The rows that a filter leaves, made once and then folded by any number of metrics.
public struct RowSelection: Sendable {
  enum Content: Sendable {
    /// Every row from this one on.
    case all(from: Int)
    /// Ascending.
    case rows([UInt32])
  }

  let content: Content
  /// What came before the rows, where folds do not begin with the first one.
  var footing: Footing?
  /// How many rows there are.
  public let count: Int

  static func rows(_ rows: [UInt32]) -> RowSelection {
    RowSelection(content: .rows(rows), count: rows.count)
  }

  /// The rows themselves, ascending.
  public var indices: [Int] {
    switch content {
    case .all(let first): Array(first..<first + count)
    case .rows(let rows): rows.map { Int($0) }
    }
  }
}

extension MovementColumns {
  /// Every row, test clocks included.
  public var allRows: RowSelection { RowSelection(content: .all(from: 0), count: count) }

  /// The rows that pass the filter. Conditions on customers and prices are decided once for each of them.
  public func rows(where filter: RowFilter) -> RowSelection { rows(where: filter, from: 0) }

  /// The same of the rows from one on.
  func rows(where filter: RowFilter, from first: Int) -> RowSelection {
    precondition(count <= Int(UInt32.max), "rows are counted with 32 bits")
    let skipsTestClocks = !filter.includesTestClocks && testClockRows > 0
    if filter.accepted.isEmpty, filter.recordedThrough == nil, !skipsTestClocks {
      return RowSelection(content: .all(from: first), count: count - first)
    }
    let tables = RowTest(filter, self, skipsTestClocks: skipsTestClocks)
    let rows = [UInt32](unsafeUninitializedCapacity: count - first) { buffer, kept in
      kept = 0
      guard let target = buffer.baseAddress else { return }
      for (place, chunk) in chunks.enumerated().dropFirst(first >> MovementChunk.shift) {
        let base = UInt32(place << MovementChunk.shift)
        chunk.withView { view in
          tables.withPointers { payers, prices, causes, currencies in
            for index in max(0, first - place << MovementChunk.shift)..<chunk.count {
              // Written always and kept or not: no branch to mispredict. `kept` is at most the row.
              target[kept] = base &+ UInt32(truncatingIfNeeded: index)
              let passes =
                payers[Int(view.payer[index])] & prices[Int(view.price[index])]
                & causes[Int(view.cause[index])] & currencies[Int(view.currency[index])]
                & (view.recorded[index] <= tables.recordedThrough ? 1 : 0)
                & ~(view.marks[index] & tables.refusedMarks)
              kept &+= Int(passes & 1)
            }
          }
        }
      }
    }
    return .rows(rows)
  }

  /// The rows of a selection, apart by the value of a dimension; values without rows are left out.
  public func groups(
    of selection: RowSelection, by dimension: Dimension
  ) -> [(value: String, rows: RowSelection)] {
    let table = valueTable(of: dimension)
    let names = values(of: dimension)
    var parts = [[UInt32]](repeating: [], count: names.count)
    forEachRow(in: selection) { view, index, row in
      let member =
        switch table.owner {
        case .payer: Int(view.payer[index])
        case .price: Int(view.price[index])
        case .cause: Int(view.cause[index])
        }
      parts[Int(table.values[member])].append(UInt32(row))
    }
    return zip(names, parts).filter { !$0.1.isEmpty }.map { ($0.0, .rows($0.1)) }
  }

  /// The rows of a selection that are effective on the days from `first` up to but not including `end`.
  public func rows(_ selection: RowSelection, from first: Day, before end: Day) -> [Int] {
    var rows: [Int] = []
    forEachRow(in: selection) { view, index, row in
      if view.day[index] >= first.number, view.day[index] < end.number { rows.append(row) }
    }
    return rows
  }

  /// Walks the rows of a selection in order: the columns, the place in them, and the row.
  @inline(__always)
  func forEachRow(in selection: RowSelection, _ body: (ChunkView, Int, Int) -> Void) {
    switch selection.content {
    case .all(let first):
      for (place, chunk) in chunks.enumerated().dropFirst(first >> MovementChunk.shift) {
        chunk.withView { view in
          for index in max(0, first - place << MovementChunk.shift)..<chunk.count {
            body(view, index, place << MovementChunk.shift | index)
          }
        }
      }
    case .rows(let rows):
      var next = 0
      while next < rows.count {
        let place = Int(rows[next]) >> MovementChunk.shift
        let end = (place + 1) << MovementChunk.shift
        let chunk = chunks[place]
        chunk.withView { view in
          while next < rows.count, Int(rows[next]) < end {
            let index = Int(rows[next]) & (MovementChunk.rowsMost - 1)
            precondition(index < chunk.count, "a selection belongs to the columns it was made from")
            body(view, index, Int(rows[next]))
            next += 1
          }
        }
      }
    }
  }
}

/// A filter as tables: 1 for each payer, price, cause and currency that passes.
private struct RowTest {
  let payers: [UInt8]
  let prices: [UInt8]
  let causes: [UInt8]
  let currencies: [UInt8]
  let recordedThrough: Int64
  let refusedMarks: UInt8

  init(_ filter: RowFilter, _ columns: MovementColumns, skipsTestClocks: Bool) {
    var payers = [UInt8](repeating: 1, count: columns.payers.count)
    var prices = [UInt8](repeating: 1, count: columns.prices.count)
    var causes = [UInt8](repeating: 1, count: columns.causes.count)
    var currencies = [UInt8](repeating: 1, count: columns.currencies.count)
    for (dimension, accepted) in filter.accepted {
      let passing = columns.values(of: dimension).map { accepted.contains($0) ? UInt8(1) : 0 }
      // Every row says its currency by itself.
      if dimension == .currency {
        currencies = passing
        continue
      }
      let table = columns.valueTable(of: dimension)
      func narrow(_ members: inout [UInt8]) {
        for (member, value) in table.values.enumerated() { members[member] &= passing[Int(value)] }
      }
      switch table.owner {
      case .payer: narrow(&payers)
      case .price: narrow(&prices)
      case .cause: narrow(&causes)
      }
    }
    self.payers = payers
    self.prices = prices
    self.causes = causes
    self.currencies = currencies
    recordedThrough = filter.recordedThrough?.seconds ?? .max
    refusedMarks = skipsTestClocks ? MovementChunk.onTestClock : 0
  }

  func withPointers(
    _ body: (
      UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>
    ) -> Void
  ) {
    payers.withUnsafeBufferPointer { payers in
      prices.withUnsafeBufferPointer { prices in
        causes.withUnsafeBufferPointer { causes in
          currencies.withUnsafeBufferPointer { currencies in
            // A row names a member of each, so none is empty where there are rows.
            guard let one = payers.baseAddress, let two = prices.baseAddress,
              let three = causes.baseAddress, let four = currencies.baseAddress
            else { return }
            body(one, two, three, four)
          }
        }
      }
    }
  }
}
