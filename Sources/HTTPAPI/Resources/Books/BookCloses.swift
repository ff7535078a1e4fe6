import Bookkeeping
import Chronology
import Journal
import Monetary
import Notation
import Operations

/// Monthly closes, and the lines that each opens to.
enum BookCloses {
  static let routes: [Route] = [
    .list("/v1/books/closes", "Lists monthly closes, the latest month first.", of: .bookClose) {
      call, page, scene in
      try scene.snapshot.closes(page)
    },
    .post(
      "/v1/books/closes",
      "Asks for the close of a month that is over, and of open months before it. The work is done beside.",
      .bookClose, parameters: [.text("month", max: 7).required],
      make: { call in
        let text = call.parameters.string("month") ?? ""
        guard let month = Month(iso: text) else {
          throw APIError.invalid("month", "Invalid month: \(text); write it as 2026-10")
        }
        return RequestClose(month)
      },
      show: { close, _, _ in close }),
    .show("/v1/books/closes/{close}", "Shows the close of a month, by month or id.", .bookClose) {
      call, scene in
      try month(call).flatMap { try scene.snapshot.close(of: $0) }
    },
    .list(
      "/v1/books/closes/{close}/lines", "Lists what each line contributed to a close.", of: .recognizedLine,
      parameters: [.currency("currency")]
    ) { call, page, scene in
      guard let month = month(call), try scene.snapshot.close(of: month) != nil else {
        throw APIError.missing(ObjectType.bookClose.noun, call.identifier("close"))
      }
      return try scene.snapshot.recognizedLines(
        of: month, currency: call.parameters.currency("currency"), page)
    },
  ]

  private static func month(_ call: Call) -> Month? {
    let text = call.identifier("close")
    let prefix = BookCloseEntity.prefix + "_"
    return Month(iso: text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
  }
}

extension BookClose: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"books.close""#)
    writer.field("begun_at", begunAt)
    writer.field("closed_at", closedAt)
    writer.key("entries")
    writer.beginArray()
    let totals = try scene.snapshot.closeTotals(of: month)
    for total in totals {
      for (account, amount) in [(Account.deferredRevenue, total.amount), (.revenue, -total.amount)] {
        writer.beginObject()
        writer.field("account", account.rawValue)
        writer.field("amount", amount, in: total.currency)
        writer.field("currency", total.currency.code)
        writer.field("lines", total.lines)
        writer.endObject()
      }
    }
    writer.endArray()
    writer.field("month", month.isoText)
    writer.field("status", status.rawValue)
    writer.endObject()
  }
}

extension RecognizedLine: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    let amount = recognition.amount
    writer.beginObject()
    writer.field("id", recognition.line)
    writer.members(#""object":"books.recognized_line""#)
    writer.field("amount", amount.minorUnits, in: amount.currency)
    writer.field("currency", amount.currency.code)
    writer.field("customer", recognition.customer.text)
    writer.field("document", document)
    writer.field("entry", fact.text)
    writer.field("month", month.isoText)
    writer.endObject()
  }
}
