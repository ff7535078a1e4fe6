import Monetary
import Notation
import Rating
import Testing

@Suite("Ratings beside Python's")
struct RatingOracleTests {
  @Test("Two thousand random ratings are what Python's decimal makes of them, and what it refuses is refused")
  func ratings() throws {
    let fresh = UInt64.random(in: 1_000_000..<1_000_000_000)
    print("ratings at random: the new seed of this run is \(fresh)")
    for seed in [Oracle.seed, fresh] {
      let lines = try Oracle.lines("rating", ["\(seed)", "2000"])
      #expect(lines.count == 2_000)
      var refused = 0
      for (number, line) in lines.enumerated() {
        let parts = line.split(separator: "\t").map(String.init)
        let model = try JSON(parsing: parts[0].utf8).decode(PriceModel.self)
        let quantity = try #require(Int64(parts[1]))
        let choice = try parts[2] == "-" ? nil : JSON(parsing: parts[2].utf8).decode(PriceChoice.self)
        let currency = try #require(Currency(code: parts[3]))
        try model.check(choice)
        let ours = try? model.rate(quantity: quantity, choice: choice, in: currency)
        #expect(ours?.description ?? "refused" == parts[4], "seed \(seed), line \(number): \(line)")
        if ours == nil { refused += 1 }
      }
      #expect(refused > 0 && refused < 1_000, "seed \(seed): both happen")
    }
  }
}
