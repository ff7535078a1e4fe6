/// One place where a rule is broken, and what to do about it.
struct Finding: Hashable, Sendable, CustomStringConvertible {
  let path: String
  let line: Int
  let advice: String

  init(_ path: String, _ line: Int, _ advice: String) {
    self.path = path
    self.line = line
    self.advice = advice
  }

  var description: String { "\(path):\(line): \(advice)" }
}

/// One law of `CONTRIBUTING.md` that a program can check.
struct Rule: Sendable {
  let name: String
  /// A repository that breaks it in one place each, so that nobody needs to believe that the rule can fail.
  let samples: [Sample]
  let find: @Sendable (Repository) -> [Finding]

  init(_ name: String, samples: [Sample], find: @escaping @Sendable (Repository) -> [Finding]) {
    self.name = name
    self.samples = samples
    self.find = find
  }

  static let all: [Rule] = sizes + imports + calls + refusals + testing + documents + naming + commands
}

/// A small repository with one mistake, and where the rule must find it.
struct Sample: Sendable {
  let files: [String: String]
  /// `Sources/Rating/Broken.swift:3`
  let place: String

  /// - Parameter manifest: the targets of `Package.swift`; a few of each ring unless told otherwise.
  init(_ files: [String: String], finds place: String, manifest: String = Sample.manifest) {
    self.files = files.merging(["Package.swift": manifest]) { own, _ in own }
    self.place = place
  }

  static let manifest = """
    let kit: [Target.Dependency] = ["Monetary"]
    let package = Package(targets: [
      // Kit
      room("Monetary"),
      // Domain
      room("Rating", kit),
      room("Analytics", kit + ["Rating"]),
      // Storage
      room("Storage", kit + ["Rating"]),
      // Operations
      room("Operations", kit + ["Rating", "Storage", .product(name: "Logging", package: "swift-log")]),
      // Edges
      room("HTTPAPI", kit + ["Operations"]),
      room("Gateways", ["Operations"]),
      // Product
      .executableTarget(name: "perennial", dependencies: kit + ["Operations", "HTTPAPI"]),
      // Tests
      tests("DomainTests", kit + ["Rating"]),
    ])
    """
}
