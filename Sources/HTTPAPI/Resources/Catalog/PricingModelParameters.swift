import Monetary
import Rating

/// `pricing_model`: what prices can charge here and the format has no word for. It is ours.
enum PricingModelParameters {
  enum Own: String, CaseIterable {
    /// `unit_amount` whatever the quantity.
    case flat
    /// A percentage of the quantity, which is an amount in minor units.
    case percentage
    /// The same by tiers.
    case graduatedPercentage = "graduated_percentage"
    /// A unit's price by two values that the item names.
    case matrix
  }

  static let percentage = ParameterSpecification.decimal("percentage", decimals: 10)

  static let specification = ParameterSpecification.object(
    "pricing_model",
    [
      .choice("type", Own.allCases.map(\.rawValue)), percentage, TierParameters.percentages,
      .array("dimensions", of: .text(100), max: 2),
      .array(
        "cells", max: PriceMatrix.most,
        [ParameterSpecification.array("values", of: .text(100), max: 2).required] + AmountParameters.unit),
      .integer("free_units", 1 ... .max), .integer("minimum_amount", 0...999_999_999_999),
      .integer("maximum_amount", 0...999_999_999_999),
    ])

  static func own(_ parameters: RequestParameters?) -> Own? {
    parameters?.string("type").flatMap(Own.init)
  }

  static func percentage(of parameters: RequestParameters) throws -> Percentage {
    let name = parameters.name("percentage")
    guard let text = parameters.string("percentage") else { throw APIError.missingParameter(name) }
    guard let percentage = Percentage(percent: text), !percentage.isNegative else {
      throw APIError.invalid(name, "Invalid decimal: \(text)")
    }
    return percentage
  }

  /// The model of this type; nil for `flat`, whose amount stands outside.
  static func model(_ own: Own, _ parameters: RequestParameters, _ currency: Currency) throws -> PriceModel? {
    let members: [Own: [String]] = [
      .percentage: ["percentage"], .graduatedPercentage: ["percentage_tiers"],
      .matrix: ["dimensions", "cells"],
    ]
    try refuse(except: members[own] ?? [], in: parameters, "with type=\(own.rawValue)")
    return switch own {
    case .flat: nil
    case .percentage: .percentage(try percentage(of: parameters))
    case .graduatedPercentage:
      .graduatedPercentage(try TierParameters.percentages(of: parameters, currency))
    case .matrix: .matrix(try matrix(of: parameters, currency))
    }
  }

  /// What says how a type charges, where that type is not meant.
  static func refuse(except names: [String], in parameters: RequestParameters, _ why: String) throws {
    for name in ["percentage", "percentage_tiers", "dimensions", "cells"]
    where parameters.isGiven(name) && !names.contains(name) {
      throw APIError.invalid(parameters.name(name), "\(name) cannot be used \(why).")
    }
  }

  private static func matrix(of parameters: RequestParameters, _ currency: Currency) throws -> PriceMatrix {
    let dimensions = parameters.strings("dimensions") ?? []
    guard dimensions.count == 2 else {
      throw APIError.invalid(parameters.name("dimensions"), "A matrix has two dimensions.")
    }
    let given = parameters.objects("cells") ?? []
    let cells = try given.map { cell in
      let values = cell.strings("values") ?? []
      guard values.count == 2 else {
        throw APIError.invalid(cell.name("values"), "A cell has a value in each of the two dimensions.")
      }
      guard let price = try AmountParameters.amount("unit_amount", of: cell, currency) else {
        throw APIError.missingParameter(cell.name("unit_amount"))
      }
      return PriceMatrix.Cell(row: values[0], column: values[1], unitPrice: price)
    }
    do throws(PriceMatrix.Problem) {
      return try PriceMatrix(rows: dimensions[0], columns: dimensions[1], cells)
    } catch {
      switch error {
      case .dimensionsUnnamed:
        throw APIError.invalid(parameters.name("dimensions"), "The dimensions need two different names.")
      case .empty: throw APIError.missingParameter(parameters.name("cells"))
      case .tooMany:
        throw APIError.invalid(
          parameters.name("cells"), "There may be \(PriceMatrix.most) cells at most.")
      case .negative(let place): throw APIError.invalid(given[place].path, "A price is zero or more.")
      case .twice(let place), .unnamed(let place):
        throw APIError.invalid(given[place].name("values"), "Each pair of values has one price.")
      }
    }
  }

  /// What holds for every model: free units, and the least and the most of a period's amount.
  static func adding(
    _ parameters: RequestParameters, to model: PriceModel, _ currency: Currency
  ) throws -> PriceModel {
    var model = model
    if let free = parameters.integer("free_units") { model = .allowing(free: free, then: model) }
    func amount(_ name: String) throws -> UnitPrice? {
      try parameters.integer(name).map {
        UnitPrice(minorUnits: try AmountParameters.minorUnits($0, parameters.name(name), currency))
      }
    }
    let (minimum, maximum) = (try amount("minimum_amount"), try amount("maximum_amount"))
    guard minimum != nil || maximum != nil else { return model }
    guard let limits = AmountLimits(minimum: minimum, maximum: maximum) else {
      throw APIError.invalid(
        parameters.name("maximum_amount"), "The maximum must not be below the minimum.")
    }
    return .bounded(model, limits)
  }
}
