import Hummingbird
import Notation
import Operations
import Receivables

// The three things almost every route does: show one object, list many, perform a command.
extension Route {
  /// Shows the object that `find` finds; none is a 404 that names the last id of the path.
  static func show(
    _ path: String, _ summary: String, _ type: ObjectType, parameters: [ParameterSpecification] = [],
    find: @escaping @Sendable (Call, Scene) throws -> (any WireObject)?
  ) -> Route {
    Route(.get, path, summary, parameters: parameters, answers: .object(type)) { call in
      try await call.read { scene in
        guard let object = try find(call, scene) else {
          throw APIError.missing(type.noun, call.lastIdentifier)
        }
        return try Answer.written { try object.write(to: &$0, in: scene, expanding: call.expansion) }
      }
    }
  }

  /// Lists what `find` finds for the page that is asked for.
  static func list<Object: WireObject>(
    _ path: String, _ summary: String, of type: ObjectType, parameters: [ParameterSpecification] = [],
    find: @escaping @Sendable (Call, Page, Scene) throws -> PageResult<Object>
  ) -> Route {
    Route(.get, path, summary, parameters: parameters, answers: .list(type)) { call in
      try await call.read { scene in
        do {
          let page = try find(call, call.page.page(call.parameters), scene)
          let inside = call.expansion.inside("data")
          return try .list(page.elements, hasMore: page.hasMore, url: call.path) { writer, object in
            try object.write(to: &writer, in: scene, expanding: inside)
          }
        } catch is UnknownCursor {
          throw call.page.unknownCursor(type.noun)
        }
      }
    }
  }

  /// Performs the command that `make` makes of the call, and answers the object that `show` finds afterwards.
  static func post<C: Command>(
    _ path: String, _ summary: String, _ type: ObjectType, parameters: [ParameterSpecification] = [],
    make: @escaping @Sendable (Call) async throws -> C,
    show: @escaping @Sendable (C.Outcome, Call, Scene) throws -> (any WireObject)?
  ) -> Route {
    Route(
      .post, path, summary, parameters: parameters, answers: .object(type),
      handler: performing(make, show: show))
  }

  /// The same for requests that end something.
  static func delete<C: Command>(
    _ path: String, _ summary: String, _ type: ObjectType, parameters: [ParameterSpecification] = [],
    make: @escaping @Sendable (Call) async throws -> C,
    show: @escaping @Sendable (C.Outcome, Call, Scene) throws -> (any WireObject)?
  ) -> Route {
    Route(
      .delete, path, summary, parameters: parameters, answers: .object(type),
      handler: performing(make, show: show))
  }

  private static func performing<C: Command>(
    _ make: @escaping @Sendable (Call) async throws -> C,
    show: @escaping @Sendable (C.Outcome, Call, Scene) throws -> (any WireObject)?
  ) -> Handler {
    { call in
      let workspace = call.caller.workspace
      let rendering = Rendering<C.Outcome>(
        outcome: { outcome, snapshot in
          let scene = Scene(snapshot, for: call.caller)
          guard let object = try show(outcome, call, scene) else { throw BrokenReference(id: "\(outcome)") }
          return try Answer.written { try object.write(to: &$0, in: scene, expanding: call.expansion) }.reply
        },
        refusal: { error, snapshot in
          try APIError(refusal: error, in: Scene(snapshot, for: call.caller))
            .map { Operations.Reply(status: $0.status, body: $0.body) }
        })
      do {
        let answered = try await workspace.reply(to: make(call), for: call.identity, rendering: rendering)
        return Answer(
          status: answered.reply.status, body: answered.reply.body,
          originalRequestID: answered.originalRequest)
      } catch let error where error is PaymentIntentRefusal || error is SetupIntentRefusal {
        // Nothing was written, so no reply was kept; the intent as it stands travels with the error.
        throw try await call.read { try APIError(refusal: error, in: $0) } ?? error
      }
    }
  }
}

extension Answer {
  fileprivate var reply: Operations.Reply { Operations.Reply(status: status, body: body) }
}

extension Call {
  /// Reads in one transaction.
  func read<Result: Sendable>(_ body: @escaping @Sendable (Scene) throws -> Result) async throws -> Result {
    try await caller.workspace.read { try body(Scene($0, for: caller)) }
  }

  /// The id that names what is asked for: the last one in the path.
  var lastIdentifier: String {
    for case .identifier(let name) in route.path.segments.reversed() { return identifier(name) }
    preconditionFailure("\(route.name) names nothing")
  }
}
