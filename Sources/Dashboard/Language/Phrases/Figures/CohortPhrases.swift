extension Phrases {
  /// Cohorts, and what their cells open to.
  static let cohorts = """
    Cohorts show
    sv Kohorterna visar
    nb Kohortene viser
    nl Cohorten tonen
    de Kohorten zeigen

    Cohort
    sv Kohort
    nb Kohort
    nl Cohort
    de Kohorte

    All in {}
    sv Alla i {}
    nb Alle i {}
    nl Alle in {}
    de Alle in {}

    Who pays in several currencies is one customer, and began with the first payment in any. Each month is \
    converted at the rate of its last day, the one that goes on at today's.
    sv Den som betalar i flera valutor är en kund, och började med den första betalningen i någon av dem. \
    Varje månad räknas om till kursen för dess sista dag, den pågående till dagens.
    nb Den som betaler i flere valutaer, er én kunde, og begynte med den første betalingen i en av dem. \
    Hver måned regnes om til kursen for dens siste dag, den pågående til dagens.
    nl Wie in meer valuta's betaalt, is één klant, en begon met de eerste betaling in een daarvan. Elke \
    maand wordt omgerekend tegen de koers van de laatste dag, de lopende tegen die van vandaag.
    de Wer in mehreren Währungen zahlt, ist ein Kunde und begann mit der ersten Zahlung in einer davon. \
    Jeder Monat wird zum Kurs seines letzten Tages umgerechnet, der laufende zum heutigen.

    Margin so far
    sv Marginal hittills
    nb Margin så langt
    nl Marge tot nu toe
    de Marge bisher

    began in {}, at the end of {}
    sv började {}, vid slutet av {}
    nb begynte {}, ved slutten av {}
    nl begonnen in {}, aan het eind van {}
    de Beginn {}, zum Ende von {}

    Monthly revenue as per cent of the first month's, by months since the first payment; cohorts of \
    fewer than thirty are lighter.
    sv Månadsintäkt i procent av den första månadens, efter månader sedan första betalningen; kohorter \
    med färre än trettio är ljusare.
    nb Månedsinntekt i prosent av den første månedens, etter måneder siden første betaling; kohorter med \
    færre enn tretti er lysere.
    nl Maandomzet in procent van die van de eerste maand, naar maanden sinds de eerste betaling; cohorten \
    van minder dan dertig zijn lichter.
    de Monatlicher Umsatz in Prozent des ersten Monats, nach Monaten seit der ersten Zahlung; Kohorten \
    unter dreißig sind heller.

    Gross margin brought so far, by months since the first payment; cohorts of fewer than thirty are \
    lighter.
    sv Bruttomarginal hittills, efter månader sedan första betalningen; kohorter med färre än trettio är \
    ljusare.
    nb Bruttomargin så langt, etter måneder siden første betaling; kohorter med færre enn tretti er \
    lysere.
    nl Brutomarge tot nu toe, naar maanden sinds de eerste betaling; cohorten van minder dan dertig zijn \
    lichter.
    de Bisherige Bruttomarge, nach Monaten seit der ersten Zahlung; Kohorten unter dreißig sind heller.

    Cohorts apart by this are more tables than can be compared. Choose something else.
    sv Kohorter uppdelade så blir fler tabeller än som går att jämföra. Välj något annat.
    nb Kohorter delt slik blir flere tabeller enn det går an å sammenligne. Velg noe annet.
    nl Zo uitgesplitst zijn cohorten meer tabellen dan te vergelijken zijn. Kies iets anders.
    de So aufgeteilt werden Kohorten mehr Tabellen, als sich vergleichen lassen. Bitte etwas anderes wählen.

    No gross margin is known of {}: cohorts that pay for it show none from then on.
    sv Ingen bruttomarginal är känd för {}: kohorter som betalar för det visar ingen från och med då.
    nb Ingen bruttomargin er kjent for {}: kohorter som betaler for det, viser ingen fra da av.
    nl Van {} is geen brutomarge bekend: cohorten die ervoor betalen, tonen er vanaf dan geen.
    de Für {} ist keine Bruttomarge bekannt: Kohorten, die dafür zahlen, zeigen ab dann keine.
    """
}
