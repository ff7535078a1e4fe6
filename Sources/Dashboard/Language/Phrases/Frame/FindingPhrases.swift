extension Phrases {
  /// Search, the palette and saved views.
  static let finding = """
    Search
    sv Sök
    nb Søk
    nl Zoeken
    de Suche

    Saved views
    sv Sparade vyer
    nb Lagrede visninger
    nl Opgeslagen weergaven
    de Gespeicherte Ansichten

    Nothing begins with {}.
    sv Inget börjar med {}.
    nb Ingenting begynner med {}.
    nl Niets begint met {}.
    de Nichts beginnt mit {}.

    Keyboard shortcuts
    sv Kortkommandon
    nb Hurtigtaster
    nl Sneltoetsen
    de Tastenkürzel

    What begins with {}
    sv Det som börjar med {}
    nb Det som begynner med {}
    nl Wat met {} begint
    de Was mit {} beginnt

    Search or jump to
    sv Sök eller gå till
    nb Søk eller gå til
    nl Zoek of ga naar
    de Suchen oder springen

    Close
    sv Stäng
    nb Lukk
    nl Sluiten
    de Schließen

    Walk what was found
    sv Gå igenom det som hittades
    nb Gå gjennom det som ble funnet
    nl Door de resultaten lopen
    de Durch das Gefundene gehen

    Delete the view {}
    sv Ta bort vyn {}
    nb Slett visningen {}
    nl Weergave {} verwijderen
    de Ansicht {} löschen

    Save this view
    sv Spara den här vyn
    nb Lagre denne visningen
    nl Deze weergave opslaan
    de Diese Ansicht speichern

    Name of the view
    sv Vyns namn
    nb Visningens navn
    nl Naam van de weergave
    de Name der Ansicht

    Save view
    sv Spara vy
    nb Lagre visning
    nl Weergave opslaan
    de Ansicht speichern

    Enter a name of at most 60 characters.
    sv Ange ett namn på högst 60 tecken.
    nb Oppgi et navn på høyst 60 tegn.
    nl Vul een naam van hoogstens 60 tekens in.
    de Geben Sie einen Namen mit höchstens 60 Zeichen ein.

    You keep fifty views already. Delete one first.
    sv Du har redan femtio vyer. Ta bort en först.
    nb Du har allerede femti visninger. Slett en først.
    nl U bewaart al vijftig weergaven. Verwijder er eerst een.
    de Sie haben schon fünfzig Ansichten. Löschen Sie zuerst eine.
    """
}
