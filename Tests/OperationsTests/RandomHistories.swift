import Foundation
import Identity
import Storage
import Testing

/// Laws over businesses that nobody thought of: whole towns of them, on both databases. A failure names its
/// seed, or the first one of its town; `HISTORY_SEED` tells that one alone, `HISTORY_TOWN` its town.
@Suite("Random histories", .serialized)
struct RandomHistories {
  private static let isSoak = setting("PERENNIAL_SOAK") == 1
  private static let townSize = History.townSize

  private static func setting(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }

  /// Towns by their first seed: always the same ones, and one that is new in every run.
  private static func towns() -> [[UInt64]] {
    if let one = setting("HISTORY_SEED") { return [[one]] }
    if let one = setting("HISTORY_TOWN") { return [town(one)] }
    let fresh = UInt64.random(in: 20_000..<20_000_000) * townSize
    print("random histories: the new seeds of this run begin with \(fresh)")
    let most = UInt64(isSoak ? 100_000 : 2_000)
    return stride(from: townSize, to: most + townSize, by: Int(townSize)).map(town) + [town(fresh)]
  }

  private static func town(_ seed: UInt64) -> [UInt64] {
    let first = seed / townSize * townSize
    return (first..<(first + townSize)).map { $0 }
  }

  /// What all of it came to.
  fileprivate struct Sums: Sendable {
    var histories = 0
    var invoices = 0
    var previews = 0
    var refusals = 0
  }

  @Test("Every law holds after every history, both databases bill the same, and so does the oracle")
  func allTold() async throws {
    let towns = Self.towns()
    let clock = ContinuousClock()
    let start = clock.now
    var sums = Sums()
    try await withThrowingTaskGroup(of: Sums.self) { group in
      for (number, seeds) in towns.enumerated() {
        if number >= Self.overlapMost, let told = try await group.next() { sums += told }
        group.addTask { try await Self.tell(seeds) }
        guard Self.isSoak, number % 100 == 99 else { continue }
        let rate = Double(sums.histories) / ((clock.now - start) / .seconds(1))
        print("random histories: \(sums.histories) told, \(Int(rate * 3_600)) an hour")
      }
      for try await told in group { sums += told }
    }
    let minutes = (clock.now - start) / .seconds(60)
    print(
      "random histories: \(sums.histories) on each database, \(sums.invoices) invoices billed as the oracle "
        + "bills them, \(sums.previews) previews compared, \(sums.refusals) statements refused, in "
        + "\((minutes * 10).rounded() / 10) minutes")
    guard towns.count > 1 else { return }
    #expect(sums.histories >= (Self.isSoak ? 100_000 : 2_000), "so many are told")
    #expect(sums.invoices >= (Self.isSoak ? 10_000 : 500), "so many invoices are recomputed")
    #expect(sums.previews > sums.histories, "previews are compared")
  }

  private static let overlapMost = 5

  private static func tell(_ seeds: [UInt64]) async throws -> Sums {
    let histories = seeds.map(HistoryMaker.make)
    async let served = HistoryTown.tell(histories, on: .postgres)
    async let answers = BillingOracle.outcomes(of: histories)
    let embedded = try await HistoryTown.tell(histories, on: .sqlite)
    let (other, oracle) = try await (served, answers)
    try #require(oracle.count == seeds.count)
    for (place, seed) in seeds.enumerated() {
      let ours = embedded.outcomes[place]
      compare(ours, with: other.outcomes[place], "PostgreSQL bills", seed)
      compare(ours, with: oracle[place], "the oracle bills", seed)
    }
    return Sums(
      histories: seeds.count, invoices: embedded.invoices, previews: embedded.previews,
      refusals: embedded.refusals)
  }

  private static func compare(_ ours: String, with theirs: String, _ who: String, _ seed: UInt64) {
    guard ours != theirs else { return }
    let lines = zip(ours.split(separator: "\n"), theirs.split(separator: "\n"))
    let first = lines.first { $0 != $1 }.map { "ours \($0), theirs \($1)" } ?? "one is longer"
    Issue.record("\(who) differently; seed \(seed): \(first)")
  }
}

extension RandomHistories.Sums {
  fileprivate static func += (sums: inout Self, more: Self) {
    sums.histories += more.histories
    sums.invoices += more.invoices
    sums.previews += more.previews
    sums.refusals += more.refusals
  }
}
