import Chronology
import Foundation
import Identity
import Notation
import Subscriptions

/// Reads a mapping file and collects everything that is wrong with it.
struct MapReader {
  private static let bytesMost = 1 << 20

  private var problems: [String] = []

  /// - Throws: ``ImportFailure`` with every problem of the mapping.
  static func read(path: String) throws(ImportFailure) -> ImportMap {
    guard let data = FileManager.default.contents(atPath: path), data.count <= bytesMost else {
      throw .unreadable(path)
    }
    let json: JSON
    do {
      json = try JSON(parsing: Array(data))
    } catch {
      throw .mapNotJSON(error.description)
    }
    return try read(json)
  }

  static func read(_ json: JSON) throws(ImportFailure) -> ImportMap {
    var reader = MapReader()
    guard let map = reader.map(json), reader.problems.isEmpty else { throw .map(reader.problems) }
    return map
  }

  private mutating func map(_ json: JSON) -> ImportMap? {
    guard let whole = members(json, "the mapping", Self.known) else { return nil }
    let source = text(whole, "source", "source")
    let key = template(whole, "key", "key")
    let customer = whole["customer"].flatMap { members($0, "customer", ["name", "email", "metadata"]) }
    let metadata = metadata(customer?["metadata"])
    let price = price(whole["price"])
    let quantity = whole["quantity"] == nil ? TextTemplate("1") : template(whole, "quantity", "quantity")
    let snapshot = snapshot(whole)
    let start = start(whole["start"])
    let end = end(whole["end"])
    let collection = collection(whole["collection"])
    let name = optionalTemplate(customer, "name", "customer.name")
    let email = optionalTemplate(customer, "email", "customer.email")
    let file = fileRules(whole)
    guard let source, let key, let price, let quantity, let snapshot, let start, let end, let collection
    else { return nil }
    return ImportMap(
      source: source, key: key, name: name, email: email, metadata: metadata, price: price,
      quantity: quantity, snapshot: snapshot, start: start, end: end, collection: collection,
      separator: file.separator, decimalMark: file.decimalMark, dateOrder: file.dateOrder,
      nothing: file.nothing)
  }

  private static let known = [
    "source", "key", "customer", "price", "quantity", "snapshot", "start", "end", "collection", "file",
  ]
}

// MARK: - Parts of the mapping

extension MapReader {
  private mutating func metadata(_ json: JSON?) -> [(key: String, value: TextTemplate)] {
    guard let json else { return [] }
    guard let object = json.object else {
      problems.append("customer.metadata is no object.")
      return []
    }
    if object.count > 50 { problems.append("customer.metadata has more than 50 keys.") }
    return object.keys.compactMap { key in
      if key.isEmpty || key.count > 40 {
        problems.append("customer.metadata has a key of no or over 40 letters.")
      }
      return template(object, key, "customer.metadata.\(key)").map { (key, $0) }
    }
  }

  private mutating func price(_ json: JSON?) -> ImportMap.Price? {
    guard let json else {
      problems.append("price is missing.")
      return nil
    }
    let known = ["product", "amount", "currency", "interval", "interval_count"]
    guard let price = members(json, "price", known) else { return nil }
    let product = template(price, "product", "price.product")
    let amount = template(price, "amount", "price.amount")
    let currency = template(price, "currency", "price.currency")
    let interval = template(price, "interval", "price.interval")
    let count =
      price["interval_count"] == nil
      ? TextTemplate("1") : template(price, "interval_count", "price.interval_count")
    guard let product, let amount, let currency, let interval, let count else { return nil }
    return ImportMap.Price(
      product: product, amount: amount, currency: currency, interval: interval, intervalCount: count)
  }

  private mutating func snapshot(_ whole: JSONObject) -> Day? {
    guard let text = text(whole, "snapshot", "snapshot") else { return nil }
    guard let day = Day(iso: text) else {
      problems.append("snapshot is no day; write it as 2026-11-01.")
      return nil
    }
    return day
  }

  private mutating func start(_ json: JSON?) -> ImportMap.Start? {
    guard let json else {
      problems.append("start is missing.")
      return nil
    }
    guard let start = members(json, "start", ["date", "tenure_months"]) else { return nil }
    switch (start["date"], start["tenure_months"]) {
    case (_?, nil): return template(start, "date", "start.date").map { .date($0) }
    case (nil, _?): return template(start, "tenure_months", "start.tenure_months").map { .tenureMonths($0) }
    default:
      problems.append("start has either date or tenure_months.")
      return nil
    }
  }

  private mutating func end(_ json: JSON?) -> ImportMap.End? {
    guard let json else { return .never }
    guard let end = members(json, "end", ["date", "churned", "equals"]) else { return nil }
    switch (end["date"], end["churned"]) {
    case (_?, nil): return template(end, "date", "end.date").map { .date($0) }
    case (nil, _?):
      guard let churned = template(end, "churned", "end.churned"),
        let value = text(end, "equals", "end.equals")
      else { return nil }
      return .churned(churned, equals: value)
    default:
      problems.append("end has either date, or churned with equals.")
      return nil
    }
  }

  private mutating func collection(_ json: JSON?) -> Subscriptions.Collection? {
    switch json {
    case nil: return .chargeAutomatically
    case .string("charge_automatically")?: return .chargeAutomatically
    case let other?:
      guard let days = other["send_invoice"]?.integer, other.object?.count == 1, (0...3_650).contains(days)
      else {
        problems.append("collection is \"charge_automatically\" or { \"send_invoice\": days }.")
        return nil
      }
      return .sendInvoice(daysUntilDue: Int(days))
    }
  }

  private mutating func fileRules(
    _ whole: JSONObject
  ) -> (separator: UInt8, decimalMark: Character, dateOrder: ImportMap.DateOrder, nothing: Set<String>) {
    var rules = (
      separator: UInt8(ascii: ","), decimalMark: Character("."), dateOrder: ImportMap.DateOrder.yearMonthDay,
      nothing: Set<String>()
    )
    guard let json = whole["file"],
      let file = members(json, "file", ["separator", "decimal_mark", "date_order", "nothing"])
    else { return rules }
    if file["separator"] != nil {
      switch file["separator"]?.string {
      case let mark? where [",", ";", "\t", "|"].contains(mark): rules.separator = mark.utf8.first!
      default: problems.append("file.separator is one of , ; | and the tab.")
      }
    }
    if file["decimal_mark"] != nil {
      switch file["decimal_mark"]?.string {
      case let mark? where mark == "." || mark == ",": rules.decimalMark = mark.first!
      default: problems.append("file.decimal_mark is . or ,.")
      }
    }
    if file["date_order"] != nil {
      switch file["date_order"]?.string.flatMap(ImportMap.DateOrder.init) {
      case let order?: rules.dateOrder = order
      case nil: problems.append("file.date_order is ymd, dmy or mdy.")
      }
    }
    if let nothing = file["nothing"] {
      let texts = nothing.array?.compactMap(\.string) ?? []
      if texts.count != nothing.array?.count { problems.append("file.nothing is a list of texts.") }
      rules.nothing = Set(texts)
    }
    return rules
  }
}

// MARK: - Members

extension MapReader {
  private mutating func members(_ json: JSON, _ name: String, _ known: [String]) -> JSONObject? {
    guard let object = json.object else {
      problems.append("\(name) is no object.")
      return nil
    }
    for key in object.keys where !known.contains(key) {
      problems.append("\(name) has an unknown member \"\(key)\"; known are \(known.joined(separator: ", ")).")
    }
    return object
  }

  private mutating func text(_ object: JSONObject, _ key: String, _ name: String) -> String? {
    guard let text = object[key]?.string, !text.isEmpty, text.utf8.count <= 200 else {
      problems.append("\(name) is missing, or no text of 1 to 200 bytes.")
      return nil
    }
    return text
  }

  /// A text with columns in braces, or a number that means the same text.
  private mutating func template(_ object: JSONObject, _ key: String, _ name: String) -> TextTemplate? {
    guard let value = object[key], let text = value.string ?? value.decimalText, !text.isEmpty else {
      problems.append("\(name) is missing, or no text.")
      return nil
    }
    guard let template = TextTemplate(text) else {
      problems.append("\(name) has a brace that is not closed; a column is written {so}.")
      return nil
    }
    return template
  }

  private mutating func optionalTemplate(
    _ object: JSONObject?, _ key: String, _ name: String
  ) -> TextTemplate? {
    guard let object, object[key] != nil else { return nil }
    return template(object, key, name)
  }
}
