extension Phrases {
  /// States, movements, cadences: what the business calls things.
  static let words = """
    New
    sv Nytt
    nb Nytt
    nl Nieuw
    de Neu

    Expansion
    sv Utökning
    nb Utvidelse
    nl Uitbreiding
    de Erweiterung

    Contraction
    sv Minskning
    nb Reduksjon
    nl Inkrimping
    de Reduzierung

    Churn
    sv Bortfall
    nb Frafall
    nl Verloop
    de Abwanderung

    Reactivation
    sv Återaktivering
    nb Reaktivering
    nl Heractivering
    de Reaktivierung

    Paused ¦ movement
    sv Pausat
    nb Satt på pause
    nl Gepauzeerd
    de Pausiert

    Resumed ¦ movement
    sv Återupptaget
    nb Gjenopptatt
    nl Hervat
    de Fortgesetzt

    Ending
    sv Avslutas
    nb Avsluttes
    nl Loopt af
    de Läuft aus

    Waits for payment
    sv Väntar på betalning
    nb Venter på betaling
    nl Wacht op betaling
    de Wartet auf Zahlung

    Never paid
    sv Aldrig betalt
    nb Aldri betalt
    nl Nooit betaald
    de Nie bezahlt

    On trial
    sv Provperiod
    nb Prøveperiode
    nl Proefperiode
    de In der Testphase

    Active
    sv Aktivt
    nb Aktivt
    nl Actief
    de Aktiv

    Paused
    sv Pausat
    nb På pause
    nl Gepauzeerd
    de Pausiert

    Past due
    sv Förfallen betalning
    nb Forfalt betaling
    nl Betaling te laat
    de In Verzug

    Unpaid ¦ subscription
    sv Obetalt
    nb Ubetalt
    nl Onbetaald
    de Unbezahlt

    Unpaid
    sv Obetald
    nb Ubetalt
    nl Onbetaald
    de Unbezahlt

    Ended
    sv Avslutat
    nb Avsluttet
    nl Beëindigd
    de Beendet

    Draft
    sv Utkast
    nb Utkast
    nl Concept
    de Entwurf

    Open
    sv Öppen
    nb Åpen
    nl Open
    de Offen

    Paid
    sv Betald
    nb Betalt
    nl Betaald
    de Bezahlt

    Void
    sv Makulerad
    nb Annullert
    nl Vervallen
    de Storniert

    Uncollectible
    sv Osäker fordran
    nb Tapt
    nl Oninbaar
    de Uneinbringlich

    {} once
    sv {} en gång
    nb {} én gang
    nl {} eenmalig
    de {} einmalig

    {} ending {}
    sv {} som slutar på {}
    nb {} som slutter på {}
    nl {} eindigend op {}
    de {}, endet auf {}

    Unused time on {}
    sv Outnyttjad tid för {}
    nb Ubrukt tid på {}
    nl Niet-gebruikte tijd van {}
    de Nicht genutzte Zeit für {}

    Remaining time on {}
    sv Återstående tid för {}
    nb Gjenstående tid på {}
    nl Resterende tijd van {}
    de Verbleibende Zeit für {}

    Free trial of {}
    sv Kostnadsfri provperiod för {}
    nb Gratis prøveperiode for {}
    nl Gratis proefperiode van {}
    de Kostenlose Testphase für {}

    Other
    sv Övrigt
    nb Annet
    nl Overig
    de Sonstiges

    a day
    sv per dag
    nb per dag
    nl per dag
    de pro Tag

    every {} days
    sv var {}:e dag
    nb hver {}. dag
    nl elke {} dagen
    de alle {} Tage

    a week
    sv per vecka
    nb per uke
    nl per week
    de pro Woche

    every {} weeks
    sv var {}:e vecka
    nb hver {}. uke
    nl elke {} weken
    de alle {} Wochen

    a month
    sv per månad
    nb per måned
    nl per maand
    de pro Monat

    every {} months
    sv var {}:e månad
    nb hver {}. måned
    nl elke {} maanden
    de alle {} Monate

    a year
    sv per år
    nb per år
    nl per jaar
    de pro Jahr

    every {} years
    sv var {}:e år
    nb hvert {}. år
    nl elke {} jaar
    de alle {} Jahre

    Discount
    sv Rabatt
    nb Rabatt
    nl Korting
    de Rabatt

    {}: {} until {}
    sv {}: {} till {}
    nb {}: {} til {}
    nl {}: {} tot {}
    de {}: {} bis {}

    {} % off
    sv {} % rabatt
    nb {} % rabatt
    nl {}% korting
    de {} % Rabatt

    {} off
    sv {} rabatt
    nb {} rabatt
    nl {} korting
    de {} Rabatt

    {}, at least {}
    sv {}, minst {}
    nb {}, minst {}
    nl {}, minimaal {}
    de {}, mindestens {}

    {}, at most {}
    sv {}, högst {}
    nb {}, høyst {}
    nl {}, maximaal {}
    de {}, höchstens {}

    {} free
    sv {} fria
    nb {} gratis
    nl {} gratis
    de {} frei

    {}% of {}
    sv {} % av {}
    nb {} % av {}
    nl {}% van {}
    de {} % von {}

    {} × {} for {}
    sv {} × {} för {}
    nb {} × {} for {}
    nl {} × {} voor {}
    de {} × {} für {}

    {} flat
    sv {} i fast avgift
    nb {} i fast pris
    nl {} vast
    de {} pauschal

    {} for {}
    sv {} för {}
    nb {} for {}
    nl {} voor {}
    de {} für {}

    {}%
    sv {} %
    nb {} %
    nl {}%
    de {} %

    {} by tiers
    sv {} enligt trappa
    nb {} etter trinn
    nl {} per staffel
    de {} nach Staffel

    {} in steps
    sv {} i steg
    nb {} i trinn
    nl {} in stappen
    de {} in Stufen

    {} by {} and {}
    sv {} efter {} och {}
    nb {} etter {} og {}
    nl {} naar {} en {}
    de {} nach {} und {}

    {} as the buyer names it
    sv {}, köparen väljer beloppet
    nb {}, kjøperen velger beløpet
    nl {}, de koper kiest het bedrag
    de {}, der Käufer nennt den Betrag

    {} after {} free
    sv {} efter {} fria
    nb {} etter {} gratis
    nl {} na {} gratis
    de {} nach {} freien

    {} to {}
    sv {} till {}
    nb {} til {}
    nl {} tot {}
    de {} bis {}
    """
}
