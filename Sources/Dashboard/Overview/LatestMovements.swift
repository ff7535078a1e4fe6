import Analytics
import Chronology
import Monetary
import Operations
import Relations

/// Who moved the figures lately, by name.
struct LatestMovements: Sendable {
  private static let limit = 8

  let movements: [Movement]
  let names: [CustomerID: String]
  let room: Room

  init(_ currency: Currency, _ room: Room) async throws {
    let movements = try await room.read { try $0.newestMovements(currency, limit: Self.limit) }
    self.movements = movements
    names = try await RevenuePages.titles(movements.map(\.customer), room)
    self.room = room
  }

  var html: HTML {
    guard let newest = movements.first else { return .nothing }
    var table = RowTable(
      label: say("Latest movements"),
      columns: [
        .init(title: say("Customer")), .init(title: say("Kind")), .init(title: say("Change"), isNumber: true),
        .init(title: say("MRR after"), isNumber: true, isExtra: true),
        .init(title: say("When"), isExtra: true),
      ])
    table.rows = movements.map { movement in
      let (change, after) = (movement.shown(movement.delta), movement.shown(movement.customerLevel))
      return [
        link(room.path("customers/\(movement.customer)"), names[movement.customer] ?? movement.customer.text),
        #"<span class="tag"><i class="sw s-\#(movement.kind.series)"></i>\#(movement.kind.word)</span>"#,
        "\(MoneyText.change(change, movement.currency))",
        #"<span class="mut">\#(MoneyText.text(after, movement.currency))</span>"#,
        link(room.path("facts/\(movement.fact)"), DayText.day(movement.effective)),
      ]
    }
    let month = Month(containing: newest.effective, in: .utc)
    let all = RevenuePages.movements(month, newest.currency, nil, room)
    let title = say("All movements in {}", DayText.full(month))
    return card(
      say("Latest movements"),
      table.html + #"<p class="more"><a href="\#(all)">\#(title)\#(Icon.next.html)</a></p>"#)
  }
}

extension Movement {
  /// Whole minor units of a level or a difference of levels.
  func shown(_ millionths: Int64) -> Int64 {
    Int64(Rounding.halfEven.divide(Int128(millionths), by: 1_000_000))
  }
}
