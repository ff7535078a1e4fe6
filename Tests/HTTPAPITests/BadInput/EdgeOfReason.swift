import Auditing
import Notation
import Storage
import Testing

@testable import HTTPAPI

/// Requests in which each word is right and the whole is not, and some that are absurd and legal.
@Suite("Edges of what can be asked for", .serialized)
struct EdgeOfReason {
  /// A request, and what must be said about it.
  struct Wrong: Sendable {
    let path: String
    let form: String
    let code: String?
    let parameter: String?

    init(_ path: String, _ form: String, _ parameter: String?) {
      self.init(path, form, nil, parameter)
    }

    init(_ path: String, _ form: String, _ code: String?, _ parameter: String?) {
      self.path = path
      self.form = form
      self.code = code
      self.parameter = parameter
    }
  }

  /// What the forms name.
  struct Stage: Sendable {
    let own: Neighbour
    let customer: String
    let price: String
    let other: String
    /// As dear as one thing may be.
    let dear: String
    let euros: String
    let once: String
    let open: String
    let contract: String
    let item: String
    let trial: String

    static let now = 1_790_000_000
    static let day = 86_400
    static let last = 253_402_300_799

    init(_ own: Neighbour) async throws {
      self.own = own
      func price(_ form: String, _ currency: String = "usd") async throws -> String {
        try await own.made("/v1/prices", "currency=\(currency)&product_data[name]=x&\(form)").id
      }
      let monthly = "recurring[interval]=month&"
      self.price = try await price(monthly + "unit_amount=1000")
      other = try await price(monthly + "unit_amount=2500")
      dear = try await price(monthly + "unit_amount=100000000000")
      euros = try await price(monthly + "unit_amount=1000", "eur")
      once = try await price("unit_amount=1000")
      open = try await price(
        monthly
          + "custom_unit_amount[enabled]=true&custom_unit_amount[minimum]=5&custom_unit_amount[maximum]=9")
      customer = try await own.made("/v1/customers", "name=x&payment_method=pm_card_visa").id
      let form = "customer=\(customer)&items[0][price]=\(self.price)"
      let made = try await own.made("/v1/subscriptions", form)
      (contract, item) = (made.id, made.at("items.data.0.id")?.string ?? "")
      trial = try await own.made("/v1/subscriptions", form + "&trial_period_days=9").id
    }

    func create(_ more: String, _ said: String?...) -> Wrong { buy(price, more, said) }
    func buy(_ price: String, _ more: String, _ said: String?...) -> Wrong { buy(price, more, said) }
    func update(_ more: String, _ said: String?...) -> Wrong { update(more, said) }
    func change(_ more: String, _ said: String?...) -> Wrong { update("items[0][id]=\(item)&\(more)", said) }

    /// - Parameter said: the code, where there is one, and the parameter.
    private func buy(_ price: String, _ more: String, _ said: [String?]) -> Wrong {
      let form = "customer=\(customer)&items[0][price]=\(price)" + (more.isEmpty ? "" : "&\(more)")
      return Wrong("/v1/subscriptions", form, said.count > 1 ? said[0] : nil, said[said.count - 1])
    }

    private func update(_ more: String, _ said: [String?]) -> Wrong {
      Wrong("/v1/subscriptions/\(contract)", more, said.count > 1 ? said[0] : nil, said[said.count - 1])
    }
  }

  private func expectRefusals(_ wrongs: (Stage) throws -> [Wrong]) async throws {
    try await Neighbourhood.with(.sqlite) { neighbours in
      let stage = try await Stage(neighbours.own)
      let before = try await stage.own.dump()
      for wrong in try wrongs(stage) {
        let reply = try await stage.own.toy.ask(.post, wrong.path, wrong.form)
        let what = "\(wrong.path) \(wrong.form): \(reply.status) \(reply.text.prefix(400))"
        #expect(reply.status == 400 && reply.error["type"] == "invalid_request_error", "\(what)")
        #expect(reply.error["code"]?.string == wrong.code, "\(what)")
        #expect(reply.error["param"]?.string == wrong.parameter, "\(what)")
        #expect(try await stage.own.dump() == before, "it changed something: \(what)")
      }
    }
  }

  private static let integer = "parameter_invalid_integer"
  private static let exclusive = "parameters_exclusive"
  private static let missing = "parameter_missing"

  @Test("Moments that cannot be are refused by their names: in 1970, beyond 9999, out of order")
  func moments() async throws {
    try await expectRefusals { stage in
      let (now, day) = (Stage.now, Stage.day)
      var wrongs: [Wrong] = []
      for moment in ["-1", "\(Stage.last + 1)", "9223372036854775807", "-9223372036854775808"] {
        for name in ["trial_end", "backdate_start_date", "billing_cycle_anchor", "cancel_at"] {
          wrongs.append(stage.create("\(name)=\(moment)", Self.integer, name))
        }
        wrongs.append(
          stage.change("items[0][quantity]=2&proration_date=\(moment)", Self.integer, "proration_date"))
        wrongs.append(
          Wrong("/v1/test_helpers/test_clocks", "frozen_time=\(moment)", Self.integer, "frozen_time"))
      }
      for moment in [0, 1, now - 1, now] {
        for name in ["trial_end", "cancel_at"] { wrongs.append(stage.create("\(name)=\(moment)", name)) }
        wrongs.append(stage.update("cancel_at=\(moment)", "cancel_at"))
        wrongs.append(Wrong("/v1/subscriptions/\(stage.trial)", "trial_end=\(moment)", "trial_end"))
      }
      let others: [Wrong] = [
        stage.create("billing_cycle_anchor=\(now - 1)", "billing_cycle_anchor"),
        stage.create("billing_cycle_anchor=\(Stage.last)", "billing_cycle_anchor"),
        stage.create("trial_end=\(Stage.last)", "trial_end"),
        stage.create("trial_end=\(now + 732 * day)", "trial_end"),
        stage.create("backdate_start_date=\(now + 1)", "backdate_start_date"),
        stage.create("backdate_start_date=0", "backdate_start_date"),
        stage.create("backdate_start_date=\(Stage.last)", "backdate_start_date"),
        stage.change("items[0][quantity]=2&proration_date=0", "proration_date"),
        stage.change("items[0][quantity]=2&proration_date=\(now + 1)", "proration_date"),
        stage.change("items[0][quantity]=2&proration_date=\(Stage.last)", "proration_date"),
        stage.update(
          "pause_collection[behavior]=void&pause_collection[resumes_at]=\(now)",
          "pause_collection[resumes_at]"),
        Wrong("/v1/test_helpers/test_clocks", "frozen_time=\(Stage.last)", "frozen_time"),
        Wrong("/v1/coupons", "percent_off=5&redeem_by=1", "redeem_by"),
        Wrong(
          "/v1/invoices", "customer=\(stage.customer)&collection_method=send_invoice&due_date=1", "due_date"),
        Wrong(
          "/v1/invoiceitems",
          "customer=\(stage.customer)&amount=1&currency=usd&period[start]=5&period[end]=4", "period[end]"),
      ]
      return wrongs + others
    }
  }

  @Test("A trial, an anchor and a start that contradict each other, or are said twice, are refused")
  func contradictions() async throws {
    try await expectRefusals { stage in
      let (now, day) = (Stage.now, Stage.day)
      let anchor = "billing_cycle_anchor"
      return [
        stage.create("trial_end=now&trial_period_days=3", Self.exclusive, "trial_period_days"),
        stage.create("trial_end=\(now + day)&trial_period_days=3", Self.exclusive, "trial_period_days"),
        stage.create("trial_period_days=0", Self.integer, "trial_period_days"),
        stage.create("trial_period_days=731", Self.integer, "trial_period_days"),
        stage.create("trial_end=\(now + 9 * day)&\(anchor)=\(now + 5 * day)", anchor),
        stage.create("trial_end=\(now + 9 * day)&\(anchor)=\(now + 60 * day)", anchor),
        stage.create(
          "trial_end=\(now + day)&backdate_start_date=\(now - day)", Self.exclusive, "backdate_start_date"),
        stage.create("\(anchor)=\(now + 9)&\(anchor)_config[day_of_month]=3", Self.exclusive, anchor),
        stage.create("\(anchor)_config[month]=2", Self.missing, "\(anchor)_config[day_of_month]"),
        stage.create("\(anchor)_config[day_of_month]=0", Self.integer, "\(anchor)_config[day_of_month]"),
        stage.create("\(anchor)_config[day_of_month]=32", Self.integer, "\(anchor)_config[day_of_month]"),
        stage.create(
          "\(anchor)_config[day_of_month]=1&\(anchor)_config[hour]=24", Self.integer, "\(anchor)_config[hour]"
        ),
        stage.create("cancel_at=\(now + day)&cancel_at_period_end=true", Self.exclusive, "cancel_at"),
        stage.update("cancel_at=&cancel_at_period_end=true", Self.exclusive, "cancel_at"),
        stage.create("collection_method=send_invoice", Self.missing, "days_until_due"),
        stage.create("days_until_due=3", "days_until_due"),
        stage.create("collection_method=send_invoice&days_until_due=-1", Self.integer, "days_until_due"),
        stage.update("trial_end=now", "trial_end"), stage.update("trial_end=\(now + day)", "trial_end"),
        stage.update("\(anchor)=now&trial_end=now", "trial_end"),
        Wrong("/v1/subscriptions/\(stage.trial)", "\(anchor)=now", anchor),
        stage.update("pause_collection[resumes_at]=\(now + day)", Self.missing, "pause_collection[behavior]"),
        stage.update(
          "discounts[0][coupon]=a&discounts[0][promotion_code]=b", Self.exclusive,
          "discounts[0][coupon]"),
        Wrong("/v1/coupons", "amount_off=5&percent_off=5&currency=usd", Self.exclusive, "percent_off"),
        Wrong("/v1/coupons", "amount_off=5", Self.missing, "currency"),
        Wrong("/v1/coupons", "percent_off=5&duration=repeating", Self.missing, "duration_in_months"),
        Wrong("/v1/coupons", "percent_off=5&duration_in_months=3", "duration_in_months"),
        Wrong(
          "/v1/invoiceitems", "customer=\(stage.customer)&amount=1&currency=usd&quantity=2", Self.exclusive,
          "amount"),
        Wrong("/v1/invoiceitems", "customer=\(stage.customer)&amount=1&currency=jpy", "currency"),
        Wrong(
          "/v1/invoices",
          "customer=\(stage.customer)&collection_method=send_invoice&days_until_due=3&due_date=\(now + day)",
          Self.exclusive, "due_date"),
      ]
    }
  }

  @Test("Amounts, quantities and percentages beyond what they may be are refused where they stand")
  func amounts() async throws {
    try await expectRefusals { stage in
      let tooLarge = "amount_too_large"
      let prices = "currency=usd&recurring[interval]=month&product_data[name]=x&"
      var wrongs: [Wrong] = []
      for number in ["-1", "1000000000000", "9223372036854775807", "-9223372036854775808"] {
        wrongs += [
          stage.create("items[0][quantity]=\(number)", Self.integer, "items[0][quantity]"),
          stage.change("items[0][quantity]=\(number)", Self.integer, "items[0][quantity]"),
          Wrong("/v1/prices", prices + "unit_amount=\(number)", Self.integer, "unit_amount"),
          Wrong("/v1/coupons", "currency=usd&amount_off=\(number)", Self.integer, "amount_off"),
        ]
      }
      for percent in ["0", "-1", "0.0099", "100.0001", "10000"] {
        wrongs.append(Wrong("/v1/coupons", "percent_off=\(percent)", "percent_off"))
      }
      for percent in ["-1", "100.0001", "10000", "0.00001"] {
        wrongs.append(
          Wrong("/v1/tax_rates", "display_name=x&inclusive=false&percentage=\(percent)", "percentage"))
      }
      let digits = String(repeating: "9", count: 60)
      let others: [Wrong] = [
        stage.buy(stage.dear, "items[0][quantity]=2", tooLarge, "items[0][price]"),
        stage.buy(stage.dear, "items[0][quantity]=999999999999", tooLarge, "items[0][price]"),
        stage.change("items[0][price]=\(stage.dear)&items[0][quantity]=2", tooLarge, "items[0][price]"),
        stage.change("items[0][quantity]=999999999999", tooLarge, "items[0][quantity]"),
        Wrong("/v1/subscription_items/\(stage.item)", "quantity=999999999999", tooLarge, "quantity"),
        Wrong("/v1/subscription_items/\(stage.item)", "price=\(stage.euros)", "price"),
        Wrong("/v1/prices", prices + "unit_amount_decimal=\(digits)", "unit_amount_decimal"),
        Wrong("/v1/prices", prices + "unit_amount_decimal=0.0000000000001", "unit_amount_decimal"),
        Wrong(
          "/v1/prices", prices + "pricing_model[type]=percentage&pricing_model[percentage]=-1",
          "pricing_model[percentage]"),
        Wrong(
          "/v1/invoiceitems",
          "customer=\(stage.customer)&currency=usd&quantity=3&unit_amount_decimal=99999999999999999999",
          tooLarge, nil),
        Wrong("/v1/customers/\(stage.customer)/balance_transactions", "amount=0&currency=usd", "amount"),
        Wrong(
          "/v1/customers/\(stage.customer)/balance_transactions", "amount=1000000000000&currency=usd",
          Self.integer, "amount"),
      ]
      return wrongs + others
    }
  }

  @Test("Items that do not go together are refused, each by its own name")
  func items() async throws {
    try await expectRefusals { stage in
      func many(_ count: Int) -> String {
        (0..<count).map { "items[\($0)][price]=x" }.joined(separator: "&")
      }
      return [
        Wrong("/v1/subscriptions", "customer=\(stage.customer)&\(many(21))", "items"),
        stage.update(many(41), "items"),
        stage.buy(stage.price, "items[1][price]=\(stage.price)", "items[1][price]"),
        stage.buy(stage.price, "items[1][price]=\(stage.euros)", "items[1][price]"),
        stage.buy(stage.price, "items[1][price]=\(stage.once)", "items[1][price]"),
        stage.buy(stage.euros, "", "items[0][price]"),
        stage.buy(stage.open, "", Self.missing, "items[0][price_choice]"),
        stage.buy(stage.open, "items[0][price_choice][unit_amount]=4", "items[0][price_choice][unit_amount]"),
        stage.buy(
          stage.open, "items[0][price_choice][unit_amount]=10", "items[0][price_choice][unit_amount]"),
        stage.create("items[0][price_choice][unit_amount]=5", "items[0][price_choice]"),
        stage.change("items[0][deleted]=true", "items"),
        stage.change("items[0][price]=\(stage.euros)", "items[0][price]"),
        stage.change("items[0][price]=\(stage.once)", "items[0][price]"),
        stage.change("items[0][price]=\(stage.open)", Self.missing, "items[0][price_choice]"),
        stage.change("items[0][quantity]=2&items[1][price]=\(stage.price)", "items"),
        stage.update("items[0][quantity]=2", Self.missing, "items[0][price]"),
        stage.update("items[0][id]=si_none&items[0][quantity]=2", "resource_missing", "items[0][id]"),
        stage.update("items[0][price]=price_none", "resource_missing", "items[0][price]"),
        Wrong("/v1/subscription_items/\(stage.item)", "price=price_none", "resource_missing", "price"),
        Wrong(
          "/v1/subscription_items", "subscription=\(stage.contract)&price=\(stage.price)", "items"),
      ]
    }
  }

  @Test("What is absurd and legal is billed exactly, and the books stay right", arguments: Engine.allCases)
  func absurd(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let stage = try await Stage(neighbours.own)
      try await buyHundredThings(stage)
      let share = "pricing_model[type]=percentage&pricing_model[percentage]=10000"
      let dearest = try await price(share, stage)
      let tenThousandPercent = try await subscribe(dearest, "items[0][quantity]=7", stage)
      #expect(tenThousandPercent.total == 700)
      let tiers =
        "billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]=9223372036854775806&"
        + "tiers[0][unit_amount]=3&tiers[1][up_to]=inf&tiers[1][unit_amount]=999999999999"
      #expect(
        try await subscribe(price(tiers, stage), "items[0][quantity]=999999999", stage).total == 2_999_999_997
      )
      let fraction = try await price("unit_amount_decimal=0.000000000001", stage)
      #expect(try await subscribe(fraction, "items[0][quantity]=499999999999", stage).total == 0)
      #expect(try await subscribe(fraction, "items[0][quantity]=500000000000", stage).total == 1)
      #expect(try await subscribe(stage.dear, "", stage).total == 100_000_000_000)
      let late = try await subscribe(stage.price, "cancel_at=\(Stage.last)", stage)
      #expect(late.contract["cancel_at"]?.integer == Int64(Stage.last))
      // A second of a year ago, and the last second of the calendar.
      let item = "customer=\(stage.customer)&amount=7&currency=usd&period[start]=0&period[end]=\(Stage.last)"
      _ = try await stage.own.made("/v1/invoiceitems", item)
      #expect(try await Auditor.audit(stage.own.database).findings == [])
    }
  }

  @Test("A clock may show the first day of 1970 and the first of 9000, and what lives there is billed")
  func clocks() async throws {
    try await Neighbourhood.with(.sqlite) { neighbours in
      let stage = try await Stage(neighbours.own)
      for moment in [0, 221_845_392_000] {
        let clock = try await stage.own.made("/v1/test_helpers/test_clocks", "frozen_time=\(moment)").id
        let form = "payment_method=pm_card_visa&test_clock=\(clock)"
        let customer = try await stage.own.made("/v1/customers", form).id
        for more in ["", "&trial_period_days=730", "&billing_cycle_anchor_config[day_of_month]=31"] {
          let made = try await stage.own.made(
            "/v1/subscriptions", "customer=\(customer)&items[0][price]=\(stage.price)\(more)")
          let item = made.at("items.data.0.id")?.string ?? ""
          _ = try await stage.own.made(
            "/v1/subscriptions/\(made.id)",
            "items[0][id]=\(item)&items[0][quantity]=2&proration_behavior=always_invoice")
          let path = "/v1/subscriptions/\(made.id)?prorate=true&invoice_now=true"
          #expect(try await stage.own.toy.ask(.delete, path).status == 200)
        }
        let path = "/v1/test_helpers/test_clocks/\(clock)/advance"
        let beyond = try await stage.own.toy.ask(.post, path, "frozen_time=\(Stage.last)")
        #expect(beyond.status == 400 && beyond.error["param"] == "frozen_time")
      }
      #expect(try await Auditor.audit(stage.own.database).findings == [])
    }
  }
}

extension EdgeOfReason {
  private func price(_ form: String, _ stage: Stage) async throws -> String {
    try await stage.own.made(
      "/v1/prices", "currency=usd&recurring[interval]=month&product_data[name]=x&\(form)"
    ).id
  }

  /// A contract, and what its first invoice comes to.
  private func subscribe(
    _ price: String, _ more: String, _ stage: Stage
  ) async throws -> (contract: JSON, total: Int64?) {
    let contract = try await stage.own.made(
      "/v1/subscriptions",
      "customer=\(stage.customer)&items[0][price]=\(price)&expand[]=latest_invoice"
        + (more.isEmpty ? "" : "&\(more)"))
    return (contract, contract.at("latest_invoice.total")?.integer)
  }

  /// Twenty things are bought at once, and eighty more in four changes of twenty.
  private func buyHundredThings(_ stage: Stage) async throws {
    var prices: [String] = []
    for number in 1...100 { prices.append(try await price("unit_amount=\(number)", stage)) }
    func items(_ range: Range<Int>) -> String {
      range.enumerated().map { "items[\($0)][price]=\(prices[$1])" }.joined(separator: "&")
    }
    let id = try await stage.own.made(
      "/v1/subscriptions", "customer=\(stage.customer)&\(items(0..<20))"
    ).id
    for start in stride(from: 20, to: 100, by: 20) {
      _ = try await stage.own.made("/v1/subscriptions/\(id)", items(start..<(start + 20)))
    }
    let next = try await stage.own.made("/v1/invoices/create_preview", "subscription=\(id)")
    // The eighty wait since they were added, in the second in which the period began, and all renew.
    #expect(next["total"]?.integer == (21...100).reduce(0, +) + (1...100).reduce(0, +))
  }
}
