import Testing

@Suite("The repository is tidy")
struct TidyTests {
  @Test("Every page keeps every rule", arguments: Rule.all)
  func everyRuleIsKept(_ rule: Rule) {
    for finding in rule.find(.own) where !Allowance.all.contains(where: { $0.covers(finding, of: rule) }) {
      Issue.record("\(finding) [\(rule.name)]")
    }
  }

  @Test("Every rule finds what it is there to find", arguments: Rule.all)
  func everyRuleCanFail(_ rule: Rule) {
    #expect(!rule.samples.isEmpty, "\(rule.name) has no sample that it finds")
    for sample in rule.samples {
      let places = rule.find(Repository(sample.files)).map { "\($0.path):\($0.line)" }
      #expect(places == [sample.place], "\(rule.name)")
    }
  }

  @Test("Every allowance is still needed", arguments: Allowance.all)
  func everyAllowanceIsNeeded(_ allowance: Allowance) throws {
    let rule = try #require(
      Rule.all.first { $0.name == allowance.rule }, "There is no rule \(allowance.rule).")
    #expect(
      rule.find(.own).contains { allowance.covers($0, of: rule) },
      "\(allowance.path) keeps \(allowance.rule) now. Take the allowance out of Tests/Tidy/Allowances.swift.")
    #expect(allowance.reason.count > 20, "\(allowance.path) needs a reason")
  }

  @Test("Every rule has a name of its own, and this repository is the one that is read")
  func rulesAreTold() {
    #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
    #expect(Repository.own.manifest.target(named: "Tidy")?.ring == .tests)
    #expect(Repository.own.files.contains { $0.path == "Tests/Tidy/TidyTests.swift" })
  }
}

extension Rule: CustomTestStringConvertible {
  var testDescription: String { name }
}
