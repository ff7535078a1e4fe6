extension Phrases {
  /// Everything about one thing.
  static let details = """
    Who is subscribed
    sv Vilka som abonnerar
    nb Hvem som abonnerer
    nl Wie geabonneerd is
    de Wer abonniert hat

    Asks
    sv Kostar
    nb Koster
    nl Vraagt
    de Verlangt

    Also sold in
    sv Säljs också i
    nb Selges også i
    nl Ook verkocht in
    de Auch verkauft in

    Lookup key
    sv Uppslagsnyckel
    nb Oppslagsnøkkel
    nl Opzoeksleutel
    de Suchschlüssel

    Nobody yet.
    sv Ingen ännu.
    nb Ingen ennå.
    nl Nog niemand.
    de Noch niemand.

    All subscriptions
    sv Alla abonnemang
    nb Alle abonnementer
    nl Alle abonnementen
    de Alle Abonnements

    What happened lately
    sv Vad som hände på sistone
    nb Hva som skjedde i det siste
    nl Wat er onlangs gebeurde
    de Was zuletzt geschah

    Next invoice, on {}
    sv Nästa faktura, {}
    nb Neste faktura, {}
    nl Volgende factuur, op {}
    de Nächste Rechnung, am {}

    Nothing will be asked for.
    sv Inget kommer att begäras.
    nb Ingenting vil bli krevd.
    nl Er wordt niets gevraagd.
    de Es wird nichts verlangt.

    So far
    sv Hittills
    nb Hittil
    nl Tot nu toe
    de Bisher

    From ¦ when
    sv Från
    nb Fra
    nl Vanaf
    de Ab

    What is sold
    sv Vad som säljs
    nb Hva som selges
    nl Wat verkocht wordt
    de Was verkauft wird

    Recurring revenue, {}
    sv Återkommande intäkter, {}
    nb Gjentakende inntekter, {}
    nl Terugkerende omzet, {}
    de Wiederkehrender Umsatz, {}

    On a test clock, and so left out of the figures.
    sv På en testklocka och därför inte med i nyckeltalen.
    nb På en testklokke og derfor utelatt fra nøkkeltallene.
    nl Op een testklok en daarom niet in de kengetallen.
    de Auf einer Testuhr und deshalb nicht in den Kennzahlen.

    Before ¦ earlier
    sv Tidigare
    nb Tidligere
    nl Eerder
    de Zuvor

    {}, the same figures as in the table
    sv {}, samma siffror som i tabellen
    nb {}, samme tall som i tabellen
    nl {}, dezelfde cijfers als in de tabel
    de {}, dieselben Zahlen wie in der Tabelle

    Payments
    sv Betalningar
    nb Betalinger
    nl Betalingen
    de Zahlungen

    What came of it
    sv Vad det blev
    nb Hva det ble av
    nl Wat ervan kwam
    de Was daraus wurde

    The invoice
    sv Fakturan
    nb Fakturaen
    nl De factuur
    de Die Rechnung

    Declined
    sv Nekad
    nb Avvist
    nl Geweigerd
    de Abgelehnt

    {} went back
    sv {} gick tillbaka
    nb {} gikk tilbake
    nl {} ging terug
    de {} gingen zurück

    On the books
    sv Bokfört
    nb Bokført
    nl In de boeken
    de In den Büchern

    In the books
    sv I bokföringen
    nb I regnskapet
    nl In de boekhouding
    de In der Buchhaltung
    """
}
