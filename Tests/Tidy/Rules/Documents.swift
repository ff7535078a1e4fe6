extension Rule {
  static let documents = [headings, links, namedFiles, decisions]

  private static let headings = Rule(
    "target_readme",
    samples: [
      Sample(
        [
          "Sources/Rating/A.swift": "", "Sources/Rating/README.md": "# Rating\n\n## Owns\n\nA.\n\n## Words\n",
        ],
        finds: "Sources/Rating/README.md:1"),
      Sample(["Sources/Monetary/A.swift": ""], finds: "Sources/Monetary/README.md:1"),
      Sample(
        [
          "Sources/Rating/README.md":
            "# R\n\n## Owns\n## Does not own\n\nB.\n## Words\n\nC.\n## Invariants\n\nD.\n## Read next\n\nE.\n"
        ],
        finds: "Sources/Rating/README.md:3"),
    ]
  ) { repository in
    let wanted = ["Owns", "Does not own", "Words", "Invariants", "Read next"]
    return repository.manifest.targets.filter { $0.ring.isProgram && !$0.isSystemLibrary }.flatMap {
      target -> [Finding] in
      let path = "\(target.folder)/README.md"
      guard repository.paths.contains(target.folder) else { return [] }
      guard let page = repository.file(path) else {
        return [Finding(path, 1, "\(target.name) has no page. Write \(wanted.joined(separator: " · ")).")]
      }
      let found = page.lines.enumerated().filter { $0.element.hasPrefix("## ") }
      let names = found.map { String($0.element.dropFirst(3)) }
      guard names == wanted else {
        return [Finding(path, 1, "The headings are \(wanted.joined(separator: " · ")), in this order.")]
      }
      return found.filter { index, _ in
        !(page.lines[(index + 1)...].first { !$0.isEmpty } ?? "#").isProse
      }.map { Finding(path, $0.offset + 1, "There is nothing below this heading.") }
    }
  }

  private static let links = Rule(
    "dead_link",
    samples: [
      Sample(["docs/a.md": "\nsee [b](b.md)"], finds: "docs/a.md:2"),
      Sample(["docs/a.md": "[b](b.md#words)", "docs/b.md": "# B\n\n## Other words\n"], finds: "docs/a.md:1"),
    ]
  ) { repository in
    repository.pages.flatMap { page in
      page.links.compactMap { target, line in
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let path = parts[0].isEmpty ? page.path : resolved(parts[0], from: page.folder)
        guard repository.paths.contains(path) else {
          return Finding(page.path, line, "The link leads nowhere: \(target).")
        }
        guard parts.count == 2, let file = repository.file(path), !file.anchors.contains(parts[1]) else {
          return nil
        }
        return Finding(page.path, line, "\(path) has no heading #\(parts[1]).")
      }
    }
  }

  /// Files named in backticks, from the page's folder, the root or `Sources`.
  private static let namedFiles = Rule(
    "named_file_missing",
    samples: [
      Sample(
        ["docs/a.md": "\nStart in `Rating/Gone.swift`.", "Sources/Rating/A.swift": ""], finds: "docs/a.md:2")
    ]
  ) { repository in
    repository.pages.flatMap { page in
      page.codeSpans.filter { span, _ in
        [".swift", ".md", ".py", ".sh"].contains { span.hasSuffix($0) }
          && span.allSatisfy { $0.isLetter || $0.isNumber || "/._+-".contains($0) }
      }.filter { span, _ in
        let places = [page.folder, "", "Sources", "Tests", "docs/decisions"].map { resolved(span, from: $0) }
        return !places.contains { repository.paths.contains($0) }
      }.map { Finding(page.path, $0.line, "There is no \($0.span). Name the file by its path from here.") }
    }
  }

  private static let decisions = Rule(
    "decision_numbers",
    samples: [
      Sample(
        ["docs/decisions/0001-a.md": "# 1. A", "docs/decisions/0003-b.md": "# 3. B"],
        finds: "docs/decisions/0003-b.md:1"),
      Sample(["docs/decisions/0001-a.md": "# 2. A"], finds: "docs/decisions/0001-a.md:1"),
    ]
  ) { repository in
    let pages = repository.files.filter { $0.folder == "docs/decisions" && $0.path.hasSuffix(".md") }
    return pages.enumerated().compactMap { index, page in
      let number = index + 1
      let digits = String(repeating: "0", count: max(0, 4 - "\(number)".count)) + "\(number)"
      guard page.name.hasPrefix("\(digits)-") else {
        return Finding(page.path, 1, "Decisions are numbered without gaps: this place is \(digits)'s.")
      }
      guard page.lines.first?.hasPrefix("# \(number). ") == true else {
        return Finding(page.path, 1, "The page begins with \"# \(number). \" and what was decided.")
      }
      return nil
    }
  }
}

/// A path as a link in `folder` means it.
private func resolved(_ target: String, from folder: String) -> String {
  var parts = folder.split(separator: "/").map(String.init)
  for part in target.split(separator: "/") {
    switch part {
    case ".": continue
    case "..": parts = parts.dropLast()
    default: parts.append(String(part))
    }
  }
  return parts.joined(separator: "/")
}

extension Repository {
  fileprivate var pages: [TextFile] { files.filter { $0.path.hasSuffix(".md") } }
}

extension TextFile {
  /// Lines of a page that are prose, not an example.
  private var prose: [(text: String, line: Int)] {
    var isExample = false
    return lines.enumerated().compactMap { index, line in
      if line.drop(while: \.isWhitespace).hasPrefix("```") { isExample.toggle() }
      return isExample ? nil : (line, index + 1)
    }
  }

  /// Targets of `[text](target)` within the repository.
  fileprivate var links: [(target: String, line: Int)] {
    prose.flatMap { text, line in
      text.matches(of: #/\]\(([^)\s]+)\)/#).map { (String($0.output.1), line) }
        .filter { !$0.0.contains(":") }
    }
  }

  /// What stands in backticks, once.
  var codeSpans: [(span: String, line: Int)] {
    prose.flatMap { text, line in text.matches(of: #/`([^`]+)`/#).map { (String($0.output.1), line) } }
  }

  /// The headings as links name them.
  fileprivate var anchors: Set<String> {
    Set(
      prose.filter { $0.text.hasPrefix("#") }.map { heading in
        let words = heading.text.drop { $0 == "#" }.lowercased()
        return String(
          String(words).trimmed.compactMap { character in
            character == " "
              ? "-" : character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
          })
      })
  }
}

extension String {
  fileprivate var isProse: Bool { !hasPrefix("#") }
}
