/// Lists of the format that tools poll although nothing here can be in them yet: they answer an empty list
/// and are marked so in the compatibility table, where a 404 would stop the tool.
enum EmptyLists {
  static let routes: [Route] = [
    list("/v1/application_fees", of: "application_fee", ["charge"]),
    list("/v1/balance_transactions", of: "balance_transaction", ["currency", "payout", "source", "type"]),
    list("/v1/disputes", of: "dispute", ["charge", "payment_intent"]),
    list("/v1/file_links", of: "file_link", ["expired", "file"]),
    list("/v1/files", of: "file", ["purpose"]),
    list("/v1/invoice_rendering_templates", of: "invoice_rendering_template", ["status"]),
    list("/v1/payouts", of: "payout", ["destination", "status"], times: ["arrival_date"]),
    list("/v1/shipping_rates", of: "shipping_rate", ["active", "currency"]),
    list("/v1/topups", of: "topup", ["amount", "status"]),
    list("/v1/transfers", of: "transfer", ["destination", "transfer_group"]),
  ]

  private static func list(
    _ path: String, of noun: String, _ filters: [String], times: [String] = []
  ) -> Route {
    let parameters =
      filters.map { ParameterSpecification.text($0) } + times.map(ParameterSpecification.timeRange)
    return Route(
      .get, path, "Answers an empty list.", parameters: parameters + [.created],
      answers: .list(ObjectType(noun)), support: .emptyList
    ) { call in
      // In an empty list every cursor is unknown.
      if call.page.cursor != nil { throw call.page.unknownCursor(noun.replacing("_", with: " ")) }
      return .list([Never](), hasMore: false, url: path) { _, _ in }
    }
  }
}
