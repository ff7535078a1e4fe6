extension Phrases {
  /// What facts of the journal are called: catalog, customers, payments.
  static let happenings = """
    Product created
    sv Produkt skapad
    nb Produkt opprettet
    nl Product aangemaakt
    de Produkt angelegt

    Product changed
    sv Produkt ändrad
    nb Produkt endret
    nl Product gewijzigd
    de Produkt geändert

    Product deleted
    sv Produkt borttagen
    nb Produkt slettet
    nl Product verwijderd
    de Produkt gelöscht

    Price created
    sv Pris skapat
    nb Pris opprettet
    nl Prijs aangemaakt
    de Preis angelegt

    Price changed
    sv Pris ändrat
    nb Pris endret
    nl Prijs gewijzigd
    de Preis geändert

    Tax rate created
    sv Momssats skapad
    nb Mva-sats opprettet
    nl Btw-tarief aangemaakt
    de Steuersatz angelegt

    Tax rate changed
    sv Momssats ändrad
    nb Mva-sats endret
    nl Btw-tarief gewijzigd
    de Steuersatz geändert

    Coupon created
    sv Kupong skapad
    nb Kupong opprettet
    nl Kortingsbon aangemaakt
    de Gutschein angelegt

    Coupon updated
    sv Kupong uppdaterad
    nb Kupong oppdatert
    nl Kortingsbon bijgewerkt
    de Gutschein aktualisiert

    Coupon redeemed
    sv Kupong inlöst
    nb Kupong innløst
    nl Kortingsbon verzilverd
    de Gutschein eingelöst

    Coupon withdrawn
    sv Kupong indragen
    nb Kupong trukket tilbake
    nl Kortingsbon ingetrokken
    de Gutschein zurückgezogen

    Promotion code created
    sv Kampanjkod skapad
    nb Kampanjekode opprettet
    nl Actiecode aangemaakt
    de Aktionscode angelegt

    Promotion code updated
    sv Kampanjkod uppdaterad
    nb Kampanjekode oppdatert
    nl Actiecode bijgewerkt
    de Aktionscode aktualisiert

    Promotion code redeemed
    sv Kampanjkod inlöst
    nb Kampanjekode innløst
    nl Actiecode gebruikt
    de Aktionscode eingelöst

    Customer created
    sv Kund skapad
    nb Kunde opprettet
    nl Klant aangemaakt
    de Kunde angelegt

    Customer changed
    sv Kund ändrad
    nb Kunde endret
    nl Klant gewijzigd
    de Kunde geändert

    Customer deleted
    sv Kund borttagen
    nb Kunde slettet
    nl Klant verwijderd
    de Kunde gelöscht

    Test clock created
    sv Testklocka skapad
    nb Testklokke opprettet
    nl Testklok aangemaakt
    de Testuhr angelegt

    Test clock advancing
    sv Testklocka går framåt
    nb Testklokke går fremover
    nl Testklok loopt vooruit
    de Testuhr läuft vor

    Test clock ready
    sv Testklocka klar
    nb Testklokke klar
    nl Testklok klaar
    de Testuhr bereit

    Test clock deleted
    sv Testklocka borttagen
    nb Testklokke slettet
    nl Testklok verwijderd
    de Testuhr gelöscht

    Payment method attached
    sv Betalningsmetod tillagd
    nb Betalingsmåte lagt til
    nl Betaalmethode gekoppeld
    de Zahlungsart hinterlegt

    Payment method changed
    sv Betalningsmetod ändrad
    nb Betalingsmåte endret
    nl Betaalmethode gewijzigd
    de Zahlungsart geändert

    Payment method detached
    sv Betalningsmetod borttagen
    nb Betalingsmåte fjernet
    nl Betaalmethode ontkoppeld
    de Zahlungsart entfernt

    Payment intent created
    sv Betalningsavsikt skapad
    nb Betalingsintensjon opprettet
    nl Betaalopdracht aangemaakt
    de Zahlungsvorgang angelegt

    Payment intent attempted
    sv Betalningsavsikt försökt
    nb Betalingsintensjon forsøkt
    nl Betaalopdracht geprobeerd
    de Zahlungsvorgang versucht

    Payment intent succeeded
    sv Betalningsavsikt lyckades
    nb Betalingsintensjon lyktes
    nl Betaalopdracht gelukt
    de Zahlungsvorgang gelungen

    Payment intent failed
    sv Betalningsavsikt misslyckades
    nb Betalingsintensjon mislyktes
    nl Betaalopdracht mislukt
    de Zahlungsvorgang fehlgeschlagen

    Payment intent action required
    sv Betalningsavsikt kräver åtgärd
    nb Betalingsintensjon krever handling
    nl Betaalopdracht vraagt actie
    de Zahlungsvorgang erfordert Handlung

    Payment intent canceled
    sv Betalningsavsikt avbruten
    nb Betalingsintensjon avbrutt
    nl Betaalopdracht geannuleerd
    de Zahlungsvorgang abgebrochen

    Payment intent updated
    sv Betalningsavsikt uppdaterad
    nb Betalingsintensjon oppdatert
    nl Betaalopdracht bijgewerkt
    de Zahlungsvorgang aktualisiert

    Payment intent amount changed
    sv Betalningsavsiktens belopp ändrat
    nb Betalingsintensjonens beløp endret
    nl Bedrag van betaalopdracht gewijzigd
    de Betrag des Zahlungsvorgangs geändert

    Payment attempted
    sv Betalning försökt
    nb Betaling forsøkt
    nl Betaling geprobeerd
    de Zahlung versucht

    Card charged
    sv Kort debiterat
    nb Kort belastet
    nl Kaart belast
    de Karte belastet

    Card refunded
    sv Kort återbetalt
    nb Kort refundert
    nl Kaart terugbetaald
    de Auf Karte erstattet

    Card refund failed
    sv Återbetalning till kort misslyckades
    nb Refusjon til kort mislyktes
    nl Terugbetaling op kaart mislukt
    de Erstattung auf Karte fehlgeschlagen

    Setup intent created
    sv Kortregistrering skapad
    nb Kortregistrering opprettet
    nl Kaartregistratie aangemaakt
    de Karteneinrichtung angelegt

    Setup intent updated
    sv Kortregistrering uppdaterad
    nb Kortregistrering oppdatert
    nl Kaartregistratie bijgewerkt
    de Karteneinrichtung aktualisiert

    Setup intent attempted
    sv Kortregistrering försökt
    nb Kortregistrering forsøkt
    nl Kaartregistratie geprobeerd
    de Karteneinrichtung versucht

    Setup intent succeeded
    sv Kortregistrering lyckades
    nb Kortregistrering lyktes
    nl Kaartregistratie gelukt
    de Karteneinrichtung gelungen

    Setup intent failed
    sv Kortregistrering misslyckades
    nb Kortregistrering mislyktes
    nl Kaartregistratie mislukt
    de Karteneinrichtung fehlgeschlagen

    Setup intent action required
    sv Kortregistrering kräver åtgärd
    nb Kortregistrering krever handling
    nl Kaartregistratie vraagt actie
    de Karteneinrichtung erfordert Handlung

    Setup intent canceled
    sv Kortregistrering avbruten
    nb Kortregistrering avbrutt
    nl Kaartregistratie geannuleerd
    de Karteneinrichtung abgebrochen

    Refund created
    sv Återbetalning skapad
    nb Refusjon opprettet
    nl Terugbetaling aangemaakt
    de Erstattung angelegt

    Refund updated
    sv Återbetalning uppdaterad
    nb Refusjon oppdatert
    nl Terugbetaling bijgewerkt
    de Erstattung aktualisiert

    Refund pending
    sv Återbetalning väntar
    nb Refusjon venter
    nl Terugbetaling in behandeling
    de Erstattung ausstehend

    Refund succeeded
    sv Återbetalning lyckades
    nb Refusjon lyktes
    nl Terugbetaling gelukt
    de Erstattung gelungen

    Refund failed
    sv Återbetalning misslyckades
    nb Refusjon mislyktes
    nl Terugbetaling mislukt
    de Erstattung fehlgeschlagen

    Balance adjusted
    sv Saldo justerat
    nb Saldo justert
    nl Saldo gecorrigeerd
    de Saldo angepasst

    Balance changed
    sv Saldojustering ändrad
    nb Saldojustering endret
    nl Saldocorrectie gewijzigd
    de Saldoanpassung geändert
    """
}
