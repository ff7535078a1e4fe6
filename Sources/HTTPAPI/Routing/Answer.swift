import Notation

/// What is written back: a status and bytes, of JSON if nothing else is said.
struct Answer: Hashable, Sendable {
  let status: Int
  let body: [UInt8]
  /// The request whose stored answer this is, when an idempotency key was used before.
  let originalRequestID: String?
  let mediaType: String

  init(
    status: Int = 200, body: [UInt8], originalRequestID: String? = nil, mediaType: String = "application/json"
  ) {
    self.status = status
    self.mediaType = mediaType
    self.body = body
    self.originalRequestID = originalRequestID
  }

  init(_ json: JSON) { self.init(body: json.utf8) }

  /// The object that `write` writes.
  static func written(minimumCapacity: Int = 1_024, _ write: (inout JSONWriter) throws -> Void)
    rethrows -> Answer
  {
    var writer = JSONWriter(minimumCapacity: minimumCapacity)
    try write(&writer)
    return Answer(body: writer.bytes)
  }

  /// A table for a spreadsheet.
  static func csv(_ text: String) -> Answer {
    Answer(body: Array(text.utf8), mediaType: "text/csv; charset=utf-8")
  }

  /// A list object around its elements.
  static func list<Element>(
    _ elements: [Element], hasMore: Bool, url: String, write: (inout JSONWriter, Element) throws -> Void
  ) rethrows -> Answer {
    try written(minimumCapacity: 512 + elements.count * 1_024) { writer in
      try writer.list(elements, hasMore: hasMore, url: url, write: write)
    }
  }
}

extension JSONWriter {
  /// A list object; nested lists know their `total`.
  mutating func list<Element>(
    _ elements: [Element], hasMore: Bool, url: String, total: Int? = nil,
    write: (inout JSONWriter, Element) throws -> Void
  ) rethrows {
    beginObject()
    key("object")
    value("list")
    key("data")
    beginArray()
    for element in elements { try write(&self, element) }
    endArray()
    key("has_more")
    value(hasMore)
    if let total {
      key("total_count")
      value(Int64(total))
    }
    key("url")
    value(url)
    endObject()
  }
}
