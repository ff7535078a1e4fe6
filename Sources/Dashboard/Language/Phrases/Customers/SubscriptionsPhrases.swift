extension Phrases {
  /// Subscriptions: the list, one of them, starting and ending one.
  static let subscriptions = """
    Subscription
    sv Abonnemang
    nb Abonnement
    nl Abonnement
    de Abonnement

    New subscription
    sv Nytt abonnemang
    nb Nytt abonnement
    nl Nieuw abonnement
    de Neues Abonnement

    Running
    sv Pågående
    nb Løpende
    nl Lopend
    de Laufend

    No subscriptions
    sv Inga abonnemang
    nb Ingen abonnementer
    nl Geen abonnementen
    de Keine Abonnements

    Every contract of a customer appears here.
    sv Här visas alla kunders avtal.
    nb Her vises alle kunders avtaler.
    nl Hier verschijnt elk contract van een klant.
    de Hier erscheint jeder Vertrag eines Kunden.

    Renews
    sv Förnyas
    nb Fornyes
    nl Verlengt op
    de Verlängert sich

    Began
    sv Började
    nb Begynte
    nl Begonnen
    de Beginn

    From {}
    sv Från {}
    nb Fra {}
    nl Vanaf {}
    de Ab {}

    {} for {} ¦ customer
    sv {} för {}
    nb {} for {}
    nl {} voor {}
    de {} für {}

    Cancel subscription
    sv Avsluta abonnemang
    nb Avslutt abonnement
    nl Abonnement opzeggen
    de Abonnement kündigen

    What is billed
    sv Vad som faktureras
    nb Hva som faktureres
    nl Wat er wordt gefactureerd
    de Was berechnet wird

    Ends
    sv Slutar
    nb Slutter
    nl Eindigt
    de Endet

    Paused since
    sv Pausat sedan
    nb På pause siden
    nl Gepauzeerd sinds
    de Pausiert seit

    Paused ¦ how long
    sv Pausat
    nb På pause
    nl Gepauzeerd
    de Pausiert

    Until it is resumed
    sv Tills det återupptas
    nb Til det gjenopptas
    nl Tot het wordt hervat
    de Bis zur Wiederaufnahme

    Trial ends
    sv Provperioden slutar
    nb Prøveperioden slutter
    nl Proefperiode eindigt
    de Testphase endet

    Current period
    sv Innevarande period
    nb Inneværende periode
    nl Lopende periode
    de Laufender Zeitraum

    Discounts
    sv Rabatter
    nb Rabatter
    nl Kortingen
    de Rabatte

    Paid ¦ how
    sv Betalning
    nb Betaling
    nl Betaling
    de Zahlung

    Charged automatically
    sv Dras automatiskt
    nb Trekkes automatisk
    nl Automatische incasso
    de Automatischer Einzug

    By invoice, due within 1 day
    sv Mot faktura, förfaller inom 1 dag
    nb Mot faktura, forfaller innen 1 dag
    nl Per factuur, te betalen binnen 1 dag
    de Auf Rechnung, fällig innerhalb von 1 Tag

    By invoice, due within {} days
    sv Mot faktura, förfaller inom {} dagar
    nb Mot faktura, forfaller innen {} dager
    nl Per factuur, te betalen binnen {} dagen
    de Auf Rechnung, fällig innerhalb von {} Tagen

    Items
    sv Poster
    nb Poster
    nl Posten
    de Positionen

    {}, billed afterwards
    sv {}, faktureras i efterskott
    nb {}, faktureres etterskuddsvis
    nl {}, achteraf gefactureerd
    de {}, nachträglich berechnet

    Quantity
    sv Antal
    nb Antall
    nl Aantal
    de Menge

    Nothing to subscribe to
    sv Inget att abonnera på
    nb Ingenting å abonnere på
    nl Niets om op te abonneren
    de Nichts zum Abonnieren

    There is no price that recurs in {}, which this customer pays in.
    sv Det finns inget återkommande pris i {}, som kunden betalar i.
    nb Det finnes ingen gjentakende pris i {}, som kunden betaler i.
    nl Er is geen terugkerende prijs in {}, de valuta waarin deze klant betaalt.
    de Es gibt keinen wiederkehrenden Preis in {}, der Währung dieses Kunden.

    There is no price that recurs.
    sv Det finns inget återkommande pris.
    nb Det finnes ingen gjentakende pris.
    nl Er is geen terugkerende prijs.
    de Es gibt keinen wiederkehrenden Preis.

    Preview the invoice
    sv Förhandsgranska fakturan
    nb Forhåndsvis fakturaen
    nl Factuur vooraf bekijken
    de Rechnung vorab ansehen

    New subscription for {}
    sv Nytt abonnemang för {}
    nb Nytt abonnement for {}
    nl Nieuw abonnement voor {}
    de Neues Abonnement für {}

    Nothing is billed before you confirm.
    sv Inget faktureras före bekräftelsen.
    nb Ingenting faktureres før bekreftelsen.
    nl Er wordt niets gefactureerd vóór de bevestiging.
    de Vor der Bestätigung wird nichts berechnet.

    Choose a price
    sv Välj ett pris
    nb Velg en pris
    nl Kies een prijs
    de Preis wählen

    None ¦ price
    sv Inget
    nb Ingen
    nl Geen
    de Keiner

    Another price
    sv Ett pris till
    nb Enda en pris
    nl Nog een prijs
    de Weiterer Preis

    More than one price
    sv Mer än ett pris
    nb Mer enn én pris
    nl Meer dan één prijs
    de Mehr als ein Preis

    At once, and at every renewal.
    sv Direkt, och vid varje förnyelse.
    nb Med en gang, og ved hver fornyelse.
    nl Meteen, en bij elke verlenging.
    de Sofort und bei jeder Verlängerung.

    Send invoices
    sv Skicka fakturor
    nb Send fakturaer
    nl Facturen sturen
    de Rechnungen senden

    Due within 1 day.
    sv Förfaller inom 1 dag.
    nb Forfaller innen 1 dag.
    nl Te betalen binnen 1 dag.
    de Fällig innerhalb von 1 Tag.

    Due within {} days.
    sv Förfaller inom {} dagar.
    nb Forfaller innen {} dager.
    nl Te betalen binnen {} dagen.
    de Fällig innerhalb von {} Tagen.

    Promotion code
    sv Kampanjkod
    nb Kampanjekode
    nl Actiecode
    de Aktionscode

    If the customer has one.
    sv Om kunden har en.
    nb Hvis kunden har en.
    nl Als de klant er een heeft.
    de Falls der Kunde einen hat.

    There is no code "{}" that this customer can use.
    sv Det finns ingen kod ”{}” som kunden kan använda.
    nb Det finnes ingen kode «{}» som kunden kan bruke.
    nl Er is geen code ‘{}’ die deze klant kan gebruiken.
    de Es gibt keinen Code „{}“, den dieser Kunde nutzen kann.

    Choose a price of the list.
    sv Välj ett pris i listan.
    nb Velg en pris fra listen.
    nl Kies een prijs uit de lijst.
    de Bitte einen Preis der Liste wählen.

    A quantity is a whole number from 1 to 1,000,000.
    sv Ett antal är ett heltal från 1 till 1 000 000.
    nb Et antall er et helt tall fra 1 til 1 000 000.
    nl Een aantal is een geheel getal van 1 tot 1.000.000.
    de Eine Menge ist eine ganze Zahl von 1 bis 1.000.000.

    {} is charged at once.
    sv {} dras direkt.
    nb {} trekkes med en gang.
    nl {} wordt meteen afgeschreven.
    de {} wird sofort eingezogen.

    An invoice of {} is made, final within the hour and due {} days later.
    sv En faktura på {} skapas, blir slutgiltig inom en timme och förfaller {} dagar senare.
    nb En faktura på {} lages, blir endelig innen en time og forfaller {} dager senere.
    nl Er komt een factuur van {}, definitief binnen een uur en {} dagen later te betalen.
    de Eine Rechnung über {} wird erstellt, binnen einer Stunde endgültig und {} Tage später fällig.

    Start subscription
    sv Starta abonnemang
    nb Start abonnement
    nl Abonnement starten
    de Abonnement starten

    Change it
    sv Ändra
    nb Endre
    nl Wijzigen
    de Ändern

    This is the first invoice. Confirm it, or change it.
    sv Det här är den första fakturan. Bekräfta eller ändra.
    nb Dette er den første fakturaen. Bekreft eller endre.
    nl Dit is de eerste factuur. Bevestig of wijzig.
    de Dies ist die erste Rechnung. Bitte bestätigen oder ändern.

    First invoice
    sv Första fakturan
    nb Første faktura
    nl Eerste factuur
    de Erste Rechnung

    When does it end?
    sv När ska det sluta?
    nb Når skal det slutte?
    nl Wanneer eindigt het?
    de Wann soll es enden?

    Keep it
    sv Behåll det
    nb Behold det
    nl Behouden
    de Behalten

    Cancel {}
    sv Avsluta {}
    nb Avslutt {}
    nl {} opzeggen
    de {} kündigen

    On {}
    sv Den {}
    nb Den {}
    nl Op {}
    de Am {}

    When the paid period ends. Until then everything stays as it is; no further invoice is made.
    sv När den betalda perioden slutar. Till dess är allt som förut; ingen mer faktura skapas.
    nb Når den betalte perioden slutter. Frem til da er alt som før; det lages ingen flere fakturaer.
    nl Als de betaalde periode afloopt. Tot dan blijft alles zoals het is; er komt geen factuur meer.
    de Wenn der bezahlte Zeitraum endet. Bis dahin bleibt alles, wie es ist; es entsteht keine weitere \
    Rechnung.

    No invoice is open.
    sv Ingen faktura är öppen.
    nb Ingen faktura er åpen.
    nl Er staat geen factuur open.
    de Keine Rechnung ist offen.

    No further try to collect 1 open invoice; the books keep what is owed.
    sv Inga fler försök att driva in 1 öppen faktura; skulden står kvar i bokföringen.
    nb Ingen flere forsøk på å kreve inn 1 åpen faktura; gjelden blir stående i regnskapet.
    nl Geen verdere poging om 1 open factuur te innen; de schuld blijft in de boekhouding staan.
    de Kein weiterer Einzugsversuch für 1 offene Rechnung; die Schuld bleibt in den Büchern.

    No further try to collect {} open invoices; the books keep what is owed.
    sv Inga fler försök att driva in {} öppna fakturor; skulden står kvar i bokföringen.
    nb Ingen flere forsøk på å kreve inn {} åpne fakturaer; gjelden blir stående i regnskapet.
    nl Geen verdere poging om {} open facturen te innen; de schuld blijft in de boekhouding staan.
    de Kein weiterer Einzugsversuch für {} offene Rechnungen; die Schuld bleibt in den Büchern.

    Now
    sv Nu
    nb Nå
    nl Nu
    de Jetzt

    It ends at once. The time paid for, until {}, is not given back. {}
    sv Det slutar direkt. Tiden som är betald, till {}, återbetalas inte. {}
    nb Det slutter med en gang. Tiden som er betalt, til {}, refunderes ikke. {}
    nl Het eindigt meteen. De betaalde tijd, tot {}, wordt niet vergoed. {}
    de Es endet sofort. Die bezahlte Zeit bis {} wird nicht erstattet. {}

    Nothing recurs from it now.
    sv Det ger inga återkommande intäkter nu.
    nb Det gir ingen gjentakende inntekter nå.
    nl Het levert nu geen terugkerende omzet op.
    de Derzeit bringt es keinen wiederkehrenden Umsatz.

    {} of monthly recurring revenue ends with it.
    sv {} i månatliga återkommande intäkter upphör med det.
    nb {} i månedlige gjentakende inntekter opphører med det.
    nl {} aan maandelijks terugkerende omzet eindigt ermee.
    de {} an monatlich wiederkehrendem Umsatz enden damit.

    Choose when it ends.
    sv Välj när det slutar.
    nb Velg når det slutter.
    nl Kies wanneer het eindigt.
    de Bitte wählen, wann es endet.
    """
}
