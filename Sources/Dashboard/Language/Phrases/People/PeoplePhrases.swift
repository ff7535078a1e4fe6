extension Phrases {
  /// Who may look at a workspace, and as what.
  static let people = """
    Your role in this workspace does not allow this. Ask an owner of it.
    sv Din roll i arbetsytan tillåter inte detta. Fråga en ägare av den.
    nb Rollen din i arbeidsområdet tillater ikke dette. Spør en eier av det.
    nl Uw rol in deze werkruimte staat dit niet toe. Vraag het een eigenaar ervan.
    de Ihre Rolle in diesem Arbeitsbereich erlaubt das nicht. Fragen Sie einen seiner Eigentümer.

    People
    sv Personer
    nb Personer
    nl Personen
    de Personen

    Role
    sv Roll
    nb Rolle
    nl Rol
    de Rolle

    in all workspaces
    sv i alla arbetsytor
    nb i alle arbeidsområder
    nl in alle werkruimten
    de in allen Arbeitsbereichen

    Whoever runs this program lets somebody in: {}.
    sv Den som driver programmet släpper in någon: {}.
    nb Den som drifter programmet, slipper noen inn: {}.
    nl Wie dit programma beheert, laat iemand toe: {}.
    de Wer dieses Programm betreibt, lässt jemanden hinein: {}.

    Who may look at this workspace
    sv Vilka som får se arbetsytan
    nb Hvem som får se arbeidsområdet
    nl Wie deze werkruimte mag bekijken
    de Wer diesen Arbeitsbereich ansehen darf

    The workspace is not there for this person any more.
    sv Arbetsytan finns inte längre för personen.
    nb Arbeidsområdet finnes ikke lenger for personen.
    nl De werkruimte is er voor deze persoon niet meer.
    de Der Arbeitsbereich ist für diese Person nicht mehr da.

    Besides, this person has a role in all workspaces: {}.
    sv Dessutom har personen en roll i alla arbetsytor: {}.
    nb Dessuten har personen en rolle i alle arbeidsområder: {}.
    nl Daarnaast heeft deze persoon een rol in alle werkruimten: {}.
    de Außerdem hat diese Person eine Rolle in allen Arbeitsbereichen: {}.

    Change role
    sv Ändra roll
    nb Endre rolle
    nl Rol wijzigen
    de Rolle ändern

    It counts from the person's next page on.
    sv Det gäller från personens nästa sida.
    nb Det gjelder fra personens neste side.
    nl Het geldt vanaf de volgende pagina van deze persoon.
    de Es gilt ab der nächsten Seite dieser Person.

    Choose a role.
    sv Välj en roll.
    nb Velg en rolle.
    nl Kies een rol.
    de Bitte eine Rolle wählen.

    A workspace keeps an owner. Make somebody else one first.
    sv En arbetsyta behåller en ägare. Gör först någon annan till ägare.
    nb Et arbeidsområde beholder en eier. Gjør først noen andre til eier.
    nl Een werkruimte houdt een eigenaar. Maak eerst iemand anders eigenaar.
    de Ein Arbeitsbereich behält einen Eigentümer. Machen Sie zuerst jemand anderen dazu.

    Read-only
    sv Läsare
    nb Leser
    nl Lezer
    de Nur lesen

    Support
    sv Kundtjänst
    nb Kundeservice
    nl Klantenservice
    de Kundendienst

    Finance
    sv Ekonomi
    nb Økonomi
    nl Financiën
    de Finanzen

    Looks at everything and changes nothing.
    sv Ser allt och ändrar inget.
    nb Ser alt og endrer ingenting.
    nl Bekijkt alles en wijzigt niets.
    de Sieht alles an und ändert nichts.

    Makes and changes customers, begins and ends subscriptions, applies codes.
    sv Lägger upp och ändrar kunder, startar och avslutar abonnemang, använder koder.
    nb Oppretter og endrer kunder, starter og avslutter abonnementer, bruker koder.
    nl Maakt en wijzigt klanten, begint en beëindigt abonnementen, past codes toe.
    de Legt Kunden an und ändert sie, beginnt und beendet Abonnements, wendet Codes an.

    Writes invoices and credit notes, settles what becomes of them, keeps tax rates, spend and rates.
    sv Skriver fakturor och kreditnotor, avgör vad som blir av dem, sköter skattesatser, kostnader och kurser.
    nb Skriver fakturaer og kreditnotaer, avgjør hva som blir av dem, pleier skattesatser, utgifter og kurser.
    nl Schrijft facturen en creditnota's, bepaalt hun afloop, beheert belastingtarieven, uitgaven en koersen.
    de Schreibt Rechnungen und Gutschriften, regelt ihren Ausgang, pflegt Steuersätze, Ausgaben und Kurse.

    Does everything, also products, prices and coupons, and sees who may come in.
    sv Gör allt, även produkter, priser och kuponger, och ser vilka som släpps in.
    nb Gjør alt, også produkter, priser og kuponger, og ser hvem som slipper inn.
    nl Doet alles, ook producten, prijzen en kortingsbonnen, en ziet wie binnen mag.
    de Macht alles, auch Produkte, Preise und Gutscheine, und sieht, wer hinein darf.
    """
}
