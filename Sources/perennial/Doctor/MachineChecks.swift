import Chronology
import Foundation
import Operations

extension Checkup {
  /// Every setting in force with who said it; what may be secret is told without its value.
  mutating func look(at settings: Settings) {
    for setting in Setting.allCases {
      guard let given = settings.given(setting) else { continue }
      saw(setting.rawValue, (setting.isSecret ? "set" : given.text) + " (\(given.place))")
    }
    let readings: [() throws -> Void] = [
      { _ = try settings.host() }, { _ = try settings.port() }, { _ = try settings.rateLimit() },
      { _ = try settings.logLevel() }, { _ = try settings.logFormat() }, { _ = try settings.metricsToken() },
    ]
    for reading in readings {
      do {
        try reading()
      } catch {
        let advice = "Correct it there; `perennial serve` does not start with it."
        found(.settingInvalid, Complaint(error).message, advice)
      }
    }
  }

  mutating func lookAtZones() {
    let wanted = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"]
    let missing = wanted.filter { TimeZone(identifier: $0) == nil }
    saw("time zones", TimeZone.timeZoneDataVersion)
    found(zoneFindings(missing: missing))
  }

  func zoneFindings(missing: [String]) -> [DoctorFinding] {
    guard !missing.isEmpty else { return [] }
    return [
      DoctorFinding(
        code: .zonesMissing,
        message: "The time zones \(missing.joined(separator: ", ")) cannot be read.",
        advice: "Install the machine's time-zone data (on Debian the package tzdata).")
    ]
  }

  /// - Parameters:
  ///   - free: bytes that are free where the data is.
  ///   - used: bytes of the data.
  mutating func look(atFree free: Int64, used: Int64) {
    saw("size", used.bytesText)
    saw("free", free.bytesText)
    guard free < max(256 << 20, used / 5) else { return }
    found(
      .diskLow, "\(free.bytesText) are free where \(used.bytesText) of data are.",
      "Make room or move the data: a full disk refuses every command until there is room again.")
  }
}

/// Real time and the clock that only counts, read together.
struct ClockReading: Sendable {
  let wall: Instant
  let counted: ContinuousClock.Instant

  static var now: ClockReading { ClockReading(wall: WallClock.system.now, counted: .now) }

  /// What two readings say of the machine's clock. Seconds are whole, so that two of them may be nothing.
  static func findings(_ first: ClockReading, _ last: ClockReading) -> [DoctorFinding] {
    let year = Day(containing: first.wall, in: .utc).isoText.prefix(4)
    if !("2025"..."2125").contains(year) {
      return [
        DoctorFinding(
          code: .clockWrong, message: "The machine's clock says that it is \(first.wall.isoText).",
          advice: "Set the clock, and keep it set with NTP, before anything is billed.")
      ]
    }
    let elapsed = first.counted.duration(to: last.counted).components.seconds
    let step = last.wall.seconds - first.wall.seconds - elapsed
    guard abs(step) > 2 else { return [] }
    return [
      DoctorFinding(
        code: .clockSteps, message: "The machine's clock was set by \(step) s while doctor looked.",
        advice: "Let NTP slew the clock instead of setting it while the program runs.")
    ]
  }
}

extension Setting {
  /// Whether its value may hold a password.
  var isSecret: Bool { self == .postgres || self == .metricsToken }
}

extension Int64 {
  /// `1.2 GB`, for people.
  var bytesText: String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var size = Double(self)
    var unit = 0
    while size >= 1_000, unit < units.count - 1 {
      size /= 1_000
      unit += 1
    }
    return unit == 0 ? "\(self) B" : "\((size * 10).rounded() / 10) \(units[unit])"
  }
}
