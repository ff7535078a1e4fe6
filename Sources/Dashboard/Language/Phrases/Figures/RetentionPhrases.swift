extension Phrases {
  /// Retention, spend, rates and margins.
  static let retention = """
    Retention
    sv Kundlojalitet
    nb Kundelojalitet
    nl Retentie
    de Kundenbindung

    Counted in whole months from a customer's first payment to its first stop
    sv Räknat i hela månader från kundens första betalning till det första uppehållet
    nb Regnet i hele måneder fra kundens første betaling til første stopp
    nl Geteld in hele maanden van de eerste betaling van een klant tot de eerste stop
    de Gezählt in ganzen Monaten von der ersten Zahlung eines Kunden bis zum ersten Ende

    By month of the first payment, {}
    sv Efter månad för första betalningen, {}
    nb Etter måned for første betaling, {}
    nl Naar maand van de eerste betaling, {}
    de Nach Monat der ersten Zahlung, {}

    Who stays longer
    sv Vilka som stannar längre
    nb Hvem som blir lenger
    nl Wie er langer blijft
    de Wer länger bleibt

    The share that stays longer is Kaplan and Meier's estimate: who still pays counts for as long as they \
    were seen. Below it stands its 95 % interval. Groups of fewer than thirty are grey.
    sv Andelen som stannar längre är Kaplan–Meiers skattning: den som ännu betalar räknas så länge som \
    den har setts. Under den står dess 95 %-intervall. Grupper med färre än trettio är grå.
    nb Andelen som blir lenger, er Kaplan–Meiers estimat: den som fortsatt betaler, teller så lenge den \
    er sett. Under står 95 %-intervallet. Grupper med færre enn tretti er grå.
    nl Het aandeel dat langer blijft is de schatting van Kaplan en Meier: wie nog betaalt, telt zo lang \
    mee als hij is gezien. Daaronder staat het 95%-interval. Groepen van minder dan dertig zijn grijs.
    de Der Anteil, der länger bleibt, ist die Schätzung nach Kaplan und Meier: Wer noch zahlt, zählt so \
    lange, wie er beobachtet wurde. Darunter steht das 95-%-Intervall. Gruppen unter dreißig sind grau.

    Nobody has paid for a month yet.
    sv Ingen har betalat i en månad ännu.
    nb Ingen har betalt i en måned ennå.
    nl Nog niemand heeft een maand lang betaald.
    de Noch hat niemand einen Monat lang gezahlt.

    Survival
    sv Överlevnad
    nb Overlevelse
    nl Overleving
    de Verbleib

    How many
    sv Antal
    nb Antall
    nl Aantal
    de Anzahl

    Nobody began to pay in this time.
    sv Ingen började betala under tiden.
    nb Ingen begynte å betale i denne tiden.
    nl In deze tijd begon niemand te betalen.
    de In dieser Zeit hat niemand zu zahlen begonnen.

    Share of customers still paying, per cent, by months since the first payment
    sv Andel kunder som fortfarande betalar, i procent, efter månader sedan första betalningen
    nb Andel kunder som fortsatt betaler, i prosent, etter måneder siden første betaling
    nl Aandeel klanten dat nog betaalt, in procenten, naar maanden sinds de eerste betaling
    de Anteil der noch zahlenden Kunden in Prozent, nach Monaten seit der ersten Zahlung

    Per cent of customers still paying, by months since the first payment; cohorts of fewer than thirty \
    are lighter.
    sv Procent av kunderna som fortfarande betalar, efter månader sedan första betalningen; kohorter med \
    färre än trettio är ljusare.
    nb Prosent av kundene som fortsatt betaler, etter måneder siden første betaling; kohorter med færre \
    enn tretti er lysere.
    nl Procent van de klanten dat nog betaalt, naar maanden sinds de eerste betaling; cohorten van minder \
    dan dertig zijn lichter.
    de Prozent der noch zahlenden Kunden, nach Monaten seit der ersten Zahlung; Kohorten unter dreißig \
    sind heller.

    Retention by cohort: table, scrolls sideways
    sv Kundlojalitet per kohort: tabell, kan rullas i sidled
    nb Kundelojalitet per kohort: tabell, kan rulles sidelengs
    nl Retentie per cohort: tabel, schuift zijwaarts
    de Kundenbindung nach Kohorte: Tabelle, seitlich verschiebbar

    Size
    sv Storlek
    nb Størrelse
    nl Omvang
    de Größe

    {} month
    sv {} månad
    nb {} måned
    nl {} maand
    de {} Monat

    {} months
    sv {} månader
    nb {} måneder
    nl {} maanden
    de {} Monate

    Marketing spend
    sv Marknadsföringskostnader
    nb Markedsføringskostnader
    nl Marketinguitgaven
    de Marketingausgaben

    What winning customers cost, by channel and month.
    sv Vad det kostade att vinna kunder, per kanal och månad.
    nb Hva det kostet å vinne kunder, per kanal og måned.
    nl Wat het werven van klanten kostte, per kanaal en maand.
    de Was die Kundengewinnung kostete, nach Kanal und Monat.

    Exchange rates
    sv Valutakurser
    nb Valutakurser
    nl Wisselkoersen
    de Wechselkurse

    What one euro bought, day by day.
    sv Vad en euro var värd, dag för dag.
    nb Hva én euro var verdt, dag for dag.
    nl Wat één euro waard was, dag voor dag.
    de Was ein Euro wert war, Tag für Tag.

    Gross margins
    sv Bruttomarginaler
    nb Bruttomarginer
    nl Brutomarges
    de Bruttomargen

    What is left of revenue after the cost of delivering it.
    sv Vad som återstår av intäkterna efter leveranskostnaden.
    nb Hva som er igjen av inntektene etter leveransekostnaden.
    nl Wat er van de omzet overblijft na de kosten om te leveren.
    de Was vom Umsatz nach den Kosten der Leistung bleibt.

    Of ¦ which
    sv Gäller
    nb Gjelder
    nl Van
    de Für

    Gross margin
    sv Bruttomarginal
    nb Bruttomargin
    nl Brutomarge
    de Bruttomarge

    Everything else
    sv Allt annat
    nb Alt annet
    nl Al het andere
    de Alles andere

    New margin
    sv Ny marginal
    nb Ny margin
    nl Nieuwe marge
    de Neue Marge

    What is left of revenue after the cost of delivering it makes lifetime value and payback known.
    sv Det som återstår av intäkterna efter leveranskostnaden ger livstidsvärde och återbetalningstid.
    nb Det som er igjen av inntektene etter leveransekostnaden, gir livstidsverdi og tilbakebetalingstid.
    nl Wat er van de omzet overblijft na de kosten om te leveren, maakt klantwaarde en terugverdientijd \
    bekend.
    de Was vom Umsatz nach den Kosten der Leistung bleibt, macht Kundenwert und Amortisation bekannt.

    Percent of revenue
    sv Procent av intäkterna
    nb Prosent av inntektene
    nl Procent van de omzet
    de Prozent vom Umsatz

    Such as 80 or 72.5.
    sv Till exempel 80 eller 72,5.
    nb For eksempel 80 eller 72,5.
    nl Zoals 80 of 72,5.
    de Etwa 80 oder 72,5.

    The business as a whole
    sv Verksamheten som helhet
    nb Virksomheten som helhet
    nl Het bedrijf als geheel
    de Das Unternehmen als Ganzes

    One product
    sv En produkt
    nb Ett produkt
    nl Eén product
    de Ein Produkt

    A product without a margin of its own has the business's.
    sv En produkt utan egen marginal har verksamhetens.
    nb Et produkt uten egen margin har virksomhetens.
    nl Een product zonder eigen marge heeft die van het bedrijf.
    de Ein Produkt ohne eigene Marge hat die des Unternehmens.

    Save margin
    sv Spara marginal
    nb Lagre margin
    nl Marge opslaan
    de Marge speichern

    A margin is 0 to 100 percent, with two decimals at most.
    sv En marginal är 0 till 100 procent, med högst två decimaler.
    nb En margin er 0 til 100 prosent, med høyst to desimaler.
    nl Een marge is 0 tot 100 procent, met hoogstens twee decimalen.
    de Eine Marge liegt zwischen 0 und 100 Prozent, mit höchstens zwei Nachkommastellen.

    Day
    sv Dag
    nb Dag
    nl Dag
    de Tag

    Month
    sv Månad
    nb Måned
    nl Maand
    de Monat

    One euro buys
    sv En euro motsvarar
    nb Én euro tilsvarer
    nl Eén euro is
    de Ein Euro entspricht

    New rate
    sv Ny kurs
    nb Ny kurs
    nl Nieuwe koers
    de Neuer Kurs

    With rates, figures of all currencies are shown together in one. The file of the European Central \
    Bank comes in by perennial rates import.
    sv Med kurser visas nyckeltal i alla valutor samlat i en. Europeiska centralbankens fil läses in med \
    perennial rates import.
    nb Med kurser vises nøkkeltall i alle valutaer samlet i én. Den europeiske sentralbankens fil leses \
    inn med perennial rates import.
    nl Met koersen worden kengetallen van alle valuta’s samen in één getoond. Het bestand van de Europese \
    Centrale Bank komt binnen met perennial rates import.
    de Mit Kursen werden Kennzahlen aller Währungen zusammen in einer gezeigt. Die Datei der Europäischen \
    Zentralbank wird mit perennial rates import eingelesen.

    Such as 2026-11-27.
    sv Till exempel 2026-11-27.
    nb For eksempel 2026-11-27.
    nl Zoals 2026-11-27.
    de Etwa 2026-11-27.

    Such as 2026-11.
    sv Till exempel 2026-11.
    nb For eksempel 2026-11.
    nl Zoals 2026-11.
    de Etwa 2026-11.

    Such as 11.4385.
    sv Till exempel 11,4385.
    nb For eksempel 11,4385.
    nl Zoals 11,4385.
    de Etwa 11,4385.

    A rate that is there already for the day and currency is replaced.
    sv En kurs som redan finns för dagen och valutan ersätts.
    nb En kurs som allerede finnes for dagen og valutaen, erstattes.
    nl Een koers die er al is voor de dag en valuta, wordt vervangen.
    de Ein Kurs, den es für den Tag und die Währung schon gibt, wird ersetzt.

    Save rate
    sv Spara kurs
    nb Lagre kurs
    nl Koers opslaan
    de Kurs speichern

    One euro buys one euro. Choose another currency.
    sv En euro är en euro. Välj en annan valuta.
    nb Én euro er én euro. Velg en annen valuta.
    nl Eén euro is één euro. Kies een andere valuta.
    de Ein Euro ist ein Euro. Bitte eine andere Währung wählen.

    A rate is a number of more than zero with up to nine decimals, such as 11.4385.
    sv En kurs är ett tal större än noll med högst nio decimaler, till exempel 11,4385.
    nb En kurs er et tall større enn null med høyst ni desimaler, for eksempel 11,4385.
    nl Een koers is een getal groter dan nul met hoogstens negen decimalen, zoals 11,4385.
    de Ein Kurs ist eine Zahl über null mit höchstens neun Nachkommastellen, etwa 11,4385.

    Write the month as 2026-11.
    sv Skriv månaden som 2026-11.
    nb Skriv måneden som 2026-11.
    nl Schrijf de maand als 2026-11.
    de Bitte den Monat als 2026-11 schreiben.

    Write the day as 2026-11-27.
    sv Skriv dagen som 2026-11-27.
    nb Skriv dagen som 2026-11-27.
    nl Schrijf de dag als 2026-11-27.
    de Bitte den Tag als 2026-11-27 schreiben.

    New amount
    sv Nytt belopp
    nb Nytt beløp
    nl Nieuw bedrag
    de Neuer Betrag

    What winning customers costs appears here, and makes acquisition cost and payback known.
    sv Här visas vad det kostar att vinna kunder, vilket ger anskaffningskostnad och återbetalningstid.
    nb Her vises hva det koster å vinne kunder, noe som gir anskaffelseskostnad og tilbakebetalingstid.
    nl Hier verschijnt wat het werven van klanten kost; dat maakt wervingskosten en terugverdientijd \
    bekend.
    de Hier erscheint, was die Kundengewinnung kostet; das macht Akquisitionskosten und Amortisation \
    bekannt.

    As customers' acquisition source is called, such as search or partner.
    sv Som kundernas anskaffningskälla heter, till exempel search eller partner.
    nb Slik kundenes kilde heter, for eksempel search eller partner.
    nl Zoals de wervingsbron van klanten heet, bijvoorbeeld search of partner.
    de Wie die Akquisitionsquelle der Kunden heißt, etwa search oder partner.

    Everything that winning customers cost: media, people, fees.
    sv Allt det kostade att vinna kunder: medier, personal, avgifter.
    nb Alt det kostet å vinne kunder: medier, folk, avgifter.
    nl Alles wat het werven van klanten kostte: media, mensen, kosten.
    de Alles, was die Kundengewinnung kostete: Medien, Personal, Gebühren.

    New spend
    sv Ny kostnad
    nb Ny kostnad
    nl Nieuwe uitgave
    de Neue Ausgabe

    An amount that is there already for the channel, month and currency is replaced.
    sv Ett belopp som redan finns för kanalen, månaden och valutan ersätts.
    nb Et beløp som allerede finnes for kanalen, måneden og valutaen, erstattes.
    nl Een bedrag dat er al is voor het kanaal, de maand en de valuta, wordt vervangen.
    de Ein Betrag, den es für Kanal, Monat und Währung schon gibt, wird ersetzt.

    Save amount
    sv Spara belopp
    nb Lagre beløp
    nl Bedrag opslaan
    de Betrag speichern

    Enter a channel of 1 to 80 characters.
    sv Ange en kanal med 1 till 80 tecken.
    nb Skriv inn en kanal på 1 til 80 tegn.
    nl Vul een kanaal van 1 tot 80 tekens in.
    de Bitte einen Kanal mit 1 bis 80 Zeichen eingeben.
    """
}
