extension Phrases {
  /// The account of whoever is signed in: password and sessions.
  static let account = """
    Your account
    sv Ditt konto
    nb Kontoen din
    nl Account
    de Ihr Konto

    On ¦ switched
    sv På
    nb På
    nl Aan
    de Ein

    Off
    sv Av
    nb Av
    nl Uit
    de Aus

    Unused recovery codes
    sv Oanvända återställningskoder
    nb Ubrukte gjenopprettingskoder
    nl Ongebruikte herstelcodes
    de Unbenutzte Wiederherstellungscodes

    Change password
    sv Byt lösenord
    nb Bytt passord
    nl Wachtwoord wijzigen
    de Passwort ändern

    Turn two-factor sign-in off
    sv Stäng av tvåstegsinloggning
    nb Slå av totrinnsinnlogging
    nl Aanmelden in twee stappen uitzetten
    de Anmeldung in zwei Schritten ausschalten

    Turn two-factor sign-in on
    sv Slå på tvåstegsinloggning
    nb Slå på totrinnsinnlogging
    nl Aanmelden in twee stappen aanzetten
    de Anmeldung in zwei Schritten einschalten

    Where you are signed in
    sv Var du är inloggad
    nb Hvor du er logget inn
    nl Aangemeld op
    de Wo Sie angemeldet sind

    Last seen
    sv Senast här
    nb Sist her
    nl Laatst gezien
    de Zuletzt gesehen

    End
    sv Avsluta
    nb Avslutt
    nl Beëindigen
    de Beenden

    This one
    sv Denna
    nb Denne
    nl Deze
    de Diese hier

    End all others
    sv Avsluta alla andra
    nb Avslutt alle andre
    nl Alle andere beëindigen
    de Alle anderen beenden

    Password now
    sv Nuvarande lösenord
    nb Nåværende passord
    nl Huidig wachtwoord
    de Bisheriges Passwort

    New password
    sv Nytt lösenord
    nb Nytt passord
    nl Nieuw wachtwoord
    de Neues Passwort

    At least 12 characters.
    sv Minst 12 tecken.
    nb Minst 12 tegn.
    nl Ten minste 12 tekens.
    de Mindestens 12 Zeichen.

    The same once more
    sv Samma en gång till
    nb Det samme en gang til
    nl Nog een keer hetzelfde
    de Noch einmal dasselbe

    Wherever else you are signed in, you are out then.
    sv Överallt annars där du är inloggad loggas du då ut.
    nb Overalt ellers der du er logget inn, logges du da ut.
    nl Overal elders waar u bent aangemeld, wordt u dan afgemeld.
    de Überall sonst, wo Sie angemeldet sind, werden Sie dann abgemeldet.

    These are two passwords.
    sv Det här är två olika lösenord.
    nb Dette er to forskjellige passord.
    nl Dit zijn twee verschillende wachtwoorden.
    de Das sind zwei verschiedene Passwörter.

    A password has at least 12 characters.
    sv Ett lösenord har minst 12 tecken.
    nb Et passord har minst 12 tegn.
    nl Een wachtwoord heeft ten minste 12 tekens.
    de Ein Passwort hat mindestens 12 Zeichen.

    A password has at most 256 bytes.
    sv Ett lösenord har högst 256 byte.
    nb Et passord har høyst 256 byte.
    nl Een wachtwoord heeft hoogstens 256 bytes.
    de Ein Passwort hat höchstens 256 Bytes.

    This is not your password.
    sv Det här är inte ditt lösenord.
    nb Dette er ikke passordet ditt.
    nl Dit wachtwoord klopt niet.
    de Das ist nicht Ihr Passwort.

    Your password
    sv Ditt lösenord
    nb Passordet ditt
    nl Wachtwoord
    de Ihr Passwort
    """
}
