extension Phrases {
  /// What wants a look, and the figures of the strip.
  static let glance = """
    Latest movements
    sv Senaste förändringar
    nb Siste bevegelser
    nl Laatste mutaties
    de Letzte Bewegungen

    All movements in {}
    sv Alla förändringar i {}
    nb Alle bevegelser i {}
    nl Alle mutaties in {}
    de Alle Bewegungen im {}

    CSV
    sv CSV
    nb CSV
    nl CSV
    de CSV

    At risk
    sv I riskzonen
    nb I faresonen
    nl Risico
    de Gefährdet

    nothing to compare
    sv inget att jämföra med
    nb ingenting å sammenligne med
    nl niets om mee te vergelijken
    de nichts zum Vergleichen

    unchanged
    sv oförändrat
    nb uendret
    nl onveranderd
    de unverändert

    better
    sv bättre
    nb bedre
    nl beter
    de besser

    worse
    sv sämre
    nb dårligere
    nl slechter
    de schlechter

    {} points
    sv {} procentenheter
    nb {} prosentpoeng
    nl {} procentpunt
    de {} Prozentpunkte

    vs {}
    sv mot {}
    nb mot {}
    nl t.o.v. {}
    de gegenüber {}

    {} worth {}
    sv {} på {}
    nb {} på {}
    nl {} ter waarde van {}
    de {} über {}

    {} with {} of MRR at risk
    sv {} med {} MRR i riskzonen
    nb {} med {} MRR i faresonen
    nl {} met {} MRR die risico loopt
    de {} mit {} gefährdetem MRR

    {} with {} of MRR
    sv {} med {} MRR
    nb {} med {} MRR
    nl {} met {} MRR
    de {} mit {} MRR

    Wants a look
    sv Behöver ses över
    nb Bør ses på
    nl Vraagt aandacht
    de Braucht einen Blick

    {} failed payment
    sv {} misslyckad betalning
    nb {} mislykket betaling
    nl {} mislukte betaling
    de {} fehlgeschlagene Zahlung

    {} failed payments
    sv {} misslyckade betalningar
    nb {} mislykkede betalinger
    nl {} mislukte betalingen
    de {} fehlgeschlagene Zahlungen

    {} overdue invoice
    sv {} förfallen faktura
    nb {} forfalt faktura
    nl {} achterstallige factuur
    de {} überfällige Rechnung

    {} overdue invoices
    sv {} förfallna fakturor
    nb {} forfalte fakturaer
    nl {} achterstallige facturen
    de {} überfällige Rechnungen

    {} past-due subscription
    sv {} abonnemang med förfallen betalning
    nb {} abonnement med forfalt betaling
    nl {} abonnement met achterstallige betaling
    de {} Abonnement in Verzug

    {} past-due subscriptions
    sv {} abonnemang med förfallna betalningar
    nb {} abonnementer med forfalt betaling
    nl {} abonnementen met achterstallige betaling
    de {} Abonnements in Verzug

    {} subscription that ends
    sv {} abonnemang som avslutas
    nb {} abonnement som avsluttes
    nl {} abonnement dat afloopt
    de {} auslaufendes Abonnement

    {} subscriptions that end
    sv {} abonnemang som avslutas
    nb {} abonnementer som avsluttes
    nl {} abonnementen die aflopen
    de {} auslaufende Abonnements

    Net new MRR
    sv Ny MRR netto
    nb Netto ny MRR
    nl Netto nieuwe MRR
    de MRR-Nettozuwachs

    Net retention
    sv Bibehållna intäkter netto
    nb Netto beholdte inntekter
    nl Netto omzetbehoud
    de Umsatzerhalt netto

    Gross retention
    sv Bibehållna intäkter brutto
    nb Brutto beholdte inntekter
    nl Bruto omzetbehoud
    de Umsatzerhalt brutto

    Retention by cohort
    sv Kundlojalitet per kohort
    nb Kundelojalitet per kohort
    nl Retentie per cohort
    de Kundenbindung nach Kohorte
    """
}
