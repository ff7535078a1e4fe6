import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions

/// All movements of a workspace in memory, as narrow columns that every figure about recurring revenue folds.
///
/// Rows lie in the order they are effective, then by their place in the journal. New movements are appended
/// at the cost of the new rows; one that is effective before others goes between them, at the cost of the
/// rows behind it. Days are those of one reporting zone: another zone needs columns of its own.
///
/// A copy shares its rows with the original. The next append copies the last 65,536 rows and the registers,
/// so whoever refreshes often should lend the columns, not hand out copies.
public struct MovementColumns: Sendable {
  public internal(set) var zone: Zone
  public private(set) var count = 0
  /// The journal position up to which facts are folded in, as the holder of the columns says.
  public var foldedThrough = JournalPlace.start

  public internal(set) var customers = IdentifierRegister<CustomerEntity>()
  public internal(set) var currencies = Register<Currency>()
  public internal(set) var payers = PayerRegister()
  public internal(set) var subscriptions = IdentifierRegister<SubscriptionEntity>()
  public internal(set) var items = IdentifierRegister<SubscriptionItemEntity>()
  public internal(set) var prices = IdentifierRegister<PriceEntity>()
  public internal(set) var causes = Register<String>()
  var chunks: [MovementChunk] = []
  var customerTraits: [Dimension: TraitColumn] = [:]
  var priceTraits: [Dimension: TraitColumn] = [:]
  /// Without one, nobody has to look for them.
  var testClockRows = 0

  public init(zone: Zone) { self.zone = zone }

  /// The payer's index, for bulk loading.
  public mutating func payer(_ customer: CustomerID, in currency: Currency) -> UInt32 {
    let currency = currencies.index(adding: currency)
    precondition(currency < 255, "a column counts up to 255 currencies, more than there are")
    return payers.index(
      adding: Payer(customer: customers.index(adding: customer), currency: UInt8(currency)))
  }

  public mutating func subscription(_ id: SubscriptionID) -> UInt32 { subscriptions.index(adding: id) }
  public mutating func item(_ id: SubscriptionItemID) -> UInt32 { items.index(adding: id) }
  public mutating func price(_ id: PriceID) -> UInt32 { prices.index(adding: id) }

  /// The cause's index. The program has some twenty; 256 is a fault.
  public mutating func cause(_ name: String) -> UInt8 {
    guard let index = UInt8(exactly: causes.index(adding: name)) else {
      preconditionFailure("a column counts up to 256 causes of movements")
    }
    return index
  }

  public mutating func append(_ movements: some Sequence<Movement>) {
    var rows: [MovementRow] = []
    rows.reserveCapacity(movements.underestimatedCount)
    for movement in movements {
      guard let moved = movement.moved else {
        rows.append(row(movement, movement.price, movement.delta, customers: movement.customers))
        continue
      }
      // Whole from the one price, and whole to the other.
      rows.append(row(movement, moved.price, -moved.level, customers: movement.customers))
      let rest = movement.delta + moved.level
      if rest != 0 { rows.append(row(movement, movement.price, rest, customers: 0)) }
    }
    append(rows: rows)
  }

  private mutating func row(
    _ movement: Movement, _ price: PriceID, _ delta: Int64, customers: Int64
  ) -> MovementRow {
    MovementRow(
      position: movement.place.position, payer: payer(movement.customer, in: movement.currency),
      subscription: subscription(movement.subscription), item: item(movement.item),
      price: self.price(price), kind: movement.kind, cause: cause(movement.cause), delta: delta,
      customers: Int8(customers), onTestClock: movement.onTestClock, effective: movement.effective,
      recorded: movement.recorded)
  }

  /// Appends rows whose indices come from these columns' registers; rows of one fact in the fact's order.
  public mutating func append(rows: [MovementRow]) {
    var rows = rows
    let inOrder = zip(rows, rows.dropFirst()).allSatisfy { !$1.precedes($0) }
    if !inOrder {
      // Swift's sort keeps the order of equals.
      rows.sort { $0.precedes($1) }
    }
    guard let first = rows.first else { return }
    var late: [MovementRow] = []
    if count > 0, first.precedes(row(count - 1)) { late = removeRows(after: first) }
    var next = 0
    for row in rows {
      while next < late.count, !row.precedes(late[next]) {
        push(late[next])
        next += 1
      }
      push(row)
    }
    for row in late[next...] { push(row) }
  }

  /// The movement's ids and amounts at a row, as a list behind a figure shows them.
  public func row(_ index: Int) -> MovementRow {
    precondition((0..<count).contains(index), "there is no such row")
    return chunks[index >> MovementChunk.shift].row(index & (MovementChunk.rowsMost - 1))
  }

  private mutating func push(_ row: MovementRow) {
    precondition(
      row.payer < payers.count && row.subscription < subscriptions.count && row.item < items.count
        && row.price < prices.count && row.cause < causes.count,
      "a row's indices come from the registers of the columns it is put in")
    let isSameFact = count > 0 && self.row(count - 1).position == row.position
    if isSameFact {
      let place = (count - 1) & (MovementChunk.rowsMost - 1)
      chunks[chunks.count - 1].marks[place] |= MovementChunk.continues
    }
    if count & (MovementChunk.rowsMost - 1) == 0 { chunks.append(MovementChunk()) }
    let day = Day(containing: row.effective, in: zone).number
    chunks[chunks.count - 1].append(row, day: day, currency: payers[row.payer].currency)
    count += 1
    testClockRows += row.onTestClock ? 1 : 0
  }

  /// Takes out the rows that come after `row` and returns them.
  private mutating func removeRows(after row: MovementRow) -> [MovementRow] {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if row.precedes(self.row(middle)) { high = middle } else { low = middle + 1 }
    }
    let taken = (low..<count).map { self.row($0) }
    testClockRows -= taken.count { $0.onTestClock }
    let chunk = low >> MovementChunk.shift
    let rest = low & (MovementChunk.rowsMost - 1)
    chunks.removeLast(chunks.count - chunk - (rest > 0 ? 1 : 0))
    if rest > 0 {
      chunks[chunk].keepFirst(rest)
      chunks[chunk].marks[rest - 1] &= ~MovementChunk.continues
    } else if let last = chunks.indices.last {
      chunks[last].marks[MovementChunk.rowsMost - 1] &= ~MovementChunk.continues
    }
    count = low
    return taken
  }

  /// Takes over columns that a snapshot brought.
  mutating func adopt(_ chunks: [MovementChunk], testClockRows: Int) {
    self.chunks = chunks
    count = chunks.reduce(0) { $0 + $1.count }
    self.testClockRows = testClockRows
  }
}
