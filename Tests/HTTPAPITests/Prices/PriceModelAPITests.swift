import Notation
import Testing

@testable import HTTPAPI

@Suite("Prices of every model, over the API")
struct PriceModelAPITests {
  private static let plain = "currency=eur&recurring[interval]=month&product_data[name]=Calls"
  private static let tiers =
    "\(plain)&billing_scheme=tiered&tiers[0][up_to]=1000&tiers[0][unit_amount]=10"
    + "&tiers[1][up_to]=inf&tiers[1][unit_amount_decimal]=8.5&tiers[1][flat_amount]=500"

  /// What a quantity of a price costs when it is subscribed to, and what its line says.
  private func line(
    _ store: Store, _ price: String, quantity: Int, _ more: String = ""
  ) async throws -> JSON {
    let made = try await store.subscribe(
      store.customer(), price, "&items[0][quantity]=\(quantity)&expand[]=latest_invoice\(more)")
    return try #require(made.at("latest_invoice.lines.data.0"))
  }

  @Test("Tiers are shown when they are asked for, and there is no one amount of a unit")
  func tieredShape() async throws {
    let store = try await Store.open()
    let id = try await store.made("/v1/prices", "\(Self.tiers)&tiers_mode=graduated").id
    let bare = try await store.get("/v1/prices/\(id)").json
    #expect(bare["tiers"] == nil)
    #expect(bare["billing_scheme"] == "tiered")
    #expect(bare["tiers_mode"] == "graduated")
    #expect(bare["unit_amount"] == .null && bare["unit_amount_decimal"] == .null)
    let full = try await store.get("/v1/prices/\(id)?expand[]=tiers").json
    #expect(
      full["tiers"]?.text == """
        [{"flat_amount":null,"flat_amount_decimal":null,"unit_amount":10,"unit_amount_decimal":"10",\
        "up_to":1000},{"flat_amount":500,"flat_amount_decimal":"500","unit_amount":null,\
        "unit_amount_decimal":"8.5","up_to":null}]
        """)
  }

  @Test("A graduated line explains itself, tier by tier")
  func graduated() async throws {
    let store = try await Store.open()
    let id = try await store.made("/v1/prices", "\(Self.tiers)&tiers_mode=graduated").id
    let line = try await line(store, id, quantity: 1_500)
    #expect(line["amount"] == 14_750)
    #expect(line["description"] == "1500 × Calls (€147.50 / month)")
    #expect(line.at("pricing.unit_amount_decimal") == .null)
    #expect(line.at("explanation.text") == "1,000 × €0.10 + 500 × €0.085 + €5.00")
    #expect(
      line.at("explanation.steps")?.text == """
        [{"amount_decimal":"10000","quantity":1000,"type":"units","unit_amount_decimal":"10"},\
        {"amount_decimal":"4250","quantity":500,"type":"units","unit_amount_decimal":"8.5"},\
        {"amount_decimal":"500","tier":2,"type":"fee"}]
        """)
  }

  /// The parameters beside currency and product, a quantity, the amount, and how it is explained.
  @Test(
    "Each model charges what it says",
    arguments: [
      ("unit_amount=1000", 3, 3_000, "3 × €10.00", "3 × Calls (at €10.00 / month)"),
      ("unit_amount_decimal=0.000000000001", 3, 0, "3 × €0.00000000000001", nil),
      ("unit_amount=5000&pricing_model[type]=flat", 3, 5_000, "€50.00", "3 × Calls (€50.00 / month)"),
      (
        "billing_scheme=tiered&tiers_mode=volume&tiers[0][up_to]=10&tiers[0][unit_amount]=100"
          + "&tiers[1][up_to]=inf&tiers[1][unit_amount]=80", 11, 880, "11 × €0.80", nil
      ),
      (
        "billing_scheme=tiered&tiers_mode=volume&tiers[0][up_to]=10&tiers[0][flat_amount]=1000"
          + "&tiers[1][up_to]=inf&tiers[1][flat_amount]=2500", 11, 2_500, "€25.00", nil
      ),
      (
        "unit_amount=700&transform_quantity[divide_by]=100&transform_quantity[round]=up", 101, 1_400,
        "2 × €7.00 for 100", nil
      ),
      (
        "unit_amount=700&transform_quantity[divide_by]=100&transform_quantity[round]=down", 199, 700,
        "1 × €7.00 for 100", nil
      ),
      (
        "pricing_model[type]=percentage&pricing_model[percentage]=2.9&pricing_model[minimum_amount]=500",
        10_000, 500, "2.9% of €100.00, at least €5.00", "Calls (€5.00 / month)"
      ),
      (
        "pricing_model[type]=graduated_percentage&pricing_model[percentage_tiers][0][up_to]=100000"
          + "&pricing_model[percentage_tiers][0][percentage]=3&pricing_model[percentage_tiers][1][up_to]=inf"
          + "&pricing_model[percentage_tiers][1][percentage]=2", 150_000, 4_000,
        "3% of €1000.00 + 2% of €500.00", nil
      ),
      (
        "unit_amount=10&pricing_model[free_units]=100&pricing_model[maximum_amount]=2000", 500, 2_000,
        "100 free + 400 × €0.10, at most €20.00", nil
      ),
    ] as [(String, Int, Int64, String, String?)])
  func models(
    parameters: String, quantity: Int, amount: Int64, explanation: String, description: String?
  ) async throws {
    let store = try await Store.open()
    let price = try await store.made("/v1/prices", "\(Self.plain)&\(parameters)").id
    let line = try await line(store, price, quantity: quantity)
    #expect(line["amount"]?.integer == amount)
    #expect(line.at("explanation.text")?.string == explanation)
    if let description { #expect(line["description"]?.string == description) }
  }

  @Test("What a price leaves open, the item settles, and it stays settled when the contract renews")
  func choices() async throws {
    let store = try await Store.open()
    let matrix = try await store.made(
      "/v1/prices",
      "\(Self.plain)&pricing_model[type]=matrix&pricing_model[dimensions][]=region"
        + "&pricing_model[dimensions][]=size&pricing_model[cells][0][values][]=eu"
        + "&pricing_model[cells][0][values][]=large&pricing_model[cells][0][unit_amount]=900")
    #expect(
      matrix["pricing_model"]?.text == """
        {"free_units":null,"maximum_amount":null,"minimum_amount":null,"type":"matrix",\
        "dimensions":["region","size"],"cells":[{"unit_amount":900,"unit_amount_decimal":"900",\
        "values":["eu","large"]}]}
        """)
    let choice = "&items[0][price_choice][values][]=eu&items[0][price_choice][values][]=large"
    let priced = try await line(store, matrix.id, quantity: 2, choice)
    #expect(priced["amount"] == 1_800)
    #expect(priced.at("explanation.text") == "2 × €9.00 (eu, large)")

    let open = try await store.made(
      "/v1/prices",
      "\(Self.plain)&custom_unit_amount[enabled]=true&custom_unit_amount[minimum]=500"
        + "&custom_unit_amount[preset]=1000&custom_unit_amount[maximum]=5000")
    #expect(open["custom_unit_amount"]?.text == #"{"maximum":5000,"minimum":500,"preset":1000}"#)
    let clock = try await store.made("/v1/test_helpers/test_clocks", "frozen_time=1790000000").id
    let customer = try await store.customer("&test_clock=\(clock)")
    let made = try await store.subscribe(
      customer, open.id, "&items[0][price_choice][unit_amount]=750&expand[]=latest_invoice")
    #expect(made.at("latest_invoice.total") == 750)
    #expect(made.at("items.data.0.price_choice.unit_amount") == 750)
    try await store.advance(clock, to: 1_793_000_000)
    let next = try await store.get("/v1/invoices?customer=\(customer)&limit=1").json
    #expect(next.at("data.0.lines.data.0.amount") == 750)
  }

  @Test("One price is sold in several currencies, and a contract has the one it asks for")
  func currencyOptions() async throws {
    let store = try await Store.open()
    let price = try await store.made(
      "/v1/prices",
      "currency=usd&recurring[interval]=month&product_data[name]=Team&unit_amount=1000"
        + "&tax_behavior=exclusive&currency_options[eur][unit_amount]=900"
        + "&currency_options[eur][tax_behavior]=inclusive&currency_options[jpy][unit_amount]=1500")
    #expect(price["currency_options"] == nil)
    let full = try await store.get("/v1/prices/\(price.id)?expand[]=currency_options").json
    #expect(full["currency_options"]?.object?.map(\.key) == ["usd", "eur", "jpy"])
    #expect(full.at("currency_options.eur.unit_amount") == 900)
    #expect(full.at("currency_options.eur.tax_behavior") == "inclusive")

    let dollars = try await store.subscribe(store.customer(), price.id, "&expand[]=latest_invoice")
    #expect(dollars.at("latest_invoice.total") == 1_000 && dollars["currency"] == "usd")
    let ada = try await store.customer()
    let euros = try await store.subscribe(ada, price.id, "&currency=eur&expand[]=latest_invoice")
    #expect(euros.at("latest_invoice.total") == 900 && euros["currency"] == "eur")
    // The customer pays in euros now, so the next contract does without being asked.
    #expect(try await store.subscribe(ada, price.id)["currency"] == "eur")
    let item = euros.at("items.data.0.id")?.string ?? ""
    _ = try await store.made("/v1/subscription_items/\(item)", "quantity=2&proration_behavior=always_invoice")
    let change = try await store.get("/v1/invoices?customer=\(ada)&limit=1").json
    #expect(change.at("data.0.total") == 900 && change.at("data.0.currency") == "eur")
  }

  @Test("Tiers of an option are shown when they are asked for by name")
  func tiersOfOptions() async throws {
    let store = try await Store.open()
    let price = try await store.made(
      "/v1/prices",
      "\(Self.tiers)&tiers_mode=volume&currency_options[kwd][tiers][0][up_to]=inf"
        + "&currency_options[kwd][tiers][0][unit_amount_decimal]=0.125"
    ).id
    let some = try await store.get("/v1/prices/\(price)?expand[]=currency_options").json
    #expect(some.at("currency_options.kwd")?["tiers"] == nil)
    let named = try await store.get("/v1/prices/\(price)?expand[]=currency_options.kwd.tiers").json
    #expect(named.at("currency_options.kwd.tiers.0.unit_amount_decimal") == "0.125")
    #expect(try await store.get("/v1/prices/\(price)?expand[]=currency_options.xyz.tiers").status == 400)
  }

  @Test("A product's default price has its tax behaviour, metadata and currencies")
  func defaultPrice() async throws {
    let store = try await Store.open()
    let product = try await store.made(
      "/v1/products",
      "name=Team&default_price_data[currency]=usd&default_price_data[unit_amount]=1000"
        + "&default_price_data[tax_behavior]=inclusive&default_price_data[metadata][list]=2026"
        + "&default_price_data[currency_options][eur][unit_amount]=900&expand[]=default_price")
    #expect(product.at("default_price.tax_behavior") == "inclusive")
    #expect(product.at("default_price.metadata.list") == "2026")
    #expect(product.at("default_price.type") == "one_time")
  }

  @Test("A price learns other currencies, and what nobody pays by changes; what somebody pays by stays")
  func currencyOptionsChange() async throws {
    let store = try await Store.open()
    let price = try await store.price(1_000)
    let path = "/v1/prices/\(price)?expand[0]=currency_options"
    let learned = try await store.made(path, "currency_options[eur][unit_amount]=900")
    #expect(learned.at("currency_options.eur.unit_amount") == 900)
    let changed = try await store.made(
      path, "currency_options[eur][unit_amount]=950&currency_options[sek][unit_amount]=9900")
    #expect(changed.at("currency_options.eur.unit_amount") == 950)
    #expect(changed.at("currency_options.sek.unit_amount") == 9_900)
    let customer = try await store.customer()
    let contract = try await store.subscribe(customer, price, "&currency=eur")
    for wrong in ["currency_options[eur][unit_amount]=800", "currency_options="] {
      let refused = try await store.post(path, wrong)
      #expect(refused.status == 400 && refused.error["param"] == "currency_options[eur]", "\(wrong)")
    }
    _ = try await store.made(
      path, "currency_options[eur][unit_amount]=950&currency_options[nok][unit_amount]=1")
    for (wrong, parameter) in [
      ("currency_options[usd][unit_amount]=1", "currency_options[usd]"),
      ("currency_options[gbp][unit_amount]=-1", "currency_options[gbp][unit_amount]"),
      ("currency_options[gbp][tax_behavior]=inclusive", "currency_options[gbp][unit_amount]"),
      ("currency_options[xyz][unit_amount]=1", "currency_options[xyz]"),
    ] {
      let refused = try await store.post(path, wrong)
      #expect(
        refused.status == 400 && refused.error["param"]?.string == parameter, "\(wrong): \(refused.text)")
    }
    #expect(try await store.get(path).json.at("currency_options.nok.unit_amount") == 1)
    #expect(try await store.get(path).json.at("currency_options.gbp") == nil)
    #expect(try await store.delete("/v1/subscriptions/\(contract.id)").status == 200)
    #expect(try await store.made(path, "currency_options=").at("currency_options.eur") == nil)
    #expect(
      try await store.post("/v1/prices/price_no", "currency_options[eur][unit_amount]=1").status == 404)
  }
}
