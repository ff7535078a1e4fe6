import Hummingbird

/// One thing a caller can ask for: everything about it that is not its work is declared, so that checking,
/// documenting and answering it are the same for all.
public struct Route: Sendable {
  public typealias Handler = @Sendable (Call) async throws -> Answer

  public enum Support: String, Sendable {
    /// Works as the format says, in all parameters it declares.
    case supported
    /// Answers an empty list, so that tools which poll it go on.
    case emptyList = "empty list"
  }

  public let method: HTTPRequest.Method
  public let path: PathTemplate
  /// One sentence in the present tense, for the compatibility table.
  public let summary: String
  public let parameters: [ParameterSpecification]
  public let shape: AnswerShape
  public let support: Support
  public let handler: Handler

  public init(
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
  public var name: String { "\(method.rawValue) \(path.text)" }
}

/// A path with places for ids: `/v1/customers/{customer}/payment_methods`.
public struct PathTemplate: Hashable, Sendable {
  public enum Segment: Hashable, Sendable {
    case word(String)
    case identifier(String)
  }

  public let text: String
  public let segments: [Segment]

  public init(_ text: String) {
    precondition(text.hasPrefix("/") && !text.hasSuffix("/"), "\(text) is no path template")
    self.text = text
    segments = text.dropFirst().split(separator: "/").map { segment in
      segment.hasPrefix("{") && segment.hasSuffix("}")
        ? .identifier(String(segment.dropFirst().dropLast())) : .word(String(segment))
    }
  }
}
