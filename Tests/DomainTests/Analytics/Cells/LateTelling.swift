import Analytics
import Chronology
import Identity
import Relations
import Testing

/// A random history told some facts at a time. Some customers' facts are told later than others', so that
/// they are effective before what is known; some customers are said to live elsewhere meanwhile.
struct LateTelling {
  private let movements: [Movement]
  private var next = 0
  var chance: SeededRandomness
  /// The day of the last movement.
  let last: Day

  typealias News = (movements: ArraySlice<Movement>, traits: [(CustomerID, CustomerTraits)])

  init(seed: UInt64, facts: Int) throws {
    let history = randomHistory(seed: seed, facts: facts)
    var chance = SeededRandomness(seed: seed + 1)
    let lags = Dictionary(
      uniqueKeysWithValues: Set(history.movements.map(\.customer)).sorted()
        .map { ($0, chance.chance(0.3) ? Int64(chance.next(in: 1..<60)) : 0) })
    func turn(_ movement: Movement) -> Int64 { movement.place.position + (lags[movement.customer] ?? 0) }
    movements = history.movements.sorted { (turn($0), $0.place) < (turn($1), $1.place) }
    last = try #require(movements.map { Day(containing: $0.effective, in: .utc) }.max())
    self.chance = chance
  }

  /// A share of all at first, then a few at a time; nil when all is told.
  mutating func tell(first share: Double, then length: Range<Int>) -> News? {
    guard next < movements.count else { return nil }
    let isFirst = next == 0
    let count = isFirst ? Int(Double(movements.count) * share) : chance.next(in: length)
    var end = min(movements.count, next + count)
    while end < movements.count, movements[end].place == movements[end - 1].place { end += 1 }
    let told = movements[next..<end]
    next = end
    let described = chance.chance(0.3) || isFirst ? Set(told.map(\.customer)).sorted() : []
    return (told, described.map { ($0, CustomerTraits(country: ["SE", "DE"][chance.next(in: 0..<2)])) })
  }
}
