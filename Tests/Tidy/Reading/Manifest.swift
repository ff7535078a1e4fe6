/// What `Package.swift` declares: the targets, their rings and what each may import.
struct Manifest: Sendable {
  struct Target: Hashable, Sendable {
    let name: String
    let ring: Ring
    let folder: String
    let line: Int
    /// Names of targets and products, groups such as `kit` taken apart.
    let imports: Set<String>
    /// Those that the target names itself.
    let importsNamed: Set<String>
    let isSystemLibrary: Bool
  }

  let targets: [Target]

  /// The target a file belongs to; the one with the longest folder when they are nested.
  func target(of path: String) -> Target? {
    targets.filter { path.hasPrefix($0.folder + "/") }.max { $0.folder.count < $1.folder.count }
  }

  func target(named name: String) -> Target? { targets.first { $0.name == name } }

  init(_ text: String) {
    var reading = ManifestReading(SwiftText(text))
    targets = reading.targets()
  }
}

/// The rings from the inside out, as the comments in `Package.swift` name them.
enum Ring: Hashable, Sendable {
  case kit, domain, storage, operations, edges, product, tests
  /// A group that the architecture does not draw, such as tools; nothing is forbidden to it.
  case other

  init?(heading: String) {
    switch heading {
    case "Kit": self = .kit
    case "Domain": self = .domain
    case "Storage": self = .storage
    case "Operations": self = .operations
    case "Edges": self = .edges
    case "Product": self = .product
    case "Tests": self = .tests
    case _ where heading.split(separator: " ").count == 1 && heading.first?.isUppercase == true: self = .other
    default: return nil
    }
  }

  /// Which rings a target of this one may import from; nil for any.
  var reach: Set<Ring>? {
    switch self {
    case .kit: [.kit]
    case .domain: [.kit, .domain]
    case .storage: [.kit, .domain, .storage]
    case .operations: [.kit, .domain, .storage, .operations]
    case .edges: [.kit, .domain, .operations]
    case .product, .tests, .other: nil
    }
  }

  /// Takes state, input and `at:`, and returns values; nothing else.
  var isPure: Bool { self == .kit || self == .domain }

  /// What ships: everything but tests and tools.
  var isProgram: Bool { self != .tests && self != .other }
}

private struct ManifestReading {
  private let text: SwiftText
  private var groups: [String: Set<String>] = [:]
  private let headings: [(line: Int, ring: Ring)]

  init(_ text: SwiftText) {
    self.text = text
    headings = text.remarks.compactMap { remark in Ring(heading: remark.text).map { (remark.line, $0) } }
  }

  mutating func targets() -> [Manifest.Target] {
    readGroups()
    return text.tokens.indices.compactMap { index in
      guard text.tokens[index].kind == .word, text.isMark("(", at: index + 1) else { return nil }
      return target(text.text(index), at: index)
    }
  }

  /// `let kit: [Target.Dependency] = [ … ]`
  private mutating func readGroups() {
    for index in text.places(of: ": [ Target . Dependency ] =") {
      groups[text.text(index - 1)] = names(from: index + 7, isGroup: true)
    }
  }

  private func target(_ call: String, at index: Int) -> Manifest.Target? {
    let isTest = ["tests", "testTarget"].contains(call)
    guard isTest || ["room", "target", "executableTarget", "systemLibrary"].contains(call) else { return nil }
    let arguments = arguments(of: index + 1)
    guard let name = (arguments["name"] ?? arguments["0"]).flatMap({ text.string(at: $0) }) else {
      return nil
    }
    let line = text.tokens[index].line
    let dependencies = arguments["dependencies"] ?? arguments["1"]
    return Manifest.Target(
      name: name, ring: headings.last { $0.line < line }?.ring ?? .other,
      folder: arguments["path"].flatMap { text.string(at: $0) }
        ?? (isTest ? "Tests/\(name)" : "Sources/\(name)"),
      line: line, imports: dependencies.map { names(from: $0, isGroup: true) } ?? [],
      importsNamed: dependencies.map { names(from: $0, isGroup: false) } ?? [],
      isSystemLibrary: call == "systemLibrary")
  }

  /// Where each argument's value begins, by label, or by number for those without.
  private func arguments(of opening: Int) -> [String: Int] {
    var found: [String: Int] = [:]
    var place = opening + 1
    let end = text.closing(opening)
    while place < end {
      if text.tokens[place].kind == .word, text.isMark(":", at: place + 1) {
        found[text.text(place)] = place + 2
        place += 2
      } else {
        found[String(found.count)] = place
      }
      while place < end, !text.isMark(",", at: place) {
        if ["(", "["].contains(where: { text.isMark($0, at: place) }) { place = text.closing(place) }
        place += 1
      }
      place += 1
    }
    return found
  }

  /// The value of `kit + ["Rating", .product(name: "Crypto", package: "swift-crypto")]`.
  private func names(from start: Int, isGroup: Bool) -> Set<String> {
    var found: Set<String> = []
    var place = start
    while place < text.tokens.count {
      if text.isMark("[", at: place) {
        found.formUnion(elements(of: place))
        place = text.closing(place)
      } else if let group = groups[text.text(place)] {
        if isGroup { found.formUnion(group) }
      } else if !text.isMark("+", at: place) {
        break
      }
      place += 1
    }
    return found
  }

  private func elements(of opening: Int) -> Set<String> {
    var found: Set<String> = []
    var place = opening + 1
    while place < text.closing(opening) {
      if let name = text.string(at: place) { found.insert(name) }
      if text.isMark("(", at: place) {
        if let name = text.string(at: place + 3) { found.insert(name) }
        place = text.closing(place)
      }
      place += 1
    }
    return found
  }
}
