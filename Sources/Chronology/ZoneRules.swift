import Foundation
import Synchronization

/// Every change of one zone's offset, from Foundation's time-zone database, laid out for binary search.
///
/// Asking Foundation at every step costs a hundred times more than looking into these tables.
final class ZoneRules: Sendable {
  let identifier: String

  /// Stretch `k` begins at `starts[k]` (the first at the beginning of time) and has `offsets[k]`.
  private let starts: [Int64]
  private let offsets: [Int32]
  /// The highest local time that stretches `0...k` reach, exclusive: it never falls, so it can be searched.
  private let localEnds: [Int64]

  /// Rules are listed up to here. Later, each stretch of 400 years is like the one before, because all the
  /// rules then in force are yearly: 2500-01-01T00:00:00Z.
  private static let listedUntil: Int64 = 16_725_225_600

  init(identifier: String, offset: Int32) {
    self.identifier = identifier
    starts = [.min]
    offsets = [offset]
    localEnds = [.max]
  }

  private init(_ zone: TimeZone) {
    identifier = zone.identifier
    var starts: [Int64] = [.min]
    var offsets = [Int32(zone.secondsFromGMT(for: ZoneRules.beginning))]
    var changes = ZoneRules.beginning
    while let next = zone.nextDaylightSavingTimeTransition(after: changes), next > changes {
      changes = next
      let start = Int64(next.timeIntervalSince1970)
      guard start < ZoneRules.listedUntil else { break }
      let offset = Int32(zone.secondsFromGMT(for: next))
      guard offset != offsets.last else { continue }
      starts.append(start)
      offsets.append(offset)
    }
    var reached = Int64.min
    var localEnds: [Int64] = []
    for (end, offset) in zip(starts.dropFirst(), offsets) {
      reached = max(reached, end + Int64(offset))
      localEnds.append(reached)
    }
    localEnds.append(.max)
    self.starts = starts
    self.offsets = offsets
    self.localEnds = localEnds
  }

  private static let beginning = Date(timeIntervalSince1970: -62_135_596_800)

  private static let known = Mutex<[String: ZoneRules]>([:])

  /// The rules of a zone, read at its first use.
  static func named(_ identifier: String) -> ZoneRules? {
    known.withLock { known in
      if let rules = known[identifier] { return rules }
      // Foundation also takes abbreviations ("PST") and offsets ("GMT+3"), which it renames; none is a zone.
      guard identifier.contains("/") || identifier == "GMT",
        let zone = TimeZone(identifier: identifier), zone.identifier == identifier
      else { return nil }
      let rules = ZoneRules(zone)
      known[identifier] = rules
      return rules
    }
  }

  func offset(at seconds: Int64) -> Int32 {
    let listed = seconds - ZoneRules.beyondListed(seconds)
    return offsets[ZoneRules.firstIndex(in: starts, above: listed) - 1]
  }

  /// The first instant at which local clocks show this time or a later one.
  func seconds(localSeconds: Int64) -> Int64 {
    let skipped = ZoneRules.beyondListed(localSeconds)
    let listed = localSeconds - skipped
    // The first stretch whose local end lies later is the first to show this time; if it begins later than
    // that, its beginning is the end of the gap.
    let stretch = ZoneRules.firstIndex(in: localEnds, above: listed)
    return max(starts[stretch], listed - Int64(offsets[stretch])) + skipped
  }

  /// How many whole eras must be taken off to come into the listed time.
  private static func beyondListed(_ seconds: Int64) -> Int64 {
    guard seconds >= listedUntil else { return 0 }
    let eras = (seconds - listedUntil) / Civil.secondsPerEra + 1
    return eras * Civil.secondsPerEra
  }

  /// The first index whose value is greater than `value`; `values` never fall.
  private static func firstIndex(in values: [Int64], above value: Int64) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
