import Analytics
import Monetary
import Notation

extension ReportTable {
  /// As the API tells it, in minor units of ISO 4217.
  var json: JSON {
    [
      "object": "analytics.report", "id": .string(report.rawValue), "title": .string(report.title),
      "notes": .array(notes.map { .string($0.english) }), "sections": .array(sections.map(\.json)),
    ]
  }
}

extension ReportSection {
  fileprivate var json: JSON {
    let hasCurrency = columns.contains { $0.name == "currency" }
    return [
      "name": .string(name), "title": .string(title),
      "rows": .array(
        rows.map { row in
          var object: JSONObject = [:]
          if !hasCurrency, let currency = row.lazy.compactMap(\.amountCurrency).first {
            object.append("currency", .string(currency.code))
          }
          for (column, cell) in zip(columns, row) { cell.add(to: &object, as: column.name) }
          return .object(object)
        }),
    ]
  }
}

extension ReportCell {
  fileprivate func add(to object: inout JSONObject, as name: String) {
    object.append(name, json)
    if case .share(_, let interval?, _) = self {
      object.append(name + "_low", .number(FigureText.decimal(interval.lowerBound)))
      object.append(name + "_high", .number(FigureText.decimal(interval.upperBound)))
    }
  }

  private var json: JSON {
    switch self {
    case .nothing: .null
    case .word(let text), .text(let text): .string(text)
    case .amount(let amount, _): .integer(amount)
    case .count(let count): .integer(count)
    case .share(let number, _, _), .number(let number): .number(FigureText.decimal(number))
    case .flag(let flag): .bool(flag)
    case .currency(let currency): .string(currency.code)
    case .day(let day): .string(day.isoText)
    case .month(let month): .string(month.isoText)
    case .moment(let instant): .integer(instant.seconds)
    case .customer(let id): .string(id.text)
    case .subscription(let id): .string(id.text)
    case .invoice(let id): .string(id.text)
    }
  }
}
