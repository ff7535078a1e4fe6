extension Phrases {
  /// The frame around every page, and signing in.
  static let shell = """
    Overview
    sv Översikt
    nb Oversikt
    nl Overzicht
    de Übersicht

    Figures
    sv Nyckeltal
    nb Nøkkeltall
    nl Kengetallen
    de Kennzahlen

    Customers
    sv Kunder
    nb Kunder
    nl Klanten
    de Kunden

    Subscriptions
    sv Abonnemang
    nb Abonnementer
    nl Abonnementen
    de Abonnements

    Invoices
    sv Fakturor
    nb Fakturaer
    nl Facturen
    de Rechnungen

    Products and prices
    sv Produkter och priser
    nb Produkter og priser
    nl Producten en prijzen
    de Produkte und Preise

    Books
    sv Bokföring
    nb Regnskap
    nl Boekhouding
    de Buchhaltung

    Skip to content
    sv Hoppa till innehållet
    nb Hopp til innholdet
    nl Naar de inhoud
    de Zum Inhalt springen

    Page {} of {}
    sv Sida {} av {}
    nb Side {} av {}
    nl Pagina {} van {}
    de Seite {} von {}
    """
}
