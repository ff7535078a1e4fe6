extension Phrases {
  /// What people did, and what became of who may come in.
  static let accessLog = """
    What people did
    sv Vad personer gjorde
    nb Hva personer gjorde
    nl Wat personen deden
    de Was Personen taten

    By
    sv Av
    nb Av
    nl Door
    de Von

    Nothing yet
    sv Inget ännu
    nb Ingenting ennå
    nl Nog niets
    de Noch nichts

    What people do on these pages appears here.
    sv Här visas vad personer gör på sidorna.
    nb Her vises hva personer gjør på sidene.
    nl Hier verschijnt wat personen op deze pagina's doen.
    de Hier erscheint, was Personen auf diesen Seiten tun.

    The command line
    sv Kommandoraden
    nb Kommandolinjen
    nl De opdrachtregel
    de Die Befehlszeile

    Somebody
    sv Någon
    nb Noen
    nl Iemand
    de Jemand

    {} left
    sv {} kvar
    nb {} igjen
    nl nog {}
    de noch {}

    Newest
    sv Nyaste
    nb Nyeste
    nl Nieuwste
    de Neueste

    Signed in
    sv Inloggad
    nb Logget inn
    nl Aangemeld
    de Angemeldet

    Failed to sign in
    sv Misslyckad inloggning
    nb Mislykket innlogging
    nl Aanmelden mislukt
    de Anmeldung misslungen

    Ended sessions
    sv Avslutade sessioner
    nb Avsluttet økter
    nl Sessies beëindigd
    de Sitzungen beendet

    Password changed
    sv Lösenordet byttes
    nb Passordet ble byttet
    nl Wachtwoord gewijzigd
    de Passwort geändert

    Password reset
    sv Lösenordet återställdes
    nb Passordet ble tilbakestilt
    nl Wachtwoord hersteld
    de Passwort zurückgesetzt

    Two-factor sign-in turned on
    sv Tvåstegsinloggning slogs på
    nb Totrinnsinnlogging ble slått på
    nl Aanmelden in twee stappen aangezet
    de Anmeldung in zwei Schritten eingeschaltet

    Two-factor sign-in turned off
    sv Tvåstegsinloggning stängdes av
    nb Totrinnsinnlogging ble slått av
    nl Aanmelden in twee stappen uitgezet
    de Anmeldung in zwei Schritten ausgeschaltet

    Recovery code used
    sv Återställningskod användes
    nb Gjenopprettingskode ble brukt
    nl Herstelcode gebruikt
    de Wiederherstellungscode benutzt

    User created
    sv Användare skapades
    nb Bruker ble opprettet
    nl Gebruiker gemaakt
    de Benutzer angelegt

    User deleted
    sv Användare togs bort
    nb Bruker ble slettet
    nl Gebruiker verwijderd
    de Benutzer gelöscht

    Role granted
    sv Roll tilldelades
    nb Rolle ble tildelt
    nl Rol toegekend
    de Rolle vergeben

    Role taken back
    sv Roll togs tillbaka
    nb Rolle ble tatt tilbake
    nl Rol ingetrokken
    de Rolle entzogen

    API key created
    sv API-nyckel skapades
    nb API-nøkkel ble opprettet
    nl API-sleutel gemaakt
    de API-Schlüssel angelegt

    API key revoked
    sv API-nyckel spärrades
    nb API-nøkkel ble sperret
    nl API-sleutel ingetrokken
    de API-Schlüssel gesperrt

    Workspace created
    sv Arbetsyta skapades
    nb Arbeidsområde ble opprettet
    nl Werkruimte gemaakt
    de Arbeitsbereich angelegt

    Workspace deleted
    sv Arbetsyta togs bort
    nb Arbeidsområde ble slettet
    nl Werkruimte verwijderd
    de Arbeitsbereich gelöscht
    """
}
