extension Phrases {
  /// Lists and what narrows them.
  static let lists = """
    Payment failed
    sv Betalning misslyckades
    nb Betaling mislyktes
    nl Betaling mislukt
    de Zahlung fehlgeschlagen

    Overdue
    sv Förfallna
    nb Forfalte
    nl Te laat
    de Überfällig

    Name, e-mail address or id
    sv Namn, e-postadress eller id
    nb Navn, e-postadresse eller id
    nl Naam, e-mailadres of id
    de Name, E-Mail-Adresse oder ID

    The first fifty; type more
    sv De första femtio; skriv mer
    nb De første femti; skriv mer
    nl De eerste vijftig; typ meer
    de Die ersten fünfzig; bitte mehr eingeben

    No customer's name or e-mail address begins with {}.
    sv Ingen kunds namn eller e-postadress börjar med {}.
    nb Ingen kundes navn eller e-postadresse begynner med {}.
    nl Van geen klant begint de naam of het e-mailadres met {}.
    de Kein Name und keine E-Mail-Adresse eines Kunden beginnt mit {}.

    Show all
    sv Visa alla
    nb Vis alle
    nl Alles tonen
    de Alle zeigen

    Take away
    sv Ta bort
    nb Ta bort
    nl Weghalen
    de Wegnehmen

    Clear
    sv Rensa
    nb Nullstill
    nl Wissen
    de Zurücksetzen

    Nothing found
    sv Inget hittades
    nb Ingenting funnet
    nl Niets gevonden
    de Nichts gefunden

    There is nothing here with: {}.
    sv Här finns inget med: {}.
    nb Her er det ingenting med: {}.
    nl Hier is niets met: {}.
    de Hier ist nichts mit: {}.

    New this month
    sv Nya den här månaden
    nb Nye denne måneden
    nl Nieuw deze maand
    de Neu in diesem Monat

    New last month
    sv Nya förra månaden
    nb Nye forrige måned
    nl Nieuw vorige maand
    de Neu im letzten Monat

    New this year
    sv Nya i år
    nb Nye i år
    nl Nieuw dit jaar
    de Neu in diesem Jahr
    """
}
