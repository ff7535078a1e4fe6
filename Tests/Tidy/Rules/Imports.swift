// The arrows of ARCHITECTURE.md, as `Package.swift` declares them, held against what files import.
extension Rule {
  static let imports = [arrows, importsDeclared, importsUsed, purity]

  private static let arrows = Rule(
    "arrows",
    samples: [
      Sample(
        [:], finds: "Package.swift:4",
        manifest:
          "let p = [\n  // Kit\n  room(\"Monetary\"),\n  room(\"Identity\", [\"Rating\"]),\n"
          + "  // Domain\n  room(\"Rating\"),\n]"
      ),
      Sample(
        [:], finds: "Package.swift:4",
        manifest: "let p = [\n  // Edges\n  room(\"Gateways\"),\n  room(\"HTTPAPI\", [\"Gateways\"]),\n]"),
      Sample([:], finds: "Package.swift:1", manifest: "let p = [ room(\"Lonely\") ]"),
    ]
  ) { repository in
    repository.manifest.targets.flatMap { target -> [Finding] in
      if target.ring == .other, target.folder.hasPrefix("Sources/") {
        return [
          Finding(
            "Package.swift", target.line, "\(target.name) stands under no ring; put it below its comment.")
        ]
      }
      guard let reach = target.ring.reach else { return [] }
      return target.imports.sorted().compactMap { name in
        guard let other = repository.manifest.target(named: name), !reach.contains(other.ring) else {
          return nil
        }
        return Finding(
          "Package.swift", target.line,
          "\(target.name) may not import \(name): ARCHITECTURE.md draws no arrow from \(target.ring) "
            + "to \(other.ring)."
        )
      }
    }
  }

  private static let importsDeclared = Rule(
    "imports_declared",
    samples: [
      Sample(
        ["Sources/HTTPAPI/Sly.swift": "import Operations\nimport Storage\n"],
        finds: "Sources/HTTPAPI/Sly.swift:2"),
      Sample(
        ["Sources/Rating/Sly.swift": "import struct Logging.Logger\n"], finds: "Sources/Rating/Sly.swift:1"),
    ]
  ) { repository in
    repository.swift { _ in true }.flatMap { file, target in
      file.imports.filter { !toolchain.contains($0.module) && !target.imports.contains($0.module) }.map {
        Finding(
          file.path, $0.line,
          "\(target.name) imports \($0.module) and Package.swift does not say so. "
            + "Declare it if the arrow is drawn."
        )
      }
    }
  }

  private static let importsUsed = Rule(
    "imports_used",
    samples: [
      Sample(
        ["Sources/Rating/A.swift": "import Monetary\n"], finds: "Package.swift:4",
        manifest:
          "let p = [\n  // Kit\n  room(\"Monetary\"), room(\"Chronology\"),\n"
          + "  room(\"Rating\", [\"Monetary\", \"Chronology\"]),\n]"
      )
    ]
  ) { repository in
    let imported = Dictionary(grouping: repository.swift { _ in true }, by: \.target.name)
      .mapValues { files in Set(files.flatMap { $0.file.imports.map(\.module) }) }
    return repository.manifest.targets.flatMap { target in
      target.importsNamed.subtracting(imported[target.name] ?? target.importsNamed).sorted().map {
        Finding("Package.swift", target.line, "No file of \(target.name) imports \($0). Take the arrow out.")
      }
    }
  }

  /// Kit and Domain are integers and values; Foundation brings clocks, files and floating point along.
  private static let purity = Rule(
    "pure_imports",
    samples: [
      Sample(
        ["Sources/Rating/Slow.swift": "import Monetary\nimport Foundation\n"],
        finds: "Sources/Rating/Slow.swift:2"),
      Sample(
        ["Sources/Operations/Slow.swift": "import Foundation\n"], finds: "Sources/Operations/Slow.swift:1"),
    ]
  ) { repository in
    repository.swift { $0.isPure || $0 == .operations }.flatMap { file, target in
      file.imports.filter { toolchain.contains($0.module) && $0.module != "Synchronization" }.map {
        Finding(
          file.path, $0.line,
          "\(target.name) imports \($0.module). "
            + "The \(target.ring) ring takes what it needs as arguments or through a port."
        )
      }
    }
  }

  /// Comes with Swift, so Package.swift does not say it.
  private static let toolchain: Set<String> = [
    "Foundation", "FoundationEssentials", "FoundationNetworking", "Dispatch", "Synchronization",
    "RegexBuilder",
    "Glibc", "Musl", "Darwin", "Testing", "PackageDescription",
  ]
}

extension TextFile {
  /// The modules a file imports, with the line of each.
  var imports: [(module: String, line: Int)] {
    guard let swift else { return [] }
    let kinds: Set<String> = ["class", "struct", "enum", "protocol", "func", "var", "let", "typealias"]
    return swift.places(of: "import").compactMap { index in
      guard !swift.isMark(".", at: index - 1), !swift.isMark(":", at: index + 1) else { return nil }
      let name = kinds.contains(swift.text(index + 1)) ? index + 2 : index + 1
      return (swift.text(name), swift.tokens[index].line)
    }
  }
}
