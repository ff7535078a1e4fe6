/// Whole numbers that lie near each other, as 32-bit differences from a base; all 64 bits once one does not.
///
/// Instants of a chunk lie within a lifetime and positions within four thousand million, so the wide form is
/// for histories that no business has.
struct OffsetColumn: Sendable {
  private var base: Int64 = 0
  private var near: [UInt32] = []
  /// Instead of `near`, when it is not empty.
  private var far: [Int64] = []

  init() {}

  init(base: Int64, near: [UInt32]) {
    self.base = base
    self.near = near
  }

  init(far: [Int64]) { self.far = far }

  var count: Int { far.isEmpty ? near.count : far.count }

  subscript(index: Int) -> Int64 { far.isEmpty ? base &+ Int64(near[index]) : far[index] }

  var values: [Int64] { far.isEmpty ? near.map { base &+ Int64($0) } : far }

  mutating func reserve(_ rows: Int) { near.reserveCapacity(rows) }

  mutating func append(_ value: Int64) {
    guard far.isEmpty else { return far.append(value) }
    // In the middle, so that what comes may be smaller or larger.
    if near.isEmpty { base = max(value, .min + Int64(1 << 31)) - Int64(1 << 31) }
    let (difference, isOver) = value.subtractingReportingOverflow(base)
    if !isOver, let offset = UInt32(exactly: difference) {
      near.append(offset)
    } else {
      far = values
      far.append(value)
      near = []
    }
  }

  mutating func removeLast(_ rows: Int) {
    if far.isEmpty { near.removeLast(rows) } else { far.removeLast(rows) }
  }

  @inline(__always)
  func withView<Result>(_ body: (OffsetView) -> Result) -> Result {
    near.withUnsafeBufferPointer { near in
      far.withUnsafeBufferPointer { far in
        body(
          OffsetView(
            base: base, near: near.isEmpty ? nil : near.baseAddress,
            far: far.isEmpty ? nil : far.baseAddress))
      }
    }
  }
}

/// An offset column without bounds checks, for whoever stays below its count.
struct OffsetView {
  let base: Int64
  let near: UnsafePointer<UInt32>?
  let far: UnsafePointer<Int64>?

  @inline(__always)
  subscript(index: Int) -> Int64 {
    if let near { return base &+ Int64(near[index]) }
    return far.map { $0[index] } ?? 0
  }
}
