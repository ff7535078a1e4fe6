extension Phrases {
  /// Invoices, their lines, what becomes of them, and the page their customer sees.
  static let invoices = """
    Invoice
    sv Faktura
    nb Faktura
    nl Factuur
    de Rechnung

    Invoice {}
    sv Faktura {}
    nb Faktura {}
    nl Factuur {}
    de Rechnung {}

    Draft invoice
    sv Fakturautkast
    nb Fakturautkast
    nl Conceptfactuur
    de Rechnungsentwurf

    New invoice
    sv Ny faktura
    nb Ny faktura
    nl Nieuwe factuur
    de Neue Rechnung

    Open ¦ many
    sv Öppna
    nb Åpne
    nl Open
    de Offene

    Paid ¦ many
    sv Betalda
    nb Betalte
    nl Betaald
    de Bezahlte

    Drafts
    sv Utkast
    nb Utkast
    nl Concepten
    de Entwürfe

    No invoices
    sv Inga fakturor
    nb Ingen fakturaer
    nl Geen facturen
    de Keine Rechnungen

    What was billed appears here.
    sv Här visas det som fakturerats.
    nb Her vises det som er fakturert.
    nl Hier verschijnt wat is gefactureerd.
    de Hier erscheint, was berechnet wurde.

    Amount
    sv Belopp
    nb Beløp
    nl Bedrag
    de Betrag

    Date
    sv Datum
    nb Dato
    nl Datum
    de Datum

    Number
    sv Nummer
    nb Nummer
    nl Nummer
    de Nummer

    Due
    sv Förfaller
    nb Forfaller
    nl Vervalt op
    de Fällig

    Billed to
    sv Fakturamottagare
    nb Fakturert til
    nl Gefactureerd aan
    de Rechnung an

    For ¦ which
    sv Gäller
    nb Gjelder
    nl Voor
    de Für

    The subscription
    sv Abonnemanget
    nb Abonnementet
    nl Het abonnement
    de Das Abonnement

    As the customer sees it
    sv Så som kunden ser den
    nb Slik kunden ser den
    nl Zoals de klant deze ziet
    de Wie der Kunde sie sieht

    Paid on
    sv Betald den
    nb Betalt den
    nl Betaald op
    de Bezahlt am

    Next try
    sv Nästa försök
    nb Neste forsøk
    nl Volgende poging
    de Nächster Versuch

    Last try
    sv Senaste försök
    nb Siste forsøk
    nl Laatste poging
    de Letzter Versuch

    Memo
    sv Meddelande
    nb Melding
    nl Mededeling
    de Mitteilung

    Lines
    sv Rader
    nb Linjer
    nl Regels
    de Positionen

    For
    sv Vad
    nb Hva
    nl Waarvoor
    de Wofür

    Period
    sv Period
    nb Periode
    nl Periode
    de Zeitraum

    Tax {} %
    sv Moms {} %
    nb Mva. {} %
    nl Btw {}%
    de Steuer {} %

    {}: the customer is exempt
    sv {}: kunden är befriad
    nb {}: kunden er fritatt
    nl {}: de klant is vrijgesteld
    de {}: der Kunde ist befreit

    {}: reverse charge
    sv {}: omvänd betalningsskyldighet
    nb {}: omvendt avgiftsplikt
    nl {}: btw verlegd
    de {}: Steuerschuldnerschaft des Leistungsempfängers

    {}, within the total
    sv {}, ingår i totalen
    nb {}, inkludert i totalen
    nl {}, inbegrepen in het totaal
    de {}, im Gesamtbetrag enthalten

    Credit from before
    sv Tillgodo sedan tidigare
    nb Til gode fra før
    nl Eerder tegoed
    de Guthaben von vorher

    Owed from before
    sv Skuld sedan tidigare
    nb Skyldig fra før
    nl Eerder verschuldigd
    de Schuld von vorher

    Amount due
    sv Att betala
    nb Å betale
    nl Te betalen
    de Zu zahlen

    Credited before payment
    sv Krediterat före betalning
    nb Kreditert før betaling
    nl Gecrediteerd vóór betaling
    de Vor der Zahlung gutgeschrieben

    Credited after payment
    sv Krediterat efter betalning
    nb Kreditert etter betaling
    nl Gecrediteerd na betaling
    de Nach der Zahlung gutgeschrieben

    Paid ¦ amount
    sv Betalt
    nb Betalt
    nl Betaald
    de Bezahlt

    Credit notes
    sv Kreditfakturor
    nb Kreditnotaer
    nl Creditnota’s
    de Gutschriften

    Invoice {} from {}
    sv Faktura {} från {}
    nb Faktura {} fra {}
    nl Factuur {} van {}
    de Rechnung {} von {}

    What it is for
    sv Vad den gäller
    nb Hva den gjelder
    nl Waar het om gaat
    de Wofür sie ist

    To be paid by {}
    sv Betalas senast {}
    nb Betales innen {}
    nl Te betalen vóór {}
    de Zu zahlen bis {}

    The payment did not go through
    sv Betalningen gick inte igenom
    nb Betalingen gikk ikke gjennom
    nl De betaling is niet gelukt
    de Die Zahlung ist fehlgeschlagen

    To be paid
    sv Att betala
    nb Å betale
    nl Te betalen
    de Zu zahlen

    Paid on {}. Nothing is due.
    sv Betald den {}. Inget återstår att betala.
    nb Betalt {}. Ingenting gjenstår å betale.
    nl Betaald op {}. Er staat niets meer open.
    de Bezahlt am {}. Es ist nichts mehr offen.

    Nothing is due.
    sv Inget återstår att betala.
    nb Ingenting gjenstår å betale.
    nl Er staat niets open.
    de Es ist nichts offen.

    Void since {}. Nothing is to be paid.
    sv Makulerad sedan {}. Inget ska betalas.
    nb Annullert siden {}. Ingenting skal betales.
    nl Vervallen sinds {}. Er hoeft niets te worden betaald.
    de Storniert seit {}. Es ist nichts zu zahlen.

    Void. Nothing is to be paid.
    sv Makulerad. Inget ska betalas.
    nb Annullert. Ingenting skal betales.
    nl Vervallen. Er hoeft niets te worden betaald.
    de Storniert. Es ist nichts zu zahlen.

    Not paid
    sv Inte betald
    nb Ikke betalt
    nl Niet betaald
    de Nicht bezahlt
    """
}
