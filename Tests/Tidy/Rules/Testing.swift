extension Rule {
  static let testing = [domainFilesTested, refusalsTested, disabledTests, emptyExpectations, lessonsTested]

  /// Kit and Domain are pure, so nothing excuses a file that no test reaches: by name, or through a file of
  /// the same target that a test reaches.
  private static let domainFilesTested = Rule(
    "domain_file_without_test",
    samples: [
      Sample(
        [
          "Sources/Rating/Tiers.swift": "struct Tiers { let a = Step() }",
          "Sources/Rating/Step.swift": "struct Step {}",
          "Sources/Rating/Alone.swift": "struct Alone {}",
          "Tests/DomainTests/A.swift": "// Alone\nlet a = \"Alone\" + Tiers().text",
        ], finds: "Sources/Rating/Alone.swift:1")
    ]
  ) { repository in
    let tested = repository.testedWords
    let files = Dictionary(grouping: repository.swift { $0.isPure }, by: \.target.name).values
    return files.flatMap { files in
      var unreached = files.map(\.file)
      var words = tested
      while let index = unreached.firstIndex(where: { $0.declares(anyOf: words) }) {
        words.formUnion(unreached.remove(at: index).swift?.words ?? [])
      }
      return unreached
    }.map { Finding($0.path, 1, "No test reaches this file. Write the table or the law that it must keep.") }
      .sorted { $0.path < $1.path }
  }

  /// "Each case one stable code and one test."
  private static let refusalsTested = Rule(
    "refusal_without_test",
    samples: [
      Sample(
        [
          "Sources/Rating/A.swift": "enum RatingRefusal: Error {\n  case empty\n  case tooMany(Int)\n}",
          "Tests/DomainTests/A.swift": "#expect(throws: RatingRefusal.empty) { a() }",
        ], finds: "Sources/Rating/A.swift:3")
    ]
  ) { repository in
    let tested = repository.testedWords
    return repository.refusalCases.filter { !tested.contains($0.name) }.map {
      Finding($0.path, $0.line, "No test is refused with \($0.type).\($0.name). Write the one that is.")
    }
  }

  /// What others learned is worth as much as the tests that hold it.
  private static let lessonsTested = Rule(
    "lesson_without_test",
    samples: [
      Sample(
        [
          "docs/lessons.md": "| wrong | holds |\n| --- | --- |\n| twice | `Billed once` |",
          "Tests/DomainTests/A.swift": "@Test(\"Billed twice\") func a() { #expect(b()) }",
        ], finds: "docs/lessons.md:3"),
      Sample(
        ["docs/lessons.md": "| wrong | holds |\n| --- | --- |\n| twice | nothing |"],
        finds: "docs/lessons.md:3"),
    ]
  ) { repository in
    guard let page = repository.file("docs/lessons.md") else { return [] }
    let tests = repository.swift { $0 == .tests }.map(\.file.text)
    let rows = page.lines.indices.filter { page.lines[$0].hasPrefix("| ") }.dropFirst(2)
    return rows.flatMap { row -> [Finding] in
      let named = page.codeSpans.filter { $0.line == row + 1 }.map(\.span)
      guard !named.isEmpty else { return [Finding(page.path, row + 1, "The lesson names no test.")] }
      return named.filter { name in !tests.contains { $0.contains("\"\(name)\"") } }.map {
        Finding(page.path, row + 1, "No test has the name \"\($0)\". Name the one that holds the lesson.")
      }
    }
  }

  private static let disabledTests = Rule(
    "disabled_test",
    samples: [
      Sample(
        ["Tests/DomainTests/A.swift": "@Test(.disabled(\"slow\"))\nfunc a() { #expect(b()) }"],
        finds: "Tests/DomainTests/A.swift:1")
    ]
  ) { repository in
    repository.swift { $0 == .tests }.flatMap { file, _ in
      ["disabled (", "withKnownIssue", "enabled ( if : false", "XCTSkip"].flatMap { phrase in
        (file.swift?.places(of: phrase) ?? []).map { index in
          Finding(
            file.path, file.swift?.tokens[index].line ?? 1,
            "A test that does not run proves nothing. Mend what it shows, or take it out.")
        }
      }
    }
  }

  private static let emptyExpectations = Rule(
    "empty_expectation",
    samples: [
      Sample(
        ["Tests/DomainTests/A.swift": "@Test func a() {\n  #expect(true)\n}"],
        finds: "Tests/DomainTests/A.swift:2"),
      Sample(
        ["Tests/DomainTests/A.swift": "@Test func a() {\n  #expect(b == b)\n}"],
        finds: "Tests/DomainTests/A.swift:2"),
      Sample(
        ["Tests/DomainTests/A.swift": "\n@Test(\"A\")\nfunc a() throws {\n  try b()\n}"],
        finds: "Tests/DomainTests/A.swift:3"),
    ]
  ) { repository in
    let expecting = repository.expectingWords
    return repository.swift { $0 == .tests }.flatMap { file, _ in
      guard let swift = file.swift else { return [Finding]() }
      let constant = (swift.places(of: "# expect (") + swift.places(of: "# require (")).filter { index in
        swift.expectsNothing(index + 2)
      }.map {
        Finding(
          file.path, swift.tokens[$0].line,
          "This expectation holds whatever the code does. Expect what it returns.")
      }
      let silent = swift.declarations.filter { test in
        test.isTest && !(test.body.map { swift.tokens[$0].contains { expecting.contains($0.text) } } ?? true)
      }.map {
        Finding(
          file.path, $0.line, "The test \($0.name) expects nothing. Expect what must be true in the end.")
      }
      return constant + silent
    }
  }
}

extension Repository {
  /// Every word that a test says outside of strings and comments.
  fileprivate var testedWords: Set<String> {
    swift { $0 == .tests }.reduce(into: []) { $0.formUnion($1.file.swift?.words ?? []) }
  }

  /// The macros that expect, and the names of the tests' own functions that do so in the end.
  fileprivate var expectingWords: Set<String> {
    var expecting: Set<String> = ["expect", "require", "record", "confirmation"]
    var bodies = swift { $0 == .tests }.flatMap { file, _ in
      (file.swift?.declarations ?? []).compactMap { function in
        function.isTest || function.kind != .func
          ? nil : function.body.map { (function.name, Set(file.swift?.tokens[$0].map(\.text) ?? [])) }
      }
    }
    while let index = bodies.firstIndex(where: { !$0.1.isDisjoint(with: expecting) }) {
      expecting.insert(bodies.remove(at: index).0)
    }
    return expecting
  }
}

extension TextFile {
  /// Whether one of the names is a type or a function of this file that others can see.
  fileprivate func declares(anyOf words: Set<String>) -> Bool {
    (swift?.declarations ?? []).contains { !$0.isPrivate && $0.name != "init" && words.contains($0.name) }
  }
}

extension SwiftText {
  /// `true`, or the same text on both sides of an equals sign.
  fileprivate func expectsNothing(_ opening: Int) -> Bool {
    let inside = Array(tokens[(opening + 1)..<closing(opening)].map(\.text))
    if inside.first == "true", inside.count == 1 || inside[1] == "," { return true }
    guard inside.count.isMultiple(of: 2), inside.count >= 4 else { return false }
    let half = inside.count / 2
    // Two calls may differ, and that they do not can be the very thing to expect.
    guard !inside.contains("(") else { return false }
    return inside[half - 1] == "=" && inside[half] == "=" && inside[..<(half - 1)] == inside[(half + 1)...]
  }
}
