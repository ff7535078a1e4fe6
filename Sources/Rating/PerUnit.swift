import Monetary

/// Flat price × quantity, in 10⁻¹² minor units.
func exactPerUnit(quantity: Int64, at price: UnitPrice) throws(MonetaryRefusal) -> Int128 {
  let (product, overflow) = price.trillionths.multipliedReportingOverflow(by: Int128(quantity))
  guard !overflow else { throw .overflow }
  return product
}
