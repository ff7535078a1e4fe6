import Operations

/// Which part of a list a request asks for. Lists run newest first.
struct PageRequest: Hashable, Sendable {
  static let limitUsual = 10
  static let limitMost = 100

  let limit: Int
  let cursor: Page.Cursor?

  init(limit: Int = limitUsual, cursor: Page.Cursor? = nil) {
    self.limit = limit
    self.cursor = cursor
  }

  /// The parameters every list takes.
  static let specifications: [ParameterSpecification] = [
    .integer("limit", 1...Int64(limitMost)), .text("starting_after"), .text("ending_before"),
  ]

  init(_ parameters: RequestParameters) throws(APIError) {
    limit = parameters.integer("limit").map(Int.init) ?? Self.limitUsual
    switch (parameters.string("starting_after"), parameters.string("ending_before")) {
    case (nil, nil): cursor = nil
    case (let id?, nil): cursor = .after(id)
    case (nil, let id?): cursor = .before(id)
    case (_?, _?): throw .exclusiveParameters(["ending_before", "starting_after"])
    }
  }

  /// The same in the words of Operations, with the filter on when things were created.
  func page(_ parameters: RequestParameters) -> Page {
    Page(limit: limit, cursor: cursor, created: parameters.timeRange("created") ?? CreatedRange())
  }

  /// One page of a list that is at hand, in its own order.
  func page<Element: Sendable>(of all: [Element], id: (Element) -> String) throws -> PageResult<Element> {
    func place(_ cursor: String) throws -> Int {
      guard let place = all.firstIndex(where: { id($0) == cursor }) else { throw UnknownCursor(id: cursor) }
      return place
    }
    switch cursor {
    case nil: return PageResult(elements: Array(all.prefix(limit)), hasMore: all.count > limit)
    case .after(let id):
      let rest = all[(try place(id) + 1)...]
      return PageResult(elements: Array(rest.prefix(limit)), hasMore: rest.count > limit)
    case .before(let id):
      let rest = all[..<(try place(id))]
      return PageResult(elements: Array(rest.suffix(limit)), hasMore: rest.count > limit)
    }
  }

  /// The refusal when the cursor names no object of the list.
  func unknownCursor(_ noun: String) -> APIError {
    switch cursor {
    case .after(let id): .missing(noun, id, parameter: "starting_after")
    case .before(let id): .missing(noun, id, parameter: "ending_before")
    case nil: .fault
    }
  }
}

extension PageResult {
  static var empty: PageResult<Element> { PageResult<Element>(elements: [], hasMore: false) }
}
