import Chronology
import Operations
import Subscriptions

/// The parameters about when a contract is tried, from where its periods are counted, and when it ends.
enum CourseParameters {
  private static let endBehavior = ParameterSpecification.object(
    "trial_settings",
    [
      .object(
        "end_behavior",
        [
          .choice("missing_payment_method", Trial.WithoutCard.allCases.map(\.rawValue)).required
        ]
      ).required
    ])

  private static let cancelAt = ParameterSpecification.timestamp(
    "cancel_at", orWords: ["min_period_end", "max_period_end"])

  static let ofNew: [ParameterSpecification] = [
    .integer("trial_period_days", 1...730), .timestamp("trial_end", orWords: ["now"]), endBehavior, cancelAt,
    .timestamp("billing_cycle_anchor"),
    .object(
      "billing_cycle_anchor_config",
      [
        .integer("day_of_month", 1...31).required, .integer("month", 1...12), .integer("hour", 0...23),
        .integer("minute", 0...59), .integer("second", 0...59),
      ]),
    .timestamp("backdate_start_date"),
  ]

  static let ofChange: [ParameterSpecification] = [
    .timestamp("trial_end", orWords: ["now"]), endBehavior, cancelAt.clearable,
    .object(
      "pause_collection",
      [
        .choice("behavior", CollectionPause.Behavior.allCases.map(\.rawValue)).required,
        .timestamp("resumes_at"),
      ]
    ).clearable,
    .init(
      "billing_cycle_anchor",
      .anyOf([
        .choice(["now", "unchanged"]), .object([.choice("type", ["now", "unchanged"]).required]),
      ])),
  ]

  static func apply(_ parameters: RequestParameters, to command: inout CreateSubscription) throws {
    try exclude(["trial_period_days", "trial_end"], parameters)
    try exclude(["billing_cycle_anchor", "billing_cycle_anchor_config"], parameters)
    try exclude(["cancel_at", "cancel_at_period_end"], parameters)
    if let days = parameters.integer("trial_period_days") {
      command.trial = .days(Int(days))
    } else if let end = parameters.instant("trial_end") {
      command.trial = .until(end)
    }
    if command.trial != nil { try exclude(["backdate_start_date", "trial_end"], parameters) }
    if command.trial != nil { try exclude(["backdate_start_date", "trial_period_days"], parameters) }
    command.withoutCard = withoutCard(parameters) ?? .createInvoice
    command.cancelAt = plannedEnd(parameters)
    if let anchor = parameters.instant("billing_cycle_anchor") {
      command.anchor = .at(anchor)
    } else if let day = parameters.object("billing_cycle_anchor_config") {
      command.anchor = .day(anchorDay(day))
    }
    command.startDate = parameters.instant("backdate_start_date")
    command.prorates = SubscriptionParameters.prorationBehavior(parameters) != .none
  }

  static func apply(_ parameters: RequestParameters, to command: inout UpdateSubscription) throws {
    try exclude(["cancel_at", "cancel_at_period_end"], parameters)
    try refuseBeginnings(parameters)
    if let end = parameters.instant("trial_end") {
      command.trialEnd = .at(end)
    } else if parameters.string("trial_end") != nil {
      command.trialEnd = .now
    }
    command.withoutCard = withoutCard(parameters)
    if let end = plannedEnd(parameters) {
      command.cancelAt = .set(end)
    } else if parameters.isCleared("cancel_at") {
      command.cancelAt = .set(nil)
    }
    if let pause = parameters.object("pause_collection"),
      let behavior = pause.string("behavior").flatMap(CollectionPause.Behavior.init)
    {
      command.collectionPause = .set(.init(behavior, resumesAt: pause.instant("resumes_at")))
    } else if parameters.isCleared("pause_collection") {
      command.collectionPause = .set(nil)
    }
    command.startsPeriodNow = startsPeriodNow(parameters) ?? false
  }

  /// What a preview takes for contracts to come only.
  private static func refuseBeginnings(_ parameters: RequestParameters) throws {
    if parameters.isGiven("backdate_start_date") {
      throw APIError.invalid(
        parameters.name("backdate_start_date"), "The subscription has begun already.")
    }
    if parameters.instant("billing_cycle_anchor") != nil {
      throw APIError.invalid(
        parameters.name("billing_cycle_anchor"),
        "The anchor of a subscription that has begun stays unchanged or moves to now.")
    }
  }

  /// What `billing_cycle_anchor` says where it is a word: alone, or as an object's `type`.
  static func startsPeriodNow(_ parameters: RequestParameters) -> Bool? {
    let word =
      parameters.string("billing_cycle_anchor")
      ?? parameters.object("billing_cycle_anchor")?.string("type")
    return word.map { $0 == "now" }
  }

  /// When it shall end: at an instant, or with the periods that run.
  private static func plannedEnd(_ parameters: RequestParameters) -> PlannedEnd? {
    if let end = parameters.instant("cancel_at") { return .at(end) }
    return switch parameters.string("cancel_at") {
    case "min_period_end": .firstPeriodEnd
    case "max_period_end": .lastPeriodEnd
    default: nil
    }
  }

  private static func withoutCard(_ parameters: RequestParameters) -> Trial.WithoutCard? {
    parameters.object("trial_settings")?.object("end_behavior")?.string("missing_payment_method")
      .flatMap(Trial.WithoutCard.init)
  }

  private static func anchorDay(_ day: RequestParameters) -> AnchorDay {
    let clock = ["hour", "minute", "second"].map { day.integer($0).map(Int.init) }
    let isTimed = clock.contains { $0 != nil }
    return AnchorDay(
      dayOfMonth: Int(day.integer("day_of_month") ?? 1), month: day.integer("month").map(Int.init),
      time: isTimed ? (clock[0] ?? 0) * 3600 + (clock[1] ?? 0) * 60 + (clock[2] ?? 0) : nil)
  }

  private static func exclude(_ names: [String], _ parameters: RequestParameters) throws {
    guard names.allSatisfy(parameters.isGiven) else { return }
    throw APIError.exclusiveParameters(names.map(parameters.name))
  }
}
