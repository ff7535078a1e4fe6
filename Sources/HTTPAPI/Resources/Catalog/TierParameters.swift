import Monetary
import Rating

/// `tiers[]` of the format, and the tiers of percentages, which are ours.
enum TierParameters {
  private static let upTo = ParameterSpecification(
    "up_to", .anyOf([.choice(["inf"]), .integer(1 ... .max)])
  ).required

  static let tiers = ParameterSpecification.array(
    "tiers", max: Tiers.most, [upTo] + AmountParameters.unit + AmountParameters.amount("flat_amount"))

  static let percentages = ParameterSpecification.array(
    "percentage_tiers", max: Tiers.most,
    [upTo, PricingModelParameters.percentage.required] + AmountParameters.amount("flat_amount"))

  static func tiers(of parameters: RequestParameters, _ currency: Currency) throws -> Tiers {
    let given = parameters.objects("tiers") ?? []
    let tiers = try given.map { tier in
      let unit = try AmountParameters.amount("unit_amount", of: tier, currency)
      let flat = try AmountParameters.amount("flat_amount", of: tier, currency)
      guard unit != nil || flat != nil else { throw APIError.missingParameter(tier.name("unit_amount")) }
      return Tiers.Tier(upTo: tier.integer("up_to"), unitPrice: unit ?? .zero, flat: flat ?? .zero)
    }
    do {
      return try Tiers(tiers)
    } catch {
      throw refusal(error, "tiers", given, parameters)
    }
  }

  static func percentages(of parameters: RequestParameters, _ currency: Currency) throws -> PercentageTiers {
    let given = parameters.objects("percentage_tiers") ?? []
    let tiers = try given.map { tier in
      PercentageTiers.Tier(
        upTo: tier.integer("up_to"), percentage: try PricingModelParameters.percentage(of: tier),
        flat: try AmountParameters.amount("flat_amount", of: tier, currency) ?? .zero)
    }
    do {
      return try PercentageTiers(tiers)
    } catch {
      throw refusal(error, "percentage_tiers", given, parameters)
    }
  }

  private static func refusal(
    _ problem: Tiers.Problem, _ name: String, _ given: [RequestParameters], _ parameters: RequestParameters
  ) -> APIError {
    func upTo(_ place: Int) -> String { given[place].name("up_to") }
    return switch problem {
    case .tooMany: .invalid(parameters.name(name), "There may be \(Tiers.most) tiers at most.")
    case .negative(let place): .invalid(given[place].path, "A price is zero or more.")
    case .notAscending(let place):
      .invalid(upTo(place), "Each tier's up_to must be above that of the tier before it.")
    case .endlessTooEarly(let place): .invalid(upTo(place), "Only the last tier's up_to can be inf.")
    case .lastHasEnd:
      given.isEmpty
        ? .missingParameter(parameters.name(name))
        : .invalid(upTo(given.count - 1), "The last tier's up_to must be inf.")
    }
  }
}
