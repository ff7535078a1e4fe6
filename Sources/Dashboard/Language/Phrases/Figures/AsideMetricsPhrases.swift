extension Phrases {
  /// What stands beside recurring revenue, and churn as other vendors count it.
  static let asideMetrics = """
    List MRR
    sv MRR före rabatt
    nb MRR før rabatt
    nl MRR vóór korting
    de MRR vor Rabatten

    Discounts on MRR
    sv Rabatter på MRR
    nb Rabatter på MRR
    nl Kortingen op MRR
    de Rabatte auf den MRR

    MRR at risk
    sv MRR i riskzonen
    nb MRR i faresonen
    nl MRR die risico loopt
    de Gefährdeter MRR

    Paused MRR
    sv Pausad MRR
    nb MRR på pause
    nl Gepauzeerde MRR
    de Pausierter MRR

    Customer churn, last 30 days
    sv Kundbortfall, senaste 30 dagarna
    nb Kundefrafall, siste 30 dager
    nl Klantverloop, laatste 30 dagen
    de Kundenabwanderung, letzte 30 Tage

    Customer churn, summed by day
    sv Kundbortfall, summerat per dag
    nb Kundefrafall, summert per dag
    nl Klantverloop, opgeteld per dag
    de Kundenabwanderung, nach Tagen summiert

    Early churn
    sv Tidigt bortfall
    nb Tidlig frafall
    nl Vroeg verloop
    de Frühe Abwanderung

    Monthly recurring revenue before the discounts that it counts: net and discounts together.
    sv Månatliga återkommande intäkter före de rabatter som räknas: netto och rabatter tillsammans.
    nb Månedlige gjentakende inntekter før rabattene som telles: netto og rabatter sammen.
    nl Maandelijks terugkerende omzet vóór de kortingen die meetellen: netto en kortingen samen.
    de Monatlich wiederkehrender Umsatz vor den gezählten Rabatten: netto und Rabatte zusammen.

    What discounts that recur take off monthly recurring revenue at the end of the step.
    sv Vad återkommande rabatter drar av från månatliga återkommande intäkter vid stegets slut.
    nb Hva gjentakende rabatter trekker fra månedlige gjentakende inntekter ved slutten av steget.
    nl Wat terugkerende kortingen aan het eind van de stap van de maandelijks terugkerende omzet afhalen.
    de Was wiederkehrende Rabatte am Ende des Schritts vom monatlich wiederkehrenden Umsatz abziehen.

    The part of monthly recurring revenue whose subscriptions are past due: a payment failed and is tried \
    again.
    sv Den del av de månatliga återkommande intäkterna vars abonnemang har förfallen betalning: en \
    betalning misslyckades och görs om.
    nb Den delen av månedlige gjentakende inntekter der abonnementet har forfalt betaling: en betaling \
    mislyktes og prøves igjen.
    nl Het deel van de maandelijks terugkerende omzet waarvan de abonnementen achterstallig zijn: een \
    betaling mislukte en wordt opnieuw geprobeerd.
    de Der Teil des monatlich wiederkehrenden Umsatzes, dessen Abonnements in Verzug sind: Eine Zahlung \
    schlug fehl und wird erneut versucht.

    What paused subscriptions brought a month when they were paused. It is in no other figure until they \
    resume.
    sv Vad pausade abonnemang gav per månad när de pausades. Det ingår inte i något annat nyckeltal \
    förrän de återupptas.
    nb Hva abonnementer på pause ga per måned da de ble satt på pause. Det er ikke med i andre nøkkeltall \
    før de gjenopptas.
    nl Wat gepauzeerde abonnementen per maand opbrachten toen ze werden gepauzeerd. Het telt in geen \
    ander kengetal mee tot ze worden hervat.
    de Was pausierte Abonnements im Monat brachten, als sie pausiert wurden. Es zählt in keiner anderen \
    Kennzahl, bis sie fortgesetzt werden.

    Stops in the thirty days up to the end of the step, divided by who paid before them and who started \
    in them. Who started and stopped within them is in both.
    sv Uppehåll under de trettio dagarna fram till stegets slut, delat med dem som betalade dessförinnan \
    och dem som började under dem. Den som började och slutade inom dem räknas i båda.
    nb Stopp i de tretti dagene fram til slutten av steget, delt på dem som betalte før, og dem som \
    begynte i perioden. Den som begynte og stoppet innenfor, er med i begge.
    nl Stops in de dertig dagen tot het eind van de stap, gedeeld door wie daarvoor betaalde en wie erin \
    begon. Wie erin begon en stopte, telt in beide mee.
    de Beendigungen in den dreißig Tagen bis zum Ende des Schritts, geteilt durch die, die davor zahlten, \
    und die, die darin begannen. Wer darin begann und endete, zählt in beiden.

    For each day of the step the share of its paying customers who stopped on it, added up. Over a long \
    step it may exceed 100 %.
    sv För varje dag i steget andelen av de betalande kunderna som slutade den dagen, summerad. Över ett \
    långt steg kan det överstiga 100 %.
    nb For hver dag i steget andelen av de betalende kundene som stoppet den dagen, summert. Over et \
    langt steg kan det overstige 100 %.
    nl Voor elke dag van de stap het aandeel van de betalende klanten dat die dag stopte, opgeteld. Over \
    een lange stap kan het boven 100% uitkomen.
    de Für jeden Tag des Schritts der Anteil der zahlenden Kunden, die an ihm endeten, summiert. Über \
    einen langen Schritt kann er 100 % übersteigen.

    Of the customers who paid for the first time in the step, the share who stopped within thirty days. \
    Only whose thirty days are over count.
    sv Av kunderna som betalade för första gången i steget, andelen som slutade inom trettio dagar. Bara \
    de vars trettio dagar har gått räknas.
    nb Av kundene som betalte for første gang i steget, andelen som stoppet innen tretti dager. Bare de \
    som har passert tretti dager, teller.
    nl Van de klanten die in de stap voor het eerst betaalden, het aandeel dat binnen dertig dagen \
    stopte. Alleen wie de dertig dagen voorbij is, telt mee.
    de Von den Kunden, die im Schritt erstmals zahlten, der Anteil, der binnen dreißig Tagen endete. Es \
    zählen nur die, deren dreißig Tage vorbei sind.

    Compared with
    sv Jämfört med
    nb Sammenlignet med
    nl Vergeleken met
    de Verglichen mit

    The time before
    sv Tiden före
    nb Tiden før
    nl De tijd ervoor
    de Die Zeit davor

    A year before
    sv Ett år tidigare
    nb Et år før
    nl Een jaar eerder
    de Ein Jahr zuvor

    What customers are worth
    sv Vad kunder är värda
    nb Hva kunder er verdt
    nl Wat klanten waard zijn
    de Was Kunden wert sind

    Money
    sv Pengar
    nb Penger
    nl Geld
    de Geld

    What lies ahead
    sv Vad som väntar
    nb Hva som ligger foran
    nl Wat er komt
    de Was bevorsteht

    How sure the figures are
    sv Hur säkra nyckeltalen är
    nb Hvor sikre nøkkeltallene er
    nl Hoe zeker de kengetallen zijn
    de Wie sicher die Kennzahlen sind

    Before ¦ earlier step
    sv Tidigare
    nb Tidligere
    nl Eerder
    de Zuvor
    """
}
