import Identity
import Invoicing
import Monetary
import Notation
import Operations
import Receivables
import Relations
import Subscriptions

/// What moved on customers' balances, by hand or through invoices.
enum BalanceTransactions {
  static let routes: [Route] = [
    .post(
      "/v1/customers/{customer}/balance_transactions", "Gives credit, or carries a debt over.",
      .balanceTransaction,
      parameters: [
        .integer("amount", -999_999_999_999...999_999_999_999).required, .currency("currency").required,
        .text("description", max: 350), .metadata,
      ],
      make: { call in
        let parameters = call.parameters
        guard let currency = parameters.currency("currency") else {
          throw APIError.missingParameter("currency")
        }
        let amount = try AmountParameters.minorUnits(parameters.integer("amount") ?? 0, "amount", currency)
        var command = AdjustBalance(customer: call.customer, amount: Money(amount, currency))
        command.description = parameters.string("description")
        command.metadata = try parameters.newMetadata()
        return command
      }, show: { id, call, scene in try scene.balanceTransaction(id, of: call.customer) }),
    .post(
      "/v1/customers/{customer}/balance_transactions/{transaction}", "Changes what an adjustment says.",
      .balanceTransaction, parameters: [.text("description", max: 350).clearable, .metadata],
      make: { call in
        var command = DescribeAdjustment(
          BalanceTransactionID(call.identifier("transaction")), of: call.customer)
        command.description = call.parameters.textPatch("description")
        command.metadata = call.parameters.metadata
        return command
      }, show: { id, call, scene in try scene.balanceTransaction(id, of: call.customer) }),
    .show(
      "/v1/customers/{customer}/balance_transactions/{transaction}", "Shows a movement of a balance.",
      .balanceTransaction
    ) { call, scene in
      try scene.balanceTransaction(BalanceTransactionID(call.identifier("transaction")), of: call.customer)
    },
    .list(
      "/v1/customers/{customer}/balance_transactions", "Lists what moved on a customer's balance.",
      of: .balanceTransaction, parameters: [.text("invoice"), .created]
    ) { call, page, scene in
      guard try scene.customer(call.customer) != nil else {
        throw APIError.missing("customer", call.customer.text)
      }
      let invoice = call.parameters.string("invoice").map { InvoiceID($0) }
      return try scene.snapshot.balanceTransactions(of: call.customer, invoice: invoice, page)
    },
  ]
}

extension Call {
  fileprivate var customer: CustomerID { CustomerID(identifier("customer")) }
}

extension Scene {
  fileprivate func balanceTransaction(
    _ id: BalanceTransactionID, of customer: CustomerID
  ) throws -> BalanceTransaction? {
    try snapshot.balanceTransactions(of: customer).first { $0.id == id }
  }
}

extension BalanceTransaction: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"customer_balance_transaction""#)
    writer.field("amount", amount.minorUnits, in: amount.currency)
    writer.members(#""checkout_session":null"#)
    writer.field("created", created)
    let note: CreditNoteID? = if case .creditNote(let id, _) = kind { id } else { nil }
    try writer.reference("credit_note", note?.text, expansion["credit_note"], in: scene) {
      try note.flatMap { try scene.snapshot.creditNote($0) }
    }
    writer.field("currency", amount.currency.code)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(#""customer_account":null"#)
    writer.field("description", adjustment?.description)
    writer.field("ending_balance", endingBalance, in: amount.currency)
    let invoice = invoice
    try writer.reference("invoice", invoice?.text, expansion["invoice"], in: scene) {
      try invoice.flatMap { try scene.invoice($0) }
    }
    writer.field("livemode", scene.isLive)
    writer.field("metadata", adjustment?.metadata ?? [:])
    writer.field("type", word)
    writer.endObject()
  }

  private var adjustment: BalanceAdjustment? {
    if case .adjustment(let adjustment) = kind { adjustment } else { nil }
  }

  private var word: String {
    switch kind {
    case .adjustment: "adjustment"
    case .appliedToInvoice: "applied_to_invoice"
    case .unappliedFromInvoice: "unapplied_from_invoice"
    case .creditNote: "credit_note"
    }
  }
}
