extension Phrases {
  /// Figures, their filters and rows, and what they need.
  static let figures = """
    By ¦ steps
    sv Per
    nb Per
    nl Per
    de Je

    From
    sv Från
    nb Fra
    nl Van
    de Von

    Through
    sv Till och med
    nb Til og med
    nl Tot en met
    de Bis

    today
    sv i dag
    nb i dag
    nl vandaag
    de heute

    Paid in
    sv Betald i
    nb Betalt i
    nl Betaald in
    de Gezahlt in

    Shown in
    sv Visas i
    nb Vises i
    nl Getoond in
    de Gezeigt in

    Its own currency
    sv Egen valuta
    nb Egen valuta
    nl Eigen valuta
    de Eigene Währung

    Apart by
    sv Uppdelat på
    nb Delt etter
    nl Uitgesplitst naar
    de Getrennt nach

    Country
    sv Land
    nb Land
    nl Land
    de Land

    Channel
    sv Kanal
    nb Kanal
    nl Kanaal
    de Kanal

    Show
    sv Visa
    nb Vis
    nl Tonen
    de Anzeigen

    Nothing
    sv Inget
    nb Ingenting
    nl Niets
    de Nichts

    Whose days
    sv Vems dagar
    nb Hvis dager
    nl Dagen van
    de Tage von

    Metadata
    sv Metadata
    nb Metadata
    nl Metadata
    de Metadaten

    Its value
    sv Dess värde
    nb Verdien
    nl De waarde
    de Ihr Wert

    "{}" is no time zone such as Europe/Oslo.
    sv ”{}” är ingen tidszon som Europe/Oslo.
    nb «{}» er ingen tidssone som Europe/Oslo.
    nl ‘{}’ is geen tijdzone zoals Europe/Oslo.
    de „{}“ ist keine Zeitzone wie Europe/Berlin.

    "{}" is no day such as 2026-04-30.
    sv ”{}” är ingen dag som 2026-04-30.
    nb «{}» er ingen dag som 2026-04-30.
    nl ‘{}’ is geen dag zoals 2026-04-30.
    de „{}“ ist kein Tag wie 2026-04-30.

    Rows
    sv Rader
    nb Rader
    nl Rijen
    de Zeilen

    Nothing here
    sv Inget här
    nb Ingenting her
    nl Hier is niets
    de Hier ist nichts

    There is no row behind this figure.
    sv Det finns ingen rad bakom siffran.
    nb Det er ingen rad bak tallet.
    nl Er staat geen rij achter dit getal.
    de Hinter dieser Zahl steht keine Zeile.

    nothing
    sv inget
    nb ingenting
    nl niets
    de nichts

    Twelve months before
    sv Tolv månader tidigare
    nb Tolv måneder før
    nl Twaalf maanden eerder
    de Zwölf Monate zuvor

    A month
    sv Per månad
    nb Per måned
    nl Per maand
    de Pro Monat

    A year
    sv Per år
    nb Per år
    nl Per jaar
    de Pro Jahr

    {} row
    sv {} rad
    nb {} rad
    nl {} rij
    de {} Zeile

    {} rows
    sv {} rader
    nb {} rader
    nl {} rijen
    de {} Zeilen

    No losses
    sv Inga förluster
    nb Ingen tap
    nl Geen verlies
    de Keine Verluste

    Not known
    sv Okänt
    nb Ukjent
    nl Onbekend
    de Unbekannt

    Days
    sv Dagar
    nb Dager
    nl Dagen
    de Tage

    Weeks
    sv Veckor
    nb Uker
    nl Weken
    de Wochen

    Quarters
    sv Kvartal
    nb Kvartaler
    nl Kwartalen
    de Quartale

    Years
    sv År
    nb År
    nl Jaren
    de Jahre

    {} by {}, the same figures as in the table
    sv {} per {}, samma siffror som i tabellen
    nb {} per {}, de samme tallene som i tabellen
    nl {} per {}, dezelfde cijfers als in de tabel
    de {} je {}, dieselben Zahlen wie in der Tabelle

    day
    sv dag
    nb dag
    nl dag
    de Tag

    week
    sv vecka
    nb uke
    nl week
    de Woche

    month
    sv månad
    nb måned
    nl maand
    de Monat

    quarter
    sv kvartal
    nb kvartal
    nl kwartaal
    de Quartal

    year
    sv år
    nb år
    nl jaar
    de Jahr

    By month
    sv Per månad
    nb Per måned
    nl Per maand
    de Nach Monat

    Who stays
    sv Vilka som stannar
    nb Hvem som blir
    nl Wie er blijft
    de Wer bleibt

    What figures need
    sv Vad nyckeltalen behöver
    nb Hva nøkkeltallene trenger
    nl Wat kengetallen nodig hebben
    de Was Kennzahlen brauchen

    Figure
    sv Nyckeltal
    nb Nøkkeltall
    nl Kengetal
    de Kennzahl

    This month so far
    sv Denna månad hittills
    nb Denne måneden så langt
    nl Deze maand tot nu toe
    de Dieser Monat bisher

    Last month
    sv Förra månaden
    nb Forrige måned
    nl Vorige maand
    de Letzter Monat

    How many stay longer than so many months, and cohort by cohort.
    sv Hur många som stannar längre än ett visst antal månader, och kohort för kohort.
    nb Hvor mange som blir lenger enn et antall måneder, og kohort for kohort.
    nl Hoeveel er langer blijven dan een aantal maanden, en cohort voor cohort.
    de Wie viele länger als eine Zahl von Monaten bleiben, und Kohorte für Kohorte.

    The last day is before the first.
    sv Den sista dagen är före den första.
    nb Den siste dagen er før den første.
    nl De laatste dag ligt vóór de eerste.
    de Der letzte Tag liegt vor dem ersten.

    That is too long a time in such short steps. Choose a larger interval.
    sv Tiden är för lång i så korta steg. Välj ett större intervall.
    nb Tiden er for lang i så korte steg. Velg et større intervall.
    nl Dat is een te lange tijd in zulke korte stappen. Kies een groter interval.
    de Das ist eine zu lange Zeit in so kurzen Schritten. Bitte ein größeres Intervall wählen.

    CSV for Excel
    sv CSV för Excel
    nb CSV for Excel
    nl CSV voor Excel
    de CSV für Excel

    Nothing to show
    sv Inget att visa
    nb Ingenting å vise
    nl Niets te tonen
    de Nichts anzuzeigen

    Nobody of these paid in this time.
    sv Ingen av dessa betalade under tiden.
    nb Ingen av disse betalte i denne tiden.
    nl Niemand van hen betaalde in deze tijd.
    de Von diesen hat in dieser Zeit niemand gezahlt.

    Nothing is converted: there is no rate of {} on {}.
    sv Inget räknas om: det finns ingen kurs för {} den {}.
    nb Ingenting er omregnet: det finnes ingen kurs for {} den {}.
    nl Niets is omgerekend: er is geen koers van {} op {}.
    de Nichts wird umgerechnet: Für {} gibt es am {} keinen Kurs.

    Nothing is converted: there is no rate of {} on {}, and of {} more days.
    sv Inget räknas om: det finns ingen kurs för {} den {}, och inte för {} dagar till.
    nb Ingenting er omregnet: det finnes ingen kurs for {} den {}, og heller ikke for {} andre dager.
    nl Niets is omgerekend: er is geen koers van {} op {}, en van nog {} dagen.
    de Nichts wird umgerechnet: Für {} gibt es am {} keinen Kurs, ebenso an {} weiteren Tagen.

    The first {} of {} are shown; the file has all.
    sv De första {} av {} visas; filen har alla.
    nb De første {} av {} vises; filen har alle.
    nl De eerste {} van {} worden getoond; het bestand heeft ze allemaal.
    de Die ersten {} von {} werden gezeigt; die Datei enthält alle.

    so far
    sv hittills
    nb så langt
    nl tot nu toe
    de bisher

    95 % interval
    sv 95 %-intervall
    nb 95 %-intervall
    nl 95%-interval
    de 95-%-Intervall

    Opening
    sv Ingående
    nb Inngående
    nl Begin
    de Anfang

    Closing
    sv Utgående
    nb Utgående
    nl Einde
    de Ende

    Exchange
    sv Valutakurs
    nb Valutakurs
    nl Wisselkoers
    de Wechselkurs

    Gained
    sv Vunnet
    nb Vunnet
    nl Gewonnen
    de Gewonnen

    Lost
    sv Förlorat
    nb Tapt
    nl Verloren
    de Verloren

    Every movement
    sv Varje förändring
    nb Hver bevegelse
    nl Elke mutatie
    de Jede Bewegung

    Net by customer
    sv Netto per kund
    nb Netto per kunde
    nl Netto per klant
    de Netto je Kunde
    """
}
