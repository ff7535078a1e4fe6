/// All kinds of objects the API knows, each with its routes.
enum Resources {
  static let routes: [Route] = {
    let groups: [[Route]] = [
      Accounts.routes, Products.routes, Prices.routes, TaxRates.routes, Coupons.routes,
      PromotionCodes.routes, Customers.routes,
      PaymentMethods.routes,
      TestClocks.routes,
      Subscriptions.routes, SubscriptionItems.routes, Invoices.routes, InvoiceLines.routes,
      InvoiceItems.routes, CreditNotes.routes, BalanceTransactions.routes, InvoicePayments.routes,
      PaymentIntents.routes, Charges.routes, Refunds.routes, SetupIntents.routes, Events.routes,
      RecurringRevenue.routes, Metrics.routes, RetentionRoutes.routes, CohortRoutes.routes, Reports.routes,
      Rates.routes, Spend.routes, GrossMargins.routes,
      DunningPolicies.routes,
      TrialBalances.routes, BookCloses.routes, BookEntries.routes,
    ]
    return groups.flatMap { $0 }
  }()
}
