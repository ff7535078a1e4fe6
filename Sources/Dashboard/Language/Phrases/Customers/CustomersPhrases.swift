extension Phrases {
  /// Customers, and meeting one.
  static let customers = """
    New customer
    sv Ny kund
    nb Ny kunde
    nl Nieuwe klant
    de Neuer Kunde

    All customers
    sv Alla kunder
    nb Alle kunder
    nl Alle klanten
    de Alle Kunden

    Customer
    sv Kund
    nb Kunde
    nl Klant
    de Kunde

    No customers yet
    sv Inga kunder ännu
    nb Ingen kunder ennå
    nl Nog geen klanten
    de Noch keine Kunden

    Everyone who may pay appears here.
    sv Här visas alla som kan betala.
    nb Her vises alle som kan betale.
    nl Hier verschijnt iedereen die kan betalen.
    de Hier erscheinen alle, die zahlen können.

    Meet the first one
    sv Lägg till den första
    nb Legg til den første
    nl Voeg de eerste toe
    de Den ersten anlegen

    Find
    sv Sök
    nb Søk
    nl Zoeken
    de Suchen

    Nobody found
    sv Ingen hittades
    nb Ingen funnet
    nl Niemand gevonden
    de Niemand gefunden

    Found
    sv Hittade
    nb Funnet
    nl Gevonden
    de Gefunden

    Pays in
    sv Betalar i
    nb Betaler i
    nl Betaalt in
    de Zahlt in

    Pays with
    sv Betalar med
    nb Betaler med
    nl Betaalt met
    de Zahlt mit

    Deleted; the books stay
    sv Borttagen; bokföringen finns kvar
    nb Slettet; regnskapet består
    nl Verwijderd; de boekhouding blijft
    de Gelöscht; die Buchhaltung bleibt

    Customer since {}
    sv Kund sedan {}
    nb Kunde siden {}
    nl Klant sinds {}
    de Kunde seit {}

    Not settled yet
    sv Inte bestämt ännu
    nb Ikke bestemt ennå
    nl Nog niet bepaald
    de Noch nicht festgelegt

    No payment method
    sv Ingen betalningsmetod
    nb Ingen betalingsmåte
    nl Geen betaalmethode
    de Keine Zahlungsart

    Credit ¦ balance
    sv Tillgodohavande
    nb Tilgodehavende
    nl Tegoed
    de Guthaben

    Owes from before
    sv Skuld sedan tidigare
    nb Skyldig fra før
    nl Nog verschuldigd
    de Schuldet noch

    Standing
    sv Betalningsstatus
    nb Betalingsstatus
    nl Betaalstatus
    de Zahlungsstand

    Came by
    sv Kom via
    nb Kom via
    nl Kwam via
    de Kam über

    Days of
    sv Dygn enligt
    nb Døgn etter
    nl Dagen volgens
    de Tage nach

    Lives on
    sv Lever på
    nb Lever på
    nl Leeft op
    de Lebt auf

    A test clock; left out of the figures
    sv En testklocka; räknas inte i nyckeltalen
    nb En testklokke; ikke med i nøkkeltallene
    nl Een testklok; telt niet mee in de kengetallen
    de Einer Testuhr; zählt nicht in den Kennzahlen

    All invoices
    sv Alla fakturor
    nb Alle fakturaer
    nl Alle facturen
    de Alle Rechnungen

    Visa 4242, pays
    sv Visa 4242, betalar
    nb Visa 4242, betaler
    nl Visa 4242, betaalt
    de Visa 4242, zahlt

    Mastercard 4444, pays
    sv Mastercard 4444, betalar
    nb Mastercard 4444, betaler
    nl Mastercard 4444, betaalt
    de Mastercard 4444, zahlt

    Visa 0341, is kept and then declined
    sv Visa 0341, sparas och nekas sedan
    nb Visa 0341, lagres og avvises deretter
    nl Visa 0341, wordt bewaard en daarna geweigerd
    de Visa 0341, wird hinterlegt und dann abgelehnt

    Visa 0002, is refused at once
    sv Visa 0002, nekas direkt
    nb Visa 0002, avvises med en gang
    nl Visa 0002, wordt meteen geweigerd
    de Visa 0002, wird sofort abgelehnt

    Visa 3184, asks for authentication
    sv Visa 3184, kräver autentisering
    nb Visa 3184, krever autentisering
    nl Visa 3184, vraagt om authenticatie
    de Visa 3184, verlangt eine Authentifizierung

    None
    sv Ingen
    nb Ingen
    nl Geen
    de Ohne

    Test payment method
    sv Betalningsmetod för test
    nb Betalingsmåte for test
    nl Testbetaalmethode
    de Test-Zahlungsart

    Charged by default. No real money moves here.
    sv Debiteras som standard. Inga riktiga pengar flyttas här.
    nb Belastes som standard. Ingen ekte penger flyttes her.
    nl Wordt standaard belast. Er gaat hier geen echt geld om.
    de Wird standardmäßig belastet. Hier fließt kein echtes Geld.

    Where invoices go.
    sv Hit skickas fakturor.
    nb Hit sendes fakturaer.
    nl Hier gaan facturen naartoe.
    de Dorthin gehen Rechnungen.

    The channel that won them, such as search or partner.
    sv Kanalen som kunden kom genom, till exempel search eller partner.
    nb Kanalen kunden kom gjennom, for eksempel search eller partner.
    nl Het kanaal waarlangs de klant kwam, zoals search of partner.
    de Der Kanal, über den der Kunde kam, etwa search oder partner.

    Create customer
    sv Skapa kund
    nb Opprett kunde
    nl Klant aanmaken
    de Kunde anlegen

    Enter a name or an e-mail address.
    sv Ange ett namn eller en e-postadress.
    nb Skriv inn et navn eller en e-postadresse.
    nl Vul een naam of een e-mailadres in.
    de Bitte einen Namen oder eine E-Mail-Adresse eingeben.

    A name has at most 256 characters.
    sv Ett namn har högst 256 tecken.
    nb Et navn har høyst 256 tegn.
    nl Een naam heeft hoogstens 256 tekens.
    de Ein Name hat höchstens 256 Zeichen.

    "{}" is no e-mail address.
    sv ”{}” är ingen e-postadress.
    nb «{}» er ingen e-postadresse.
    nl ‘{}’ is geen e-mailadres.
    de „{}“ ist keine E-Mail-Adresse.

    A channel has at most 80 characters.
    sv En kanal har högst 80 tecken.
    nb En kanal har høyst 80 tegn.
    nl Een kanaal heeft hoogstens 80 tekens.
    de Ein Kanal hat höchstens 80 Zeichen.

    Choose one of the list.
    sv Välj en i listan.
    nb Velg en fra listen.
    nl Kies er een uit de lijst.
    de Bitte einen Eintrag der Liste wählen.
    """
}
