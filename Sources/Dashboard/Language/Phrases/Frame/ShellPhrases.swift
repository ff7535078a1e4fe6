extension Phrases {
  /// The frame around every page: menu, lists, workspaces.
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

    Menu
    sv Meny
    nb Meny
    nl Menu
    de Menü

    Main
    sv Huvudmeny
    nb Hovedmeny
    nl Hoofdmenu
    de Hauptmenü

    Language
    sv Språk
    nb Språk
    nl Taal
    de Sprache

    Live
    sv Skarp
    nb Produksjon
    nl Productie
    de Produktiv

    Test
    sv Test
    nb Test
    nl Test
    de Test

    {} · stands still
    sv {} · tiden står still
    nb {} · tiden står stille
    nl {} · de tijd staat stil
    de {} · die Zeit steht still

    {}: choose another workspace
    sv {}: välj en annan arbetsyta
    nb {}: velg et annet arbeidsområde
    nl {}: een andere werkruimte kiezen
    de {}: anderen Arbeitsbereich wählen

    Owner
    sv Ägare
    nb Eier
    nl Eigenaar
    de Eigentümer

    Sign out
    sv Logga ut
    nb Logg ut
    nl Afmelden
    de Abmelden

    Workspaces
    sv Arbetsytor
    nb Arbeidsområder
    nl Werkruimten
    de Arbeitsbereiche

    Pages
    sv Sidor
    nb Sider
    nl Pagina’s
    de Seiten

    Page {} of {}
    sv Sida {} av {}
    nb Side {} av {}
    nl Pagina {} van {}
    de Seite {} von {}

    Newer
    sv Nyare
    nb Nyere
    nl Nieuwer
    de Neuere

    Older
    sv Äldre
    nb Eldre
    nl Ouder
    de Ältere

    Before ¦ page
    sv Föregående
    nb Forrige
    nl Vorige
    de Zurück

    Next
    sv Nästa
    nb Neste
    nl Volgende
    de Weiter

    {}: rows
    sv {}: rader
    nb {}: rader
    nl {}: rijen
    de {}: Zeilen

    Newest first
    sv Senaste först
    nb Nyeste først
    nl Nieuwste eerst
    de Neueste zuerst

    None yet.
    sv Inga ännu.
    nb Ingen ennå.
    nl Nog geen.
    de Noch keine.

    Nothing here yet
    sv Inget här ännu
    nb Ingenting her ennå
    nl Nog niets
    de Noch nichts vorhanden

    Yes
    sv Ja
    nb Ja
    nl Ja
    de Ja

    No
    sv Nej
    nb Nei
    nl Nee
    de Nein

    yes
    sv ja
    nb ja
    nl ja
    de ja

    no
    sv nej
    nb nei
    nl nee
    de nein

    All
    sv Alla
    nb Alle
    nl Alle
    de Alle

    All {}
    sv Totalt {}
    nb Totalt {}
    nl Totaal {}
    de Insgesamt {}

    {} of {}
    sv {} av {}
    nb {} av {}
    nl {} van {}
    de {} von {}

    {} or {}
    sv {} eller {}
    nb {} eller {}
    nl {} of {}
    de {} oder {}

    {} and {}
    sv {} och {}
    nb {} og {}
    nl {} en {}
    de {} und {}

    Together
    sv Summa
    nb Sum
    nl Totaal
    de Summe

    Total
    sv Totalt
    nb Totalt
    nl Totaal
    de Gesamtbetrag

    About
    sv Om
    nb Om
    nl Gegevens
    de Angaben

    Id
    sv Id
    nb Id
    nl Id
    de ID

    Name
    sv Namn
    nb Navn
    nl Naam
    de Name

    E-mail
    sv E-post
    nb E-post
    nl E-mail
    de E-Mail

    State
    sv Status
    nb Status
    nl Status
    de Status

    Since
    sv Sedan
    nb Siden
    nl Sinds
    de Seit

    Which
    sv Vilka
    nb Hvilke
    nl Welke
    de Welche

    Currency
    sv Valuta
    nb Valuta
    nl Valuta
    de Währung
    """
}
