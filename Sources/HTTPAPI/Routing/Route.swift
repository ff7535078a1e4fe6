import Hummingbird

/// One thing a caller can ask for: everything about it that is not its work is declared, so that checking,
/// documenting and answering it are the same for all.
struct Route: Sendable {
  typealias Handler = @Sendable (Call) async throws -> Answer

  enum Support: String, Sendable {
    /// Works as the format says, in all parameters it declares.
    case supported
    /// Answers an empty list, so that tools which poll it go on.
    case emptyList = "empty list"
  }

  let method: HTTPRequest.Method
  let path: PathTemplate
  /// One sentence in the present tense, for the compatibility table.
  let summary: String
  let parameters: [ParameterSpecification]
  let shape: AnswerShape
  let support: Support
  let handler: Handler
  /// Its place in the table that holds it.
  var place = 0

  init(
    _ method: HTTPRequest.Method, _ path: String, _ summary: String,
    parameters: [ParameterSpecification] = [], answers shape: AnswerShape, support: Support = .supported,
    handler: @escaping Handler
  ) {
    self.method = method
    self.path = PathTemplate(path)
    self.summary = summary
    var specifications = parameters
    if case .list = shape, method == .get { specifications += PageRequest.specifications }
    specifications.append(Expansion.specification)
    self.parameters = specifications
    self.shape = shape
    self.support = support
    self.handler = handler
  }

  /// Method and path template, as the log and the compatibility table name the route.
  var name: String { "\(method.rawValue) \(path.text)" }
}

/// A path with places for ids: `/v1/customers/{customer}/payment_methods`.
struct PathTemplate: Hashable, Sendable {
  enum Segment: Hashable, Sendable {
    case word(String)
    case identifier(String)
  }

  let text: String
  let segments: [Segment]

  init(_ text: String) {
    precondition(text.hasPrefix("/") && !text.hasSuffix("/"), "\(text) is no path template")
    self.text = text
    segments = text.dropFirst().split(separator: "/").map { segment in
      segment.hasPrefix("{") && segment.hasSuffix("}")
        ? .identifier(String(segment.dropFirst().dropLast())) : .word(String(segment))
    }
  }
}
