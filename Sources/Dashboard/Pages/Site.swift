/// Every page there is.
enum Site {
  static let routes =
    SignInPages.routes + OverviewPage.routes + RevenuePages.routes + FactPage.routes + CustomerPages.routes
    + SubscriptionPages.routes + InvoicePages.routes + CatalogPages.routes + CouponPages.routes
    + CustomerForm.routes
    + PriceForm.routes + SubscriptionForm.routes + CancelForm.routes
    + BooksPages.routes
}
