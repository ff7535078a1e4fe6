extension Phrases {
  /// Reports: what each is, and what may be asked of it.
  static let reports = """
    Lifetime value
    sv Livstidsvärde
    nb Livstidsverdi
    nl Klantwaarde
    de Kundenwert

    Acquisition cost
    sv Anskaffningskostnad
    nb Anskaffelseskostnad
    nl Wervingskosten
    de Akquisitionskosten

    Trial conversion
    sv Konvertering av provperioder
    nb Konvertering av prøveperioder
    nl Conversie van proefperiodes
    de Umwandlung von Testphasen

    Concentration
    sv Koncentration
    nb Konsentrasjon
    nl Concentratie
    de Konzentration

    Cash and failed payments
    sv Inbetalningar och misslyckade betalningar
    nb Innbetalinger og mislykkede betalinger
    nl Ontvangsten en mislukte betalingen
    de Geldeingänge und fehlgeschlagene Zahlungen

    Recognised and deferred revenue
    sv Redovisade och förutbetalda intäkter
    nb Inntektsførte og forskuddsbetalte inntekter
    nl Verantwoorde en vooruitontvangen omzet
    de Realisierter und abgegrenzter Umsatz

    Receivables by age
    sv Kundfordringar efter ålder
    nb Kundefordringer etter alder
    nl Debiteuren naar ouderdom
    de Forderungen nach Alter

    Renewals due
    sv Kommande förnyelser
    nb Kommende fornyelser
    nl Aankomende verlengingen
    de Anstehende Verlängerungen

    Committed MRR
    sv Säkrad MRR
    nb Sikret MRR
    nl Toegezegde MRR
    de Gesicherter MRR

    MRR against invoices
    sv MRR mot fakturor
    nb MRR mot fakturaer
    nl MRR tegenover facturen
    de MRR gegen Rechnungen

    As reported then
    sv Som det rapporterades då
    nb Slik det ble rapportert da
    nl Zoals toen gerapporteerd
    de Wie damals berichtet

    What a customer is worth by each method, from revenue per customer now, the churn of six whole \
    months, gross margin and a discount of the future.
    sv Vad en kund är värd enligt varje metod, utifrån intäkt per kund nu, bortfallet under sex hela \
    månader, bruttomarginal och en diskontering av framtiden.
    nb Hva en kunde er verdt etter hver metode, ut fra inntekt per kunde nå, frafallet i seks hele \
    måneder, bruttomargin og en diskontering av fremtiden.
    nl Wat een klant waard is volgens elke methode, uit de omzet per klant nu, het verloop van zes hele \
    maanden, de brutomarge en een discontering van de toekomst.
    de Was ein Kunde nach jeder Methode wert ist, aus dem Umsatz je Kunde jetzt, der Abwanderung von \
    sechs ganzen Monaten, der Bruttomarge und einer Abzinsung der Zukunft.

    Spend of the months divided by the customers who paid for the first time in them, by channel; then \
    how long they take to bring it back and what they are worth beside it.
    sv Månadernas kostnader delat med kunderna som betalade för första gången under dem, per kanal; sedan \
    hur lång tid det tar att få igen dem och vad kunderna är värda i förhållande till dem.
    nb Kostnadene i månedene delt på kundene som betalte for første gang i dem, per kanal; deretter hvor \
    lang tid det tar å tjene dem inn, og hva kundene er verdt ved siden av.
    nl De uitgaven van de maanden gedeeld door de klanten die erin voor het eerst betaalden, per kanaal; \
    daarna hoe lang ze erover doen die terug te verdienen en wat ze daarnaast waard zijn.
    de Die Ausgaben der Monate geteilt durch die Kunden, die darin erstmals zahlten, je Kanal; dann, wie \
    lange sie brauchen, um sie einzubringen, und was sie daneben wert sind.

    Of the trials that began in a step and are over, the share that paid by its end. Trials that still \
    run are counted apart and in no share.
    sv Av provperioderna som började i ett steg och är över, andelen som betalade vid dess slut. \
    Provperioder som pågår räknas för sig och ingår inte i någon andel.
    nb Av prøveperiodene som begynte i et steg og er over, andelen som betalte ved slutten. Prøveperioder \
    som løper, telles for seg og er ikke med i noen andel.
    nl Van de proefperiodes die in een stap begonnen en voorbij zijn, het aandeel dat aan het eind \
    betaalde. Lopende proefperiodes worden apart geteld en zitten in geen aandeel.
    de Von den Testphasen, die in einem Schritt begannen und vorbei sind, der Anteil, der an ihrem Ende \
    zahlte. Laufende Testphasen zählen getrennt und in keinem Anteil.

    How much of monthly recurring revenue hangs on the largest customers.
    sv Hur stor del av de månatliga återkommande intäkterna som hänger på de största kunderna.
    nb Hvor mye av de månedlige gjentakende inntektene som henger på de største kundene.
    nl Hoeveel van de maandelijks terugkerende omzet van de grootste klanten afhangt.
    de Wie viel des monatlich wiederkehrenden Umsatzes an den größten Kunden hängt.

    Money that came and went back, step by step, and the payments that failed: how many, of which \
    invoices, and how many of those were paid after all.
    sv Pengar som kom in och gick tillbaka, steg för steg, och betalningarna som misslyckades: hur många, \
    för vilka fakturor, och hur många av dem som betalades till slut.
    nb Penger som kom inn og gikk tilbake, steg for steg, og betalingene som mislyktes: hvor mange, for \
    hvilke fakturaer, og hvor mange av dem som ble betalt likevel.
    nl Geld dat kwam en terugging, stap voor stap, en de betalingen die mislukten: hoeveel, van welke \
    facturen, en hoeveel daarvan alsnog werden betaald.
    de Geld, das kam und zurückging, Schritt für Schritt, und die fehlgeschlagenen Zahlungen: wie viele, \
    zu welchen Rechnungen, und wie viele davon doch noch bezahlt wurden.

    What the closed months' books say was earned, day by day of each service period, and what is billed \
    and not earned yet.
    sv Vad de avslutade månadernas bokföring säger är intjänat, dag för dag i varje tjänsteperiod, och \
    vad som är fakturerat men ännu inte intjänat.
    nb Hva regnskapet for de avsluttede månedene sier er opptjent, dag for dag i hver tjenesteperiode, og \
    hva som er fakturert og ikke opptjent ennå.
    nl Wat volgens de boekhouding van de afgesloten maanden is verdiend, dag voor dag van elke \
    dienstperiode, en wat is gefactureerd en nog niet verdiend.
    de Was laut den Büchern der abgeschlossenen Monate realisiert wurde, Tag für Tag jedes \
    Leistungszeitraums, und was berechnet und noch nicht realisiert ist.

    What invoices still ask for, by how many days they are late.
    sv Vad fakturor fortfarande kräver, efter hur många dagar de är sena.
    nb Hva fakturaer fortsatt krever, etter hvor mange dager de er for sene.
    nl Wat facturen nog vragen, naar hoeveel dagen ze te laat zijn.
    de Was Rechnungen noch fordern, nach Tagen des Verzugs.

    Subscriptions whose next period begins in the days ahead, with what they bring a month.
    sv Abonnemang vars nästa period börjar under de kommande dagarna, med vad de ger per månad.
    nb Abonnementer med neste periode i dagene som kommer, med hva de gir per måned.
    nl Abonnementen waarvan de volgende periode in de komende dagen begint, met wat ze per maand \
    opbrengen.
    de Abonnements, deren nächster Zeitraum in den kommenden Tagen beginnt, mit dem, was sie im Monat \
    bringen.

    Monthly recurring revenue less what is scheduled to end in the days ahead; twelve times it is the \
    contracted annual revenue.
    sv Månatliga återkommande intäkter minus det som är planerat att upphöra under de kommande dagarna; \
    tolv gånger det är den avtalade årsintäkten.
    nb Månedlige gjentakende inntekter minus det som er planlagt å opphøre i dagene som kommer; tolv \
    ganger det er den avtalte årsinntekten.
    nl Maandelijks terugkerende omzet min wat volgens planning in de komende dagen eindigt; twaalf keer \
    dat is de gecontracteerde jaaromzet.
    de Monatlich wiederkehrender Umsatz abzüglich dessen, was in den kommenden Tagen planmäßig endet; das \
    Zwölffache davon ist der vertraglich gesicherte Jahresumsatz.

    Every subscription whose recurring revenue differs from what its invoices bill for the time that runs \
    now, as a monthly amount, with the reason.
    sv Varje abonnemang vars återkommande intäkt skiljer sig från vad dess fakturor tar ut för den \
    löpande tiden, som månadsbelopp, med orsaken.
    nb Hvert abonnement der gjentakende inntekter avviker fra det fakturaene krever for tiden som løper \
    nå, som månedsbeløp, med årsaken.
    nl Elk abonnement waarvan de terugkerende omzet afwijkt van wat de facturen voor de lopende tijd \
    rekenen, als maandbedrag, met de reden.
    de Jedes Abonnement, dessen wiederkehrender Umsatz von dem abweicht, was seine Rechnungen für die \
    laufende Zeit berechnen, als Monatsbetrag, mit dem Grund.

    Monthly recurring revenue at the end of each month as it was known then, and as it is known now.
    sv Månatliga återkommande intäkter vid varje månads slut, så som de var kända då och så som de är \
    kända nu.
    nb Månedlige gjentakende inntekter ved utgangen av hver måned, slik de var kjent da, og slik de er \
    kjent nå.
    nl Maandelijks terugkerende omzet aan het eind van elke maand zoals die toen bekend was, en zoals die \
    nu bekend is.
    de Monatlich wiederkehrender Umsatz am Ende jedes Monats, wie er damals bekannt war und wie er jetzt \
    bekannt ist.

    There is nothing of this.
    sv Det finns inget av detta.
    nb Det finnes ingenting av dette.
    nl Hiervan is er niets.
    de Davon gibt es nichts.

    A discount is more than 0 and at most 100 percent.
    sv En diskontering är mer än 0 och högst 100 procent.
    nb En diskontering er mer enn 0 og høyst 100 prosent.
    nl Een discontering is meer dan 0 en hoogstens 100 procent.
    de Eine Abzinsung ist größer als 0 und höchstens 100 Prozent.

    A whole number from {} to {}.
    sv Ett heltal från {} till {}.
    nb Et helt tall fra {} til {}.
    nl Een geheel getal van {} tot {}.
    de Eine ganze Zahl von {} bis {}.

    Discount a year, percent
    sv Diskontering per år, procent
    nb Diskontering per år, prosent
    nl Discontering per jaar, procent
    de Abzinsung pro Jahr, Prozent

    Months from spend to customer
    sv Månader från kostnad till kund
    nb Måneder fra kostnad til kunde
    nl Maanden van uitgave tot klant
    de Monate von der Ausgabe zum Kunden

    Days of grace
    sv Respitdagar
    nb Dager med frist
    nl Dagen respijt
    de Karenztage

    Days ahead
    sv Dagar framåt
    nb Dager frem
    nl Dagen vooruit
    de Tage voraus

    No spend is known of these months.
    sv Inga kostnader är kända för dessa månader.
    nb Ingen kostnader er kjent for disse månedene.
    nl Van deze maanden zijn geen uitgaven bekend.
    de Für diese Monate sind keine Ausgaben bekannt.

    Spend is in several currencies: name one that all are converted to.
    sv Kostnaderna är i flera valutor: ange en som alla räknas om till.
    nb Kostnadene er i flere valutaer: oppgi én som alle regnes om til.
    nl De uitgaven zijn in meerdere valuta’s: kies er een waarnaar alles wordt omgerekend.
    de Die Ausgaben sind in mehreren Währungen: bitte eine nennen, in die alle umgerechnet werden.

    The last month is not over: its spend and its customers are not all.
    sv Den sista månaden är inte slut: dess kostnader och kunder är inte alla.
    nb Den siste måneden er ikke over: kostnadene og kundene er ikke alle.
    nl De laatste maand is niet voorbij: uitgaven en klanten zijn nog niet compleet.
    de Der letzte Monat ist nicht vorbei: Ausgaben und Kunden sind noch nicht vollständig.

    Payback with survival and lifetime value need {} customers of whom {} have left.
    sv Återbetalning med överlevnad och livstidsvärde kräver {} kunder, varav {} har slutat.
    nb Tilbakebetaling med overlevelse og livstidsverdi krever {} kunder, der {} har sluttet.
    nl Terugverdientijd met overleving en klantwaarde vragen {} klanten van wie er {} zijn vertrokken.
    de Amortisation mit Verbleib und Kundenwert brauchen {} Kunden, von denen {} gegangen sind.

    No gross margin is known of all that is sold in {}: methods that need one are left out.
    sv Ingen bruttomarginal är känd för allt som säljs i {}: metoder som behöver en utelämnas.
    nb Ingen bruttomargin er kjent for alt som selges i {}: metoder som trenger en, er utelatt.
    nl Er is geen brutomarge bekend van alles wat in {} wordt verkocht: methoden die er een nodig hebben, \
    zijn weggelaten.
    de Nicht für alles, was in {} verkauft wird, ist eine Bruttomarge bekannt: Methoden, die eine \
    brauchen, entfallen.

    Models need {} customers of whom {} have left: there are fewer.
    sv Modeller kräver {} kunder, varav {} har slutat: det finns färre.
    nb Modeller krever {} kunder, der {} har sluttet: det er færre.
    nl Modellen vragen {} klanten van wie er {} zijn vertrokken: dat zijn er minder.
    de Modelle brauchen {} Kunden, von denen {} gegangen sind: es sind weniger.

    From churn alone no life is longer than {} months.
    sv Utifrån bortfall ensamt är ingen livslängd längre än {} månader.
    nb Ut fra frafall alene er ingen levetid lengre enn {} måneder.
    nl Op basis van verloop alleen duurt geen leven langer dan {} maanden.
    de Aus der Abwanderung allein ist keine Dauer länger als {} Monate.

    Books are closed through {}; later months are not earned yet.
    sv Bokföringen är avslutad till och med {}; senare månader är inte intjänade ännu.
    nb Regnskapet er avsluttet til og med {}; senere måneder er ikke opptjent ennå.
    nl De boekhouding is afgesloten tot en met {}; latere maanden zijn nog niet verdiend.
    de Die Bücher sind bis {} abgeschlossen; spätere Monate sind noch nicht realisiert.

    No month is closed yet: nothing is earned.
    sv Ingen månad är avslutad ännu: inget är intjänat.
    nb Ingen måned er avsluttet ennå: ingenting er opptjent.
    nl Er is nog geen maand afgesloten: er is niets verdiend.
    de Noch ist kein Monat abgeschlossen: Nichts ist realisiert.
    """
}
