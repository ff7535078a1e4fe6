/// Which references of an object a request wants to see as whole objects: a tree of property names.
struct Expansion: Hashable, Sendable {
  private var children: [String: Expansion] = [:]

  static let none = Expansion()
  static let depthMost = 4

  init() {}

  var isEmpty: Bool { children.isEmpty }

  /// What is wanted inside this property; nil when the property itself is not wanted.
  subscript(property: String) -> Expansion? { children[property] }

  /// What is wanted inside a property that is written anyway, such as the elements of a list.
  func inside(_ property: String) -> Expansion { children[property] ?? .none }

  mutating func insert(_ path: some Collection<Substring>) {
    guard let first = path.first else { return }
    children[String(first), default: .none].insert(path.dropFirst())
  }

  static let specification = ParameterSpecification.array("expand", of: .text(255), max: 100)

  /// The tree for `expand[]`, after checking every path against what the answer can expand.
  init(_ paths: [String], of shape: AnswerShape) throws(APIError) {
    for path in paths {
      let steps = path.split(separator: ".", omittingEmptySubsequences: false)
      if steps.count > Self.depthMost {
        throw APIError(
          .invalidRequest,
          "You cannot expand more than \(Self.depthMost) levels of a property. Property: \(path)",
          parameter: "expand")
      }
      try Self.check(path, steps[...], of: shape)
      insert(steps)
    }
  }

  private static func check(
    _ path: String, _ steps: ArraySlice<Substring>, of shape: AnswerShape
  ) throws(APIError) {
    switch shape {
    case .plain: throw unexpandable(path)
    case .object(let type):
      if !leads(steps, from: type) { throw unexpandable(path) }
    case .list(let type):
      if steps.first == "data", steps.count == 1 || leads(steps.dropFirst(), from: type) { return }
      throw leads(steps, from: type) ? unexpandable(path, insteadOf: "data.\(path)") : unexpandable(path)
    }
  }

  private static func unexpandable(_ path: String, insteadOf hint: String? = nil) -> APIError {
    let message = "This property cannot be expanded (\(path))."
    return APIError(
      .invalidRequest, hint.map { "\(message) You may want to try expanding '\($0)' instead." } ?? message,
      parameter: "expand")
  }

  private static func leads(_ steps: ArraySlice<Substring>, from type: ObjectType?) -> Bool {
    guard let first = steps.first else { return true }
    guard let target = type?.expandable[String(first)] else { return false }
    return leads(steps.dropFirst(), from: target.type)
  }
}

/// What a route answers: decides which properties may be expanded.
enum AnswerShape: Hashable, Sendable {
  case object(ObjectType)
  case list(ObjectType)
  /// Nothing in it refers to another object.
  case plain
}
