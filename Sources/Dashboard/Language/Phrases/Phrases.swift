extension Phrases {
  /// What the pages say, room by room.
  static let sources = [
    credit, invoices, issuing, refusals, books, coupons, products, customers, subscriptions, causes,
    contracts, happenings, figures, metrics, retention, cohorts, shell, signIn, words, revenue,
    glance, lists, details, finding, account, codes, people, accessLog, asideMetrics, reports, reportWords,
    reportCells, factValues, factFields,
  ]
}
