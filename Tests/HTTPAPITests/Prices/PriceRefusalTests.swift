import Notation
import Testing

@testable import HTTPAPI

@Suite("Prices that cannot be")
struct PriceRefusalTests {
  private static let base = "currency=eur&recurring[interval]=month&product_data[name]=Calls&"
  private static let tiered = "billing_scheme=tiered&tiers_mode=graduated&"
  private static func tier(_ number: Int, _ upTo: String, _ more: String = "[unit_amount]=1") -> String {
    "tiers[\(number)][up_to]=\(upTo)&tiers[\(number)]\(more)&"
  }
  private static let endless = tier(0, "inf")
  private static let many = (0...100).map { tier($0, $0 == 100 ? "inf" : "\($0 + 1)") }.joined()

  /// The form, the code where the format has one, and the parameter that is at fault.
  private static let wrongs: [(String, String?, String)] = [
    ("", "parameter_missing", "unit_amount"),
    ("unit_amount=1&unit_amount_decimal=1", "parameters_exclusive", "unit_amount"),
    ("unit_amount=-1", "parameter_invalid_integer", "unit_amount"),
    ("unit_amount_decimal=-0.5", nil, "unit_amount_decimal"),
    ("unit_amount_decimal=0.1234567890123", nil, "unit_amount_decimal"),
    ("billing_scheme=tiered&" + endless, "parameter_missing", "tiers_mode"),
    (tiered, "parameter_missing", "tiers"),
    ("unit_amount=1&tiers_mode=volume", nil, "tiers_mode"),
    ("unit_amount=1&" + endless, nil, "tiers"),
    (tiered + endless + "unit_amount=1", nil, "unit_amount"),
    (tiered + endless + "unit_amount_decimal=1", nil, "unit_amount_decimal"),
    (
      tiered + endless + "transform_quantity[divide_by]=2&transform_quantity[round]=up", nil,
      "transform_quantity"
    ),
    (tiered + endless + "custom_unit_amount[enabled]=true", nil, "custom_unit_amount"),
    (tiered + endless + "pricing_model[type]=flat", nil, "pricing_model[type]"),
    (tiered + tier(0, "10") + tier(1, "10") + tier(2, "inf"), nil, "tiers[1][up_to]"),
    (tiered + tier(0, "10") + tier(1, "9") + tier(2, "inf"), nil, "tiers[1][up_to]"),
    (tiered + tier(0, "10") + tier(1, "20"), nil, "tiers[1][up_to]"),
    (tiered + tier(0, "inf") + tier(1, "inf"), nil, "tiers[0][up_to]"),
    (tiered + tier(0, "0") + tier(1, "inf"), "parameter_invalid_integer", "tiers[0][up_to]"),
    (tiered + tier(0, "soon"), "parameter_invalid_integer", "tiers[0][up_to]"),
    (tiered + "tiers[0][up_to]=inf", "parameter_missing", "tiers[0][unit_amount]"),
    (tiered + "tiers[0][unit_amount]=1", "parameter_missing", "tiers[0][up_to]"),
    (
      tiered + endless + "tiers[0][unit_amount_decimal]=1", "parameters_exclusive", "tiers[0][unit_amount]"
    ),
    (
      tiered + tier(0, "inf", "[flat_amount]=1") + "tiers[0][flat_amount_decimal]=1", "parameters_exclusive",
      "tiers[0][flat_amount]"
    ),
    (tiered + tier(0, "inf", "[unit_amount]=-1"), "parameter_invalid_integer", "tiers[0][unit_amount]"),
    (
      tiered + tier(0, "inf", "[unit_amount_decimal]=0.1234567890123"), nil, "tiers[0][unit_amount_decimal]"
    ),
    (tiered + many, nil, "tiers"),
    ("unit_amount=1&transform_quantity[divide_by]=2", "parameter_missing", "transform_quantity[round]"),
    (
      "unit_amount=1&transform_quantity[divide_by]=0&transform_quantity[round]=up",
      "parameter_invalid_integer", "transform_quantity[divide_by]"
    ),
    (
      "unit_amount=1&transform_quantity[divide_by]=2&transform_quantity[round]=even", nil,
      "transform_quantity[round]"
    ),
    ("custom_unit_amount[minimum]=5", "parameter_missing", "custom_unit_amount[enabled]"),
    ("custom_unit_amount[enabled]=false", nil, "custom_unit_amount[enabled]"),
    ("custom_unit_amount[enabled]=true&unit_amount=5", nil, "unit_amount"),
    (
      "custom_unit_amount[enabled]=true&custom_unit_amount[minimum]=5&custom_unit_amount[maximum]=4", nil,
      "custom_unit_amount[maximum]"
    ),
    (
      "custom_unit_amount[enabled]=true&custom_unit_amount[minimum]=5&custom_unit_amount[preset]=4", nil,
      "custom_unit_amount[preset]"
    ),
    ("unit_amount=1&currency_options[eur][unit_amount]=1", nil, "currency_options[eur]"),
    ("unit_amount=1&currency_options[xxx][unit_amount]=1", nil, "currency_options[xxx]"),
    (
      "unit_amount=1&currency_options[usd][tax_behavior]=exclusive", "parameter_missing",
      "currency_options[usd][unit_amount]"
    ),
    ("unit_amount=1&currency_options[isk][unit_amount]=150", nil, "currency_options[isk][unit_amount]"),
    (tiered + endless + "currency_options[usd][unit_amount]=1", nil, "currency_options[usd][unit_amount]"),
    ("unit_amount=1&currency_options[usd][tiers][0][up_to]=inf", nil, "currency_options[usd][tiers]"),
    (
      "unit_amount=1&currency_options[usd][unit_amount]=1&currency_options[usd][pricing_model][type]=flat",
      nil,
      "currency_options[usd][pricing_model][type]"
    ),
    ("pricing_model[type]=percentage", "parameter_missing", "pricing_model[percentage]"),
    ("pricing_model[type]=percentage&pricing_model[percentage]=-1", nil, "pricing_model[percentage]"),
    (
      "pricing_model[type]=percentage&pricing_model[percentage]=0.12345678901", nil,
      "pricing_model[percentage]"
    ),
    ("pricing_model[type]=percentage&pricing_model[percentage]=1&unit_amount=1", nil, "unit_amount"),
    ("unit_amount=1&pricing_model[percentage]=1", nil, "pricing_model[percentage]"),
    (
      "pricing_model[type]=flat&unit_amount=1&pricing_model[cells][0][values][]=a", nil,
      "pricing_model[cells]"
    ),
    ("pricing_model[type]=graduated_percentage", "parameter_missing", "pricing_model[percentage_tiers]"),
    (
      "pricing_model[type]=graduated_percentage&pricing_model[percentage_tiers][0][up_to]=5"
        + "&pricing_model[percentage_tiers][0][percentage]=1", nil,
      "pricing_model[percentage_tiers][0][up_to]"
    ),
    ("pricing_model[type]=matrix", nil, "pricing_model[dimensions]"),
    (
      "pricing_model[type]=matrix&pricing_model[dimensions][]=a&pricing_model[dimensions][]=b",
      "parameter_missing", "pricing_model[cells]"
    ),
    (
      "pricing_model[type]=matrix&pricing_model[dimensions][]=a&pricing_model[dimensions][]=b"
        + "&pricing_model[cells][0][values][]=x&pricing_model[cells][0][unit_amount]=1", nil,
      "pricing_model[cells][0][values]"
    ),
    (
      "pricing_model[type]=matrix&transform_quantity[divide_by]=2&transform_quantity[round]=up",
      "parameters_exclusive", "transform_quantity"
    ),
    ("unit_amount=1&pricing_model[free_units]=0", "parameter_invalid_integer", "pricing_model[free_units]"),
    (
      "unit_amount=1&pricing_model[minimum_amount]=5&pricing_model[maximum_amount]=4", nil,
      "pricing_model[maximum_amount]"
    ),
  ]

  @Test("Every combination that says nothing clear is refused by its name, and no price is made")
  func wrongCombinations() async throws {
    let store = try await Store.open()
    for (form, code, parameter) in Self.wrongs {
      let reply = try await store.post("/v1/prices", Self.base + form)
      #expect(reply.status == 400, "\(form.prefix(200)): \(reply.text)")
      #expect(reply.error["code"]?.string == code, "\(form.prefix(200)): \(reply.text)")
      #expect(reply.error["param"]?.string == parameter, "\(form.prefix(200)): \(reply.text)")
    }
    #expect(try await store.get("/v1/prices").json["data"]?.array?.isEmpty == true)
    #expect(try await store.get("/v1/products").json["data"]?.array?.isEmpty == true)
  }

  @Test("An item that does not settle what its price leaves open is refused, and no contract is made")
  func wrongChoices() async throws {
    let store = try await Store.open()
    let customer = try await store.customer()
    let plain = try await store.price(1_000)
    let open = try await store.made(
      "/v1/prices",
      "currency=usd&recurring[interval]=month&product_data[name]=Gift&custom_unit_amount[enabled]=true"
        + "&custom_unit_amount[minimum]=500&custom_unit_amount[maximum]=900"
    ).id
    let matrix = try await store.made(
      "/v1/prices",
      "currency=usd&recurring[interval]=month&product_data[name]=Server&pricing_model[type]=matrix"
        + "&pricing_model[dimensions][]=region&pricing_model[dimensions][]=size"
        + "&pricing_model[cells][0][values][]=eu&pricing_model[cells][0][values][]=large"
        + "&pricing_model[cells][0][unit_amount]=900"
    ).id
    let choice = "items[0][price_choice]"
    let wrongs: [(String, String, String?, String)] = [
      (open, "", "parameter_missing", choice), (matrix, "", "parameter_missing", choice),
      (open, "[unit_amount]=499", nil, "\(choice)[unit_amount]"),
      (open, "[unit_amount]=901", nil, "\(choice)[unit_amount]"),
      (open, "[unit_amount]=-1", "parameter_invalid_integer", "\(choice)[unit_amount]"),
      (plain, "[unit_amount]=5", nil, choice), (matrix, "[unit_amount]=5", nil, choice),
      (matrix, "[values][]=eu", nil, "\(choice)[values]"),
      (matrix, "[values][]=eu&\(choice)[values][]=small", nil, "\(choice)[values]"),
      (open, "[unit_amount]=5&\(choice)[values][]=a", "parameters_exclusive", "\(choice)[unit_amount]"),
    ]
    for (price, wrong, code, parameter) in wrongs {
      let form = "customer=\(customer)&items[0][price]=\(price)" + (wrong.isEmpty ? "" : "&\(choice)\(wrong)")
      let reply = try await store.post("/v1/subscriptions", form)
      #expect(reply.status == 400, "\(wrong)")
      #expect(reply.error["code"]?.string == code, "\(wrong): \(reply.text)")
      #expect(reply.error["param"]?.string == parameter, "\(wrong): \(reply.text)")
    }
    let elsewhere = try await store.post(
      "/v1/subscriptions", "customer=\(customer)&items[0][price]=\(plain)&currency=eur")
    #expect(elsewhere.error["param"] == "currency")
    #expect(try await store.get("/v1/subscriptions").json["data"]?.array?.isEmpty == true)
  }
}
