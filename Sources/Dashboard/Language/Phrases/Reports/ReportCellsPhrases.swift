extension Phrases {
  /// What cells of reports name.
  static let reportCells = """
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

    The {} groups with most movements are shown; {} are not.
    sv De {} grupperna med flest rörelser visas; {} visas inte.
    nb De {} gruppene med flest bevegelser vises; {} vises ikke.
    nl De {} groepen met de meeste bewegingen worden getoond; {} niet.
    de Die {} Gruppen mit den meisten Bewegungen werden gezeigt; {} nicht.

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
