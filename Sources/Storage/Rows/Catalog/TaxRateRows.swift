import Catalog
import Chronology
import Identity
import Rating

/// Which rates; all given conditions hold.
public struct TaxRateFilter: Sendable {
  public var active: Bool?
  public var inclusive: Bool?

  public init(active: Bool? = nil, inclusive: Bool? = nil) {
    self.active = active
    self.inclusive = inclusive
  }
}

extension Connection {
  public func insert(_ rate: TaxRate) throws {
    try execute(
      """
      INSERT INTO tax_rate (id, percentage, inclusive, display_name, active, description, jurisdiction,
        country, state, kind, metadata, created)
      VALUES (:id, :percentage, :inclusive, :display_name, :active, :description, :jurisdiction, :country,
        :state, :kind, :metadata, :created)
      """,
      [
        "id": rate.id, "percentage": rate.percentage.percentText, "inclusive": rate.isInclusive,
        "display_name": rate.displayName, "active": rate.active, "description": rate.description,
        "jurisdiction": rate.jurisdiction, "country": rate.country, "state": rate.state, "kind": rate.kind,
        "metadata": try document(rate.metadata), "created": rate.created,
      ])
  }

  /// Writes what may change; what makes amounts never does.
  public func update(_ rate: TaxRate) throws {
    try changeOne(
      "updating a tax rate",
      """
      UPDATE tax_rate SET display_name = :display_name, active = :active, description = :description,
        jurisdiction = :jurisdiction, country = :country, state = :state, kind = :kind, metadata = :metadata
      WHERE id = :id
      """,
      [
        "display_name": rate.displayName, "active": rate.active, "description": rate.description,
        "jurisdiction": rate.jurisdiction, "country": rate.country, "state": rate.state, "kind": rate.kind,
        "metadata": try document(rate.metadata), "id": rate.id,
      ])
  }

  public func taxRate(_ id: TaxRateID) throws -> TaxRate? {
    try first(Statements.select + "WHERE id = :id", ["id": id], taxRate)
  }

  public func taxRates(_ filter: TaxRateFilter, _ page: Page) throws -> PageResult<TaxRate> {
    var listing = Listing("tax_rate")
    listing.require("active = :active", "active", filter.active)
    listing.require("inclusive = :inclusive", "inclusive", filter.inclusive)
    listing.require(page.created)
    return try list(Statements.select, listing, page, taxRate)
  }

  private func taxRate(_ row: any Row) throws -> TaxRate {
    guard let percentage = Percentage(percent: try row.text("percentage")) else {
      throw StorageFailure.unreadableColumn("percentage: no percentage")
    }
    var rate = TaxRate(
      id: try row.identifier("id"), displayName: try row.text("display_name"), percentage: percentage,
      isInclusive: try row.flag("inclusive"), created: try row.instant("created"))
    rate.active = try row.flag("active")
    rate.description = try row.textOrNil("description")
    rate.jurisdiction = try row.textOrNil("jurisdiction")
    rate.country = try row.textOrNil("country")
    rate.state = try row.textOrNil("state")
    rate.kind = try row.textOrNil("kind")
    rate.metadata = try row.texts("metadata")
    return rate
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, percentage, inclusive, display_name, active, description, jurisdiction, country, state, kind,
      metadata, created
    FROM tax_rate
    """
}
