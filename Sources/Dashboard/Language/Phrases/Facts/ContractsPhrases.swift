extension Phrases {
  /// What facts of contracts, invoices and books are called.
  static let contracts = """
    Subscription started
    sv Abonnemang startat
    nb Abonnement startet
    nl Abonnement gestart
    de Abonnement gestartet

    Subscription updated
    sv Abonnemang uppdaterat
    nb Abonnement oppdatert
    nl Abonnement bijgewerkt
    de Abonnement aktualisiert

    Subscription items changed
    sv Abonnemangets poster ändrade
    nb Abonnementets poster endret
    nl Posten van abonnement gewijzigd
    de Positionen des Abonnements geändert

    Subscription interval changed
    sv Abonnemangets intervall ändrat
    nb Abonnementets intervall endret
    nl Interval van abonnement gewijzigd
    de Intervall des Abonnements geändert

    Subscription discounts changed
    sv Abonnemangets rabatter ändrade
    nb Abonnementets rabatter endret
    nl Kortingen van abonnement gewijzigd
    de Rabatte des Abonnements geändert

    Subscription discount expired
    sv Abonnemangets rabatt gick ut
    nb Abonnementets rabatt utløpt
    nl Korting van abonnement verlopen
    de Rabatt des Abonnements ausgelaufen

    Subscription renewed
    sv Abonnemang förnyat
    nb Abonnement fornyet
    nl Abonnement verlengd
    de Abonnement verlängert

    Subscription invoiced
    sv Abonnemang fakturerat
    nb Abonnement fakturert
    nl Abonnement gefactureerd
    de Abonnement berechnet

    Subscription activated
    sv Abonnemang aktiverat
    nb Abonnement aktivert
    nl Abonnement geactiveerd
    de Abonnement aktiviert

    Subscription trial will end
    sv Abonnemangets provperiod slutar snart
    nb Abonnementets prøveperiode slutter snart
    nl Proefperiode van abonnement loopt af
    de Testphase des Abonnements endet bald

    Subscription fell past due
    sv Abonnemangets betalning förföll
    nb Abonnementets betaling forfalt
    nl Abonnement achterstallig geworden
    de Abonnement in Verzug geraten

    Subscription became unpaid
    sv Abonnemang blev obetalt
    nb Abonnement ble ubetalt
    nl Abonnement onbetaald geworden
    de Abonnement unbezahlt geworden

    Subscription recovered
    sv Abonnemang återhämtat
    nb Abonnement gjenopprettet
    nl Abonnement hersteld
    de Abonnement wieder in Ordnung

    Subscription paused
    sv Abonnemang pausat
    nb Abonnement satt på pause
    nl Abonnement gepauzeerd
    de Abonnement pausiert

    Subscription resumed
    sv Abonnemang återupptaget
    nb Abonnement gjenopptatt
    nl Abonnement hervat
    de Abonnement fortgesetzt

    Subscription cancellation scheduled
    sv Abonnemangets uppsägning planerad
    nb Abonnementets oppsigelse planlagt
    nl Opzegging van abonnement gepland
    de Kündigung des Abonnements vorgemerkt

    Subscription cancellation withdrawn
    sv Abonnemangets uppsägning återtagen
    nb Abonnementets oppsigelse trukket
    nl Opzegging van abonnement ingetrokken
    de Kündigung des Abonnements zurückgenommen

    Subscription canceled
    sv Abonnemang avslutat
    nb Abonnement avsluttet
    nl Abonnement opgezegd
    de Abonnement gekündigt

    Subscription expired
    sv Abonnemang utgånget
    nb Abonnement utløpt
    nl Abonnement verlopen
    de Abonnement verfallen

    Item queued
    sv Post köad
    nb Post lagt i kø
    nl Post in wachtrij
    de Position vorgemerkt

    Item changed
    sv Post ändrad
    nb Post endret
    nl Post gewijzigd
    de Position geändert

    Item deleted
    sv Post borttagen
    nb Post slettet
    nl Post verwijderd
    de Position gelöscht

    Invoice drafted
    sv Fakturautkast skapat
    nb Fakturautkast laget
    nl Conceptfactuur gemaakt
    de Rechnung entworfen

    Invoice lines changed
    sv Fakturans rader ändrade
    nb Fakturaens linjer endret
    nl Factuurregels gewijzigd
    de Rechnungspositionen geändert

    Invoice deleted
    sv Faktura borttagen
    nb Faktura slettet
    nl Factuur verwijderd
    de Rechnung gelöscht

    Invoice updated
    sv Faktura uppdaterad
    nb Faktura oppdatert
    nl Factuur bijgewerkt
    de Rechnung aktualisiert

    Invoice finalized
    sv Faktura slutgiltig
    nb Faktura gjort endelig
    nl Factuur definitief gemaakt
    de Rechnung festgeschrieben

    Invoice paid
    sv Faktura betald
    nb Faktura betalt
    nl Factuur betaald
    de Rechnung bezahlt

    Invoice payment failed
    sv Fakturans betalning misslyckades
    nb Fakturaens betaling mislyktes
    nl Betaling van factuur mislukt
    de Zahlung der Rechnung fehlgeschlagen

    Invoice payment action required
    sv Fakturans betalning kräver åtgärd
    nb Fakturaens betaling krever handling
    nl Betaling van factuur vraagt actie
    de Zahlung der Rechnung erfordert Handlung

    Invoice voided
    sv Faktura makulerad
    nb Faktura annullert
    nl Factuur vervallen
    de Rechnung storniert

    Invoice marked uncollectible
    sv Faktura avskriven som osäker
    nb Faktura merket som tapt
    nl Factuur oninbaar verklaard
    de Rechnung als uneinbringlich markiert

    Invoice abandoned
    sv Faktura övergiven
    nb Faktura oppgitt
    nl Factuur opgegeven
    de Rechnung aufgegeben

    Invoice sent
    sv Faktura skickad
    nb Faktura sendt
    nl Factuur verzonden
    de Rechnung versendet

    Invoice credited
    sv Faktura krediterad
    nb Faktura kreditert
    nl Factuur gecrediteerd
    de Rechnung gutgeschrieben

    Credit note issued
    sv Kreditfaktura utfärdad
    nb Kreditnota utstedt
    nl Creditnota uitgegeven
    de Gutschrift ausgestellt

    Credit note updated
    sv Kreditfaktura uppdaterad
    nb Kreditnota oppdatert
    nl Creditnota bijgewerkt
    de Gutschrift aktualisiert

    Credit note voided
    sv Kreditfaktura makulerad
    nb Kreditnota annullert
    nl Creditnota vervallen
    de Gutschrift storniert

    Workspace dunning chosen
    sv Arbetsytans påminnelser valda
    nb Arbeidsområdets purring valgt
    nl Aanmaningen van werkruimte gekozen
    de Mahnwesen des Arbeitsbereichs gewählt

    Rates recorded
    sv Kurser registrerade
    nb Kurser registrert
    nl Koersen vastgelegd
    de Kurse erfasst

    Spend recorded
    sv Kostnad registrerad
    nb Kostnad registrert
    nl Uitgave vastgelegd
    de Ausgabe erfasst

    Margin chosen
    sv Marginal vald
    nb Margin valgt
    nl Marge gekozen
    de Marge gewählt

    Books close begun
    sv Månadsavslut påbörjat
    nb Månedsavslutning begynt
    nl Maandafsluiting begonnen
    de Monatsabschluss begonnen

    Books revenue recognized
    sv Intäkter redovisade
    nb Inntekter inntektsført
    nl Omzet verantwoord
    de Umsatz realisiert

    Books close finished
    sv Månadsavslut klart
    nb Månedsavslutning ferdig
    nl Maandafsluiting voltooid
    de Monatsabschluss beendet
    """
}
