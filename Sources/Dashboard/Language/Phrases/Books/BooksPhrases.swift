extension Phrases {
  /// The accountant's pages.
  static let books = """
    Up to now · debits are positive, nothing is converted
    sv Till och med nu · debet är positivt, inget räknas om
    nb Til og med nå · debet er positivt, ingenting er omregnet
    nl Tot nu toe · debet is positief, niets is omgerekend
    de Bis jetzt · Soll ist positiv, nichts wird umgerechnet

    At the end of {} · debits are positive, nothing is converted
    sv Vid slutet av {} · debet är positivt, inget räknas om
    nb Ved utgangen av {} · debet er positivt, ingenting er omregnet
    nl Aan het eind van {} · debet is positief, niets is omgerekend
    de Am Ende des {} · Soll ist positiv, nichts wird umgerechnet

    Trial balance
    sv Saldobalans
    nb Saldobalanse
    nl Saldibalans
    de Saldenliste

    Trial balance, {}
    sv Saldobalans, {}
    nb Saldobalanse, {}
    nl Saldibalans, {}
    de Saldenliste, {}

    Nothing was posted yet.
    sv Inget är bokfört ännu.
    nb Ingenting er bokført ennå.
    nl Er is nog niets geboekt.
    de Es wurde noch nichts gebucht.

    Accounts in {}
    sv Konton i {}
    nb Kontoer i {}
    nl Rekeningen in {}
    de Konten in {}

    Account
    sv Konto
    nb Konto
    nl Rekening
    de Konto

    Debit ¦ column
    sv Debet
    nb Debet
    nl Debet
    de Soll

    Credit ¦ column
    sv Kredit
    nb Kredit
    nl Credit
    de Haben

    Balance
    sv Saldo
    nb Saldo
    nl Saldo
    de Saldo

    Closes
    sv Avslut
    nb Avslutninger
    nl Afsluitingen
    de Abschlüsse

    Revenue
    sv Intäkter
    nb Inntekter
    nl Omzet
    de Umsatzerlöse

    Closed ¦ month
    sv Avslutad
    nb Avsluttet
    nl Afgesloten
    de Abgeschlossen

    Closing ¦ month
    sv Avslutas
    nb Avsluttes
    nl Wordt afgesloten
    de Wird abgeschlossen

    At its end
    sv Vid dess slut
    nb Ved slutten
    nl Aan het eind
    de Am Monatsende

    Closed months
    sv Avslutade månader
    nb Avsluttede måneder
    nl Afgesloten maanden
    de Abgeschlossene Monate

    No month is closed yet. {} closes those that are over.
    sv Ingen månad är avslutad ännu. {} avslutar dem som är slut.
    nb Ingen måned er avsluttet ennå. {} avslutter dem som er over.
    nl Er is nog geen maand afgesloten. {} sluit de maanden af die voorbij zijn.
    de Noch ist kein Monat abgeschlossen. {} schließt die vergangenen ab.

    Close of {}
    sv Månadsavslut {}
    nb Månedsavslutning {}
    nl Afsluiting van {}
    de Abschluss {}

    Closed on {} UTC
    sv Avslutad {} UTC
    nb Avsluttet {} UTC
    nl Afgesloten op {} UTC
    de Abgeschlossen am {} UTC

    Being closed
    sv Avslutas just nu
    nb Avsluttes nå
    nl Wordt afgesloten
    de Wird gerade abgeschlossen

    Nothing became revenue in this month.
    sv Inget blev intäkt under månaden.
    nb Ingenting ble inntektsført denne måneden.
    nl In deze maand werd niets omzet.
    de In diesem Monat wurde nichts zu Umsatz.

    Earned
    sv Intjänat
    nb Opptjent
    nl Verdiend
    de Realisiert

    Entry
    sv Verifikation
    nb Bilag
    nl Boeking
    de Buchung

    Entries
    sv Verifikationer
    nb Bilag
    nl Boekingen
    de Buchungen

    All {} lines
    sv Alla {} rader
    nb Alle {} linjer
    nl Alle {} regels
    de Alle {} Zeilen

    Deferred revenue → revenue, {}
    sv Förutbetalda intäkter → intäkter, {}
    nb Forskuddsbetalte inntekter → inntekter, {}
    nl Vooruitontvangen omzet → omzet, {}
    de Passive Abgrenzung → Umsatzerlöse, {}

    What
    sv Vad
    nb Hva
    nl Wat
    de Was

    Fact
    sv Faktum
    nb Faktum
    nl Feit
    de Fakt

    Every entry that moved it
    sv Alla verifikationer som påverkat kontot
    nb Alle bilag som har påvirket kontoen
    nl Elke boeking die de rekening heeft geraakt
    de Jede Buchung, die es bewegt hat

    No entries
    sv Inga verifikationer
    nb Ingen bilag
    nl Geen boekingen
    de Keine Buchungen

    Nothing was posted to this account yet.
    sv Inget är bokfört på kontot ännu.
    nb Ingenting er bokført på kontoen ennå.
    nl Op deze rekening is nog niets geboekt.
    de Auf dieses Konto wurde noch nichts gebucht.

    Effective
    sv Gäller från
    nb Gjelder fra
    nl Geldt vanaf
    de Wirksam ab

    Because of
    sv På grund av
    nb På grunn av
    nl Vanwege
    de Aufgrund von

    Opens to
    sv Öppnar
    nb Åpner
    nl Opent
    de Führt zu

    Lines of the close
    sv Avslutets rader
    nb Linjene i avslutningen
    nl Regels van de afsluiting
    de Zeilen des Abschlusses

    Postings
    sv Konteringar
    nb Posteringer
    nl Boekingsregels
    de Buchungszeilen

    An entry of the ledger
    sv En verifikation i huvudboken
    nb Et bilag i hovedboken
    nl Een boeking in het grootboek
    de Eine Buchung im Hauptbuch

    What it moved
    sv Vad den påverkade
    nb Hva det påvirket
    nl Wat er is bewogen
    de Was sie bewegt hat

    Receivable
    sv Kundfordringar
    nb Kundefordringer
    nl Debiteuren
    de Forderungen

    Customer balance
    sv Kundernas tillgodohavanden
    nb Kundenes tilgodehavender
    nl Klanttegoeden
    de Kundenguthaben

    Deferred revenue
    sv Förutbetalda intäkter
    nb Forskuddsbetalte inntekter
    nl Vooruitontvangen omzet
    de Passive Abgrenzung

    Cash
    sv Likvida medel
    nb Bank
    nl Liquide middelen
    de Zahlungsmittel

    Refunds
    sv Återbetalningar
    nb Refusjoner
    nl Terugbetalingen
    de Erstattungen

    Bad debt
    sv Kundförluster
    nb Tap på krav
    nl Oninbare vorderingen
    de Forderungsausfälle

    Settled elsewhere
    sv Reglerat på annat sätt
    nb Gjort opp på annen måte
    nl Elders voldaan
    de Anderweitig beglichen

    Tax payable
    sv Momsskuld
    nb Skyldig mva.
    nl Af te dragen btw
    de Umsatzsteuerschuld

    Adjustments
    sv Justeringar
    nb Justeringer
    nl Correcties
    de Anpassungen
    """
}
