extension Phrases {
  /// Codes besides the password: at the sign-in, and turning them on and off.
  static let codes = """
    Two-factor sign-in
    sv Tvåstegsinloggning
    nb Totrinnsinnlogging
    nl Aanmelden in twee stappen
    de Anmeldung in zwei Schritten

    Enter the code.
    sv Ange koden.
    nb Skriv inn koden.
    nl Vul de code in.
    de Bitte den Code eingeben.

    Enter your code
    sv Ange din kod
    nb Skriv inn koden din
    nl Vul de code in
    de Code eingeben

    The six digits of your app, or one of your recovery codes.
    sv De sex siffrorna i din app, eller en av dina återställningskoder.
    nb De seks sifrene i appen din, eller en av gjenopprettingskodene dine.
    nl De zes cijfers van uw app, of een van uw herstelcodes.
    de Die sechs Ziffern Ihrer App oder einer Ihrer Wiederherstellungscodes.

    Start again
    sv Börja om
    nb Begynn på nytt
    nl Opnieuw beginnen
    de Von vorn beginnen

    Both lost? Whoever runs this program lets you in without: {}.
    sv Har du förlorat båda? Den som driver programmet släpper in dig utan: {}.
    nb Mistet begge? Den som drifter programmet, slipper deg inn uten: {}.
    nl Allebei kwijt? Wie dit programma beheert, laat u zonder binnen: {}.
    de Beides verloren? Wer dieses Programm betreibt, lässt Sie ohne hinein: {}.

    This is not the code of this moment. Each code counts once.
    sv Det här är inte koden som gäller just nu. Varje kod gäller en gång.
    nb Dette er ikke koden som gjelder akkurat nå. Hver kode gjelder én gang.
    nl Dit is niet de code van dit moment. Elke code geldt één keer.
    de Das ist nicht der Code dieses Augenblicks. Jeder Code gilt einmal.

    Too much time went by since the password. Start again.
    sv Det gick för lång tid sedan lösenordet. Börja om.
    nb Det gikk for lang tid siden passordet. Begynn på nytt.
    nl Er is te veel tijd verstreken sinds het wachtwoord. Begin opnieuw.
    de Seit dem Passwort ist zu viel Zeit vergangen. Bitte von vorn beginnen.

    Signing in then asks for a code of an app too, so that a stolen password is not enough.
    sv Vid inloggning krävs då även en kod från en app, så att ett stulet lösenord inte räcker.
    nb Ved innlogging kreves da også en kode fra en app, så et stjålet passord ikke er nok.
    nl Bij het aanmelden is dan ook een code van een app nodig: een gestolen wachtwoord is niet genoeg.
    de Die Anmeldung verlangt dann auch einen Code einer App: Ein gestohlenes Passwort reicht nicht.

    Go on
    sv Fortsätt
    nb Fortsett
    nl Verder
    de Weiter

    Secret
    sv Hemlighet
    nb Hemmelighet
    nl Geheim
    de Geheimnis

    Or as an address
    sv Eller som adress
    nb Eller som adresse
    nl Of als adres
    de Oder als Adresse

    QR code of the secret, which stands below as text
    sv QR-kod för hemligheten, som står nedanför som text
    nb QR-kode for hemmeligheten, som står nedenfor som tekst
    nl QR-code van het geheim, dat hieronder als tekst staat
    de QR-Code des Geheimnisses, das darunter als Text steht

    Scan the code with your app, or enter the secret there: by time, with six digits.
    sv Läs in koden med din app, eller skriv in hemligheten där: tidsbaserad, med sex siffror.
    nb Skann koden med appen, eller skriv inn hemmeligheten der: tidsbasert, med seks sifre.
    nl Scan de code met uw app, of voer het geheim daar in: op tijd gebaseerd, met zes cijfers.
    de Code mit der App einlesen oder das Geheimnis dort eingeben: zeitbasiert, mit sechs Ziffern.

    Then show that it makes the right codes.
    sv Visa sedan att appen ger rätt koder.
    nb Vis så at appen gir riktige koder.
    nl Toon dan dat ze de juiste codes maakt.
    de Dann zeigen, dass die Codes stimmen.

    Turn on
    sv Slå på
    nb Slå på
    nl Aanzetten
    de Einschalten

    It is on. Turned off, the password alone is enough again.
    sv Den är på. Avstängd räcker åter lösenordet ensamt.
    nb Den er på. Avslått er passordet alene nok igjen.
    nl Het staat aan. Uitgezet is het wachtwoord alleen weer genoeg.
    de Sie ist eingeschaltet. Ausgeschaltet reicht wieder das Passwort allein.

    Turn off
    sv Stäng av
    nb Slå av
    nl Uitzetten
    de Ausschalten

    Two-factor sign-in is on
    sv Tvåstegsinloggning är på
    nb Totrinnsinnlogging er på
    nl Aanmelden in twee stappen staat aan
    de Die Anmeldung in zwei Schritten ist eingeschaltet

    These recovery codes are shown this once.
    sv Återställningskoderna visas bara den här gången.
    nb Gjenopprettingskodene vises bare denne ene gangen.
    nl Deze herstelcodes worden alleen deze keer getoond.
    de Diese Wiederherstellungscodes werden nur dieses eine Mal gezeigt.

    Keep them where your phone is not: each lets you in once without the app.
    sv Förvara dem någon annanstans än din telefon: var och en släpper in dig en gång utan appen.
    nb Oppbevar dem et annet sted enn telefonen: hver av dem slipper deg inn én gang uten appen.
    nl Bewaar ze op een andere plek dan uw telefoon: elk laat u één keer zonder de app binnen.
    de Bewahren Sie sie woanders auf als Ihr Telefon: Jeder lässt Sie einmal ohne die App hinein.

    I have kept them
    sv Jag har sparat dem
    nb Jeg har lagret dem
    nl Ik heb ze bewaard
    de Ich habe sie aufbewahrt
    """
}
