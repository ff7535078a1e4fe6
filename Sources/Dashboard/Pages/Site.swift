/// Every page there is.
enum Site {
  static let routes =
    SignInPages.routes + LanguageChoice.routes + OverviewPage.routes + RevenuePages.routes + FactPage.routes
    + CustomerPages.routes
    + SubscriptionPages.routes + InvoicePages.routes + CatalogPages.routes + CouponPages.routes
    + CustomerForm.routes + InvoiceForm.routes + InvoiceStepForm.routes + CreditForm.routes
    + TaxRatePages.routes + CouponForms.routes
    + PriceForm.routes + SubscriptionForm.routes + CancelForm.routes
    + CustomerPage.routes + SubscriptionPage.routes + InvoicePage.routes + ProductPage.routes
    + PricePage.routes + FiguresPage.routes + MetricPages.routes + ReportPages.routes + RetentionPage.routes
    + SpendPages.routes
    + RatePages.routes
    + MarginPages.routes
    + CodePage.routes + AccountPage.routes + TwoFactorPage.routes + PeoplePages.routes + LogPage.routes
    + SearchPage.routes + SavedViews.routes
    + BooksPages.routes + HostedInvoice.routes
}
