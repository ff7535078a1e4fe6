import Chronology

/// Days and months, as questions about figures name them.
enum CalendarParameters {
  static func day(_ name: String, _ parameters: RequestParameters) throws -> Day? {
    guard let text = parameters.string(name) else { return nil }
    guard let day = Day(iso: text) else {
      throw APIError.invalid(parameters.name(name), "Invalid day: \(text); write it as 2026-04-30")
    }
    return day
  }

  static func month(_ name: String, _ parameters: RequestParameters) throws -> Month? {
    guard let text = parameters.string(name) else { return nil }
    guard let month = Month(iso: text) else {
      throw APIError.invalid(parameters.name(name), "Invalid month: \(text); write it as 2026-04")
    }
    return month
  }
}
