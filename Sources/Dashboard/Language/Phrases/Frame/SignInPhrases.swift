extension Phrases {
  /// Signing in, and what is said when there is no page.
  static let signIn = """
    Sign in
    sv Logga in
    nb Logg inn
    nl Aanmelden
    de Anmelden

    Password
    sv Lösenord
    nb Passord
    nl Wachtwoord
    de Passwort

    Enter your e-mail address.
    sv Ange e-postadressen.
    nb Skriv inn e-postadressen.
    nl Vul het e-mailadres in.
    de Bitte die E-Mail-Adresse eingeben.

    Enter your password.
    sv Ange lösenordet.
    nb Skriv inn passordet.
    nl Vul het wachtwoord in.
    de Bitte das Passwort eingeben.

    The e-mail address and the password do not belong together.
    sv E-postadressen och lösenordet hör inte ihop.
    nb E-postadressen og passordet hører ikke sammen.
    nl Het e-mailadres en het wachtwoord horen niet bij elkaar.
    de E-Mail-Adresse und Passwort passen nicht zusammen.

    Too many tries. Wait a second and try again.
    sv För många försök. Vänta en sekund och försök igen.
    nb For mange forsøk. Vent et sekund og prøv igjen.
    nl Te veel pogingen. Wacht een seconde en probeer het opnieuw.
    de Zu viele Versuche. Bitte eine Sekunde warten und es erneut versuchen.

    Too many tries. Wait {} seconds and try again.
    sv För många försök. Vänta {} sekunder och försök igen.
    nb For mange forsøk. Vent {} sekunder og prøv igjen.
    nl Te veel pogingen. Wacht {} seconden en probeer het opnieuw.
    de Zu viele Versuche. Bitte {} Sekunden warten und es erneut versuchen.

    Too many people sign in at this moment. Try again.
    sv Just nu loggar för många in. Försök igen.
    nb Akkurat nå logger for mange inn. Prøv igjen.
    nl Op dit moment melden te veel mensen zich aan. Probeer het opnieuw.
    de Im Moment melden sich zu viele Personen an. Bitte erneut versuchen.

    Forgotten? Whoever runs this program gives you a new one: {}.
    sv Glömt? Den som driver programmet skapar ett nytt: {}.
    nb Glemt? Den som drifter programmet, lager et nytt: {}.
    nl Vergeten? Wie dit programma beheert, maakt een nieuw: {}.
    de Vergessen? Wer dieses Programm betreibt, vergibt ein neues: {}.

    No workspace was granted to you yet. Whoever runs this program does it: {}.
    sv Ingen arbetsyta är tilldelad ännu. Den som driver programmet gör det: {}.
    nb Ingen arbeidsområder er tildelt ennå. Den som drifter programmet, gjør det: {}.
    nl Er is nog geen werkruimte toegekend. Wie dit programma beheert, doet dat: {}.
    de Es wurde noch kein Arbeitsbereich freigegeben. Das macht, wer dieses Programm betreibt: {}.

    Not found
    sv Hittades inte
    nb Ikke funnet
    nl Niet gevonden
    de Nicht gefunden

    There is nothing at this address, or nothing that you may see.
    sv Det finns inget på den här adressen, eller inget som du får se.
    nb Det finnes ingenting på denne adressen, eller ingenting som du har tilgang til.
    nl Op dit adres staat niets, of niets wat zichtbaar mag zijn.
    de Unter dieser Adresse gibt es nichts oder nichts, was eingesehen werden darf.

    Not allowed
    sv Inte tillåtet
    nb Ikke tillatt
    nl Niet toegestaan
    de Nicht erlaubt

    This form cannot be taken
    sv Formuläret kan inte tas emot
    nb Skjemaet kan ikke tas imot
    nl Dit formulier kan niet worden verwerkt
    de Dieses Formular kann nicht angenommen werden

    It was not opened here in this browser, or too long ago. Nothing was changed. Open it again.
    sv Det öppnades inte här i den här webbläsaren, eller för länge sedan. Inget har ändrats. Öppna det \
    igen.
    nb Det ble ikke åpnet her i denne nettleseren, eller for lenge siden. Ingenting ble endret. Åpne det \
    på nytt.
    nl Het is niet hier in deze browser geopend, of te lang geleden. Er is niets gewijzigd. Open het \
    opnieuw.
    de Es wurde nicht hier in diesem Browser geöffnet oder vor zu langer Zeit. Es wurde nichts geändert. \
    Bitte erneut öffnen.

    This form cannot be read
    sv Formuläret kan inte läsas
    nb Skjemaet kan ikke leses
    nl Dit formulier is niet leesbaar
    de Dieses Formular ist nicht lesbar

    Nothing was changed. Open it again.
    sv Inget har ändrats. Öppna det igen.
    nb Ingenting ble endret. Åpne det på nytt.
    nl Er is niets gewijzigd. Open het opnieuw.
    de Es wurde nichts geändert. Bitte erneut öffnen.

    This form is too long
    sv Formuläret är för långt
    nb Skjemaet er for langt
    nl Dit formulier is te lang
    de Dieses Formular ist zu lang

    Nothing was changed. Shorten what was typed.
    sv Inget har ändrats. Korta ner texten.
    nb Ingenting ble endret. Kort ned teksten.
    nl Er is niets gewijzigd. Maak de tekst korter.
    de Es wurde nichts geändert. Bitte die Eingaben kürzen.

    Signed out
    sv Utloggad
    nb Logget ut
    nl Afgemeld
    de Abgemeldet

    Sign in again.
    sv Logga in igen.
    nb Logg inn på nytt.
    nl Meld opnieuw aan.
    de Bitte erneut anmelden.

    Busy
    sv Upptaget
    nb Opptatt
    nl Bezet
    de Ausgelastet

    The database was held by somebody else for too long. Nothing was changed. Try again.
    sv Databasen var upptagen för länge. Inget har ändrats. Försök igen.
    nb Databasen var opptatt for lenge. Ingenting ble endret. Prøv igjen.
    nl De database was te lang bezet. Er is niets gewijzigd. Probeer het opnieuw.
    de Die Datenbank war zu lange belegt. Es wurde nichts geändert. Bitte erneut versuchen.

    Something went wrong here
    sv Något gick fel hos oss
    nb Noe gikk galt hos oss
    nl Er ging hier iets mis
    de Hier ist etwas schiefgegangen

    This is a fault of ours. What was not confirmed was not done. Try again, or tell us the request's id.
    sv Felet är vårt. Det som inte bekräftades blev inte gjort. Försök igen, eller meddela oss begärans \
    id.
    nb Feilen er vår. Det som ikke ble bekreftet, ble ikke gjort. Prøv igjen, eller oppgi forespørselens \
    id til oss.
    nl De fout ligt bij ons. Wat niet is bevestigd, is niet gebeurd. Probeer het opnieuw of geef ons de \
    id van het verzoek door.
    de Der Fehler liegt bei uns. Was nicht bestätigt wurde, ist nicht geschehen. Bitte erneut versuchen \
    oder uns die ID der Anfrage nennen.

    To the start
    sv Till startsidan
    nb Til startsiden
    nl Naar het begin
    de Zur Startseite

    Request {}
    sv Begäran {}
    nb Forespørsel {}
    nl Verzoek {}
    de Anfrage {}
    """
}
