import Analytics
import Bookkeeping
import Foundation
import Journal
import Testing

@testable import Dashboard

@Suite("Everything that the pages say is in every language")
struct PhraseTests {
  private static let blocks = Phrases.sources.flatMap { Phrases.blocks(of: $0) }

  /// What is said by a name that something else has: figures, sections, accounts, facts and their causes.
  private static let named: Set<String> = {
    var named = Set(Section.allCases.map(\.rawValue))
    for metric in Metric.allCases { named.formUnion([metric.title, metric.definition]) }
    named.formUnion(Account.allCases.map { words($0.rawValue) })
    named.formUnion(kinds.map(words))
    named.formUnion(SubscriptionCause.allCases.map { $0.rawValue.replacing("_", with: " ") } + ["started"])
    named.formUnion(["Opening", "Closing", "Exchange", "Gained", "Lost", "Customers"])
    return named.union(reports)
  }()

  /// What reports are called, and all that stands in their tables.
  private static let reports: Set<String> = {
    var named: Set<String> = [
      "1 to 30 days", "31 to 60 days", "61 to 90 days", "Over 90 days", "Not due", "Never", "Blended", "Paid",
      "Customers", "Revenue per customer", "Customer churn", "Gross margin", "Revenue kept",
      "Growth per customer", "Discount a year", "Herfindahl index", "Payment", "Failure", "Refund",
      "Elsewhere", "Not invoiced", "Proration", "Changed since", "Discount", "Rounding", "Other",
    ]
    for report in Report.allCases { named.formUnion([report.title, report.definition]) }
    for method in LifetimeMethod.allCases {
      named.insert(words(method.rawValue.replacing(/[A-Z]/) { " \($0.output.lowercased())" }))
    }
    let titles = /Report(?:Column|Section)\(\s*"[^"]*", "([^"]*)"|ReportNote\(\s*"([^"]*)"/
    for source in (try? sources("Sources/Analytics/Reports")) ?? [] {
      for match in source.1.matches(of: titles) {
        named.insert(String(match.output.1 ?? match.output.2 ?? ""))
      }
    }
    return named
  }()

  /// What banks give as their reason.
  private static let reasons: Set<String> = [
    "Card declined", "Generic decline", "Insufficient funds", "Expired card", "Incorrect cvc",
    "Processing error", "Authentication required",
  ]

  /// What a gateway says about a card.
  private static let declines: Set<String> = [
    "Your card was declined.", "Your card has insufficient funds.", "Your card has expired.",
    "Your card's security code is incorrect.",
    "An error occurred while processing your card. Try again in a little bit.",
    "Your card was declined. This transaction requires authentication.",
  ]

  /// All kinds of facts. Those that a cause completes are written with it.
  private static let kinds: [String] = {
    func all<Cause: CaseIterable & RawRepresentable<String>>(_ thing: String, _: Cause.Type) -> [String] {
      Cause.allCases.map { "\(thing).\($0.rawValue)" }
    }
    let source = (try? String(contentsOf: file("Sources/Journal/FactEncoding.swift"), encoding: .utf8)) ?? ""
    let plain = source.matches(of: /case [^\n]*: "([a-z_]+\.[a-z_]+)"/).map { String($0.output.1) }
    return plain + all("coupon", CouponCause.self) + all("promotion_code", PromotionCodeCause.self)
      + all("test_clock", TestClockCause.self) + all("payment_intent", PaymentIntentCause.self)
      + all("card", ChargeCause.self) + all("setup_intent", SetupIntentCause.self)
      + all("refund", RefundCause.self) + all("subscription", SubscriptionCause.self)
      + all("credit_note", CreditNoteCause.self) + all("invoice", InvoiceCause.self)
  }()

  private static func file(_ path: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(path)").standardizedFileURL
  }

  private static func words(_ name: String) -> String {
    let words = name.replacing(".", with: " ").replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  @Test("Each phrase is once in the catalogue, in all languages, with the same places for values")
  func whole() {
    var seen: Set<String> = []
    for block in Self.blocks {
      #expect(seen.insert(block.english).inserted, "twice: \(block.english)")
      for language in Language.allCases.dropFirst() {
        let text = block.others[language]
        #expect(text?.isEmpty == false, "\(language) lacks: \(block.english)")
        #expect(places(text ?? "") == places(block.english), "\(language): \(block.english)")
        #expect(text?.contains("¦") != true, "\(language): \(block.english)")
      }
    }
  }

  /// Which values a phrase takes, in the order of values.
  private func places(_ phrase: String) -> [Int] {
    Phrases.parts(phrase).compactMap { if case .value(let place) = $0 { place } else { nil } }.sorted()
  }

  @Test("What is said is in the catalogue, and nothing is in it that is not said")
  func said() throws {
    let known = Set(Self.blocks.map(\.english))
    var said = Self.named.union(Self.declines).union(Self.reasons)
    for (file, source) in try Self.pages() {
      for phrase in SpokenText(source).phrases {
        #expect(known.contains(phrase), "\(file) says what no other language has: \(phrase)")
        #expect(!phrase.contains("\\("), "\(file) puts a value into a phrase instead of {}: \(phrase)")
        said.insert(phrase)
      }
    }
    #expect(said.count > 700 && Self.kinds.count > 80)
    for phrase in Self.named { #expect(known.contains(phrase), "no other language has: \(phrase)") }
    for phrase in known.subtracting(said).sorted() { Issue.record("nobody says: \(phrase)") }
  }

  /// The sources of the pages, without the catalogue.
  private static func pages() throws -> [(String, String)] {
    try sources("Sources/Dashboard").filter {
      !$0.0.contains("/Language/Phrases/") && !$0.0.hasSuffix("Say.swift")
    }
  }

  private static func sources(_ folder: String) throws -> [(String, String)] {
    let files = FileManager.default.enumerator(at: file(folder), includingPropertiesForKeys: nil)
    return try (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .map { ($0.path, try String(contentsOf: $0, encoding: .utf8)) }
  }
}

/// The phrases that a source says by `say("…")`, `HTML.say("…")` and `.counted("…")`.
struct SpokenText {
  private(set) var phrases: [String] = []

  init(_ source: String) {
    for match in source.matches(of: /[^A-Za-z_]say\(\s*("{3}\n(?:.*\n)*?\s*"{3}|"(?:[^"\\\n]|\\.)*")/) {
      phrases.append(Self.text(String(match.output.1)))
    }
    let counted = /\.counted\(\s*("(?:[^"\\\n]|\\.)*")(?:,\s*("(?:[^"\\\n]|\\.)*"))?/
    for match in source.matches(of: counted) {
      let one = Self.text(String(match.output.1))
      if let many = match.output.2 {
        phrases += [one, Self.text(String(many))]
      } else {
        phrases += ["{} \(one)", "{} \(one)s"]
      }
    }
  }

  /// What a literal stands for.
  private static func text(_ literal: String) -> String {
    var text = literal
    if text.hasPrefix("\"\"\"") {
      text = text.dropFirst(4).dropLast(3).split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.drop { $0 == " " } }.joined(separator: "\n")
      text = text.replacing("\\\n", with: "")
      while text.hasSuffix("\n") { text.removeLast() }
    } else {
      text = String(text.dropFirst().dropLast())
    }
    return text.replacing("\\\"", with: "\"").replacing("\\u{00A0}", with: "\u{00A0}")
  }
}
