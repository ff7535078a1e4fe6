import Monetary
import Notation
import Rating

/// A price model in the words of the format, and in ours where it has none.
struct PricingWords {
  private var unitAmount: UnitPrice?
  private var tiers: Tiers?
  private(set) var tiersMode: String?
  private var package: Package?
  private var customAmount: CustomAmount?
  private var own: PricingModelParameters.Own?
  private var percentage: Percentage?
  private var percentageTiers: PercentageTiers?
  private var matrix: PriceMatrix?
  private var freeUnits: Int64?
  private var limits: AmountLimits?

  var scheme: String { tiers == nil ? "per_unit" : "tiered" }

  init(_ model: PriceModel) { say(model) }

  private mutating func say(_ model: PriceModel) {
    switch model {
    case .perUnit(let price): unitAmount = price
    case .flat(let fee): (unitAmount, own) = (fee, .flat)
    case .graduated(let tiers): (self.tiers, tiersMode) = (tiers, "graduated")
    case .volume(let tiers): (self.tiers, tiersMode) = (tiers, "volume")
    case .package(let package): (unitAmount, self.package) = (package.price, package)
    case .percentage(let percentage): (self.percentage, own) = (percentage, .percentage)
    case .graduatedPercentage(let tiers): (percentageTiers, own) = (tiers, .graduatedPercentage)
    case .matrix(let matrix): (self.matrix, own) = (matrix, .matrix)
    case .customAmount(let bounds): customAmount = bounds
    case .allowing(let free, let then):
      say(then)
      freeUnits = free
    case .bounded(let model, let limits):
      say(model)
      self.limits = limits
    }
  }

  func writeAmount(
    to writer: inout JSONWriter, _ amount: StaticString, _ decimal: StaticString, _ currency: Currency
  ) {
    writer.amounts(amount, decimal, unitAmount, currency)
  }

  func writeCustomAmount(to writer: inout JSONWriter, _ currency: Currency) {
    writer.key("custom_unit_amount")
    guard let customAmount else { return writer.null() }
    writer.beginObject()
    writer.field("maximum", customAmount.maximum, in: currency)
    writer.field("minimum", customAmount.minimum, in: currency)
    writer.field("preset", customAmount.preset, in: currency)
    writer.endObject()
  }

  func writeTransform(to writer: inout JSONWriter, _ name: StaticString) {
    writer.key(name)
    guard let package else { return writer.null() }
    writer.beginObject()
    writer.field("divide_by", package.size)
    writer.field("round", package.rounding.rawValue)
    writer.endObject()
  }

  /// Absent where there are none, as the format has it.
  func writeTiers(to writer: inout JSONWriter, _ currency: Currency) {
    guard let tiers else { return }
    writer.key("tiers")
    writer.beginArray()
    for tier in tiers.tiers {
      writer.beginObject()
      writer.flatFee(tier.flat, currency)
      let isFeeOnly = tier.unitPrice.isZero && !tier.flat.isZero
      writer.amounts("unit_amount", "unit_amount_decimal", isFeeOnly ? nil : tier.unitPrice, currency)
      writer.field("up_to", tier.upTo)
      writer.endObject()
    }
    writer.endArray()
  }

  /// `pricing_model`, which is ours; null for what the format has words for.
  func writeOwn(to writer: inout JSONWriter, _ currency: Currency) {
    writer.key("pricing_model")
    guard own != nil || freeUnits != nil || limits != nil else { return writer.null() }
    writer.beginObject()
    writer.field("free_units", freeUnits)
    writer.field("maximum_amount", limits?.maximum?.wholeMinorUnits, in: currency)
    writer.field("minimum_amount", limits?.minimum?.wholeMinorUnits, in: currency)
    writer.field("type", own?.rawValue)
    if let percentage { writer.field("percentage", percentage.percentText) }
    if let percentageTiers { write(percentageTiers, to: &writer, currency) }
    if let matrix { write(matrix, to: &writer, currency) }
    writer.endObject()
  }

  private func write(_ tiers: PercentageTiers, to writer: inout JSONWriter, _ currency: Currency) {
    writer.key("percentage_tiers")
    writer.beginArray()
    for tier in tiers.tiers {
      writer.beginObject()
      writer.flatFee(tier.flat, currency)
      writer.field("percentage", tier.percentage.percentText)
      writer.field("up_to", tier.upTo)
      writer.endObject()
    }
    writer.endArray()
  }

  private func write(_ matrix: PriceMatrix, to writer: inout JSONWriter, _ currency: Currency) {
    writer.field("dimensions", [matrix.rowName, matrix.columnName])
    writer.key("cells")
    writer.beginArray()
    for cell in matrix.cells {
      writer.beginObject()
      writer.amounts("unit_amount", "unit_amount_decimal", cell.unitPrice, currency)
      writer.field("values", [cell.row, cell.column])
      writer.endObject()
    }
    writer.endArray()
  }
}

extension JSONWriter {
  /// An amount of up to twelve decimals: the whole number where it is one, and the text always.
  fileprivate mutating func amounts(
    _ name: StaticString, _ decimal: StaticString, _ amount: UnitPrice?, _ currency: Currency
  ) {
    let wire = amount.map { WireAmount.wire($0, currency) }
    field(name, wire?.wholeMinorUnits)
    field(decimal, wire?.decimalText)
  }

  fileprivate mutating func flatFee(_ fee: UnitPrice, _ currency: Currency) {
    amounts("flat_amount", "flat_amount_decimal", fee.isZero ? nil : fee, currency)
  }
}
