import Monetary
import Rating

/// How a price charges in all its currencies: what `billing_scheme` and its companions say. Each currency
/// then says its amounts.
struct PricingScheme {
  private enum Kind {
    case perUnit
    case tiered(isVolume: Bool)
    case packages(Int64, Package.Rounding)
    case custom
    case own(PricingModelParameters.Own)
  }

  private let kind: Kind
  private let takesTiers: Bool

  init(_ parameters: RequestParameters) throws {
    let isTiered = parameters.string("billing_scheme") == "tiered"
    takesTiers = isTiered
    let own = PricingModelParameters.own(parameters.object("pricing_model"))
    if isTiered {
      for name in ["transform_quantity", "custom_unit_amount"] where parameters.isGiven(name) {
        throw APIError.invalid(
          parameters.name(name), "\(name) cannot be used with billing_scheme=tiered.")
      }
      if own != nil {
        throw APIError.invalid(
          Self.ownName(parameters), "A type of ours cannot be used with billing_scheme=tiered.")
      }
      guard let mode = parameters.string("tiers_mode") else {
        throw APIError.missingParameter(parameters.name("tiers_mode"))
      }
      kind = .tiered(isVolume: mode == "volume")
      return
    }
    if parameters.isGiven("tiers_mode") {
      throw APIError.invalid(
        parameters.name("tiers_mode"), "tiers_mode can be used with billing_scheme=tiered only.")
    }
    let transform = parameters.object("transform_quantity")
    let custom = parameters.object("custom_unit_amount")
    let chosen = [
      transform.map { _ in "transform_quantity" }, custom.map { _ in "custom_unit_amount" },
      own.map { _ in "pricing_model[type]" },
    ].compactMap { $0 }
    if chosen.count > 1 {
      throw APIError.exclusiveParameters(
        chosen.map { $0.hasSuffix("]") ? Self.ownName(parameters) : parameters.name($0) })
    }
    if let transform {
      kind = .packages(
        transform.integer("divide_by") ?? 1,
        transform.string("round").flatMap(Package.Rounding.init) ?? .up)
    } else if custom != nil {
      kind = .custom
    } else {
      kind = own.map(Kind.own) ?? .perUnit
    }
  }

  /// How a price that is there charges.
  init(of model: PriceModel) {
    switch model {
    case .allowing(_, let then): self.init(of: then)
    case .bounded(let bounded, _): self.init(of: bounded)
    case .graduated: self.init(.tiered(isVolume: false), takesTiers: true)
    case .volume: self.init(.tiered(isVolume: true), takesTiers: true)
    case .perUnit: self.init(.perUnit)
    case .package(let package): self.init(.packages(package.size, package.rounding))
    case .customAmount: self.init(.custom)
    case .flat: self.init(.own(.flat))
    case .percentage: self.init(.own(.percentage))
    case .graduatedPercentage: self.init(.own(.graduatedPercentage))
    case .matrix: self.init(.own(.matrix))
    }
  }

  private init(_ kind: Kind, takesTiers: Bool = false) {
    self.kind = kind
    self.takesTiers = takesTiers
  }

  /// What the price charges in one currency, by the parameters beside `currency` or in one of its options.
  func model(_ parameters: RequestParameters, _ currency: Currency) throws -> PriceModel {
    let ours = parameters.object("pricing_model")
    let model = try base(parameters, ours, currency)
    return try ours.map { try PricingModelParameters.adding($0, to: model, currency) } ?? model
  }

  private func base(
    _ parameters: RequestParameters, _ ours: RequestParameters?, _ currency: Currency
  ) throws -> PriceModel {
    let own = PricingModelParameters.own(ours)
    try check(parameters, own)
    if let ours, own == nil {
      try PricingModelParameters.refuse(except: [], in: ours, "without the type it belongs to")
    }
    switch kind {
    case .perUnit: return .perUnit(try unitAmount(parameters, currency))
    case .tiered(let isVolume):
      let tiers = try TierParameters.tiers(of: parameters, currency)
      return isVolume ? .volume(tiers) : .graduated(tiers)
    case .packages(let size, let rounding):
      return .package(
        Package(price: try unitAmount(parameters, currency), size: size, rounding: rounding))
    case .custom:
      guard let custom = parameters.object("custom_unit_amount") else {
        throw APIError.missingParameter(parameters.name("custom_unit_amount"))
      }
      return .customAmount(try AmountParameters.customAmount(custom, currency))
    case .own(let own):
      guard let ours else { throw APIError.missingParameter(parameters.name("pricing_model")) }
      return try PricingModelParameters.model(own, ours, currency)
        ?? .flat(try unitAmount(parameters, currency))
    }
  }

  /// Refuses what says how another kind of price charges.
  private func check(_ parameters: RequestParameters, _ own: PricingModelParameters.Own?) throws {
    let takesUnit: Bool
    switch kind {
    case .perUnit, .packages, .own(.flat): takesUnit = true
    default: takesUnit = false
    }
    for name in ["unit_amount", "unit_amount_decimal"] where parameters.isGiven(name) && !takesUnit {
      throw APIError.invalid(parameters.name(name), "\(name) cannot be used with \(kindText).")
    }
    if parameters.isGiven("tiers"), !takesTiers {
      throw APIError.invalid(
        parameters.name("tiers"), "tiers can be used with billing_scheme=tiered only.")
    }
    if case .custom = kind {
    } else if parameters.isGiven("custom_unit_amount") {
      throw APIError.invalid(
        parameters.name("custom_unit_amount"), "custom_unit_amount cannot be used with \(kindText).")
    }
    var wanted: PricingModelParameters.Own?
    if case .own(let own) = kind { wanted = own }
    guard own == wanted else {
      throw APIError.invalid(
        Self.ownName(parameters), "All currencies of a price have the same type.")
    }
  }

  /// The parameter's name as the caller wrote it.
  private static func ownName(_ parameters: RequestParameters) -> String {
    parameters.name("pricing_model") + "[type]"
  }

  private var kindText: String {
    switch kind {
    case .perUnit: "billing_scheme=per_unit"
    case .tiered: "billing_scheme=tiered"
    case .packages: "transform_quantity"
    case .custom: "custom_unit_amount"
    case .own(let own): "pricing_model[type]=\(own.rawValue)"
    }
  }

  private func unitAmount(_ parameters: RequestParameters, _ currency: Currency) throws -> UnitPrice {
    guard let amount = try AmountParameters.amount("unit_amount", of: parameters, currency) else {
      throw APIError.missingParameter(parameters.name("unit_amount"))
    }
    return amount
  }
}
