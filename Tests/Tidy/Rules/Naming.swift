extension Rule {
  static let naming = [emptyNames, leftovers, machinePaths]

  /// A word that fits everything says nothing.
  private static let emptyNames = Rule(
    "empty_names",
    samples: [
      Sample(["Sources/Rating/A.swift": "\nstruct PriceManager {}"], finds: "Sources/Rating/A.swift:2"),
      Sample(
        ["Sources/HTTPAPI/A.swift": "enum A {\n  private struct HTTPUtils {}\n}"],
        finds: "Sources/HTTPAPI/A.swift:2"),
    ]
  ) { repository in
    let empty: Set<String> = [
      "Manager", "Service", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Impl", "Misc",
      "Common",
    ]
    return repository.files.flatMap { file in
      (file.swift?.declarations ?? []).filter(\.isType).compactMap { type in
        guard let word = type.name.camelWords.first(where: empty.contains) else { return nil }
        return Finding(
          file.path, type.line,
          "\(type.name): \"\(word)\" says nothing. Name it after what it is to the business.")
      }
    }
  }

  private static let leftovers = Rule(
    "leftovers",
    samples: [
      Sample(
        ["Sources/Rating/A.swift": "let a = 1  // \("FIX" + "ME")"], finds: "Sources/Rating/A.swift:1"),
      Sample(["docs/a.md": "# A\n\n\("TO" + "DO") write this"], finds: "docs/a.md:3"),
    ]
  ) { repository in
    let words = ["FIX" + "ME", "TO" + "DO", "X" + "XX", "HA" + "CK"]
    func isLeft(_ text: String) -> Bool {
      text.split { !$0.isLetter }.contains { words.contains(String($0)) }
    }
    return repository.files.flatMap { file -> [Finding] in
      let remarks =
        file.swift?.remarks ?? file.lines.enumerated().map { Remark(text: $0.element, line: $0.offset + 1) }
      return remarks.filter { isLeft($0.text) }.map {
        Finding(file.path, $0.line, "Something is left to do. Do it, or file it where work is planned.")
      }
    }
  }

  /// What works on one machine only.
  private static let machinePaths = Rule(
    "machine_paths",
    samples: [
      Sample(
        ["Sources/Rating/A.swift": "\nlet home = \"/ho\("me")/ada/perennial\""],
        finds: "Sources/Rating/A.swift:2"),
      Sample(["Scripts/a.sh": "cd /ro\("ot")/perennial"], finds: "Scripts/a.sh:1"),
    ]
  ) { repository in
    let roots = ["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", "/mn" + "t/", "C:" + "\\"]
    return repository.files.flatMap { file in
      file.lines.enumerated().compactMap { index, line in
        guard let root = roots.first(where: { line.contains(path: $0) }) else { return nil }
        return Finding(
          file.path, index + 1, "\(root)… is on one machine only. Say it relative to the repository.")
      }
    }
  }
}

extension String {
  /// `HTTPUtils` is `HTTP` and `Utils`.
  fileprivate var camelWords: [String] {
    var words: [String] = []
    let letters = Array(self)
    for (index, letter) in letters.enumerated() {
      let beforeIsSmall = index > 0 && !letters[index - 1].isUppercase
      let nextIsSmall = index + 1 < letters.count && letters[index + 1].isLowercase
      if letter.isUppercase, index == 0 || beforeIsSmall || nextIsSmall { words.append("") }
      if words.isEmpty { words.append("") }
      words[words.count - 1].append(letter)
    }
    return words
  }

  /// Whether an absolute path begins with `root` here; the middle of a longer path or of an address does not.
  fileprivate func contains(path root: String) -> Bool {
    var rest = self[...]
    while let range = rest.firstRange(of: root) {
      let before = rest[..<range.lowerBound].last ?? self[..<range.lowerBound].last
      if before.map({ !$0.isLetter && !$0.isNumber && !"./-_}~".contains($0) }) ?? true { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
