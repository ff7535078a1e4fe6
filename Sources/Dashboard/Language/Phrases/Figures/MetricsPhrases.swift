extension Phrases {
  /// What each figure is called, and what it is; the English stands in `Metric`.
  static let metrics = """
    Annual run-rate
    sv Årstakt (ARR)
    nb Årstakt (ARR)
    nl Jaarlijkse run-rate (ARR)
    de Hochgerechneter Jahresumsatz (ARR)

    Net MRR movements
    sv MRR-förändringar netto
    nb Netto MRR-bevegelser
    nl Netto MRR-mutaties
    de MRR-Bewegungen netto

    Revenue per customer
    sv Intäkt per kund
    nb Inntekt per kunde
    nl Omzet per klant
    de Umsatz je Kunde

    Average sale
    sv Genomsnittlig försäljning
    nb Gjennomsnittlig salg
    nl Gemiddelde verkoop
    de Durchschnittlicher Abschluss

    Customer churn
    sv Kundbortfall
    nb Kundefrafall
    nl Klantverloop
    de Kundenabwanderung

    Gross MRR churn
    sv MRR-bortfall brutto
    nb Brutto MRR-frafall
    nl Bruto MRR-verloop
    de MRR-Abwanderung brutto

    Net MRR churn
    sv MRR-bortfall netto
    nb Netto MRR-frafall
    nl Netto MRR-verloop
    de MRR-Abwanderung netto

    Net revenue retention
    sv Bibehållna intäkter netto (NRR)
    nb Netto beholdte inntekter (NRR)
    nl Netto omzetbehoud (NRR)
    de Umsatzerhalt netto (NRR)

    Gross revenue retention
    sv Bibehållna intäkter brutto (GRR)
    nb Brutto beholdte inntekter (GRR)
    nl Bruto omzetbehoud (GRR)
    de Umsatzerhalt brutto (GRR)

    Quick ratio
    sv Quick ratio
    nb Quick ratio
    nl Quick ratio
    de Quick Ratio

    What active and past-due subscriptions bring a month at the end of the step, after discounts that \
    recur and before tax; without one-time charges, trials and customers on test clocks.
    sv Vad aktiva och förfallna abonnemang ger per månad vid stegets slut, efter återkommande rabatter \
    och före moms; utan engångsavgifter, provperioder och kunder på testklockor.
    nb Hva aktive og forfalte abonnementer gir per måned ved slutten av steget, etter gjentakende \
    rabatter og før mva.; uten engangsgebyrer, prøveperioder og kunder på testklokker.
    nl Wat actieve en achterstallige abonnementen per maand opbrengen aan het eind van de stap, na \
    terugkerende kortingen en vóór btw; zonder eenmalige kosten, proefperiodes en klanten op testklokken.
    de Was aktive und überfällige Abonnements am Ende des Schritts im Monat bringen, nach wiederkehrenden \
    Rabatten und vor Steuer; ohne einmalige Entgelte, Testphasen und Kunden auf Testuhren.

    Twelve times the monthly recurring revenue: the run-rate, not what contracts promise.
    sv Tolv gånger de månatliga återkommande intäkterna: takten, inte vad avtalen lovar.
    nb Tolv ganger de månedlige gjentakende inntektene: takten, ikke det avtalene lover.
    nl Twaalf keer de maandelijks terugkerende omzet: het tempo, niet wat contracten beloven.
    de Das Zwölffache des monatlich wiederkehrenden Umsatzes: die Hochrechnung, nicht was Verträge \
    zusagen.

    Every change of recurring revenue in the step it took effect in, by the customer's level before and \
    after: opening plus all movements is closing.
    sv Varje förändring av återkommande intäkter i det steg den började gälla, efter kundens nivå före \
    och efter: ingående plus alla förändringar är utgående.
    nb Hver endring i gjentakende inntekter i det steget den fikk virkning, etter kundens nivå før og \
    etter: inngående pluss alle bevegelser er utgående.
    nl Elke mutatie van de terugkerende omzet in de stap waarin ze inging, naar het niveau van de klant \
    ervoor en erna: begin plus alle mutaties is einde.
    de Jede Änderung des wiederkehrenden Umsatzes in dem Schritt, in dem sie wirksam wurde, nach dem \
    Stand des Kunden davor und danach: Anfang plus alle Bewegungen ist Ende.

    The changes of each customer in a step taken together, by the levels at its beginning and its end.
    sv Varje kunds förändringar i ett steg sammantagna, efter nivåerna vid dess början och slut.
    nb Endringene for hver kunde i et steg sett under ett, etter nivåene ved begynnelsen og slutten.
    nl De mutaties van elke klant in een stap samengenomen, naar de niveaus aan het begin en het eind.
    de Die Änderungen jedes Kunden in einem Schritt zusammengenommen, nach dem Stand an dessen Anfang und \
    Ende.

    Customers whose recurring revenue is above zero at the end of the step, each once.
    sv Kunder vars återkommande intäkt är över noll vid stegets slut, var och en en gång.
    nb Kunder med gjentakende inntekt over null ved slutten av steget, hver talt én gang.
    nl Klanten met een terugkerende omzet boven nul aan het eind van de stap, elk één keer.
    de Kunden, deren wiederkehrender Umsatz am Ende des Schritts über null liegt, jeder einmal.

    Monthly recurring revenue divided by paying customers.
    sv Månatliga återkommande intäkter delat med betalande kunder.
    nb Månedlige gjentakende inntekter delt på betalende kunder.
    nl Maandelijks terugkerende omzet gedeeld door betalende klanten.
    de Monatlich wiederkehrender Umsatz geteilt durch zahlende Kunden.

    New recurring revenue of the step divided by its new customers.
    sv Stegets nya återkommande intäkter delat med dess nya kunder.
    nb Stegets nye gjentakende inntekter delt på dets nye kunder.
    nl Nieuwe terugkerende omzet van de stap gedeeld door de nieuwe klanten.
    de Neuer wiederkehrender Umsatz des Schritts geteilt durch dessen neue Kunden.

    Of the customers who paid at the beginning of the step, the share who pay nothing at its end. Who \
    came and left within the step is not in it; who paused is lost after ninety days, or when \
    the contract ends.
    sv Av kunderna som betalade vid stegets början, andelen som inte betalar något vid dess slut. Den som \
    kom och gick inom steget räknas inte; den som pausat räknas som förlorad efter nittio dagar, \
    eller när avtalet upphör.
    nb Av kundene som betalte ved begynnelsen av steget, andelen som ikke betaler noe ved slutten. Den \
    som kom og gikk innenfor steget, er ikke med; den som er på pause, regnes som tapt etter nitti \
    dager, eller når avtalen opphører.
    nl Van de klanten die aan het begin van de stap betaalden, het aandeel dat aan het eind niets \
    betaalt. Wie binnen de stap kwam en ging, telt niet mee; wie pauzeert, is na negentig dagen \
    verloren, of wanneer het contract eindigt.
    de Von den Kunden, die am Anfang des Schritts zahlten, der Anteil, der am Ende nichts zahlt. Wer \
    innerhalb des Schritts kam und ging, zählt nicht; wer pausiert, gilt nach \
    neunzig Tagen als verloren, oder wenn der Vertrag endet.

    Churned and contracted revenue of the step, as a share of what recurred at its beginning.
    sv Stegets bortfallna och minskade intäkter, som andel av det återkommande vid dess början.
    nb Stegets frafalte og reduserte inntekter, som andel av det gjentakende ved begynnelsen.
    nl De weggevallen en ingekrompen omzet van de stap, als aandeel van wat aan het begin terugkeerde.
    de Abgewanderter und reduzierter Umsatz des Schritts, als Anteil des anfangs wiederkehrenden.

    Churned and contracted less expanded and reactivated revenue, as a share of what recurred at the \
    beginning. Below zero, those who stay grow by more than is lost.
    sv Bortfallna och minskade intäkter minus utökade och återaktiverade, som andel av det återkommande \
    vid början. Under noll växer de som stannar mer än vad som förloras.
    nb Frafalte og reduserte inntekter minus utvidede og reaktiverte, som andel av det gjentakende ved \
    begynnelsen. Under null vokser de som blir, mer enn det som tapes.
    nl Weggevallen en ingekrompen omzet min uitgebreide en heractiveerde, als aandeel van wat aan het \
    begin terugkeerde. Onder nul groeien de blijvers meer dan er wordt verloren.
    de Abgewanderter und reduzierter abzüglich erweitertem und reaktiviertem Umsatz, als Anteil des \
    anfangs wiederkehrenden. Unter null wachsen die Verbliebenen um mehr, als verloren geht.

    What the customers of twelve months ago bring now, as a share of what they brought then. Who joined \
    since is not in it.
    sv Vad kunderna från tolv månader sedan ger nu, som andel av vad de gav då. Den som tillkommit sedan \
    dess räknas inte.
    nb Hva kundene fra tolv måneder siden gir nå, som andel av det de ga da. Den som har kommet til \
    siden, er ikke med.
    nl Wat de klanten van twaalf maanden geleden nu opbrengen, als aandeel van wat ze toen opbrachten. \
    Wie er sindsdien bijkwam, telt niet mee.
    de Was die Kunden von vor zwölf Monaten jetzt bringen, als Anteil dessen, was sie damals brachten. \
    Wer seither hinzukam, zählt nicht.

    The same, where no customer counts with more than it brought twelve months ago; never above 100 %.
    sv Detsamma, där ingen kund räknas med mer än den gav för tolv månader sedan; aldrig över 100 %.
    nb Det samme, der ingen kunde teller med mer enn den ga for tolv måneder siden; aldri over 100 %.
    nl Hetzelfde, waarbij geen klant voor meer meetelt dan hij twaalf maanden geleden opbracht; nooit \
    boven 100%.
    de Dasselbe, wobei kein Kunde mit mehr zählt, als er vor zwölf Monaten brachte; nie über 100 %.

    New, expanded and reactivated revenue divided by churned and contracted revenue. Without losses it is \
    no number.
    sv Nya, utökade och återaktiverade intäkter delat med bortfallna och minskade. Utan förluster är det \
    inget tal.
    nb Nye, utvidede og reaktiverte inntekter delt på frafalte og reduserte. Uten tap er det ikke noe \
    tall.
    nl Nieuwe, uitgebreide en heractiveerde omzet gedeeld door weggevallen en ingekrompen omzet. Zonder \
    verlies is het geen getal.
    de Neuer, erweiterter und reaktivierter Umsatz geteilt durch abgewanderten und reduzierten. Ohne \
    Verluste ist es keine Zahl.

    Converted to {}
    sv Omräknat till {}
    nb Omregnet til {}
    nl Omgerekend naar {}
    de Umgerechnet in {}

    Exchange, by currency
    sv Växelkurs, per valuta
    nb Valutakurs, per valuta
    nl Wisselkoers, per valuta
    de Wechselkurs, nach Währung

    Each balance is converted at the rate of its day, each movement at the rate of the day it took effect. \
    What is left between them is what the rates did.
    sv Varje saldo räknas om till sin dags kurs, varje förändring till kursen den dag den började gälla. Det \
    som återstår mellan dem är kursernas verk.
    nb Hver saldo regnes om til sin dags kurs, hver bevegelse til kursen den dagen den fikk virkning. Det \
    som gjenstår mellom dem, er kursenes verk.
    nl Elk saldo wordt omgerekend tegen de koers van zijn dag, elke mutatie tegen de koers van de dag \
    waarop zij inging. Wat daartussen overblijft, deden de koersen.
    de Jeder Bestand wird zum Kurs seines Tages umgerechnet, jede Bewegung zum Kurs des Tages, an dem sie \
    wirksam wurde. Was dazwischen bleibt, haben die Kurse bewirkt.
    """
}
