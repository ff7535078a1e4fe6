extension Phrases {
  /// What the less common fields of a fact are called.
  static let factFields = """
    At the end of the period
    sv Vid periodens slut
    nb Ved slutten av perioden
    nl Aan het eind van de periode
    de Am Ende der Periode

    Tried
    sv Försökt
    nb Forsøkt
    nl Geprobeerd
    de Versucht

    Confirmed by the customer
    sv Bekräftat av kunden
    nb Bekreftet av kunden
    nl Bevestigd door de klant
    de Vom Kunden bestätigt

    Goes on by itself
    sv Fortsätter av sig själv
    nb Fortsetter av seg selv
    nl Gaat vanzelf verder
    de Geht von selbst weiter

    Invoices meanwhile
    sv Fakturor under tiden
    nb Fakturaer imens
    nl Facturen intussen
    de Rechnungen inzwischen

    Called off
    sv Avbrutet
    nb Avbrutt
    nl Afgeblazen
    de Abgebrochen

    City
    sv Ort
    nb Sted
    nl Plaats
    de Ort

    Pause of collection
    sv Paus i indrivningen
    nb Pause i innkrevingen
    nl Pauze van de inning
    de Pause des Einzugs

    Number of intervals
    sv Antal intervall
    nb Antall intervaller
    nl Aantal intervallen
    de Anzahl der Intervalle

    Credited before payment, so far
    sv Krediterat före betalning hittills
    nb Kreditert før betaling så langt
    nl Tot nu gecrediteerd vóór betaling
    de Bisher vor Zahlung gutgeschrieben

    Credited after payment, so far
    sv Krediterat efter betalning hittills
    nb Kreditert etter betaling så langt
    nl Tot nu gecrediteerd na betaling
    de Bisher nach Zahlung gutgeschrieben

    Periods begin with
    sv Perioderna utgår från
    nb Periodene regnes fra
    nl Perioden beginnen bij
    de Perioden beginnen mit

    Days until due
    sv Dagar till förfall
    nb Dager til forfall
    nl Dagen tot vervaldatum
    de Tage bis zur Fälligkeit

    The bank's reason
    sv Bankens skäl
    nb Bankens grunn
    nl Reden van de bank
    de Grund der Bank

    Usual price
    sv Vanligt pris
    nb Vanlig pris
    nl Gebruikelijke prijs
    de Üblicher Preis

    Behind with payments
    sv Efter med betalningar
    nb Etter med betalinger
    nl Achter met betalen
    de Mit Zahlungen im Rückstand

    Discounts apply
    sv Rabatter gäller
    nb Rabatter gjelder
    nl Kortingen gelden
    de Rabatte gelten

    Feedback
    sv Återkoppling
    nb Tilbakemelding
    nl Terugkoppeling
    de Rückmeldung

    Footer
    sv Sidfot
    nb Bunntekst
    nl Voettekst
    de Fußzeile

    Reference at the gateway
    sv Referens hos betalväxeln
    nb Referanse hos betalingsporten
    nl Referentie bij de gateway
    de Referenz beim Gateway

    Before each invoice number
    sv Före varje fakturanummer
    nb Foran hvert fakturanummer
    nl Vóór elk factuurnummer
    de Vor jeder Rechnungsnummer

    Held by the price
    sv Ingår i priset
    nb Inngår i prisen
    nl In de prijs begrepen
    de Im Preis enthalten

    Latest payment
    sv Senaste betalning
    nb Siste betaling
    nl Laatste betaling
    de Letzte Zahlung

    Street
    sv Gata
    nb Gate
    nl Straat
    de Straße

    Second line of the address
    sv Adressens andra rad
    nb Adressens andre linje
    nl Tweede adresregel
    de Zweite Adresszeile

    Message
    sv Meddelande
    nb Melding
    nl Bericht
    de Meldung

    Next invoice number
    sv Nästa fakturanummer
    nb Neste fakturanummer
    nl Volgende factuurnummer
    de Nächste Rechnungsnummer

    Paid ¦ when
    sv Betald
    nb Betalt
    nl Betaald
    de Bezahlt

    Postal code
    sv Postnummer
    nb Postnummer
    nl Postcode
    de Postleitzahl

    Languages
    sv Språk
    nb Språk
    nl Talen
    de Sprachen

    Goes on
    sv Fortsätter
    nb Fortsetter
    nl Gaat verder
    de Geht weiter

    Delivery
    sv Leverans
    nb Levering
    nl Levering
    de Lieferung

    Region
    sv Region
    nb Region
    nl Regio
    de Region

    On the card statement
    sv På kortutdraget
    nb På kortutskriften
    nl Op het kaartafschrift
    de Auf der Kartenabrechnung

    Metadata of the subscription
    sv Abonnemangets metadata
    nb Abonnementets metadata
    nl Metadata van het abonnement
    de Metadaten des Abonnements

    Fields of the invoice
    sv Fakturans fält
    nb Fakturaens felter
    nl Velden van de factuur
    de Felder der Rechnung

    Exempt from tax
    sv Befriad från skatt
    nb Fritatt for skatt
    nl Vrijgesteld van belasting
    de Von Steuer befreit

    Tax in the price
    sv Skatt i priset
    nb Skatt i prisen
    nl Belasting in de prijs
    de Steuer im Preis

    Billed ¦ when
    sv Faktureras
    nb Faktureres
    nl Gefactureerd
    de Abgerechnet

    Interval
    sv Intervall
    nb Intervall
    nl Interval
    de Intervall

    Unit label
    sv Enhetens namn
    nb Enhetens navn
    nl Naam van de eenheid
    de Name der Einheit

    Voided ¦ when
    sv Makulerad
    nb Makulert
    nl Ongeldig gemaakt
    de Storniert

    Without a card
    sv Utan kort
    nb Uten kort
    nl Zonder kaart
    de Ohne Karte

    Card brand
    sv Kortmärke
    nb Kortmerke
    nl Kaartmerk
    de Kartenmarke

    Expires, month
    sv Går ut, månad
    nb Utløper, måned
    nl Verloopt, maand
    de Läuft ab, Monat

    Expires, year
    sv Går ut, år
    nb Utløper, år
    nl Verloopt, jaar
    de Läuft ab, Jahr

    Last four digits
    sv Fyra sista siffrorna
    nb Fire siste sifre
    nl Laatste vier cijfers
    de Letzte vier Ziffern

    Card
    sv Kort
    nb Kort
    nl Kaart
    de Karte
    """
}
