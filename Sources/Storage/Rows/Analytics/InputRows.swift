import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Relations

/// Which spend; all given conditions hold.
public struct MarketingSpendFilter: Sendable {
  public var channel: String?
  /// From this month on, and up to and with that one.
  public var from: Month?
  public var through: Month?

  public init(channel: String? = nil, from: Month? = nil, through: Month? = nil) {
    self.channel = channel
    self.from = from
    self.through = through
  }
}

/// What figures need beside what the business does. Each row has one subject in the journal, and writing one
/// replaces it.
extension Connection {
  public func write(_ sheet: ReferenceRates) throws {
    try execute(
      """
      INSERT INTO reference_rates (id, day, per_euro) VALUES (:id, :day, :per_euro)
      ON CONFLICT (id) DO UPDATE SET per_euro = excluded.per_euro
      """,
      ["id": sheet.id, "day": sheet.day.isoText, "per_euro": try document(sheet.codes)])
  }

  public func referenceRates(on day: Day) throws -> ReferenceRates? {
    try first(Statements.rates + "WHERE day = :day", ["day": day.isoText], rates)
  }

  /// All sheets of these days, the oldest first.
  public func referenceRates(from: Day? = nil, through: Day? = nil) throws -> [ReferenceRates] {
    try query(
      Statements.rates + "WHERE day >= :from AND day <= :through ORDER BY day",
      ["from": from?.isoText ?? "", "through": through?.isoText ?? "9999-12-31"], rates)
  }

  /// The newest day first; the cursor is a sheet's id.
  public func referenceRates(from: Day?, through: Day?, _ page: Page) throws -> PageResult<ReferenceRates> {
    var listing = Listing("reference_rates", order: ["day"])
    listing.require("day >= :from", "from", from?.isoText)
    listing.require("day <= :through", "through", through?.isoText)
    let window = listing.window(page, place: try place(page, "SELECT day FROM reference_rates", ["day"]))
    return window.result(try query(Statements.rates + window.tail, window.values, rates))
  }

  public func write(_ spend: MarketingSpend) throws {
    try execute(
      """
      INSERT INTO marketing_spend (id, channel, month, amount, currency)
      VALUES (:id, :channel, :month, :amount, :currency)
      ON CONFLICT (id) DO UPDATE SET amount = excluded.amount
      """,
      [
        "id": spend.id, "channel": spend.channel, "month": spend.month.isoText,
        "amount": spend.amount.minorUnits, "currency": spend.amount.currency,
      ])
  }

  public func marketingSpend(_ id: MarketingSpendID) throws -> MarketingSpend? {
    try first(Statements.spend + "WHERE id = :id", ["id": id], spend)
  }

  /// The latest month first, and by channel within it; the cursor is the spend's id.
  public func marketingSpend(_ filter: MarketingSpendFilter, _ page: Page) throws
    -> PageResult<MarketingSpend>
  {
    var listing = Listing("marketing_spend", order: ["month", "channel", "currency"])
    listing.require("channel = :channel", "channel", filter.channel)
    listing.require("month >= :from", "from", filter.from?.isoText)
    listing.require("month <= :through", "through", filter.through?.isoText)
    let place = try place(
      page, "SELECT month, channel, currency FROM marketing_spend", ["month", "channel", "currency"])
    let window = listing.window(page, place: place)
    return window.result(try query(Statements.spend + window.tail, window.values, spend))
  }

  public func write(_ margin: GrossMargin) throws {
    try execute(
      """
      INSERT INTO gross_margin (id, product, basis_points) VALUES (:id, :product, :basis_points)
      ON CONFLICT (id) DO UPDATE SET basis_points = excluded.basis_points
      """,
      ["id": margin.id, "product": margin.product, "basis_points": margin.basisPoints])
  }

  public func grossMargin(of product: ProductID?) throws -> GrossMargin? {
    try first(
      Statements.margin + "WHERE id = :id", ["id": GrossMargin.id(of: product)], margin)
  }

  /// The business's own first, then those of products.
  public func grossMargins() throws -> [GrossMargin] {
    try query(Statements.margin + "ORDER BY id", [:], margin)
  }

  /// Where customers come from, each word once, in its order.
  public func acquisitionSources() throws -> [String] {
    try query(
      """
      SELECT DISTINCT acquisition_source FROM customer WHERE acquisition_source IS NOT NULL
      ORDER BY acquisition_source
      """, [:]
    ) { try $0.text("acquisition_source") }
  }

  private func place(_ page: Page, _ select: SQL, _ columns: [String]) throws -> [any ValueConvertible]? {
    guard let id = page.cursor?.id else { return nil }
    let found = try first(select + "WHERE id = :id", ["id": id]) { row in
      try columns.map { try row.text($0) }
    }
    guard let found else { throw UnknownCursor(id: id) }
    return found
  }

  private func rates(_ row: any Row) throws -> ReferenceRates {
    var rates: [Currency: ExchangeRate] = [:]
    for (code, text) in try row.texts("per_euro") {
      guard let currency = Currency(code: code), let rate = ExchangeRate(decimal: text) else {
        throw StorageFailure.unreadableColumn("per_euro: no rate")
      }
      rates[currency] = rate
    }
    guard let day = Day(iso: try row.text("day")),
      let sheet = try? ReferenceRates(day: day, perEuro: rates)
    else { throw StorageFailure.unreadableColumn("day: no day with rates") }
    return sheet
  }

  private func spend(_ row: any Row) throws -> MarketingSpend {
    let spend = try? MarketingSpend(
      channel: row.text("channel"), month: row.month("month"), amount: row.money("amount", "currency"))
    guard let spend else { throw StorageFailure.unreadableColumn("channel: no spend") }
    return spend
  }

  private func margin(_ row: any Row) throws -> GrossMargin {
    let points = try row.integer("basis_points")
    guard let margin = GrossMargin(product: try row.identifierOrNil("product"), basisPoints: points) else {
      throw StorageFailure.unreadableColumn("basis_points: no margin")
    }
    return margin
  }
}

extension ReferenceRates {
  fileprivate var codes: [String: String] {
    Dictionary(uniqueKeysWithValues: perEuro.map { ($0.key.code, $0.value.decimalText) })
  }
}

private enum Statements {
  static let rates: SQL = "SELECT day, per_euro FROM reference_rates"
  static let spend: SQL = "SELECT channel, month, amount, currency FROM marketing_spend"
  static let margin: SQL = "SELECT product, basis_points FROM gross_margin"
}
