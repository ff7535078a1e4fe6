import Analytics
import Chronology
import Monetary
import Operations

/// How a customer's or a contract's recurring revenue became what it is: a stair of levels, and the same as
/// rows that sum to what is there now.
struct LevelHistory {
  static let limit = 500

  private let movements: [Movement]
  private let currency: Currency
  private let room: Room
  /// Minor units that sum to the level, oldest first.
  private let changes: [Int64]
  /// What it was before the first movement that is shown.
  private let opening: Int64
  private let names: [String: String]

  /// - Parameters:
  ///   - movements: newest first, all of one currency.
  ///   - isCut: whether there were more before them.
  ///   - level: what the figures have of it now, in millionths; nil is the sum.
  init(
    _ movements: [Movement], isCut: Bool, level: Int64? = nil, names: [String: String], _ room: Room
  ) {
    self.movements = movements.reversed()
    self.names = names
    self.room = room
    currency = movements[0].currency
    let sum = movements.reduce(Int128(0)) { $0 + Int128($1.delta) }
    let now = level.map { Int128($0) } ?? sum
    let shown = Int64(Rounding.halfEven.divide(now, by: 1_000_000))
    let parts = [isCut ? now - sum : 0] + self.movements.map { Int128($0.delta) }
    let amounts = apportioned(parts, to: shown)
    opening = amounts[0]
    changes = Array(amounts.dropFirst())
  }

  /// One card for each currency, the first movement's first.
  /// - Parameter isWhole: whether the movements are all of a customer, whose level they then end at.
  static func cards(
    _ movements: [Movement], isWhole: Bool, names: [String: String], _ room: Room
  ) -> HTML {
    let isCut = movements.count == limit
    return Dictionary(grouping: movements, by: \.currency).sorted { $0.key < $1.key }.map(\.value)
      .html { some in
        let level = isWhole ? some.first?.customerLevel : nil
        return LevelHistory(some, isCut: isCut, level: level, names: names, room).html
      }
  }

  private var levels: [Int64] {
    var level = opening
    return changes.map { change in
      level += change
      return level
    }
  }

  var html: HTML {
    let title = say("Recurring revenue, {}", currency.isoCode)
    let out: HTML =
      movements.contains { $0.onTestClock }
      ? #"<p class="note mut">\#(say("On a test clock, and so left out of the figures."))</p>"# : .nothing
    return card(title, chart(title) + table(title) + out)
  }

  private func table(_ title: String) -> HTML {
    var table = RowTable(
      label: title,
      columns: [
        .init(title: say("When")), .init(title: say("Kind")), .init(title: say("For ¦ which"), isExtra: true),
        .init(title: say("Change"), isNumber: true), .init(title: say("MRR after"), isNumber: true),
        .init(title: say("Because"), isExtra: true),
      ])
    table.rows = zip(movements, zip(changes, levels)).reversed().map { movement, amounts in
      [
        "\(DayText.day(movement.effective))",
        #"<span class="tag"><i class="sw s-\#(movement.kind.series)"></i>\#(movement.kind.word)</span>"#,
        link(
          room.path("subscriptions/\(movement.subscription)"),
          names[movement.price.text] ?? movement.price.text),
        #"<data value="\#(amounts.0)">\#(MoneyText.change(amounts.0, currency))</data>"#,
        "\(MoneyText.text(amounts.1, currency))",
        link(room.path("facts/\(movement.fact)"), say(movement.cause.replacing("_", with: " "))),
      ]
    }
    if opening != 0 {
      table.rows.append([
        "\(say("Before ¦ earlier"))", "", "",
        #"<data value="\#(opening)">\#(MoneyText.change(opening, currency))</data>"#,
        "\(MoneyText.text(opening, currency))", "",
      ])
    }
    let now = levels.last ?? opening
    table.total = [
      "\(say("MRR now"))", "", "", #"<data value="\#(now)">\#(MoneyText.text(now, currency))</data>"#, "", "",
    ]
    return table.html
  }
}

extension LevelHistory {
  /// A level lasts until the next movement; the last one until now.
  private func chart(_ title: String) -> HTML {
    guard let first = movements.first?.effective, room.workspace.now > first else { return .nothing }
    let now = room.workspace.now
    let span = Double(now.seconds - first.seconds)
    let heights = levels.map { Double($0) }
    let scale = Geometry(low: 0, high: max(heights.max() ?? 0, Double(opening), 100) * 1.08)
    func place(_ instant: Instant) -> Double { 1_200 * Double(instant.seconds - first.seconds) / span }
    var points = [(x: 0.0, y: scale.place(Double(opening)))]
    for (movement, height) in zip(movements, heights) {
      let x = min(place(movement.effective), 1_200)
      points.append((x: x, y: points[points.count - 1].y))
      points.append((x: x, y: scale.place(height)))
    }
    points.append((x: 1_200, y: points[points.count - 1].y))
    let ticks = scale.ticks(3)
    let labels = ticks.map { MoneyText.short(Int64($0), currency) }
    let gutter = Double(labels.map(\.count).max() ?? 0) * 0.43 + 0.5
    let lines = zip(ticks, labels).html { tick, label in
      let zero: HTML = tick == 0 ? #" class="zero""# : .nothing
      return #"<i style="top:\#(scale.percent(tick))%"\#(zero)><b>\#(label)</b></i>"#
    }
    let path = Geometry.path(points)
    return """
      <div class="plot" style="--h:7rem;--gutter:\(gutter)rem"><div class="grid" aria-hidden="true">\(lines)\
      </div><svg class="over" viewBox="0 0 1200 1000" preserveAspectRatio="none" role="img" \
      aria-label="\(say("{}, the same figures as in the table", title))">\
      <path class="stair" d="\(path)L1200 \(scale.place(0))L0 \(scale.place(0))Z"/>\
      <path class="net" d="\(path)"/></svg></div>
      <div class="ends" style="--gutter:\(gutter)rem" aria-hidden="true"><span>\(DayText.day(first))</span>\
      <span>\(DayText.day(now))</span></div>
      """
  }
}
