import Analytics
import Monetary
import Notation
import Operations

/// A row behind a figure: somebody's, or what a currency's rates did.
enum MetricRow {
  case row(FigureRowShown)
  case exchange(ExchangeRow)

  func write(to writer: inout JSONWriter) {
    switch self {
    case .row(let row): row.write(to: &writer)
    case .exchange(let row): row.write(to: &writer)
    }
  }
}

extension FigureRowShown {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.members(#""object":"analytics.row""#)
    writer.field("amount", row.amount, in: row.currency)
    if let before = row.before { writer.field("amount_before", before, in: row.currency) }
    if let movement {
      writer.field("cause", movement.cause)
    }
    row.converted?.write(to: &writer)
    writer.field("currency", row.currency.code)
    writer.field("customer", row.customer.text)
    if let movement {
      writer.field("effective", movement.effective)
    }
    if let kind = row.kind { writer.field("kind", kind.rawValue) }
    if let movement { writer.field("subscription", movement.subscription) }
    writer.endObject()
  }
}

extension ConvertedAmount {
  /// Beside the amount in its own currency.
  func write(to writer: inout JSONWriter) {
    writer.object("converted") { writer in
      writer.field("amount", amount, in: currency)
      if let before { writer.field("amount_before", before, in: currency) }
      writer.field("currency", currency.code)
      writer.field("rate_day", day?.isoText)
    }
  }
}

extension ExchangeRow {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.members(#""object":"analytics.exchange_row""#)
    writer.field("amount", exchange, in: target)
    writer.field("closing", own.closing, in: currency)
    writer.object("converted") { writer in
      writer.field("closing", converted.closing, in: target)
      writer.field("currency", target.code)
      writer.field("movements", converted.movements, in: target)
      writer.field("opening", converted.opening, in: target)
    }
    writer.field("currency", currency.code)
    writer.field("movements", own.movements, in: currency)
    writer.field("opening", own.opening, in: currency)
    writer.endObject()
  }
}
