import Notation
import Operations
import Testing

@testable import HTTPAPI

@Suite("The resources")
struct ResourceTests {
  @Test("What ISO and the wire count differently is the same money on both sides")
  func currencies() async throws {
    let store = try await Store.open()
    for (currency, amount, line) in [("isk", 50_000, 50_000), ("mga", 1_500, 1_500), ("kwd", 12_500, 12_500)]
    {
      let price = try await store.price(amount, currency)
      #expect(try await store.get("/v1/prices/\(price)").json["unit_amount"]?.integer == Int64(amount))
      let made = try await store.subscribe(store.customer(), price, "&expand[]=latest_invoice")
      #expect(made.at("latest_invoice.total")?.integer == Int64(line))
      #expect(made.at("latest_invoice.lines.data.0.amount")?.integer == Int64(line))
    }
    let odd = try await store.post(
      "/v1/prices", "currency=isk&unit_amount=550&recurring[interval]=month&product_data[name]=Team")
    #expect(odd.status == 400)
    #expect(odd.error["param"] == "unit_amount")
  }

  @Test("Refusals name the parameter as the caller wrote it")
  func parameterNames() async throws {
    let store = try await Store.open()
    let (customer, price) = (try await store.customer(), try await store.price(1_000))
    let subscription = try await store.subscribe(customer, price).id
    let cases = [
      ("/v1/subscriptions/\(subscription)", "items[0][price]=price_no", "items[0][price]"),
      ("/v1/subscription_items", "subscription=\(subscription)&price=price_no", "price"),
      (
        "/v1/invoices/create_preview",
        "subscription=\(subscription)&subscription_details[items][0][price]=price_no",
        "subscription_details[items][0][price]"
      ),
      ("/v1/subscriptions", "customer=cus_no&items[0][price]=\(price)", "customer"),
      ("/v1/payment_methods/pm_card_visa/attach", "customer=cus_no", "customer"),
      ("/v1/customers", "payment_method=pm_no", "payment_method"),
      ("/v1/customers", "test_clock=clock_no", "test_clock"),
      ("/v1/prices", "currency=usd&unit_amount=1&product=prod_no", "product"),
    ]
    for (uri, body, parameter) in cases {
      let reply = try await store.post(uri, body)
      #expect(reply.status == 400, "\(uri)")
      #expect(reply.error["code"] == "resource_missing", "\(uri)")
      #expect(reply.error["param"]?.string == parameter, "\(uri)")
    }
  }

  @Test("Lists filtered by somebody unknown are refused, by somebody deleted they are not")
  func filters() async throws {
    let store = try await Store.open()
    let customer = try await store.customer()
    #expect(try await store.delete("/v1/customers/\(customer)").json["deleted"] == true)
    for list in ["subscriptions", "invoices", "payment_intents", "charges", "payment_methods"] {
      let unknown = try await store.get("/v1/\(list)?customer=cus_no")
      #expect(unknown.status == 400)
      #expect(unknown.error["param"] == "customer")
      #expect(try await store.get("/v1/\(list)?customer=\(customer)").status == 200)
    }
  }

  @Test("A declined payment's error carries the payment intent")
  func declinedPayment() async throws {
    let store = try await Store.open()
    let customer = try await store.made("/v1/customers", "payment_method=pm_card_chargeCustomerFail").id
    let invoice = try await store.subscribe(customer, store.price(1_000))["latest_invoice"]?.string ?? ""
    let declined = try await store.post("/v1/invoices/\(invoice)/pay")
    #expect(declined.status == 402)
    #expect(declined.error["type"] == "card_error")
    #expect(declined.error["decline_code"] == "generic_decline")
    #expect(declined.json.at("error.payment_intent.status") == "requires_payment_method")
    #expect(declined.json.at("error.payment_intent.latest_charge") == declined.error["charge"])
  }

  @Test("An item that was removed is not found any more")
  func removedItem() async throws {
    let store = try await Store.open()
    let (customer, price) = (try await store.customer(), try await store.price(1_000))
    let subscription = try await store.subscribe(customer, price).id
    let second = try await store.price(500)
    let item = try await store.made("/v1/subscription_items", "subscription=\(subscription)&price=\(second)")
      .id
    #expect(try await store.delete("/v1/subscription_items/\(item)").json["deleted"] == true)
    for reply in [
      try await store.get("/v1/subscription_items/\(item)"),
      try await store.post("/v1/subscription_items/\(item)", "quantity=2"),
      try await store.delete("/v1/subscription_items/\(item)"),
    ] {
      #expect(reply.status == 404)
      #expect(reply.error["message"]?.string == "No such subscription_item: '\(item)'")
    }
  }

  @Test("Events are paged to the end in both directions, also where one fact is two events")
  func eventPages() async throws {
    let store = try await Store.open()
    _ = try await store.subscribe(store.customer(), store.price(1_000))
    let all = try await store.get("/v1/events?limit=100").json["data"]?.array ?? []
    #expect(all.contains { $0["type"] == "invoice.payment_succeeded" })
    var forward: [String] = []
    var page = try await store.get("/v1/events?limit=3").json
    while let data = page["data"]?.array, let last = data.last {
      forward += data.map(\.id)
      guard page["has_more"] == true else { break }
      page = try await store.get("/v1/events?limit=3&starting_after=\(last.id)").json
    }
    #expect(forward == all.map(\.id))
    var backward: [String] = [all.last?.id ?? ""]
    repeat {
      page = try await store.get("/v1/events?limit=4&ending_before=\(backward[0])").json
      backward = (page["data"]?.array ?? []).map(\.id) + backward
    } while page["has_more"] == true
    #expect(backward == all.map(\.id))
    for event in all { #expect(try await store.get("/v1/events/\(event.id)").json == event) }
    #expect(try await store.get("/v1/events?starting_after=evt_no1").error["param"] == "starting_after")
    #expect(try await store.get("/v1/events/evt_no").status == 404)
  }

  @Test("Payments of invoices are found by invoice, intent and status, and paged")
  func invoicePayments() async throws {
    let store = try await Store.open()
    let price = try await store.price(1_000)
    var payments: [String] = []
    for _ in 0..<3 {
      let made = try await store.subscribe(store.customer(), price, "&expand[]=latest_invoice.payments")
      payments.insert(made.at("latest_invoice.payments.data.0")?.id ?? "", at: 0)
    }
    let ids = { (query: String) in
      (try await store.get("/v1/invoice_payments?\(query)").json["data"]?.array ?? []).map(\.id)
    }
    #expect(try await ids("") == payments)
    #expect(try await ids("status=paid&limit=2") == Array(payments.prefix(2)))
    #expect(try await ids("status=paid&starting_after=\(payments[0])") == Array(payments.suffix(2)))
    #expect(try await ids("status=paid&ending_before=\(payments[2])&limit=1") == [payments[1]])
    #expect(try await ids("status=open").isEmpty)
    let one = try await store.get("/v1/invoice_payments/\(payments[1])").json
    let (invoice, intent) = (one["invoice"]?.string ?? "", one.at("payment.payment_intent")?.string ?? "")
    #expect(try await ids("invoice=\(invoice)") == [payments[1]])
    #expect(try await ids("payment[type]=payment_intent&payment[payment_intent]=\(intent)") == [payments[1]])
  }

  @Test("A preview leaves nothing behind and says that it is none of the invoices there are")
  func preview() async throws {
    let store = try await Store.open()
    let (customer, price) = (try await store.customer(), try await store.price(1_000))
    let preview = try await store.made(
      "/v1/invoices/create_preview",
      "customer=\(customer)&subscription_details[items][0][price]=\(price)"
        + "&expand[]=customer&expand[]=payments")
    #expect(preview.id.hasPrefix("upcoming_in_"))
    #expect(preview["status"] == "draft")
    #expect(preview["number"] == .null)
    #expect(preview["amount_paid"] == 0)
    #expect(preview.at("customer.id")?.string == customer)
    #expect(preview.at("payments.data") == [])
    #expect(try await store.get("/v1/invoices").json["data"] == [])
    let nothing = try await store.post("/v1/invoices/create_preview")
    #expect(nothing.error["code"] == "parameter_missing")
  }

  @Test("An invoice has an address for people once it is final, also in its events")
  func hostedInvoice() async throws {
    let store = try await Store.open()
    let customer = try await store.customer()
    let draft = try await store.made("/v1/invoices", "customer=\(customer)&currency=usd")
    #expect(draft["hosted_invoice_url"] == .null && draft["invoice_pdf"] == .null)
    let open = try await store.made("/v1/invoices/\(draft.id)/finalize")
    let address = try #require(open["hosted_invoice_url"]?.string)
    let account = try await store.get("/v1/account").json.id
    #expect(address.hasPrefix("http://localhost:8080/i/\(account)/\(draft.id)/"))
    #expect(try await store.get("/v1/invoices/\(draft.id)").json["hosted_invoice_url"]?.string == address)
    let events = try await store.get("/v1/events?type=invoice.finalized").json
    #expect(events.at("data.0.data.object.hosted_invoice_url")?.string == address)
  }

  @Test("What happens to discounts of a contract is told beside what happens to it")
  func discountEvents() async throws {
    let store = try await Store.open()
    let coupons = [
      try await store.made("/v1/coupons", "percent_off=10&duration=forever").id,
      try await store.made("/v1/coupons", "percent_off=20&duration=forever").id,
    ]
    let customer = try await store.customer()
    let contract = try await store.subscribe(
      customer, store.price(1_000),
      "&discounts[0][coupon]=\(coupons[0])&items[0][discounts][0][coupon]=\(coupons[1])")
    let path = "/v1/subscriptions/\(contract.id)"
    _ = try await store.made(path, "discounts[0][coupon]=\(coupons[1])")
    let events = try await store.get("/v1/events?type=customer.discount.*").json["data"]?.array ?? []
    #expect(
      events.map { $0["type"]?.string } == [
        "customer.discount.created", "customer.discount.deleted", "customer.discount.created",
        "customer.discount.created",
      ])
    let told = events.map { $0.at("data.object.source.coupon")?.string }
    #expect(told == [coupons[1], coupons[0], coupons[1], coupons[0]])
    #expect(events.allSatisfy { $0.at("data.object.object") == "discount" })
    #expect(events.allSatisfy { $0.at("data.object.customer")?.string == customer })
    for event in events { #expect(try await store.get("/v1/events/\(event.id)").json == event) }
    let all = try await store.get("/v1/events?limit=100").json["data"]?.array ?? []
    #expect(Set(all.map(\.id)).count == all.count && events.allSatisfy(all.contains))
    let page = try await store.get(
      "/v1/events?type=customer.discount.*&limit=1&starting_after=\(events[2].id)")
    #expect(page.json.at("data.0.id")?.string == events[3].id)
  }

  @Test("MRR is told by month and currency")
  func recurringRevenue() async throws {
    let store = try await Store.open()
    let clock = try await store.made("/v1/test_helpers/test_clocks", "frozen_time=1775001600").id
    let customer = try await store.customer("&test_clock=\(clock)")
    _ = try await store.subscribe(customer, store.price(1_000))
    try await store.advance(clock, to: 1_782_864_000)
    let answer = try await store.get("/v1/analytics/mrr?include_test_clocks=true&through=2026-06").json
    #expect(answer["url"] == "/v1/analytics/mrr")
    #expect(answer.at("data.0.currency") == "usd")
    #expect(
      answer.at("data.0.months.0") == [
        "month": "2026-04", "opening": 0, "new": 1_000, "expansion": 0, "contraction": 0, "churn": 0,
        "reactivation": 0, "paused": 0, "resumed": 0, "closing": 1_000, "customers": 1,
      ])
    #expect(answer.at("data.0.months.2.closing") == 1_000)
    #expect(try await store.get("/v1/analytics/mrr").json["data"] == [])
    #expect(try await store.get("/v1/analytics/mrr?from=April").error["param"] == "from")
  }

  @Test("Every route answers what it documents, and no two paths collide")
  func table() {
    let names = (Resources.routes + EmptyLists.routes).map(\.name)
    #expect(Set(names).count == names.count)
    _ = RouteTable(Resources.routes + EmptyLists.routes)
  }

  @Test("A live workspace has no test clocks")
  func liveHasNoClocks() async throws {
    let reply = try await Store.open(isLive: true).post(
      "/v1/test_helpers/test_clocks", "frozen_time=1790000000")
    let refused = try #require(APIError(refusal: Refusal.testModeOnly(field: "frozen_time")))
    #expect(reply.status == 400)
    #expect(reply.text == String(decoding: refused.body, as: UTF8.self))
  }
}
