/// A place that breaks a rule because it reads better so, and why. One that is no longer needed fails the
/// tests.
struct Allowance: Hashable, Sendable {
  let rule: String
  /// A file, or a folder with everything in it.
  let path: String
  /// Words of the one finding that is meant, in a file that could have others.
  let about: String
  let reason: String

  init(_ rule: String, _ path: String, about: String = "", _ reason: String) {
    self.rule = rule
    self.path = path
    self.about = about
    self.reason = reason
  }

  func covers(_ finding: Finding, of rule: Rule) -> Bool {
    rule.name == self.rule && (finding.path == path || finding.path.hasPrefix(path + "/"))
      && (about.isEmpty || finding.advice.contains(about))
  }

  static let all = [
    Allowance(
      "arrows", "Package.swift", about: "Auditing may not import Storage",
      "The audit reads rows through Storage's protocol alone, because it may share no code with the engine."),
    Allowance(
      "arrows", "Package.swift", about: "Dashboard may not import CQRCode",
      "A C library of the system is no edge of ours; it stands beside the room that draws codes with it."),
    Allowance(
      "sql_outside_storage", "Sources/Auditing",
      "The audit's queries are its own; Storage's would repeat Storage's mistakes."),
    Allowance(
      "pure_imports", "Sources/Chronology/ZoneRules.swift", "Only Foundation knows the time-zone database."),
    Allowance(
      "pure_imports", "Sources/Identity/IdentifierSource.swift",
      "Ids in real use begin with the machine's time."),
    Allowance(
      "pure_imports", "Sources/Identity/Bytewise.swift",
      "Equal texts are compared with the C library's `memcmp`, which has no state and no other name."),
    Allowance(
      "pure_imports", "Sources/Analytics/Mathematics/Elementary.swift",
      "Logarithms, powers and the error function are the C library's; they have no state and no other name."),
    Allowance(
      "wall_clock", "Sources/Identity/IdentifierSource.swift",
      "Ids in real use begin with the machine's time."),
    Allowance(
      "pure_imports", "Sources/Identity/Randomness.swift", "The one place that asks the machine for chance."),
    Allowance(
      "randomness", "Sources/Identity/Randomness.swift", "The one place that asks the machine for chance."),
    Allowance(
      "floating_money", "Sources/Identity/SeededRandomness.swift",
      "Chances are no money; seeded customers act on them."),
    Allowance(
      "floating_money", "Sources/Notation",
      "Codable lets a type ask for a Double; no number passes through one unless it does."),
    Allowance(
      "pure_imports", "Sources/Notation/JSON.swift",
      "Equal texts are compared with the C library's `memcmp`, which has no state and no other name."),
    Allowance(
      "pure_imports", "Sources/Operations/Moving/RowPipe.swift", about: "Dispatch",
      "A reader's transaction is a synchronous closure; only a semaphore makes it wait for the writer."),
    Allowance(
      "floating_money", "Sources/Dashboard/Figures/FigureChart.swift",
      "Places in a drawing; the figures beside it are written from the integers."),
    Allowance(
      "floating_money", "Sources/Dashboard/Overview/MonthLedger.swift",
      "Where a bar of the drawing begins and ends, in percent of its width."),
    Allowance(
      "floating_money", "Sources/Operations/Moving/Advance.swift",
      "How much of the way through time is done, for a progress bar."),
    Allowance(
      "floating_money", "Sources/Operations/Moving/WorkspaceCopy.swift",
      "How many of the rows are copied, for a progress bar."),
    Allowance(
      "line_length", "Tests/CommandLineTests/SettingsTests.swift",
      "A table of settings and what follows, a row a line."),
    Allowance(
      "line_length", "Tests/GatewayTests/TestGatewayTests.swift",
      "A table of cards and what they do, a row a line."),
    Allowance(
      "wall_clock", "Sources/perennial/Serving/Installation.swift", "This is where the one clock is made."),
    Allowance(
      "wall_clock", "Sources/perennial/Logs/LineLogHandler.swift", "A log line tells when it was written."),
    Allowance(
      "printing", "Sources/perennial/Output/Console.swift", "This is the Console that the rule speaks of."),
  ]
}
