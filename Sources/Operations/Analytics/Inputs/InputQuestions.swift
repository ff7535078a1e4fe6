import Catalog
import Chronology
import Relations
import Storage

extension Snapshot {
  public func referenceRates(on day: Day) throws -> ReferenceRates? { try rows.referenceRates(on: day) }
  /// The newest day first.
  public func referenceRates(from: Day?, through: Day?, _ page: Page) throws -> PageResult<ReferenceRates> {
    try rows.referenceRates(from: from, through: through, page)
  }

  public func marketingSpend(_ id: MarketingSpendID) throws -> MarketingSpend? {
    try rows.marketingSpend(id)
  }
  /// The latest month first.
  public func marketingSpend(_ filter: MarketingSpendFilter, _ page: Page) throws
    -> PageResult<MarketingSpend>
  { try rows.marketingSpend(filter, page) }

  public func grossMargin(of product: ProductID?) throws -> GrossMargin? {
    try rows.grossMargin(of: product)
  }
  /// The business's own first.
  public func grossMargins() throws -> [GrossMargin] { try rows.grossMargins() }

  public func acquisitionSources() throws -> [String] { try rows.acquisitionSources() }
}
