/// What later issues added to prices.
extension WorkspaceSchema {
  /// Prices in several currencies.
  static let currencyOptions = Migration(
    number: 2, name: "currency options",
    statements: ["ALTER TABLE price ADD COLUMN currency_options TEXT NOT NULL DEFAULT '[]'"])
}
