import Monetary

/// Unit price × quantity, in 10⁻¹² minor units.
func exactPerUnit(quantity: Int64, at price: UnitPrice) throws(MonetaryRefusal) -> Int128 {
  if let small = Int64(exactly: price.trillionths) {
    // Two factors of 64 bits cannot exceed 128, and most prices are below 9 million minor units.
    return Int128(small) &* Int128(quantity)
  }
  let (product, overflow) = price.trillionths.multipliedReportingOverflow(by: Int128(quantity))
  guard !overflow else { throw .overflow }
  return product
}

/// The sum of two exact amounts.
func exactSum(_ one: Int128, _ other: Int128) throws(MonetaryRefusal) -> Int128 {
  let (sum, overflow) = one.addingReportingOverflow(other)
  guard !overflow else { throw .overflow }
  return sum
}
