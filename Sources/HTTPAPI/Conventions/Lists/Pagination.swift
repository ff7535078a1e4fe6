/// Which part of a list a request asks for. Lists run newest first.
public struct PageRequest: Hashable, Sendable {
  public enum Cursor: Hashable, Sendable {
    /// Older than the object with this id.
    case after(String)
    /// Newer than the object with this id.
    case before(String)
  }

  public static let limitUsual = 10
  public static let limitMost = 100

  public let limit: Int
  public let cursor: Cursor?

  public init(limit: Int = limitUsual, cursor: Cursor? = nil) {
    self.limit = limit
    self.cursor = cursor
  }

  /// The parameters every list takes.
  public static let specifications: [ParameterSpecification] = [
    .integer("limit", 1...Int64(limitMost)), .text("starting_after"), .text("ending_before"),
  ]

  public init(_ parameters: RequestParameters) throws(APIError) {
    limit = parameters.integer("limit").map(Int.init) ?? Self.limitUsual
    switch (parameters.string("starting_after"), parameters.string("ending_before")) {
    case (nil, nil): cursor = nil
    case (let id?, nil): cursor = .after(id)
    case (nil, let id?): cursor = .before(id)
    case (_?, _?): throw .exclusiveParameters(["ending_before", "starting_after"])
    }
  }

  /// The refusal when the cursor names no object of the list.
  public func unknownCursor(_ noun: String) -> APIError {
    switch cursor {
    case .after(let id): .missing(noun, id, parameter: "starting_after")
    case .before(let id): .missing(noun, id, parameter: "ending_before")
    case nil: .fault
    }
  }
}
