extension Phrases {
  /// What the values of a fact are called.
  static let factValues = """
    Renewal
    sv Förnyelse
    nb Fornyelse
    nl Verlenging
    de Verlängerung

    A change of the subscription
    sv En ändring av abonnemanget
    nb En endring av abonnementet
    nl Een wijziging van het abonnement
    de Eine Änderung des Abonnements

    Written by hand
    sv Skriven för hand
    nb Skrevet for hånd
    nl Met de hand geschreven
    de Von Hand geschrieben

    The customer asked for it
    sv Kunden bad om det
    nb Kunden ba om det
    nl De klant vroeg erom
    de Der Kunde bat darum

    Address
    sv Adress
    nb Adresse
    nl Adres
    de Adresse

    Comment
    sv Kommentar
    nb Kommentar
    nl Opmerking
    de Bemerkung

    Phone
    sv Telefon
    nb Telefon
    nl Telefoon
    de Telefon

    Test clock
    sv Testklocka
    nb Testklokke
    nl Testklok
    de Testuhr

    Tries
    sv Försök
    nb Forsøk
    nl Pogingen
    de Versuche

    Balance before
    sv Saldo före
    nb Saldo før
    nl Saldo ervoor
    de Saldo davor

    Balance after
    sv Saldo efter
    nb Saldo etter
    nl Saldo erna
    de Saldo danach

    Latest invoice
    sv Senaste faktura
    nb Siste faktura
    nl Laatste factuur
    de Letzte Rechnung

    At list prices
    sv Till listpris
    nb Til listepris
    nl Tegen lijstprijs
    de Zu Listenpreisen

    Subtotal
    sv Delsumma
    nb Delsum
    nl Subtotaal
    de Zwischensumme

    Taxed amount
    sv Beskattat belopp
    nb Avgiftspliktig beløp
    nl Belast bedrag
    de Besteuerter Betrag

    How often
    sv Hur ofta
    nb Hvor ofte
    nl Hoe vaak
    de Wie oft

    Cancellation
    sv Uppsägning
    nb Oppsigelse
    nl Opzegging
    de Kündigung

    Created
    sv Skapad
    nb Opprettet
    nl Aangemaakt
    de Angelegt

    Until
    sv Fram till
    nb Fram til
    nl Tot
    de Bis

    Made final
    sv Slutförd
    nb Sluttført
    nl Definitief gemaakt
    de Festgeschrieben

    Is made final
    sv Slutförs
    nb Sluttføres
    nl Wordt definitief
    de Wird festgeschrieben

    Asked for
    sv Begärd
    nb Bedt om
    nl Gevraagd
    de Verlangt

    Sent
    sv Skickad
    nb Sendt
    nl Verzonden
    de Gesendet

    Trial
    sv Provperiod
    nb Prøveperiode
    nl Proefperiode
    de Testphase

    Changed
    sv Ändrad
    nb Endret
    nl Gewijzigd
    de Geändert

    Item
    sv Post
    nb Post
    nl Onderdeel
    de Posten

    Version
    sv Version
    nb Versjon
    nl Versie
    de Fassung
    """
}
