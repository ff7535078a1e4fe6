extension Phrases {
  /// A page of a fact, and why a contract moved.
  static let causes = """
    What happened
    sv Vad som hände
    nb Hva som skjedde
    nl Wat er is gebeurd
    de Was geschehen ist

    True from
    sv Gäller från
    nb Gjelder fra
    nl Geldig vanaf
    de Gültig ab

    Written down
    sv Nedtecknat
    nb Nedtegnet
    nl Vastgelegd
    de Festgehalten

    By ¦ who
    sv Av
    nb Av
    nl Door
    de Durch

    Request
    sv Begäran
    nb Forespørsel
    nl Verzoek
    de Anfrage

    A fact of the journal
    sv Ett faktum i journalen
    nb Et faktum i journalen
    nl Een feit uit het journaal
    de Ein Fakt des Journals

    Changed values
    sv Ändrade värden
    nb Endrede verdier
    nl Gewijzigde waarden
    de Geänderte Werte

    Value
    sv Värde
    nb Verdi
    nl Waarde
    de Wert

    Before
    sv Före
    nb Før
    nl Voor
    de Vorher

    After
    sv Efter
    nb Etter
    nl Na
    de Nachher

    What changed
    sv Vad som ändrades
    nb Hva som ble endret
    nl Wat er is gewijzigd
    de Was sich geändert hat

    Recurring levels
    sv Återkommande nivåer
    nb Gjentakende nivåer
    nl Terugkerende niveaus
    de Wiederkehrende Beträge

    Values
    sv Värden
    nb Verdier
    nl Waarden
    de Werte

    Is
    sv Är
    nb Er
    nl Is
    de Ist

    started
    sv startat
    nb startet
    nl gestart
    de gestartet

    updated
    sv uppdaterat
    nb oppdatert
    nl bijgewerkt
    de aktualisiert

    items changed
    sv poster ändrade
    nb poster endret
    nl posten gewijzigd
    de Positionen geändert

    interval changed
    sv intervall ändrat
    nb intervall endret
    nl interval gewijzigd
    de Intervall geändert

    discounts changed
    sv rabatter ändrade
    nb rabatter endret
    nl kortingen gewijzigd
    de Rabatte geändert

    discount expired
    sv rabatten gick ut
    nb rabatten utløpte
    nl korting verlopen
    de Rabatt ausgelaufen

    renewed
    sv förnyat
    nb fornyet
    nl verlengd
    de verlängert

    invoiced
    sv fakturerat
    nb fakturert
    nl gefactureerd
    de berechnet

    activated
    sv aktiverat
    nb aktivert
    nl geactiveerd
    de aktiviert

    trial will end
    sv provperioden slutar snart
    nb prøveperioden slutter snart
    nl proefperiode loopt af
    de Testphase endet bald

    fell past due
    sv betalningen förföll
    nb betalingen forfalt
    nl achterstallig geworden
    de in Verzug geraten

    became unpaid
    sv blev obetalt
    nb ble ubetalt
    nl onbetaald geworden
    de unbezahlt geworden

    recovered
    sv återhämtat
    nb gjenopprettet
    nl hersteld
    de wieder in Ordnung

    paused
    sv pausat
    nb satt på pause
    nl gepauzeerd
    de pausiert

    resumed
    sv återupptaget
    nb gjenopptatt
    nl hervat
    de fortgesetzt

    cancellation scheduled
    sv uppsägning planerad
    nb oppsigelse planlagt
    nl opzegging gepland
    de Kündigung vorgemerkt

    cancellation withdrawn
    sv uppsägning återtagen
    nb oppsigelse trukket
    nl opzegging ingetrokken
    de Kündigung zurückgenommen

    canceled
    sv avslutat
    nb avsluttet
    nl opgezegd
    de gekündigt

    expired
    sv utgånget
    nb utløpt
    nl verlopen
    de verfallen
    """
}
