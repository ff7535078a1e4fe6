import Notation
import Operations
import Receivables

/// `/v1/dunning_policy`: our own noun, for what the format keeps on a page of settings.
enum DunningPolicies {
  static let routes: [Route] = [
    Route(
      .get, "/v1/dunning_policy", "Shows what is done about payments that fail.", answers: .plain
    ) { call in
      try await call.read { scene in
        try Answer.written { try scene.snapshot.dunningPolicy().write(to: &$0, in: scene, expanding: .none) }
      }
    },
    .post(
      "/v1/dunning_policy", "Says when failed payments are tried again, and what follows the last try.",
      .dunningPolicy,
      parameters: [
        .array(
          "retry_days", of: .integer(1...Int64(DunningPolicy.daysMost)), max: DunningPolicy.retriesMost
        ).clearable, .choice("ending", DunningPolicy.Ending.allCases.map(\.rawValue)),
      ],
      make: { call in
        let parameters = call.parameters
        let current = try await call.read { try $0.snapshot.dunningPolicy() }
        let given = parameters.array("retry_days")?.compactMap { value -> Int? in
          if case .integer(let days) = value { Int(days) } else { nil }
        }
        let days = given ?? (parameters.isCleared("retry_days") ? [] : current.retries.days)
        return ChooseDunning(
          try DunningPolicy(
            retryDays: days,
            ending: parameters.string("ending").flatMap(DunningPolicy.Ending.init) ?? current.ending))
      }, show: { policy, _, _ in policy }),
  ]
}

extension DunningPolicy: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.members(#""object":"dunning_policy""#)
    writer.field("ending", ending.rawValue)
    writer.field("livemode", scene.isLive)
    writer.key("retry_days")
    writer.beginArray()
    for days in retries.days { writer.value(Int64(days)) }
    writer.endArray()
    writer.endObject()
  }
}
