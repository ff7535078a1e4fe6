extension Phrases {
  /// Writing an invoice by hand, and deciding what becomes of one.
  static let issuing = """
    Make final
    sv Gör slutgiltig
    nb Gjør endelig
    nl Definitief maken
    de Endgültig machen

    Settle
    sv Reglera
    nb Gjør opp
    nl Afhandelen
    de Erledigen

    What becomes of it?
    sv Vad händer med den?
    nb Hva skjer med den?
    nl Wat gebeurt ermee?
    de Was wird daraus?

    Make it final
    sv Gör den slutgiltig
    nb Gjør den endelig
    nl Definitief maken
    de Endgültig machen

    Do it
    sv Utför
    nb Utfør
    nl Uitvoeren
    de Ausführen

    Leave it
    sv Låt vara
    nb La være
    nl Laten zoals het is
    de So lassen

    {} due
    sv {} att betala
    nb {} å betale
    nl {} te betalen
    de {} offen

    Final now
    sv Slutgiltig nu
    nb Endelig nå
    nl Nu definitief
    de Jetzt endgültig

    It gets its number, never changes again, and is asked for as its terms say.
    sv Den får sitt nummer, ändras aldrig mer och ska betalas enligt villkoren.
    nb Den får sitt nummer, endres aldri mer og kreves inn etter vilkårene.
    nl De factuur krijgt een nummer, verandert niet meer en wordt volgens de voorwaarden geïnd.
    de Sie erhält ihre Nummer, ändert sich nicht mehr und wird nach ihren Bedingungen eingefordert.

    Paid elsewhere
    sv Betald på annat sätt
    nb Betalt på annen måte
    nl Elders betaald
    de Anderweitig bezahlt

    The money came without this program. Nobody is charged.
    sv Pengarna kom utanför programmet. Ingen debiteras.
    nb Pengene kom utenom programmet. Ingen belastes.
    nl Het geld kwam buiten dit programma om. Niemand wordt belast.
    de Das Geld kam ohne dieses Programm. Niemand wird belastet.

    Given up
    sv Uppgiven
    nb Oppgitt
    nl Opgegeven
    de Aufgegeben

    Nobody expects the money any more. The books call it a loss; it can still come.
    sv Ingen väntar sig pengarna längre. Bokförs som kundförlust; de kan ändå komma.
    nb Ingen venter pengene lenger. Bokføres som tap på krav; de kan likevel komme.
    nl Niemand verwacht het geld nog. De boekhouding noemt het een verlies; het kan nog komen.
    de Niemand erwartet das Geld mehr. Die Bücher führen es als Forderungsausfall; es kann noch eingehen.

    Void ¦ do
    sv Makulera
    nb Annuller
    nl Laten vervallen
    de Stornieren

    As if it had never been asked for. Its number stays, and nothing of it is billed again.
    sv Som om den aldrig begärts. Numret finns kvar och inget av den faktureras igen.
    nb Som om den aldri var krevd. Nummeret består, og ingenting av den faktureres igjen.
    nl Alsof er nooit om is gevraagd. Het nummer blijft, en niets ervan wordt opnieuw gefactureerd.
    de Als wäre sie nie gestellt worden. Ihre Nummer bleibt, und nichts davon wird erneut berechnet.

    Choose what becomes of it.
    sv Välj vad som händer med den.
    nb Velg hva som skjer med den.
    nl Kies wat ermee gebeurt.
    de Bitte wählen, was daraus wird.

    Keep it as a draft
    sv Behåll som utkast
    nb Behold som utkast
    nl Als concept bewaren
    de Als Entwurf behalten

    New invoice for {}
    sv Ny faktura till {}
    nb Ny faktura til {}
    nl Nieuwe factuur voor {}
    de Neue Rechnung für {}

    A draft can still be changed. What is final gets a number and is asked for.
    sv Ett utkast kan ändras. Det som är slutgiltigt får ett nummer och ska betalas.
    nb Et utkast kan endres. Det som er endelig, får et nummer og kreves inn.
    nl Een concept is nog te wijzigen. Wat definitief is, krijgt een nummer en wordt geïnd.
    de Ein Entwurf lässt sich noch ändern. Was endgültig ist, erhält eine Nummer und wird eingefordert.

    And for
    sv Och vad
    nb Og hva
    nl En waarvoor
    de Und wofür

    More lines
    sv Fler rader
    nb Flere linjer
    nl Meer regels
    de Weitere Positionen

    Each customer pays in one.
    sv Varje kund betalar i en enda.
    nb Hver kunde betaler i én.
    nl Elke klant betaalt in één valuta.
    de Jeder Kunde zahlt in einer.

    Tax
    sv Moms
    nb Mva.
    nl Btw
    de Steuer

    How is it paid?
    sv Hur betalas det?
    nb Hvordan betales det?
    nl Hoe wordt er betaald?
    de Wie wird gezahlt?

    Charge the payment method
    sv Debitera betalningsmetoden
    nb Belast betalingsmåten
    nl De betaalmethode belasten
    de Zahlungsart belasten

    When it is final.
    sv När den är slutgiltig.
    nb Når den er endelig.
    nl Zodra de factuur definitief is.
    de Sobald sie endgültig ist.

    The customer pays by themselves
    sv Kunden betalar själv
    nb Kunden betaler selv
    nl De klant betaalt zelf
    de Der Kunde zahlt selbst

    Within the days below.
    sv Inom dagarna nedan.
    nb Innen dagene nedenfor.
    nl Binnen het aantal dagen hieronder.
    de Innerhalb der Tage unten.

    Days to pay
    sv Betalningsdagar
    nb Betalingsdager
    nl Betaaltermijn in dagen
    de Zahlungsziel in Tagen

    Choose a currency of the list.
    sv Välj en valuta i listan.
    nb Velg en valuta fra listen.
    nl Kies een valuta uit de lijst.
    de Bitte eine Währung der Liste wählen.

    Choose a tax rate of the list.
    sv Välj en momssats i listan.
    nb Velg en mva-sats fra listen.
    nl Kies een btw-tarief uit de lijst.
    de Bitte einen Steuersatz der Liste wählen.

    This customer has no payment method to charge.
    sv Kunden har ingen betalningsmetod att debitera.
    nb Kunden har ingen betalingsmåte å belaste.
    nl Deze klant heeft geen betaalmethode om te belasten.
    de Dieser Kunde hat keine Zahlungsart, die belastet werden kann.

    Days to pay are a whole number from 0 to 3,650.
    sv Betalningsdagar är ett heltal från 0 till 3 650.
    nb Betalingsdager er et helt tall fra 0 til 3 650.
    nl De betaaltermijn is een geheel getal van 0 tot 3.650.
    de Das Zahlungsziel ist eine ganze Zahl von 0 bis 3.650.

    Choose how it is paid.
    sv Välj hur det betalas.
    nb Velg hvordan det betales.
    nl Kies hoe er wordt betaald.
    de Bitte wählen, wie gezahlt wird.

    Say what it is for, in at most 500 characters.
    sv Ange vad det gäller, med högst 500 tecken.
    nb Skriv hva det gjelder, med høyst 500 tegn.
    nl Geef aan waar het voor is, in hoogstens 500 tekens.
    de Bitte angeben, wofür es ist, in höchstens 500 Zeichen.

    Say what it is for.
    sv Ange vad det gäller.
    nb Skriv hva det gjelder.
    nl Geef aan waar het voor is.
    de Bitte angeben, wofür es ist.
    """
}
