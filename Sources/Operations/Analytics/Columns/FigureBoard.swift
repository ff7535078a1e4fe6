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
  /// What was worked out from the columns and from what stands beside them.
  nonisolated let reports = ReportMemory()

  private struct Key: Hashable {
    let zone: Zone
    /// Nil is recurring revenue itself.
    let aside: Aside?
  }

  private struct Kept {
    let key: Key
    private(set) var columns: MovementColumns
    private let ground = Groundwork()
    private var figures: [Asked: SettledAnswer] = [:]
    private var cohorts: [CohortQuestion: SettledCohorts] = [:]
    /// Cohorts that are told whole each time something is new.
    private var wholeCohorts: [CohortQuestion: CohortAnswer] = [:]

    init(_ key: Key, _ columns: MovementColumns) {
      self.key = key
      self.columns = columns
    }

    /// What was answered already; of what has changed since, only the steps that are not settled are told
    /// again.
    mutating func answer(_ asked: Asked, _ rates: ExchangeRates) -> FigureAnswer {
      guard asked.question.reportingCurrency == nil else {
        return columns.answer(asked.question, at: rates, today: asked.today, on: ground)
      }
      let known = figures[asked]
      if let known, known.isWhole { return known.answer }
      let answer =
        known?.continued(by: columns, asked.question, today: asked.today, on: ground)
        ?? columns.answer(asked.question, at: rates, today: asked.today, on: ground)
      if figures.count >= FigureBoard.answersMost { figures = [:] }
      figures[asked] = SettledAnswer(answer)
      return answer
    }

    mutating func cohorts(
      _ question: CohortQuestion, _ rates: ExchangeRates, today: Day
    ) throws(FigureRefusal) -> CohortAnswer {
      if let known = wholeCohorts[question] { return known }
      let isShort = question.timeline.periods.count <= FigureBoard.cohortsMost
      if isShort {
        let known = cohorts[question]?.continued(by: columns, question, on: ground)
        if let settled = known ?? SettledCohorts(columns, question) {
          if cohorts.count >= FigureBoard.cohortTablesMost, cohorts[question] == nil { cohorts = [:] }
          cohorts[question] = settled
          return settled.answer
        }
      }
      guard let answer = columns.cohorts(question, at: rates, today: today) else {
        throw FigureRefusal.tooManyGroups
      }
      if isShort, question.grouping == nil, !question.money.isConverted {
        if wholeCohorts.count >= FigureBoard.cohortTablesMost { wholeCohorts = [:] }
        wholeCohorts[question] = answer
      }
      return answer
    }

    mutating func add(_ news: ColumnNews) {
      news.add(to: &columns)
      let first = news.movements.map(\.effective).min().map { Day(containing: $0, in: key.zone) }
      let described = !news.traits.isEmpty || !news.prices.isEmpty
      ground.moved(from: first, described: described)
      for (asked, answer) in figures {
        figures[asked] = answer.moved(from: first, described: described, asked.question)
      }
      for (question, known) in cohorts {
        cohorts[question] = known.moved(from: first, described: described, question)
      }
      if first != nil || described { wholeCohorts = [:] }
    }
  }

  private struct Asked: Hashable {
    let question: FigureQuestion
    let today: Day
  }

  private struct SumsAsked: Hashable {
    let last: Month
    let includesTestClocks: Bool
  }

  private var columns: [Kept] = []
  /// Loads under way: whoever asks meanwhile waits for them.
  private var loads: [Key: ColumnLoad] = [:]
  /// How many were begun.
  private(set) var loadsBegun = 0
  /// Monthly sums, with how far movements were folded for them.
  private var sums: [SumsAsked: (place: JournalPlace, sums: [MovementSum])] = [:]
  /// Columns that are kept, two zones of each; who asks for more makes the oldest go.
  private static let most = 2 * (1 + Aside.allCases.count)
  private static let answersMost = 100
  private static let cohortsMost = 60
  private static let cohortTablesMost = 30
  private static let sumsMost = 10

  /// Lends the columns, brought up to the end of the journal.
  /// - Parameters:
  ///   - aside: what stands beside recurring revenue; nil is recurring revenue itself.
  ///   - patience: how long to wait for writers who began before the newest fact.
  func look<Answer: Sendable>(
    _ workspace: OpenWorkspace, in zone: Zone, of aside: Aside? = nil, patience: Duration,
    _ answer: @Sendable (MovementColumns) throws -> Answer
  ) async throws -> Answer {
    try await lend(Key(zone: zone, aside: aside), workspace, patience) { try answer($0.columns) }
  }

  /// Answers questions, from what was answered already while nothing has happened since. What is converted
  /// is always worked out: rates may be others.
  func answers(
    _ workspace: OpenWorkspace, _ questions: [FigureQuestion], at look: FigureLook, rates: ExchangeRates
  ) async throws -> [FigureAnswer] {
    let today = Day(containing: workspace.now, in: look.zone)
    return try await lend(Key(zone: look.zone, aside: look.aside), workspace, look.patience) { kept in
      questions.map { kept.answer(Asked(question: $0, today: today), rates) }
    }
  }

  /// Cohorts; those of one table of a few years are remembered too, unless they are converted.
  /// - Throws: ``FigureRefusal/tooManyGroups``.
  func answer(
    _ workspace: OpenWorkspace, _ question: CohortQuestion, in zone: Zone, patience: Duration,
    rates: ExchangeRates
  ) async throws -> CohortAnswer {
    let today = Day(containing: workspace.now, in: zone)
    return try await lend(Key(zone: zone, aside: nil), workspace, patience) {
      try $0.cohorts(question, rates, today: today)
    }
  }

  /// Movements summed by month; what was folded since is added to what is known.
  func sums(
    _ workspace: OpenWorkspace, through last: Month, includeTestClocks: Bool
  ) async throws -> [MovementSum] {
    let asked = SumsAsked(last: last, includesTestClocks: includeTestClocks)
    let known = sums[asked]
    let (place, found) = try await workspace.database.read { rows in
      let place = try rows.cursor(of: RecurringRevenueProjection.name)
      guard let known else {
        return (place, try rows.movementSums(through: last, includeTestClocks: includeTestClocks))
      }
      guard known.place < place else { return known }
      let later = try rows.movements(after: known.place)
        .filter { includeTestClocks || !$0.onTestClock }.map(MovementSum.init)
      return (place, MovementSum.added(known.sums + later.filter { $0.month <= last }))
    }
    if sums.count >= Self.sumsMost { sums = [:] }
    sums[asked] = (place, found)
    return found
  }

  /// Forgets what was answered, because movements are folded anew.
  func forgetSums() { sums = [:] }

  /// Lends what is kept, brought up to the end of the journal.
  private func lend<Answer>(
    _ key: Key, _ workspace: OpenWorkspace, _ patience: Duration, _ body: (inout Kept) throws -> Answer
  ) async throws -> Answer {
    if key.aside == nil {
      try await RecurringRevenueProjection(workspace: workspace).catchUp(patience: patience)
    } else {
      try await AsideProjection(workspace: workspace).catchUp(patience: patience)
    }
    while true {
      try await bringUp(workspace, key)
      // Questions in other zones may have pushed this one's columns out in the meantime.
      if let place = columns.firstIndex(where: { $0.key == key }) { return try body(&columns[place]) }
    }
  }

  /// Loads columns, or waits for somebody else's load of them.
  private func load(_ workspace: OpenWorkspace, _ key: Key) async throws {
    let load = loads[key] ?? begin(workspace, key)
    let result = await load.task.result
    // Whoever comes first puts them in their place.
    let isFirst = loads[key]?.task == load.task
    if isFirst { loads[key] = nil }
    switch result {
    case .success(let loaded):
      guard isFirst, !columns.contains(where: { $0.key == key }) else { return }
      if columns.count == Self.most { columns.removeFirst() }
      columns.append(Kept(key, loaded))
    case .failure(is LoadStopped):
      // Somebody who waits for an answer begins anew.
      try Task.checkCancellation()
    case .failure(let error): throw error
    }
  }

  private func begin(_ workspace: OpenWorkspace, _ key: Key) -> ColumnLoad {
    let (database, stop) = (workspace.database, LoadStop())
    let task = Task {
      try await database.read {
        try MovementColumns(zone: key.zone, of: key.aside, reading: $0, unless: stop)
      }
    }
    let load = ColumnLoad(task: task, stop: stop)
    loads[key] = load
    loadsBegun += 1
    return load
  }

  /// Ends loads under way, because the program is to end.
  func stopLoads() {
    for load in loads.values { load.stop.now() }
  }

  private func bringUp(_ workspace: OpenWorkspace, _ key: Key) async throws {
    let seen = columns.first { $0.key == key }?.columns.foldedThrough
    guard let seen else { return try await load(workspace, key) }
    let news = try await workspace.database.read { try ColumnNews(of: key.aside, after: seen, $0) }
    // Somebody else may have been here while this one waited for the database.
    guard let place = columns.firstIndex(where: { $0.key == key }),
      columns[place].columns.foldedThrough == seen
    else { return }
    guard news.end > seen else { return }
    columns[place].add(news)
  }
}

extension OpenWorkspace {
  /// Takes up what happened since movements were folded last, for who reads them by themselves.
  public func foldMovements(patience: Duration = .seconds(2)) async throws {
    try await RecurringRevenueProjection(workspace: self).catchUp(patience: patience)
  }
}

extension MovementColumns {
  /// Loads everything from the movements' table.
  /// - Throws: ``LoadStopped``.
  init(zone: Zone, of aside: Aside?, reading rows: any Connection, unless stop: LoadStop) throws {
    self.init(zone: zone)
    let end = try rows.cursor(of: aside.projection)
    var batch: [Movement] = []
    func take(_ movement: Movement) throws {
      batch.append(movement)
      guard batch.count == Self.batch else { return }
      try stop.check()
      append(batch)
      batch.removeAll(keepingCapacity: true)
    }
    if let aside { try rows.streamAsides(aside, take) } else { try rows.streamMovements(take) }
    try stop.check()
    append(batch)
    var described = 0
    try rows.streamTraits { customer, traits in
      described += 1
      if described.isMultiple(of: Self.batch) { try stop.check() }
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

  init(of aside: Aside?, after place: JournalPlace, _ rows: any Connection) throws {
    end = try rows.cursor(of: aside.projection)
    guard end > place else {
      (movements, traits, prices) = ([], [], [])
      return
    }
    movements = try aside.map { try rows.asides($0, after: place) } ?? rows.movements(after: place)
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

extension Aside? {
  /// The fold that keeps it.
  fileprivate var projection: String { self == nil ? RecurringRevenueProjection.name : AsideProjection.name }
}
