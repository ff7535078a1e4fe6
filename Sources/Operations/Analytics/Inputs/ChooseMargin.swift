import Catalog
import Storage

/// Says how much of what comes in is left after the cost of delivering it.
public struct ChooseMargin: Command {
  public let margin: GrossMargin

  public init(_ margin: GrossMargin) {
    self.margin = margin
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.margins] }

  public func run(in session: Session) throws -> GrossMargin {
    if let product = margin.product {
      _ = try session.known(session.rows.product(product), .product, product.text, field: "product")
    }
    guard try session.rows.grossMargin(of: margin.product) != margin else { return margin }
    try session.choose(margin)
    return margin
  }
}
