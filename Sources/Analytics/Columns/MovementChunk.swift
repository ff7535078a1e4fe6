import Chronology

/// Up to 65,536 movements, a narrow array for each of their properties.
///
/// All chunks but the last are full, so row `r` lies in chunk `r >> 16`. A copy of the columns shares the
/// chunks; appending afterwards copies the last one only.
struct MovementChunk: Sendable {
  static let shift = 16
  static let rowsMost = 1 << shift

  var payer: [UInt32] = []
  /// Days since 1970-01-01 in the reporting zone.
  var day: [Int32] = []
  var delta: [Int64] = []
  var currency: [UInt8] = []
  var kind: [UInt8] = []
  var cause: [UInt8] = []
  var marks: [UInt8] = []
  var price: [UInt32] = []
  var subscription: [UInt32] = []
  var item: [UInt32] = []
  var effective = OffsetColumn()
  var recorded = OffsetColumn()
  var position = OffsetColumn()

  var count: Int { payer.count }

  /// Bits of `marks`: on a test clock; the fact goes on in the next row; one plus the customers it adds.
  static let onTestClock: UInt8 = 1
  static let continues: UInt8 = 2
  static let customersShift: UInt8 = 2

  mutating func append(_ row: MovementRow, day: Int32, currency: UInt8) {
    payer.append(row.payer)
    self.day.append(day)
    delta.append(row.delta)
    self.currency.append(currency)
    kind.append(row.kind.code)
    cause.append(row.cause)
    marks.append(
      (row.onTestClock ? MovementChunk.onTestClock : 0)
        | UInt8(row.customers + 1) << MovementChunk.customersShift)
    price.append(row.price)
    subscription.append(row.subscription)
    item.append(row.item)
    effective.append(row.effective.seconds)
    recorded.append(row.recorded.seconds)
    position.append(row.position)
  }

  mutating func reserve(_ rows: Int) {
    payer.reserveCapacity(rows)
    day.reserveCapacity(rows)
    delta.reserveCapacity(rows)
    currency.reserveCapacity(rows)
    kind.reserveCapacity(rows)
    cause.reserveCapacity(rows)
    marks.reserveCapacity(rows)
    price.reserveCapacity(rows)
    subscription.reserveCapacity(rows)
    item.reserveCapacity(rows)
    effective.reserve(rows)
    recorded.reserve(rows)
    position.reserve(rows)
  }

  func row(_ index: Int) -> MovementRow {
    MovementRow(
      position: position[index], payer: payer[index], subscription: subscription[index], item: item[index],
      price: price[index], kind: MovementKind.byCode[Int(kind[index])], cause: cause[index],
      delta: delta[index], customers: Int8(marks[index] >> MovementChunk.customersShift) - 1,
      onTestClock: marks[index] & MovementChunk.onTestClock != 0,
      effective: Instant(seconds: effective[index]), recorded: Instant(seconds: recorded[index]))
  }

  mutating func keepFirst(_ rows: Int) {
    let surplus = count - rows
    payer.removeLast(surplus)
    day.removeLast(surplus)
    delta.removeLast(surplus)
    currency.removeLast(surplus)
    kind.removeLast(surplus)
    cause.removeLast(surplus)
    marks.removeLast(surplus)
    price.removeLast(surplus)
    subscription.removeLast(surplus)
    item.removeLast(surplus)
    effective.removeLast(surplus)
    recorded.removeLast(surplus)
    position.removeLast(surplus)
  }
}

/// The columns of one chunk that passes read, without bounds checks.
///
/// Whoever walks stays below the chunk's count; every payer, currency, kind, cause and price in a chunk was
/// checked against its register when the row came in.
struct ChunkView {
  let payer: UnsafePointer<UInt32>
  let day: UnsafePointer<Int32>
  let delta: UnsafePointer<Int64>
  let currency: UnsafePointer<UInt8>
  let kind: UnsafePointer<UInt8>
  let cause: UnsafePointer<UInt8>
  let marks: UnsafePointer<UInt8>
  let price: UnsafePointer<UInt32>
  let subscription: UnsafePointer<UInt32>
  let recorded: OffsetView
  let position: OffsetView
}

extension MovementChunk {
  /// A chunk is never empty, so its arrays have addresses.
  @inline(__always)
  func withView<Result>(_ body: (ChunkView) -> Result) -> Result {
    payer.withUnsafeBufferPointer { payer in
      day.withUnsafeBufferPointer { day in
        delta.withUnsafeBufferPointer { delta in
          currency.withUnsafeBufferPointer { currency in
            withRest { kind, cause, marks, price, subscription, recorded, position in
              body(
                ChunkView(
                  payer: payer.baseAddress!, day: day.baseAddress!, delta: delta.baseAddress!,
                  currency: currency.baseAddress!, kind: kind, cause: cause, marks: marks, price: price,
                  subscription: subscription, recorded: recorded, position: position))
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private func withRest<Result>(
    _ body: (
      UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt32>,
      UnsafePointer<UInt32>, OffsetView, OffsetView
    ) -> Result
  ) -> Result {
    kind.withUnsafeBufferPointer { kind in
      cause.withUnsafeBufferPointer { cause in
        marks.withUnsafeBufferPointer { marks in
          price.withUnsafeBufferPointer { price in
            subscription.withUnsafeBufferPointer { subscription in
              recorded.withView { recorded in
                position.withView { position in
                  body(
                    kind.baseAddress!, cause.baseAddress!, marks.baseAddress!, price.baseAddress!,
                    subscription.baseAddress!, recorded, position)
                }
              }
            }
          }
        }
      }
    }
  }
}
