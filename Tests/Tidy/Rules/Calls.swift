// What a ring may not do, told by the words it would be done with.
extension Rule {
  static let calls =
    [wallClock, monotonicClock, randomness, printing, suspending, surroundings, traps, unchecked]
    + [statements, floatingMoney]

  private static func forbidding(
    _ name: String, _ phrases: [String], in belongs: @escaping @Sendable (Ring) -> Bool,
    sample: (path: String, text: String), _ advice: String
  ) -> Rule {
    Rule(name, samples: [Sample([sample.path: "\n" + sample.text], finds: "\(sample.path):2")]) {
      repository in
      repository.swift(in: belongs).flatMap { file, _ in
        phrases.flatMap { phrase in
          (file.swift?.places(of: phrase) ?? []).map { index in
            Finding(file.path, file.swift?.tokens[index].line ?? 1, "`\(phrase)`: \(advice)")
          }
        }
      }
    }
  }

  private static let wallClock = forbidding(
    "wall_clock",
    [
      "Date ( )", "Date . now", "clock_gettime", "gettimeofday", "time ( nil )", "CFAbsoluteTimeGetCurrent",
      "Calendar . current", "TimeZone . current", "Locale . current",
    ], in: { $0.isProgram }, sample: ("Sources/Operations/Now.swift", "let now = Date()"),
    "there is one clock. Take an Instant as `at:`, or ask the WallClock that the program hands in.")

  private static let monotonicClock = forbidding(
    "monotonic_clock", ["ContinuousClock", "SuspendingClock", "DispatchTime", "DispatchWallTime"],
    in: { $0.isPure }, sample: ("Sources/Rating/Timed.swift", "let start = ContinuousClock.now"),
    "a domain function takes no time. Measure at the edge.")

  private static let randomness = forbidding(
    "randomness",
    [
      "SystemRandomNumberGenerator", "random ( in", "randomElement ( )", "shuffled ( )", "shuffle ( )",
      "Bool . random ( )", "arc4random", "getrandom", "getentropy", "UUID ( )",
    ], in: { $0.isPure || $0 == .operations || $0 == .edges },
    sample: ("Sources/Rating/Dice.swift", "let dice = Int.random(in: 1...6)"),
    "chance comes from Identity, which can be seeded; otherwise no run can be repeated.")

  private static let printing = forbidding(
    "printing", ["print (", "debugPrint (", "dump (", "NSLog (", "readLine ("], in: { $0.isProgram },
    sample: ("Sources/HTTPAPI/Loud.swift", "print(1)"),
    "only the command line's Console prints; a server logs through its Logger.")

  private static let suspending = forbidding(
    "suspending", ["async", "await", "Task {", "Task . detached", "Thread"], in: { $0.isPure },
    sample: ("Sources/Rating/Later.swift", "func a() async {}"),
    "a domain function returns a value at once; only Operations and the edges wait.")

  private static let surroundings = forbidding(
    "surroundings", ["ProcessInfo", "getenv", "FileManager", "CommandLine . arguments"],
    in: { $0.isPure || $0 == .operations },
    sample: ("Sources/Operations/Nosy.swift", "let home = getenv(\"HOME\")"),
    "settings and files are read by the product and handed in.")

  private static let traps = forbidding(
    "traps", ["try!", "as!", "fatalError (", "assertionFailure (", "unsafeDowncast ("], in: { $0.isProgram },
    sample: ("Sources/Rating/Bold.swift", "let a = try! b()"),
    "a fault is a `precondition` with a sentence; everything else is thrown or returned.")

  private static let unchecked = forbidding(
    "unchecked", ["@ unchecked", "nonisolated ( unsafe )"], in: { $0.isProgram && $0 != .storage },
    sample: ("Sources/HTTPAPI/Shared.swift", "final class A: @unchecked Sendable {}"),
    "only the two engines answer for themselves; let the compiler check what crosses tasks.")

  private static let statements = Rule(
    "sql_outside_storage",
    samples: [
      Sample(
        ["Sources/Operations/Direct.swift": "let a =\n  \"SELECT id FROM invoice\""],
        finds: "Sources/Operations/Direct.swift:2")
    ]
  ) { repository in
    let openings = [
      "SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "ALTER TABLE ", "WITH ",
    ]
    return repository.swift { $0.isProgram && $0 != .storage }.flatMap { file, _ in
      (file.swift?.tokens ?? []).filter { token in
        guard token.kind == .string else { return false }
        let text = token.text.drop { $0.isWhitespace }
        return openings.contains { text.hasPrefix($0) && text.count > $0.count }
      }.map { Finding(file.path, $0.line, "SQL lives in Storage, beside the mapping that reads its rows.") }
    }
  }

  /// Everywhere below the edges, `Double` is suspicious; at the edges only beside a word for money.
  private static let floatingMoney = Rule(
    "floating_money",
    samples: [
      Sample(["Sources/Rating/Rough.swift": "\nlet fee: Double"], finds: "Sources/Rating/Rough.swift:2"),
      Sample(
        ["Sources/HTTPAPI/Rough.swift": "let share: Double\nvar amountDue: Double"],
        finds: "Sources/HTTPAPI/Rough.swift:2"),
    ]
  ) { repository in
    let floating: Set<String> = [
      "Double", "Float", "Float32", "Float64", "CGFloat", "Decimal", "NSDecimalNumber",
    ]
    let modelling: Set<String> = ["Analytics", "Forecasting", "PriceLab"]
    let money = [
      "amount", "price", "fee", "total", "balance", "money", "revenue", "cents", "minorUnits", "mrr",
    ]
    return repository.swift { $0.isProgram }.filter { !modelling.contains($0.target.name) }
      .flatMap { file, target -> [Finding] in
        let tokens = file.swift?.tokens ?? []
        let lines = Dictionary(grouping: tokens.filter { $0.kind == .word }, by: \.line)
        return tokens.filter { $0.kind == .word && floating.contains($0.text) }.filter { token in
          guard target.ring == .edges || target.ring == .product else { return true }
          return lines[token.line, default: []].contains { word in
            money.contains { word.text.lowercased().contains($0.lowercased()) }
          }
        }.map {
          Finding(
            file.path, $0.line, "`\($0.text)`: money is Int64 minor units, and products go through Int128.")
        }
      }
  }
}
