import Testing

@testable import HTTPAPI

@Suite("Lists and expansions")
struct ListTests {
  @Test(
    "A page has a limit and at most one cursor",
    arguments: [
      ("", "10 -"), ("?limit=100", "100 -"), ("?starting_after=sub_1&limit=3", "3 after(\"sub_1\")"),
      ("?ending_before=sub_2", "10 before(\"sub_2\")"),
    ])
  func pages(query: String, page: String) async throws {
    #expect(try await Toy.api().ask(.get, "/v1/boxes\(query)").json["page"]?.string == page)
  }

  @Test("Limits outside 1 to 100 and two cursors at once are refused")
  func refusedPages() async throws {
    for limit in ["0", "101", "-1", "ten"] {
      let reply = try await Toy.api().ask(.get, "/v1/boxes?limit=\(limit)")
      #expect(reply.status == 400)
      #expect(reply.error["code"] == "parameter_invalid_integer")
      #expect(reply.error["param"] == "limit")
    }
    let both = try await Toy.api().ask(.get, "/v1/boxes?starting_after=a&ending_before=b")
    #expect(both.error["code"] == "parameters_exclusive")
    let onOne = try await Toy.api().ask(.get, "/v1/boxes/b?limit=1")
    #expect(onOne.error["code"] == "parameter_unknown")
  }

  @Test("An unknown cursor is named in the words of the format")
  func unknownCursor() {
    let error = PageRequest(cursor: .after("sub_0")).unknownCursor("subscription")
    #expect(error.status == 400)
    #expect(error.message == "No such subscription: 'sub_0'")
    #expect(error.parameter == "starting_after")
    #expect(error.code.text == "resource_missing")
  }

  @Test(
    "References can be expanded four levels deep",
    arguments: [
      "customer", "latest_invoice", "latest_invoice.payments", "items", "items.data",
      "items.data.price.product",
      "latest_invoice.parent.subscription_details.subscription", "latest_invoice.customer.test_clock",
      "customer.invoice_settings.default_payment_method", "latest_invoice.payments.data.payment", "schedule",
    ])
  func expandable(path: String) throws {
    let expansion = try Expansion([path], of: .object(.subscription))
    var inside: Expansion? = expansion
    for step in path.split(separator: ".") { inside = inside?[String(step)] }
    #expect(inside == Expansion.none)
    #expect(expansion["other"] == nil)
  }

  @Test(
    "What cannot be expanded is refused before anything happens",
    arguments: [
      ("nope", "This property cannot be expanded (nope)."), ("id", "This property cannot be expanded (id)."),
      ("customer.nope", "This property cannot be expanded (customer.nope)."),
      ("data.customer", "This property cannot be expanded (data.customer)."),
      ("customer..test_clock", "This property cannot be expanded (customer..test_clock)."),
      (
        "items.data.price.product.default_price",
        "You cannot expand more than 4 levels of a property. Property: items.data.price.product.default_price"
      ),
    ])
  func unexpandable(path: String, message: String) async throws {
    let reply = try await Toy.api().ask(.post, "/v1/boxes", "label=x&expand[]=\(path)")
    #expect(reply.status == 400)
    #expect(reply.error["param"] == "expand")
    #expect(reply.error["message"]?.string == message)
  }

  @Test("In a list, expansions begin with data")
  func inLists() async throws {
    let both = try Expansion(["data.customer", "data.latest_invoice"], of: .list(.subscription))
    #expect(both.inside("data")["customer"] != nil)
    let bare = try await Toy.api().ask(.get, "/v1/boxes?expand[]=customer")
    let hint = "You may want to try expanding 'data.customer' instead."
    #expect(bare.error["message"]?.string == "This property cannot be expanded (customer). \(hint)")
    let none = try await Toy.api().ask(.get, "/v1/boxes?expand[]=data.nope")
    #expect(none.error["message"] == "This property cannot be expanded (data.nope).")
    let deep = try await Toy.api().ask(.get, "/v1/boxes?expand[]=data.items.data.price.product")
    #expect(deep.error["message"]?.string?.hasPrefix("You cannot expand more than 4 levels") == true)
  }

  @Test("Lists that tools poll are empty, and say so in the compatibility table")
  func emptyLists() async throws {
    let reply = try await Toy.api().ask(
      .get, "/v1/payouts?limit=3&arrival_date[gte]=1&expand[]=data.destination")
    #expect(reply.status == 200)
    #expect(reply.text == #"{"object":"list","data":[],"has_more":false,"url":"/v1/payouts"}"#)
    let cursor = try await Toy.api().ask(.get, "/v1/disputes?starting_after=dp_1")
    #expect(cursor.error["message"] == "No such dispute: 'dp_1'")
    #expect(try await Toy.api().ask(.get, "/v1/disputes/dp_1").status == 404)
    let table = CompatibilityTable.markdown(Toy.routes)
    #expect(table.contains("| `GET /v1/boxes` | supported | Lists boxes. | `created` |\n"))
    #expect(table.contains("`label` (required), `note`"))
    #expect(table.contains("`items` { `price` (required), `quantity`, `metadata` }"))
  }

  @Test("Without a status everything but what was canceled is listed, also what expired before it began")
  func statuses() async throws {
    let store = try await Store.open()
    let price = try await store.price(1000)
    let payer = try await store.customer()
    let poor = try await store.made("/v1/customers", "payment_method=pm_card_chargeCustomerFail").id
    let live = try await store.subscribe(payer, price).id
    let canceled = try await store.subscribe(payer, price).id
    _ = try await store.delete("/v1/subscriptions/\(canceled)")
    let open = try await store.subscribe(poor, price).id
    let form = "customer=\(poor)&items[0][price]=\(price)&payment_behavior=error_if_incomplete"
    #expect(try await store.post("/v1/subscriptions", form).status == 402)
    try await store.doDueWork()
    let expired = try #require(
      try await store.get("/v1/subscriptions?status=incomplete_expired").json.at("data.0.id")?.string)
    let ended = Set([canceled, expired])
    for (status, expected) in [
      ("", [live, open, expired]), ("?status=all", [live, canceled, open, expired]),
      ("?status=canceled", [canceled]), ("?status=ended", ended), ("?status=incomplete", [open]),
      ("?customer=\(poor)", [open, expired]), ("?customer=\(payer)&status=ended", [canceled]),
    ] as [(String, Set<String>)] {
      let listed = try await store.get("/v1/subscriptions\(status)").json["data"]?.array ?? []
      #expect(Set(listed.map(\.id)) == expected && listed.count == expected.count, "\(status)")
    }
  }
}
