import Foundation

/// The boundaries that periods are counted by, in the calendar of a place.
struct AuditedCycle: Hashable {
  let anchor: Int64
  let cadence: AuditedCadence
  let zone: AuditedZone

  /// Step `number` after the anchor, which is itself whatever its local time means.
  func boundary(_ number: Int64) -> Int64 {
    guard number != 0, !zone.isUTC else { return cadence.boundary(number, from: anchor) }
    return zone.instant(local: cadence.boundary(number, from: zone.local(anchor)))
  }

  /// The number of the first boundary at or after `instant`.
  func firstBoundary(notBefore instant: Int64) -> Int64 {
    guard !zone.isUTC else { return cadence.firstBoundary(from: anchor, notBefore: instant) }
    // Local clocks differ by less than two days from those of UTC.
    var number = cadence.firstBoundary(from: anchor, notBefore: instant - 2 * 86_400) - 1
    while boundary(number) < instant { number += 1 }
    return number
  }
}

/// A time zone as Foundation knows it, which shares nothing with the calendar that is audited.
struct AuditedZone: Hashable {
  static let utc = AuditedZone(zone: .gmt)

  private let zone: TimeZone

  private init(zone: TimeZone) { self.zone = zone }

  init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.zone = zone
  }

  var isUTC: Bool { self == .utc }

  private func offset(_ instant: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))))
  }

  func local(_ instant: Int64) -> Int64 { instant + offset(instant) }

  /// The first instant at which local clocks show `local` or later.
  func instant(local: Int64) -> Int64 {
    // No offset is more than a day, and no two changes of clocks lie within two.
    let (before, after) = (offset(local - 86_400), offset(local + 86_400))
    let candidates = [local - max(before, after), local - min(before, after)]
    if let shown = candidates.first(where: { self.local($0) == local }) { return shown }
    // The clock skips it: the change lies between the two.
    var (low, high) = (candidates[0], candidates[1])
    while low < high {
      let middle = low + (high - low) / 2
      if self.local(middle) >= local { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
