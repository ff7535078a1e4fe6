extension Phrases {
  /// What cells of reports name.
  static let reportCells = """
    The spend behind it
    sv Utgifterna bakom
    nb Utgiftene bak
    nl De uitgaven erachter
    de Die Ausgaben dahinter

    The customers it won
    sv Kunderna som vanns
    nb Kundene som ble vunnet
    nl De gewonnen klanten
    de Die gewonnenen Kunden

    Recorded in
    sv Noterat i
    nb Notert i
    nl Vastgelegd in
    de Erfasst in

    Recorded
    sv Noterat belopp
    nb Notert beløp
    nl Vastgelegd bedrag
    de Erfasster Betrag

    Compared from
    sv Jämfört från
    nb Sammenlignet fra
    nl Vergeleken vanaf
    de Verglichen ab

    Compared through
    sv Jämfört till och med
    nb Sammenlignet til og med
    nl Vergeleken tot en met
    de Verglichen bis

    Net before
    sv Netto före
    nb Netto før
    nl Netto ervoor
    de Netto zuvor

    Failed payments before
    sv Misslyckade betalningar före
    nb Mislykkede betalinger før
    nl Mislukte betalingen ervoor
    de Fehlgeschlagene Zahlungen zuvor

    Failed amount before
    sv Misslyckat belopp före
    nb Mislykket beløp før
    nl Mislukt bedrag ervoor
    de Fehlgeschlagener Betrag zuvor

    Recognised before
    sv Redovisat före
    nb Inntektsført før
    nl Verantwoord ervoor
    de Realisiert zuvor

    Deferred before
    sv Förutbetalt före
    nb Forskuddsbetalt før
    nl Vooruitontvangen ervoor
    de Abgegrenzt zuvor

    Trials before
    sv Provperioder före
    nb Prøveperioder før
    nl Proefperiodes ervoor
    de Testphasen zuvor

    Share before
    sv Andel före
    nb Andel før
    nl Aandeel ervoor
    de Anteil zuvor

    Customer by customer
    sv Kund för kund
    nb Kunde for kunde
    nl Klant voor klant
    de Kunde für Kunde

    Groups by metadata need its key.
    sv Grupper efter metadata kräver dess nyckel.
    nb Grupper etter metadata krever nøkkelen.
    nl Groepen op metadata hebben de sleutel nodig.
    de Gruppen nach Metadaten brauchen deren Schlüssel.

    That has too many values to tell apart. Choose something that has fewer.
    sv Det har för många värden för att skiljas åt. Välj något som har färre.
    nb Det har for mange verdier til å skilles fra hverandre. Velg noe som har færre.
    nl Dat heeft te veel waarden om uit elkaar te houden. Kies iets met minder waarden.
    de Das hat zu viele Werte, um sie zu trennen. Etwas mit weniger Werten ist zu wählen.

    1 to 30 days
    sv 1 till 30 dagar
    nb 1 til 30 dager
    nl 1 tot 30 dagen
    de 1 bis 30 Tage

    31 to 60 days
    sv 31 till 60 dagar
    nb 31 til 60 dager
    nl 31 tot 60 dagen
    de 31 bis 60 Tage

    61 to 90 days
    sv 61 till 90 dagar
    nb 61 til 90 dager
    nl 61 tot 90 dagen
    de 61 bis 90 Tage

    Over 90 days
    sv Över 90 dagar
    nb Over 90 dager
    nl Meer dan 90 dagen
    de Über 90 Tage

    Not invoiced
    sv Ej fakturerat
    nb Ikke fakturert
    nl Niet gefactureerd
    de Nicht berechnet

    Proration
    sv Proportionell debitering
    nb Forholdsmessig fakturering
    nl Pro rata
    de Anteilige Berechnung

    Changed since
    sv Ändrat sedan dess
    nb Endret siden
    nl Sindsdien gewijzigd
    de Seither geändert

    Rounding
    sv Avrundning
    nb Avrunding
    nl Afronding
    de Rundung

    Payment
    sv Betalning
    nb Betaling
    nl Betaling
    de Zahlung

    Failure
    sv Misslyckad betalning
    nb Mislykket betaling
    nl Mislukte betaling
    de Fehlschlag

    Refund
    sv Återbetalning
    nb Refusjon
    nl Terugbetaling
    de Erstattung

    Elsewhere
    sv På annat sätt
    nb På annen måte
    nl Elders
    de Anderweitig

    Herfindahl index
    sv Herfindahlindex
    nb Herfindahl-indeks
    nl Herfindahl-index
    de Herfindahl-Index

    Simple
    sv Enkel
    nb Enkel
    nl Eenvoudig
    de Einfach

    Margin
    sv Med marginal
    nb Med margin
    nl Met marge
    de Mit Marge

    Discounted
    sv Diskonterad
    nb Diskontert
    nl Gedisconteerd
    de Abgezinst

    Discounted in arrears
    sv Diskonterad i efterskott
    nb Diskontert etterskuddsvis
    nl Achteraf gedisconteerd
    de Nachschüssig abgezinst

    Revenue retention
    sv Bibehållna intäkter
    nb Beholdte inntekter
    nl Omzetbehoud
    de Umsatzerhalt

    Expanding
    sv Växande
    nb Voksende
    nl Groeiend
    de Wachsend

    Modelled
    sv Modellerad
    nb Modellert
    nl Gemodelleerd
    de Modelliert

    Group by group
    sv Grupp för grupp
    nb Gruppe for gruppe
    nl Groep voor groep
    de Gruppe für Gruppe

    Group
    sv Grupp
    nb Gruppe
    nl Groep
    de Gruppe

    Empirical
    sv Empirisk
    nb Empirisk
    nl Empirisch
    de Empirisch

    Card declined
    sv Kort nekat
    nb Kort avvist
    nl Kaart geweigerd
    de Karte abgelehnt

    Generic decline
    sv Nekat utan skäl
    nb Avvist uten grunn
    nl Geweigerd zonder reden
    de Ohne Grund abgelehnt

    Insufficient funds
    sv Otillräcklig täckning
    nb Manglende dekning
    nl Onvoldoende saldo
    de Nicht ausreichend gedeckt

    Expired card
    sv Utgånget kort
    nb Utløpt kort
    nl Verlopen kaart
    de Abgelaufene Karte

    Incorrect cvc
    sv Fel säkerhetskod
    nb Feil sikkerhetskode
    nl Onjuiste beveiligingscode
    de Falsche Prüfnummer

    Processing error
    sv Behandlingsfel
    nb Behandlingsfeil
    nl Verwerkingsfout
    de Verarbeitungsfehler

    Authentication required
    sv Autentisering krävs
    nb Autentisering kreves
    nl Authenticatie vereist
    de Authentifizierung erforderlich
    """
}
