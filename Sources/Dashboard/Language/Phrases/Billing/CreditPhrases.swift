extension Phrases {
  /// Taking a part of an invoice back.
  static let credit = """
    Billed twice
    sv Fakturerad två gånger
    nb Fakturert to ganger
    nl Dubbel gefactureerd
    de Doppelt berechnet

    Fraud
    sv Bedrägeri
    nb Svindel
    nl Fraude
    de Betrug

    The order changed
    sv Beställningen ändrades
    nb Bestillingen ble endret
    nl De bestelling is gewijzigd
    de Die Bestellung hat sich geändert

    The customer was not content
    sv Kunden var inte nöjd
    nb Kunden var ikke fornøyd
    nl De klant was niet tevreden
    de Der Kunde war nicht zufrieden

    Credit ¦ do
    sv Kreditera
    nb Krediter
    nl Crediteren
    de Gutschreiben

    Amount with tax
    sv Belopp inklusive moms
    nb Beløp inkludert mva.
    nl Bedrag inclusief btw
    de Betrag mit Steuer

    At most {}. Every line has its share of it.
    sv Högst {}. Varje rad får sin del.
    nb Høyst {}. Hver linje får sin del.
    nl Maximaal {}. Elke regel krijgt zijn deel.
    de Höchstens {}. Jede Position erhält ihren Anteil.

    Reason
    sv Anledning
    nb Årsak
    nl Reden
    de Grund

    The customer reads it.
    sv Kunden läser det.
    nb Kunden leser den.
    nl De klant leest dit.
    de Der Kunde liest sie.

    Where does what was paid go?
    sv Vart går det som betalats?
    nb Hvor går det som er betalt?
    nl Waar gaat het betaalde bedrag heen?
    de Wohin geht das Bezahlte?

    To the customer's balance
    sv Till kundens tillgodohavande
    nb Til kundens tilgodehavende
    nl Naar het tegoed van de klant
    de Auf das Kundenguthaben

    Their next invoice asks for so much less.
    sv Nästa faktura blir så mycket lägre.
    nb Neste faktura blir så mye lavere.
    nl De volgende factuur is zoveel lager.
    de Die nächste Rechnung fällt um so viel niedriger aus.

    Given back elsewhere
    sv Återbetalt på annat sätt
    nb Tilbakebetalt på annen måte
    nl Elders terugbetaald
    de Anderweitig erstattet

    The money went back without this program.
    sv Pengarna gick tillbaka utanför programmet.
    nb Pengene gikk tilbake utenom programmet.
    nl Het geld ging buiten dit programma om terug.
    de Das Geld ging ohne dieses Programm zurück.

    Issue credit note
    sv Utfärda kreditfaktura
    nb Utsted kreditnota
    nl Creditnota uitgeven
    de Gutschrift ausstellen

    Credit note for {}
    sv Kreditfaktura för {}
    nb Kreditnota for {}
    nl Creditnota voor {}
    de Gutschrift zu {}

    The invoice stays paid.
    sv Fakturan förblir betald.
    nb Fakturaen forblir betalt.
    nl De factuur blijft betaald.
    de Die Rechnung bleibt bezahlt.

    The invoice asks for so much less.
    sv Fakturan blir så mycket lägre.
    nb Fakturaen blir så mye lavere.
    nl De factuur wordt zoveel lager.
    de Die Rechnung fordert um so viel weniger.

    A credit note is larger than zero.
    sv En kreditfaktura är större än noll.
    nb En kreditnota er større enn null.
    nl Een creditnota is groter dan nul.
    de Eine Gutschrift ist größer als null.

    Choose a reason of the list.
    sv Välj en anledning i listan.
    nb Velg en årsak fra listen.
    nl Kies een reden uit de lijst.
    de Bitte einen Grund der Liste wählen.

    A memo has at most 1,500 characters.
    sv Ett meddelande har högst 1 500 tecken.
    nb En melding har høyst 1 500 tegn.
    nl Een mededeling heeft hoogstens 1.500 tekens.
    de Eine Mitteilung hat höchstens 1.500 Zeichen.

    Choose where it goes.
    sv Välj vart det går.
    nb Velg hvor det går.
    nl Kies waar het heen gaat.
    de Bitte wählen, wohin es geht.
    """
}
