extension Phrases {
  /// The overview, its chart, and the rows behind it.
  static let revenue = """
    Key figures
    sv Nyckeltal
    nb Nøkkeltall
    nl Kengetallen
    de Kennzahlen

    Monthly recurring revenue
    sv Månatliga återkommande intäkter
    nb Månedlige gjentakende inntekter
    nl Maandelijks terugkerende omzet
    de Monatlich wiederkehrender Umsatz

    ARR {}
    sv ARR {}
    nb ARR {}
    nl ARR {}
    de ARR {}

    Paying customers
    sv Betalande kunder
    nb Betalende kunder
    nl Betalende klanten
    de Zahlende Kunden

    Average per customer
    sv Genomsnitt per kund
    nb Gjennomsnitt per kunde
    nl Gemiddeld per klant
    de Durchschnitt je Kunde

    up
    sv upp
    nb opp
    nl omhoog
    de gestiegen

    down
    sv ner
    nb ned
    nl omlaag
    de gesunken

    {} so far
    sv {} hittills
    nb {} så langt
    nl {} tot nu toe
    de {} bisher

    {} of {} days
    sv {} av {} dagar
    nb {} av {} dager
    nl {} van {} dagen
    de {} von {} Tagen

    Opening, {}
    sv Ingående, {}
    nb Inngående, {}
    nl Begin, {}
    de Anfang, {}

    MRR now
    sv MRR nu
    nb MRR nå
    nl MRR nu
    de MRR jetzt

    MRR
    sv MRR
    nb MRR
    nl MRR
    de MRR

    MRR movements
    sv MRR-förändringar
    nb MRR-bevegelser
    nl MRR-mutaties
    de MRR-Bewegungen

    Table
    sv Tabell
    nb Tabell
    nl Tabel
    de Tabelle

    A bar opens its rows. {} runs to {}.
    sv En stapel öppnar sina rader. {} visas till och med {}.
    nb En søyle åpner radene bak. {} vises til og med {}.
    nl Een balk opent de rijen erachter. {} loopt tot en met {}.
    de Ein Balken öffnet seine Zeilen. {} reicht bis {}.

    Stacked bars: movements of monthly recurring revenue by month
    sv Staplade staplar: förändringar i månatliga återkommande intäkter per månad
    nb Stablede søyler: bevegelser i månedlige gjentakende inntekter per måned
    nl Gestapelde balken: mutaties van de maandelijks terugkerende omzet per maand
    de Gestapelte Balken: Bewegungen des monatlich wiederkehrenden Umsatzes nach Monat

    {}: net {}
    sv {}: netto {}
    nb {}: netto {}
    nl {}: netto {}
    de {}: netto {}

    Net
    sv Netto
    nb Netto
    nl Netto
    de Netto

    MRR movements: table, scrolls sideways
    sv MRR-förändringar: tabell, kan rullas i sidled
    nb MRR-bevegelser: tabell, kan rulles sidelengs
    nl MRR-mutaties: tabel, schuift zijwaarts
    de MRR-Bewegungen: Tabelle, seitlich verschiebbar

    MRR at end
    sv MRR vid slutet
    nb MRR ved slutten
    nl MRR aan het eind
    de MRR am Ende

    Up to {} UTC · {}, nothing is converted
    sv Till och med {} UTC · {}, inget räknas om
    nb Til og med {} UTC · {}, ingenting er omregnet
    nl Tot en met {} UTC · {}, niets is omgerekend
    de Bis {} UTC · {}, nichts wird umgerechnet

    Monthly recurring revenue counts every active or past-due subscription at its price, as a monthly \
    amount, without one-time charges and without customers on test clocks. Months are those of UTC.
    sv Månatliga återkommande intäkter (MRR) räknar varje aktivt eller förfallet abonnemang till sitt \
    pris, som belopp per månad, utan engångsavgifter och utan kunder på testklockor. Månader följer UTC.
    nb Månedlige gjentakende inntekter (MRR) teller hvert aktive eller forfalte abonnement til sin pris, \
    som beløp per måned, uten engangsgebyrer og uten kunder på testklokker. Måneder følger UTC.
    nl De maandelijks terugkerende omzet (MRR) telt elk actief of achterstallig abonnement tegen zijn \
    prijs, als bedrag per maand, zonder eenmalige kosten en zonder klanten op testklokken. Maanden volgen \
    UTC.
    de Der monatlich wiederkehrende Umsatz (MRR) zählt jedes aktive oder überfällige Abonnement zu seinem \
    Preis, als Betrag je Monat, ohne einmalige Entgelte und ohne Kunden auf Testuhren. Monate sind die \
    der UTC.

    Done
    sv Klart
    nb Ferdig
    nl Klaar
    de Erledigt

    What you sell, and for how much.
    sv Vad som säljs, och till vilket pris.
    nb Hva som selges, og til hvilken pris.
    nl Wat er wordt verkocht, en voor hoeveel.
    de Was verkauft wird und zu welchem Preis.

    Who pays.
    sv Vem som betalar.
    nb Hvem som betaler.
    nl Wie er betaalt.
    de Wer zahlt.

    The invoice is shown first.
    sv Fakturan visas först.
    nb Fakturaen vises først.
    nl Eerst wordt de factuur getoond.
    de Zuerst wird die Rechnung gezeigt.

    Recurring revenue appears here with the first subscription
    sv Återkommande intäkter visas här med det första abonnemanget
    nb Gjentakende inntekter vises her med det første abonnementet
    nl Terugkerende omzet verschijnt hier met het eerste abonnement
    de Wiederkehrender Umsatz erscheint hier mit dem ersten Abonnement

    Nothing of this kind moved in this month.
    sv Inget av detta slag förändrades under månaden.
    nb Ingenting av dette slaget endret seg denne måneden.
    nl In deze maand was er geen mutatie van deze soort.
    de In diesem Monat gab es keine Bewegung dieser Art.

    {} · together {}
    sv {} · totalt {}
    nb {} · totalt {}
    nl {} · samen {}
    de {} · zusammen {}

    together {}
    sv totalt {}
    nb totalt {}
    nl samen {}
    de zusammen {}

    Kinds
    sv Slag
    nb Typer
    nl Soorten
    de Arten

    Kind
    sv Slag
    nb Type
    nl Soort
    de Art

    Movements
    sv Förändringar
    nb Bevegelser
    nl Mutaties
    de Bewegungen

    Change
    sv Förändring
    nb Endring
    nl Mutatie
    de Änderung

    MRR after
    sv MRR efter
    nb MRR etter
    nl MRR erna
    de MRR danach

    When
    sv När
    nb Når
    nl Wanneer
    de Wann

    Contract
    sv Avtal
    nb Avtale
    nl Contract
    de Vertrag

    Because
    sv Orsak
    nb Årsak
    nl Reden
    de Grund

    MRR at the end of {}
    sv MRR i slutet av {}
    nb MRR ved utgangen av {}
    nl MRR eind {}
    de MRR Ende {}

    Nobody paid then.
    sv Ingen betalade då.
    nb Ingen betalte da.
    nl Toen betaalde niemand.
    de Damals zahlte niemand.

    {} movement
    sv {} förändring
    nb {} bevegelse
    nl {} mutatie
    de {} Bewegung

    {} movements
    sv {} förändringar
    nb {} bevegelser
    nl {} mutaties
    de {} Bewegungen

    {} paying customer
    sv {} betalande kund
    nb {} betalende kunde
    nl {} betalende klant
    de {} zahlender Kunde

    {} paying customers
    sv {} betalande kunder
    nb {} betalende kunder
    nl {} betalende klanten
    de {} zahlende Kunden
    """
}
