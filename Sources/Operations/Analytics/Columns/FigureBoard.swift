import Analytics
import Catalog
import Chronology
import Identity
import Journal
import Relations
import Storage

/// The columns that figures are folded from, kept in memory from question to question: the first question
/// of a zone loads them, each later one adds what is new.
///
/// One workspace has one board in a process. Questions are answered one after the other, so that none copies
/// the columns.
actor FigureBoard {
  private var columns: [(zone: Zone, columns: MovementColumns)] = []
  /// Zones whose columns are kept; who asks in a third makes the oldest go.
  private static let zonesMost = 2

  /// Lends the columns, brought up to the end of the journal.
  /// - Parameter patience: how long to wait for writers who began before the newest fact.
  func look<Answer: Sendable>(
    _ workspace: OpenWorkspace, in zone: Zone, patience: Duration,
    _ answer: @Sendable (MovementColumns) throws -> Answer
  ) async throws -> Answer {
    try await RecurringRevenueProjection(workspace: workspace).catchUp(patience: patience)
    while true {
      try await bringUp(workspace, zone)
      // Questions in other zones may have pushed this one's columns out in the meantime.
      if let place = columns.firstIndex(where: { $0.zone == zone }) {
        return try answer(columns[place].columns)
      }
    }
  }

  private func bringUp(_ workspace: OpenWorkspace, _ zone: Zone) async throws {
    let seen = columns.first { $0.zone == zone }?.columns.foldedThrough
    guard let seen else {
      let loaded = try await workspace.database.read { try MovementColumns(zone: zone, reading: $0) }
      guard !columns.contains(where: { $0.zone == zone }) else { return }
      if columns.count == Self.zonesMost { columns.removeFirst() }
      return columns.append((zone, loaded))
    }
    let news = try await workspace.database.read { try ColumnNews(after: seen, $0) }
    // Somebody else may have been here while this one waited for the database.
    guard let place = columns.firstIndex(where: { $0.zone == zone }),
      columns[place].columns.foldedThrough == seen
    else { return }
    news.add(to: &columns[place].columns)
  }
}

extension MovementColumns {
  /// Loads everything from the movements' table.
  init(zone: Zone, reading rows: any Connection) throws {
    self.init(zone: zone)
    let end = try rows.cursor(of: RecurringRevenueProjection.name)
    var batch: [Movement] = []
    try rows.streamMovements { movement in
      batch.append(movement)
      guard batch.count == Self.batch else { return }
      append(batch)
      batch.removeAll(keepingCapacity: true)
    }
    append(batch)
    try rows.streamTraits { customer, traits in
      if traits != CustomerTraits() { describe(customer, as: traits) }
    }
    for (price, product, cadence) in try rows.recurringPrices(prices.ids) {
      describe(price, sells: product, every: cadence)
    }
    foldedThrough = end
  }

  private static let batch = 16_384
}

/// What happened after the columns were filled last, as far as movements were folded.
private struct ColumnNews: Sendable {
  let movements: [Movement]
  let traits: [(customer: CustomerID, traits: CustomerTraits)]
  let prices: [(price: PriceID, product: ProductID, cadence: Cadence)]
  let end: JournalPlace

  init(after place: JournalPlace, _ rows: any Connection) throws {
    end = try rows.cursor(of: RecurringRevenueProjection.name)
    guard end > place else {
      (movements, traits, prices) = ([], [], [])
      return
    }
    movements = try rows.movements(after: place)
    traits = try rows.changedTraits(after: place, through: end)
    prices = try rows.recurringPrices(Array(Set(movements.map(\.price))))
      .map { (price: $0.price, product: $0.product, cadence: $0.2) }
  }

  func add(to columns: inout MovementColumns) {
    columns.append(movements)
    for (customer, traits) in traits { columns.describe(customer, as: traits) }
    for (price, product, cadence) in prices { columns.describe(price, sells: product, every: cadence) }
    columns.foldedThrough = end
  }
}
