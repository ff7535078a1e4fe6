extension Phrases {
  /// The words that tables of reports have.
  static let reportWords = """
    By channel
    sv Per kanal
    nb Per kanal
    nl Per kanaal
    de Nach Kanal

    Spend
    sv Kostnad
    nb Kostnad
    nl Uitgaven
    de Ausgaben

    Cost of one
    sv Kostnad per kund
    nb Kostnad per kunde
    nl Kosten per klant
    de Kosten je Kunde

    A customer brings a month
    sv En kund ger per månad
    nb En kunde gir per måned
    nl Een klant brengt per maand op
    de Ein Kunde bringt im Monat

    Months to pay back
    sv Månader till återbetalning
    nb Måneder til tilbakebetaling
    nl Maanden tot terugverdiend
    de Monate bis zur Amortisation

    With those who leave
    sv Med dem som slutar
    nb Med dem som slutter
    nl Met wie vertrekt
    de Mit denen, die gehen

    LTV:CAC
    sv LTV:CAC
    nb LTV:CAC
    nl LTV:CAC
    de LTV:CAC

    On
    sv Den
    nb Den
    nl Op
    de Am

    Ends then
    sv Slutar då
    nb Slutter da
    nl Eindigt dan
    de Endet dann

    Renewing, without those that end
    sv Förnyas, utan dem som slutar
    nb Fornyes, uten dem som slutter
    nl Verlengingen, zonder wat eindigt
    de Verlängerungen, ohne die auslaufenden

    What ends
    sv Vad som slutar
    nb Hva som slutter
    nl Wat eindigt
    de Was endet

    Now and ahead
    sv Nu och framåt
    nb Nå og fremover
    nl Nu en straks
    de Jetzt und künftig

    Scheduled to end
    sv Planerat att sluta
    nb Planlagt å slutte
    nl Gepland einde
    de Planmäßig endend

    Contracted ARR
    sv Avtalad ARR
    nb Avtalt ARR
    nl Gecontracteerde ARR
    de Vertraglich gesicherter ARR

    What a customer is worth
    sv Vad en kund är värd
    nb Hva en kunde er verdt
    nl Wat een klant waard is
    de Was ein Kunde wert ist

    Method
    sv Metod
    nb Metode
    nl Methode
    de Methode

    At least
    sv Minst
    nb Minst
    nl Minstens
    de Mindestens

    At most
    sv Högst
    nb Høyst
    nl Hoogstens
    de Höchstens

    Life cut
    sv Livslängd begränsad
    nb Levetid begrenset
    nl Duur begrensd
    de Dauer begrenzt

    From what
    sv Utifrån vad
    nb Ut fra hva
    nl Waaruit
    de Woraus

    By step
    sv Per steg
    nb Per steg
    nl Per stap
    de Nach Schritt

    Collected
    sv Inbetalt
    nb Innbetalt
    nl Ontvangen
    de Eingenommen

    Refunded
    sv Återbetalt
    nb Refundert
    nl Terugbetaald
    de Erstattet

    Failed payments
    sv Misslyckade betalningar
    nb Mislykkede betalinger
    nl Mislukte betalingen
    de Fehlgeschlagene Zahlungen

    Failed amount
    sv Misslyckat belopp
    nb Mislykket beløp
    nl Mislukt bedrag
    de Fehlgeschlagener Betrag

    Invoices that failed
    sv Fakturor som misslyckades
    nb Fakturaer som mislyktes
    nl Mislukte facturen
    de Betroffene Rechnungen

    Paid since
    sv Betalda sedan dess
    nb Betalt siden
    nl Sindsdien betaald
    de Seither bezahlt

    Recovered
    sv Återvunnet
    nb Gjenvunnet
    nl Alsnog geïnd
    de Noch eingezogen

    What the step consists of
    sv Vad steget består av
    nb Hva steget består av
    nl Waaruit de stap bestaat
    de Woraus der Schritt besteht

    Recognised
    sv Redovisat
    nb Inntektsført
    nl Verantwoord
    de Realisiert

    Deferred at the end
    sv Förutbetalt vid slutet
    nb Forskuddsbetalt ved slutten
    nl Vooruitontvangen aan het eind
    de Abgegrenzt am Ende

    By age
    sv Efter ålder
    nb Etter alder
    nl Naar ouderdom
    de Nach Alter

    Late
    sv Försening
    nb Forsinket
    nl Te laat
    de Verzug

    Owed
    sv Skuld
    nb Skyldig
    nl Verschuldigd
    de Geschuldet

    Days late
    sv Dagar sen
    nb Dager for sent
    nl Dagen te laat
    de Tage in Verzug

    Subscriptions that differ
    sv Abonnemang som skiljer sig
    nb Abonnementer som avviker
    nl Abonnementen die afwijken
    de Abweichende Abonnements

    Invoiced a month
    sv Fakturerat per månad
    nb Fakturert per måned
    nl Gefactureerd per maand
    de Berechnet pro Monat

    Difference
    sv Skillnad
    nb Differanse
    nl Verschil
    de Unterschied

    By reason
    sv Per orsak
    nb Per årsak
    nl Per reden
    de Nach Grund

    The largest
    sv De största
    nb De største
    nl De grootste
    de Die größten

    Share
    sv Andel
    nb Andel
    nl Aandeel
    de Anteil

    What hangs on how many
    sv Vad som hänger på hur många
    nb Hva som henger på hvor mange
    nl Wat van hoeveel afhangt
    de Was an wie vielen hängt

    At the end of each step
    sv Vid slutet av varje steg
    nb Ved slutten av hvert steg
    nl Aan het eind van elke stap
    de Am Ende jedes Schritts

    Reported then
    sv Rapporterat då
    nb Rapportert da
    nl Toen gerapporteerd
    de Damals berichtet

    Known now
    sv Känt nu
    nb Kjent nå
    nl Nu bekend
    de Jetzt bekannt

    What came on record later
    sv Vad som noterades senare
    nb Hva som ble notert senere
    nl Wat later is vastgelegd
    de Was später erfasst wurde

    Took effect
    sv Började gälla
    nb Fikk virkning
    nl Ging in
    de Wirksam

    On record
    sv Noterat
    nb Notert
    nl Vastgelegd
    de Erfasst

    The last thirty days, as other vendors count
    sv De senaste trettio dagarna, så som andra leverantörer räknar
    nb De siste tretti dagene, slik andre leverandører teller
    nl De laatste dertig dagen, zoals andere leveranciers tellen
    de Die letzten dreißig Tage, wie andere Anbieter zählen

    Converted
    sv Konverterade
    nb Konvertert
    nl Geconverteerd
    de Umgewandelt

    Trials ended
    sv Avslutade provperioder
    nb Avsluttede prøveperioder
    nl Beëindigde proefperiodes
    de Beendete Testphasen

    By the step they began in
    sv Efter steget de började i
    nb Etter steget de begynte i
    nl Naar de stap waarin ze begonnen
    de Nach dem Schritt ihres Beginns

    Trials
    sv Provperioder
    nb Prøveperioder
    nl Proefperiodes
    de Testphasen

    Over
    sv Över
    nb Over
    nl Voorbij
    de Vorbei

    Still running
    sv Pågår ännu
    nb Løper fortsatt
    nl Loopt nog
    de Laufen noch

    Converted so far, by survival
    sv Konverterade hittills, enligt överlevnad
    nb Konvertert så langt, etter overlevelse
    nl Tot nu toe geconverteerd, naar overleving
    de Bisher umgewandelt, nach Verbleib

    The trials of the step
    sv Stegets provperioder
    nb Stegets prøveperioder
    nl De proefperiodes van de stap
    de Die Testphasen des Schritts

    Paid first
    sv Första betalning
    nb Første betaling
    nl Eerste betaling
    de Erste Zahlung

    Blended
    sv Sammanvägt
    nb Samlet
    nl Gecombineerd
    de Insgesamt

    Never
    sv Aldrig
    nb Aldri
    nl Nooit
    de Nie

    Revenue kept
    sv Bibehållna intäkter
    nb Beholdte inntekter
    nl Behouden omzet
    de Erhaltener Umsatz

    Growth per customer
    sv Tillväxt per kund
    nb Vekst per kunde
    nl Groei per klant
    de Wachstum je Kunde

    Discount a year
    sv Diskontering per år
    nb Diskontering per år
    nl Discontering per jaar
    de Abzinsung pro Jahr

    Not due
    sv Ej förfallet
    nb Ikke forfalt
    nl Nog niet te betalen
    de Nicht fällig
    """
}
