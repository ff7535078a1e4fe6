extension Phrases {
  /// Products, prices and tax rates.
  static let products = """
    Products
    sv Produkter
    nb Produkter
    nl Producten
    de Produkte

    Product
    sv Produkt
    nb Produkt
    nl Product
    de Produkt

    Prices
    sv Priser
    nb Priser
    nl Prijzen
    de Preise

    Price
    sv Pris
    nb Pris
    nl Prijs
    de Preis

    Nothing is sold yet
    sv Inget säljs ännu
    nb Ingenting selges ennå
    nl Er wordt nog niets verkocht
    de Noch wird nichts verkauft

    What you sell appears here with its prices.
    sv Här visas det som säljs, med priser.
    nb Her vises det som selges, med priser.
    nl Hier verschijnt wat er wordt verkocht, met de prijzen.
    de Hier erscheint, was verkauft wird, mit seinen Preisen.

    No price yet
    sv Inget pris ännu
    nb Ingen pris ennå
    nl Nog geen prijs
    de Noch kein Preis

    New product and price
    sv Ny produkt med pris
    nb Nytt produkt med pris
    nl Nieuw product met prijs
    de Neues Produkt mit Preis

    New price
    sv Nytt pris
    nb Ny pris
    nl Nieuwe prijs
    de Neuer Preis

    Description
    sv Beskrivning
    nb Beskrivelse
    nl Omschrijving
    de Beschreibung

    For sale
    sv Till salu
    nb Til salgs
    nl Te koop
    de Im Angebot

    Every month
    sv Varje månad
    nb Hver måned
    nl Elke maand
    de Jeden Monat

    Every 3 months
    sv Var tredje månad
    nb Hver tredje måned
    nl Elke 3 maanden
    de Alle 3 Monate

    Every 6 months
    sv Var sjätte månad
    nb Hver sjette måned
    nl Elke 6 maanden
    de Alle 6 Monate

    Every year
    sv Varje år
    nb Hvert år
    nl Elk jaar
    de Jedes Jahr

    Every week
    sv Varje vecka
    nb Hver uke
    nl Elke week
    de Jede Woche

    Every day
    sv Varje dag
    nb Hver dag
    nl Elke dag
    de Jeden Tag

    Once
    sv En gång
    nb Én gang
    nl Eenmalig
    de Einmalig

    As it stands on invoices.
    sv Som det står på fakturor.
    nb Slik det står på fakturaer.
    nl Zoals het op facturen staat.
    de So, wie es auf Rechnungen steht.

    Price of one
    sv Pris per styck
    nb Pris per stykk
    nl Prijs per stuk
    de Preis pro Stück

    Such as 19 or 19.90.
    sv Till exempel 19 eller 19,90.
    nb For eksempel 19 eller 19,90.
    nl Zoals 19 of 19,90.
    de Etwa 19 oder 19,90.

    Charged
    sv Debiteras
    nb Belastes
    nl In rekening gebracht
    de Berechnet

    Create price
    sv Skapa pris
    nb Opprett pris
    nl Prijs aanmaken
    de Preis anlegen

    New price of {}
    sv Nytt pris för {}
    nb Ny pris for {}
    nl Nieuwe prijs van {}
    de Neuer Preis für {}

    A price never changes; a new amount is a new price.
    sv Ett pris ändras aldrig; ett nytt belopp är ett nytt pris.
    nb En pris endres aldri; et nytt beløp er en ny pris.
    nl Een prijs verandert nooit; een nieuw bedrag is een nieuwe prijs.
    de Ein Preis ändert sich nie; ein neuer Betrag ist ein neuer Preis.

    Enter what is sold.
    sv Ange vad som säljs.
    nb Skriv inn hva som selges.
    nl Vul in wat er wordt verkocht.
    de Bitte eingeben, was verkauft wird.

    A name has at most 250 characters.
    sv Ett namn har högst 250 tecken.
    nb Et navn har høyst 250 tegn.
    nl Een naam heeft hoogstens 250 tekens.
    de Ein Name hat höchstens 250 Zeichen.

    Choose a currency.
    sv Välj en valuta.
    nb Velg en valuta.
    nl Kies een valuta.
    de Bitte eine Währung wählen.

    Choose how often.
    sv Välj hur ofta.
    nb Velg hvor ofte.
    nl Kies hoe vaak.
    de Bitte wählen, wie oft.

    Tax rates
    sv Momssatser
    nb Mva-satser
    nl Btw-tarieven
    de Steuersätze

    Tax rate
    sv Momssats
    nb Mva-sats
    nl Btw-tarief
    de Steuersatz

    How
    sv Hur
    nb Hvordan
    nl Hoe
    de Wie

    Rate
    sv Sats
    nb Sats
    nl Tarief
    de Satz

    In use
    sv Används
    nb I bruk
    nl In gebruik
    de In Gebrauch

    Archived
    sv Arkiverad
    nb Arkivert
    nl Gearchiveerd
    de Archiviert

    Within amounts
    sv Ingår i beloppen
    nb Inkludert i beløpene
    nl In de bedragen
    de In den Beträgen enthalten

    On top of amounts
    sv Läggs på beloppen
    nb Legges på beløpene
    nl Boven op de bedragen
    de Zuzüglich zu den Beträgen

    {} %
    sv {} %
    nb {} %
    nl {}%
    de {} %

    New tax rate
    sv Ny momssats
    nb Ny mva-sats
    nl Nieuw btw-tarief
    de Neuer Steuersatz

    No tax rates yet
    sv Inga momssatser ännu
    nb Ingen mva-satser ennå
    nl Nog geen btw-tarieven
    de Noch keine Steuersätze

    What the state gets of your amounts appears here.
    sv Här visas vad staten får av beloppen.
    nb Her vises hva staten får av beløpene.
    nl Hier verschijnt wat de staat van de bedragen krijgt.
    de Hier erscheint, was der Staat von den Beträgen erhält.

    As it stands on invoices, such as VAT.
    sv Som det står på fakturor, till exempel Moms.
    nb Slik det står på fakturaer, for eksempel Mva.
    nl Zoals het op facturen staat, bijvoorbeeld Btw.
    de So, wie es auf Rechnungen steht, etwa USt.

    How is it charged?
    sv Hur tas den ut?
    nb Hvordan kreves den?
    nl Hoe wordt het berekend?
    de Wie wird er berechnet?

    100.00 with 25 % come to 125.00.
    sv 100,00 med 25 % blir 125,00.
    nb 100,00 med 25 % blir 125,00.
    nl 100,00 met 25% wordt 125,00.
    de 100,00 mit 25 % ergeben 125,00.

    Of 125.00 with 25 %, 25.00 are tax.
    sv Av 125,00 med 25 % är 25,00 moms.
    nb Av 125,00 med 25 % er 25,00 mva.
    nl Van 125,00 met 25% is 25,00 btw.
    de Von 125,00 mit 25 % sind 25,00 Steuer.

    Create tax rate
    sv Skapa momssats
    nb Opprett mva-sats
    nl Btw-tarief aanmaken
    de Steuersatz anlegen

    A rate never changes; another percentage is another rate.
    sv En sats ändras aldrig; en annan procent är en annan sats.
    nb En sats endres aldri; en annen prosent er en annen sats.
    nl Een tarief verandert nooit; een ander percentage is een ander tarief.
    de Ein Satz ändert sich nie; ein anderer Prozentwert ist ein anderer Satz.

    Percent
    sv Procent
    nb Prosent
    nl Procent
    de Prozent

    Enter a name of at most 50 characters.
    sv Ange ett namn med högst 50 tecken.
    nb Skriv inn et navn med høyst 50 tegn.
    nl Vul een naam van hoogstens 50 tekens in.
    de Bitte einen Namen mit höchstens 50 Zeichen eingeben.

    Choose how it is charged.
    sv Välj hur den tas ut.
    nb Velg hvordan den kreves.
    nl Kies hoe het wordt berekend.
    de Bitte wählen, wie er berechnet wird.

    {}, {} % within amounts
    sv {}, {} % ingår i beloppen
    nb {}, {} % inkludert i beløpene
    nl {}, {}% in de bedragen
    de {}, {} % in den Beträgen enthalten

    {}, {} % on top
    sv {}, {} % läggs på
    nb {}, {} % legges på
    nl {}, {}% erbovenop
    de {}, {} % zuzüglich
    """
}
