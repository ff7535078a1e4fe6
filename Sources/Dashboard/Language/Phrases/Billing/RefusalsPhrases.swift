extension Phrases {
  /// Why something typed is not taken.
  static let refusals = """
    One thing is not right yet
    sv En sak stämmer inte ännu
    nb Én ting er ikke riktig ennå
    nl Eén ding klopt nog niet
    de Eine Angabe stimmt noch nicht

    {} things are not right yet
    sv {} saker stämmer inte ännu
    nb {} ting er ikke riktige ennå
    nl {} dingen kloppen nog niet
    de {} Angaben stimmen noch nicht

    Enter an amount.
    sv Ange ett belopp.
    nb Skriv inn et beløp.
    nl Vul een bedrag in.
    de Bitte einen Betrag eingeben.

    "{}" is no amount. Write it as 19 or 19.90.
    sv ”{}” är inget belopp. Skriv som 19 eller 19,90.
    nb «{}» er ikke et beløp. Skriv som 19 eller 19,90.
    nl ‘{}’ is geen bedrag. Schrijf het als 19 of 19,90.
    de „{}“ ist kein Betrag. Bitte als 19 oder 19,90 schreiben.

    {} has no decimals.
    sv {} har inga decimaler.
    nb {} har ingen desimaler.
    nl {} heeft geen decimalen.
    de {} hat keine Nachkommastellen.

    {} has at most {} decimals.
    sv {} har högst {} decimaler.
    nb {} har høyst {} desimaler.
    nl {} heeft hoogstens {} decimalen.
    de {} hat höchstens {} Nachkommastellen.

    "{}" could be one or a thousand. Write all decimals or none.
    sv ”{}” kan vara ett eller tusen. Skriv alla decimaler eller inga.
    nb «{}» kan være én eller tusen. Skriv alle desimaler eller ingen.
    nl ‘{}’ kan één of duizend zijn. Schrijf alle decimalen of geen.
    de „{}“ kann eins oder tausend sein. Bitte alle Nachkommastellen schreiben oder keine.

    The amount is too large.
    sv Beloppet är för stort.
    nb Beløpet er for stort.
    nl Het bedrag is te groot.
    de Der Betrag ist zu groß.

    A percentage is larger than 0 and at most 100, such as 25 or 7.7.
    sv En procentsats är större än 0 och högst 100, till exempel 25 eller 7,7.
    nb En prosentsats er større enn 0 og høyst 100, for eksempel 25 eller 7,7.
    nl Een percentage is groter dan 0 en hoogstens 100, zoals 25 of 7,7.
    de Ein Prozentsatz ist größer als 0 und höchstens 100, etwa 25 oder 7,7.

    {} is a whole number from {} to {}.
    sv {} är ett heltal från {} till {}.
    nb {} er et helt tall fra {} til {}.
    nl {} is een geheel getal van {} tot {}.
    de {} ist eine ganze Zahl von {} bis {}.

    A payment is under way. Wait until it is answered.
    sv En betalning pågår. Vänta tills den är besvarad.
    nb En betaling er underveis. Vent til den er besvart.
    nl Er loopt een betaling. Wacht tot die is verwerkt.
    de Eine Zahlung läuft. Bitte warten, bis sie beantwortet ist.

    The invoice is another by now, and this does not follow on what it is.
    sv Fakturan har ändrats under tiden, och det här går inte längre.
    nb Fakturaen er endret i mellomtiden, og dette går ikke lenger.
    nl De factuur is intussen veranderd, en dit kan niet meer.
    de Die Rechnung hat sich inzwischen geändert; das ist nicht mehr möglich.

    This workspace came out of a backup and is paused. Nothing changes until it is resumed.
    sv Arbetsytan kommer från en säkerhetskopia och är pausad. Inget ändras förrän den återupptas.
    nb Arbeidsområdet kommer fra en sikkerhetskopi og er satt på pause. Ingenting endres før det \
    gjenopptas.
    nl Deze werkruimte komt uit een back-up en is gepauzeerd. Er verandert niets tot hij wordt hervat.
    de Dieser Arbeitsbereich stammt aus einer Sicherung und ist angehalten. Nichts ändert sich, bis er \
    fortgesetzt wird.

    A price is zero or more.
    sv Ett pris är noll eller mer.
    nb En pris er null eller mer.
    nl Een prijs is nul of meer.
    de Ein Preis ist null oder mehr.

    This customer was deleted.
    sv Kunden är borttagen.
    nb Kunden er slettet.
    nl Deze klant is verwijderd.
    de Dieser Kunde wurde gelöscht.

    This customer pays in {}. Choose a price in that currency.
    sv Kunden betalar i {}. Välj ett pris i den valutan.
    nb Kunden betaler i {}. Velg en pris i den valutaen.
    nl Deze klant betaalt in {}. Kies een prijs in die valuta.
    de Dieser Kunde zahlt in {}. Bitte einen Preis in dieser Währung wählen.

    This customer has no payment method to charge. Send invoices instead.
    sv Kunden har ingen betalningsmetod att debitera. Skicka fakturor i stället.
    nb Kunden har ingen betalingsmåte å belaste. Send fakturaer i stedet.
    nl Deze klant heeft geen betaalmethode om te belasten. Stuur in plaats daarvan facturen.
    de Dieser Kunde hat keine Zahlungsart, die belastet werden kann. Bitte stattdessen Rechnungen senden.

    The invoice changed since the preview. Look at the new one below.
    sv Fakturan har ändrats sedan förhandsgranskningen. Den nya visas nedan.
    nb Fakturaen er endret siden forhåndsvisningen. Den nye vises nedenfor.
    nl De factuur is veranderd sinds het voorbeeld. Hieronder staat de nieuwe.
    de Die Rechnung hat sich seit der Vorschau geändert. Unten steht die neue.

    This form was sent already with other values. See what it made; send this one to have both.
    sv Formuläret har redan skickats med andra värden. Se vad det gav; skicka igen för att få båda.
    nb Skjemaet er allerede sendt med andre verdier. Se hva det ga; send igjen for å få begge.
    nl Dit formulier is al met andere waarden verstuurd. Bekijk het resultaat; verstuur opnieuw om beide \
    te krijgen.
    de Dieses Formular wurde schon mit anderen Werten gesendet. Bitte das Ergebnis ansehen; erneutes \
    Senden ergibt beides.

    This form was sent already and is still worked on. Wait a moment.
    sv Formuläret har redan skickats och behandlas fortfarande. Vänta ett ögonblick.
    nb Skjemaet er allerede sendt og behandles fortsatt. Vent et øyeblikk.
    nl Dit formulier is al verstuurd en wordt nog verwerkt. Een ogenblik geduld.
    de Dieses Formular wurde schon gesendet und wird noch bearbeitet. Bitte einen Moment warten.

    This product is not there any more.
    sv Produkten finns inte längre.
    nb Produktet finnes ikke lenger.
    nl Dit product bestaat niet meer.
    de Dieses Produkt gibt es nicht mehr.

    This price is not there any more.
    sv Priset finns inte längre.
    nb Prisen finnes ikke lenger.
    nl Deze prijs bestaat niet meer.
    de Diesen Preis gibt es nicht mehr.

    This customer is not there any more.
    sv Kunden finns inte längre.
    nb Kunden finnes ikke lenger.
    nl Deze klant bestaat niet meer.
    de Diesen Kunden gibt es nicht mehr.

    This subscription is not there any more.
    sv Abonnemanget finns inte längre.
    nb Abonnementet finnes ikke lenger.
    nl Dit abonnement bestaat niet meer.
    de Dieses Abonnement gibt es nicht mehr.

    This invoice is not there any more.
    sv Fakturan finns inte längre.
    nb Fakturaen finnes ikke lenger.
    nl Deze factuur bestaat niet meer.
    de Diese Rechnung gibt es nicht mehr.

    This coupon is not there any more.
    sv Kupongen finns inte längre.
    nb Kupongen finnes ikke lenger.
    nl Deze kortingsbon bestaat niet meer.
    de Diesen Gutschein gibt es nicht mehr.

    This promotion code is not there any more.
    sv Kampanjkoden finns inte längre.
    nb Kampanjekoden finnes ikke lenger.
    nl Deze actiecode bestaat niet meer.
    de Diesen Aktionscode gibt es nicht mehr.

    This tax rate is not there any more.
    sv Momssatsen finns inte längre.
    nb Mva-satsen finnes ikke lenger.
    nl Dit btw-tarief bestaat niet meer.
    de Diesen Steuersatz gibt es nicht mehr.

    This payment method is not there any more.
    sv Betalningsmetoden finns inte längre.
    nb Betalingsmåten finnes ikke lenger.
    nl Deze betaalmethode bestaat niet meer.
    de Diese Zahlungsart gibt es nicht mehr.

    What this is about is not there any more.
    sv Det som detta gäller finns inte längre.
    nb Det dette gjelder, finnes ikke lenger.
    nl Waar dit over gaat, bestaat niet meer.
    de Worum es hier geht, gibt es nicht mehr.

    This coupon is over, or was used as often as it can be.
    sv Kupongen har gått ut eller är förbrukad.
    nb Kupongen er utløpt eller brukt opp.
    nl Deze kortingsbon is verlopen of opgebruikt.
    de Dieser Gutschein ist abgelaufen oder aufgebraucht.

    This code is closed.
    sv Koden är stängd.
    nb Koden er stengt.
    nl Deze code is gesloten.
    de Dieser Code ist geschlossen.

    This code is another customer's.
    sv Koden tillhör en annan kund.
    nb Koden tilhører en annen kunde.
    nl Deze code is van een andere klant.
    de Dieser Code gehört einem anderen Kunden.

    This code is for customers who have bought nothing yet.
    sv Koden är för kunder som ännu inte har köpt något.
    nb Koden er for kunder som ikke har kjøpt noe ennå.
    nl Deze code is voor klanten die nog niets hebben gekocht.
    de Dieser Code ist für Kunden, die noch nichts gekauft haben.

    This code asks for {} at least.
    sv Koden kräver minst {}.
    nb Koden krever minst {}.
    nl Deze code geldt vanaf {}.
    de Dieser Code gilt ab {}.

    It takes nothing off in {}.
    sv Den ger ingen rabatt i {}.
    nb Den gir ingen rabatt i {}.
    nl Hij geeft geen korting in {}.
    de Er gewährt keinen Rabatt in {}.

    This code is in use already.
    sv Koden används redan.
    nb Koden er allerede i bruk.
    nl Deze code is al in gebruik.
    de Dieser Code wird schon verwendet.

    A code cannot be used more often than its coupon.
    sv En kod kan inte användas oftare än dess kupong.
    nb En kode kan ikke brukes oftere enn kupongen.
    nl Een code kan niet vaker worden gebruikt dan de kortingsbon.
    de Ein Code kann nicht öfter eingelöst werden als sein Gutschein.

    That is more than is left of the invoice.
    sv Det är mer än vad som återstår av fakturan.
    nb Det er mer enn det som er igjen av fakturaen.
    nl Dat is meer dan er van de factuur over is.
    de Das ist mehr, als von der Rechnung übrig ist.

    The invoice is another by now. Look at it, and then try again.
    sv Fakturan har ändrats under tiden. Se på den och försök igen.
    nb Fakturaen er endret i mellomtiden. Se på den og prøv igjen.
    nl De factuur is intussen veranderd. Bekijk hem en probeer het opnieuw.
    de Die Rechnung hat sich inzwischen geändert. Bitte ansehen und erneut versuchen.

    Choose a price.
    sv Välj ett pris.
    nb Velg en pris.
    nl Kies een prijs.
    de Bitte einen Preis wählen.

    All prices of a subscription must be in one currency.
    sv Alla priser i ett abonnemang måste vara i samma valuta.
    nb Alle priser i et abonnement må være i samme valuta.
    nl Alle prijzen van een abonnement moeten in één valuta zijn.
    de Alle Preise eines Abonnements müssen in einer Währung sein.

    This price is not for sale.
    sv Priset säljs inte.
    nb Prisen selges ikke.
    nl Deze prijs is niet te koop.
    de Dieser Preis wird nicht angeboten.

    This price is charged once; a subscription needs one that recurs.
    sv Priset tas ut en gång; ett abonnemang behöver ett återkommande.
    nb Prisen kreves én gang; et abonnement trenger en gjentakende.
    nl Deze prijs is eenmalig; een abonnement heeft een terugkerende nodig.
    de Dieser Preis ist einmalig; ein Abonnement braucht einen wiederkehrenden.

    This price is chosen twice. Raise its quantity instead.
    sv Priset är valt två gånger. Öka antalet i stället.
    nb Prisen er valgt to ganger. Øk antallet i stedet.
    nl Deze prijs is twee keer gekozen. Verhoog in plaats daarvan het aantal.
    de Dieser Preis ist doppelt gewählt. Bitte stattdessen die Menge erhöhen.

    This subscription has ended already.
    sv Abonnemanget är redan avslutat.
    nb Abonnementet er allerede avsluttet.
    nl Dit abonnement is al beëindigd.
    de Dieses Abonnement ist schon beendet.

    This price needs something else to be chosen.
    sv Priset kräver ett annat val.
    nb Prisen krever et annet valg.
    nl Deze prijs vraagt om een andere keuze.
    de Dieser Preis verlangt eine andere Auswahl.

    Your card was declined.
    sv Kortet nekades.
    nb Kortet ble avvist.
    nl De kaart is geweigerd.
    de Die Karte wurde abgelehnt.

    Your card has insufficient funds.
    sv Det finns inte tillräckligt med pengar på kortet.
    nb Det er ikke dekning på kortet.
    nl De kaart heeft onvoldoende saldo.
    de Die Karte ist nicht ausreichend gedeckt.

    Your card has expired.
    sv Kortet har gått ut.
    nb Kortet er utløpt.
    nl De kaart is verlopen.
    de Die Karte ist abgelaufen.

    Your card's security code is incorrect.
    sv Kortets säkerhetskod stämmer inte.
    nb Kortets sikkerhetskode er feil.
    nl De beveiligingscode van de kaart klopt niet.
    de Die Prüfnummer der Karte stimmt nicht.

    An error occurred while processing your card. Try again in a little bit.
    sv Ett fel uppstod när kortet behandlades. Försök igen om en stund.
    nb Det oppsto en feil da kortet ble behandlet. Prøv igjen om litt.
    nl Er ging iets mis bij het verwerken van de kaart. Probeer het straks opnieuw.
    de Bei der Verarbeitung der Karte trat ein Fehler auf. Bitte in Kürze erneut versuchen.

    Your card was declined. This transaction requires authentication.
    sv Kortet nekades. Betalningen kräver autentisering.
    nb Kortet ble avvist. Betalingen krever autentisering.
    nl De kaart is geweigerd. Deze betaling vereist authenticatie.
    de Die Karte wurde abgelehnt. Diese Zahlung verlangt eine Authentifizierung.
    """
}
