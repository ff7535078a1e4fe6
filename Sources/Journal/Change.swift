import Notation

/// The columns of a state that a fact changed, with the values before and after.
public struct Change<State: Codable & Sendable>: Sendable {
  /// A change that was just made is text, for the journal; one that was read back is what was parsed.
  private enum Content: Sendable {
    case written(before: String, after: String)
    case parsed(before: JSON, after: JSON)
  }

  private let content: Content

  public init(from old: State, to new: State) {
    do {
      let (before, after) = try JSON.difference(from: JSON(encoding: old), to: JSON(encoding: new))
      content = .parsed(before: before, after: after)
    } catch {
      preconditionFailure("our own states encode: \(error)")
    }
  }

  public init(from old: State, to new: State) where State: JSONRepresentable {
    let (before, after) = JSONForm.difference(from: old, to: new)
    content = .written(before: before, after: after)
  }

  init(json: JSON) throws(FactUnreadable) {
    guard let before = json["before"], let after = json["after"] else { throw FactUnreadable(kind: "change") }
    content = .parsed(before: before, after: after)
  }

  func write(to object: inout JSONForm) {
    switch content {
    case .written(let before, let after):
      object.add("before", written: before)
      object.add("after", written: after)
    case .parsed(let before, let after):
      object.add("before", before)
      object.add("after", after)
    }
  }

  /// The state after this change, given the one before it.
  public func applied(to state: State) throws -> State {
    try JSON(encoding: state).merging(after).decode(State.self)
  }

  /// The state before this change, given the one after it.
  public func reverted(from state: State) throws -> State {
    try JSON(encoding: state).merging(before).decode(State.self)
  }

  public var isEmpty: Bool {
    switch content {
    case .written(_, let after): after == "{}"
    case .parsed(_, let after): after.object?.isEmpty ?? true
    }
  }

  /// The changed columns as they were; absent reads as null.
  public var before: JSON {
    get throws {
      switch content {
      case .written(let before, _): try JSON(parsing: before.utf8)
      case .parsed(let before, _): before
      }
    }
  }

  /// The changed columns as they are now; null is absent.
  public var after: JSON {
    get throws {
      switch content {
      case .written(_, let after): try JSON(parsing: after.utf8)
      case .parsed(_, let after): after
      }
    }
  }
}
