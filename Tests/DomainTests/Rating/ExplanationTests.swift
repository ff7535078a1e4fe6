import Invoicing
import Journal
import Monetary
import Notation
import Rating
import Testing

@Suite("What is stored of prices and their explanations")
struct ExplanationTests {
  private static let steps: [Explanation.Step] = [
    .units(3, at: PriceList.price("0.5")), .fee(PriceList.price("100"), tier: nil),
    .fee(PriceList.price("100"), tier: 2), .free(7), .percentage(Percentage(percent: "2.9")!, of: 1_000),
    .packages(2, of: 100, at: PriceList.price("700")),
    .cell(row: "eu", column: "large", 3, at: PriceList.price("900.5")),
    .raised(to: PriceList.price("500"), by: PriceList.price("20")),
    .lowered(to: PriceList.price("500"), by: PriceList.price("-20")),
  ]

  @Test("Every kind of step is stored, and read back as it was", arguments: steps)
  func storedStep(step: Explanation.Step) throws {
    let explanation = Explanation(steps: [step])
    #expect(try JSON(encoding: explanation).text == explanation.json.text)
    #expect(try Explanation(json: explanation.json) == explanation)
    #expect(try explanation.json.decode(Explanation.self) == explanation)
  }

  @Test("There is a step of every stored kind above")
  func everyKind() {
    #expect(Set(Self.steps.compactMap(\.kind)) == Set(Explanation.Step.Kind.allCases))
  }

  @Test("Steps that nobody can have written are refused")
  func unreadable() {
    let wrong: [JSON] = [
      ["kind": "gift", "quantity": 1], ["quantity": 1], ["quantity": 1, "unitPrice": "much"],
      ["kind": "percentage", "percentage": "x", "quantity": 1], ["kind": "fee", "amount": "1", "tier": "2"],
    ]
    for json in wrong {
      #expect(throws: MemberUnreadable.self) { try Explanation.Step(json: json) }
    }
  }

  private static let models: [(PriceModel, String)] = [
    (.perUnit(PriceList.price("1000")), #"{"perUnit":{"_0":"1000"}}"#),
    (.flat(PriceList.price("1000")), #"{"flat":{"_0":"1000"}}"#),
    (
      .graduated(try! PriceList.tiers("10 5 / inf 3 +1")),
      #"{"graduated":{"_0":[{"upTo":10,"unitPrice":"5","flat":"0"},{"unitPrice":"3","flat":"1"}]}}"#
    ),
    (.volume(try! PriceList.tiers("inf 3")), #"{"volume":{"_0":[{"unitPrice":"3","flat":"0"}]}}"#),
    (
      .package(Package(price: PriceList.price("7"), size: 10, rounding: .down)),
      #"{"package":{"_0":{"price":"7","size":10,"rounding":"down"}}}"#
    ),
    (.percentage(Percentage(percent: "2.9")!), #"{"percentage":{"_0":"2.9"}}"#),
    (
      .graduatedPercentage(try! PriceList.percentages("inf 2.9 +30")),
      #"{"graduatedPercentage":{"_0":[{"percentage":"2.9","flat":"30"}]}}"#
    ),
    (
      .matrix(
        try! PriceMatrix(
          rows: "a", columns: "b", [.init(row: "x", column: "y", unitPrice: PriceList.price("1"))])),
      #"{"matrix":{"_0":{"rowName":"a","columnName":"b","#
        + #""cells":[{"row":"x","column":"y","unitPrice":"1"}]}}}"#
    ),
    (
      .customAmount(CustomAmount(minimum: 1, maximum: 3, preset: 2)!),
      #"{"customAmount":{"_0":{"minimum":1,"maximum":3,"preset":2}}}"#
    ),
    (
      .bounded(
        .allowing(free: 5, then: .flat(PriceList.price("9"))), AmountLimits(minimum: PriceList.price("4"))!),
      #"{"bounded":{"_0":{"allowing":{"free":5,"then":{"flat":{"_0":"9"}}}},"_1":{"minimum":"4"}}}"#
    ),
  ]

  @Test("The stored form of each model stays as it is here")
  func storedModels() throws {
    for (model, text) in Self.models {
      #expect(try JSON(encoding: model).text == text)
      #expect(try JSON(parsing: text.utf8).decode(PriceModel.self) == model)
    }
  }

  @Test("Stored models that break their own rules are not read")
  func brokenModels() throws {
    for text in [
      #"{"graduated":{"_0":[{"upTo":10,"unitPrice":"5","flat":"0"}]}}"#,
      #"{"graduatedPercentage":{"_0":[{"upTo":3,"percentage":"2","flat":"0"}]}}"#,
      #"{"package":{"_0":{"price":"7","size":0,"rounding":"down"}}}"#, #"{"percentage":{"_0":"x"}}"#,
      #"{"matrix":{"_0":{"rowName":"a","columnName":"a","cells":[]}}}"#,
      #"{"customAmount":{"_0":{"minimum":5,"maximum":3}}}"#,
      #"{"bounded":{"_0":{"flat":{"_0":"9"}},"_1":{"minimum":"4","maximum":"3"}}}"#,
    ] {
      #expect(throws: (any Error).self) { try JSON(parsing: text.utf8).decode(PriceModel.self) }
    }
  }

  @Test("A choice is stored as what was chosen")
  func choices() throws {
    for choice in [PriceChoice.amount(1_500), .cell(row: "eu", column: "large")] {
      #expect(try JSON(encoding: choice).text == choice.json.text)
      #expect(try choice.json.decode(PriceChoice.self) == choice)
    }
  }
}
