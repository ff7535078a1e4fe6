/// The tables of one workspace, as forward-only steps. Instants are unix seconds, money minor units, booleans
/// 0 or 1, documents JSON text that is stored and never queried.
public enum WorkspaceSchema {
  public static let migrations = [
    Migration(
      number: 1, name: "the skeleton",
      statements: journal + catalog + relations + contracts + invoices + payments + books + work),
    currencyOptions, customersJobs, recurringFacts,
    Migration(number: booksMigration, name: "the books", statements: closes),
    trialsAndPauses, invoicesByHand, taxRates, numberSeries,
    creditNotes, discounts, refunds, setupIntents, intervalsAndZones, analyticsInputs, finding,
    revenueAsides, factsOfUsers, movementsAnew, revenueOfCustomers, pausesThatEnd,
  ]
}
