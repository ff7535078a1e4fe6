extension Phrases {
  /// Coupons and promotion codes.
  static let coupons = """
    Coupons
    sv Kuponger
    nb Kuponger
    nl Kortingsbonnen
    de Gutscheine

    Coupon
    sv Kupong
    nb Kupong
    nl Kortingsbon
    de Gutschein

    Lasts
    sv Gäller
    nb Gjelder
    nl Geldt
    de Gilt

    Used
    sv Använd
    nb Brukt
    nl Gebruikt
    de Eingelöst

    New coupon
    sv Ny kupong
    nb Ny kupong
    nl Nieuwe kortingsbon
    de Neuer Gutschein

    New code
    sv Ny kod
    nb Ny kode
    nl Nieuwe code
    de Neuer Code

    No coupons yet
    sv Inga kuponger ännu
    nb Ingen kuponger ennå
    nl Nog geen kortingsbonnen
    de Noch keine Gutscheine

    What takes something off your prices appears here.
    sv Här visas det som sänker priserna.
    nb Her vises det som senker prisene.
    nl Hier verschijnt wat korting op de prijzen geeft.
    de Hier erscheint, was die Preise mindert.

    Takes off
    sv Rabatt på
    nb Gir avslag på
    nl Korting van
    de Nachlass

    Can be used until
    sv Kan användas till
    nb Kan brukes til
    nl Te gebruiken tot
    de Einlösbar bis

    Codes
    sv Koder
    nb Koder
    nl Codes
    de Codes

    Code
    sv Kod
    nb Kode
    nl Code
    de Code

    Closed ¦ code
    sv Stängd
    nb Stengt
    nl Gesloten
    de Geschlossen

    The newest hundred codes
    sv De hundra senaste koderna
    nb De hundre nyeste kodene
    nl De nieuwste honderd codes
    de Die neuesten hundert Codes

    For one invoice
    sv För en faktura
    nb For én faktura
    nl Voor één factuur
    de Für eine Rechnung

    For ever
    sv Tills vidare
    nb For alltid
    nl Voor altijd
    de Unbefristet

    For 1 month
    sv I 1 månad
    nb I 1 måned
    nl 1 maand lang
    de 1 Monat lang

    For {} months
    sv I {} månader
    nb I {} måneder
    nl {} maanden lang
    de {} Monate lang

    Withdrawn
    sv Indragen
    nb Trukket tilbake
    nl Ingetrokken
    de Zurückgezogen

    Used up or over
    sv Förbrukad eller utgången
    nb Brukt opp eller utløpt
    nl Opgebruikt of verlopen
    de Aufgebraucht oder abgelaufen

    Off the next invoice.
    sv På nästa faktura.
    nb På neste faktura.
    nl Op de volgende factuur.
    de Auf die nächste Rechnung.

    For some months
    sv I några månader
    nb I noen måneder
    nl Een aantal maanden
    de Einige Monate lang

    As many as stand below.
    sv Så många som anges nedan.
    nb Så mange som står nedenfor.
    nl Zoveel als hieronder staat.
    de So viele, wie unten stehen.

    Off every invoice.
    sv På varje faktura.
    nb På hver faktura.
    nl Op elke factuur.
    de Auf jede Rechnung.

    So many percent, or such an amount.
    sv Så många procent, eller ett sådant belopp.
    nb Så mange prosent, eller et slikt beløp.
    nl Zoveel procent, of zo’n bedrag.
    de So viel Prozent oder ein solcher Betrag.

    Of ¦ unit
    sv Enhet
    nb Enhet
    nl Eenheid
    de Einheit

    An amount
    sv Ett belopp
    nb Et beløp
    nl Een bedrag
    de Ein Betrag

    How long?
    sv Hur länge?
    nb Hvor lenge?
    nl Hoe lang?
    de Wie lange?

    Months
    sv Månader
    nb Måneder
    nl Maanden
    de Monate

    When it lasts for some months.
    sv Om den gäller i några månader.
    nb Når den gjelder i noen måneder.
    nl Als hij een aantal maanden geldt.
    de Wenn er einige Monate lang gilt.

    Create coupon
    sv Skapa kupong
    nb Opprett kupong
    nl Kortingsbon aanmaken
    de Gutschein anlegen

    What a coupon takes off never changes.
    sv En kupongs rabatt ändras aldrig.
    nb Rabatten på en kupong endres aldri.
    nl De korting van een bon verandert nooit.
    de Der Nachlass eines Gutscheins ändert sich nie.

    How often at most
    sv Högst antal gånger
    nb Høyst antall ganger
    nl Hoe vaak hoogstens
    de Wie oft höchstens

    Empty is as often as anybody likes.
    sv Tomt betyder hur ofta som helst.
    nb Tomt betyr så ofte man vil.
    nl Leeg is onbeperkt.
    de Leer heißt beliebig oft.

    A name has at most 40 characters.
    sv Ett namn har högst 40 tecken.
    nb Et navn har høyst 40 tegn.
    nl Een naam heeft hoogstens 40 tekens.
    de Ein Name hat höchstens 40 Zeichen.

    Choose how long it lasts.
    sv Välj hur länge den gäller.
    nb Velg hvor lenge den gjelder.
    nl Kies hoe lang hij geldt.
    de Bitte wählen, wie lange er gilt.

    A number of months
    sv Antalet månader
    nb Antall måneder
    nl Het aantal maanden
    de Die Zahl der Monate

    A number of uses
    sv Antalet användningar
    nb Antall ganger
    nl Het aantal keren
    de Die Zahl der Einlösungen

    Enter for how many months.
    sv Ange för hur många månader.
    nb Skriv inn for hvor mange måneder.
    nl Vul in voor hoeveel maanden.
    de Bitte eingeben, für wie viele Monate.

    Choose percent or a currency of the list.
    sv Välj procent eller en valuta i listan.
    nb Velg prosent eller en valuta fra listen.
    nl Kies procent of een valuta uit de lijst.
    de Bitte Prozent oder eine Währung der Liste wählen.

    A coupon takes more than nothing off.
    sv En kupong ger mer än noll i rabatt.
    nb En kupong gir mer enn null i rabatt.
    nl Een kortingsbon geeft meer dan nul korting.
    de Ein Gutschein gewährt mehr als nichts.

    Letters, digits and dashes. Empty makes one up that nobody guesses.
    sv Bokstäver, siffror och bindestreck. Tomt ger en kod som ingen gissar.
    nb Bokstaver, sifre og bindestreker. Tomt gir en kode som ingen gjetter.
    nl Letters, cijfers en streepjes. Leeg levert een code op die niemand raadt.
    de Buchstaben, Ziffern und Bindestriche. Leer ergibt einen, den niemand errät.

    For whom?
    sv För vem?
    nb For hvem?
    nl Voor wie?
    de Für wen?

    Everybody
    sv Alla
    nb Alle
    nl Iedereen
    de Alle

    Whoever knows it.
    sv Den som känner till den.
    nb Den som kjenner den.
    nl Wie hem kent.
    de Wer ihn kennt.

    New customers
    sv Nya kunder
    nb Nye kunder
    nl Nieuwe klanten
    de Neue Kunden

    Whoever has bought nothing yet.
    sv Den som ännu inte har köpt något.
    nb Den som ikke har kjøpt noe ennå.
    nl Wie nog niets heeft gekocht.
    de Wer noch nichts gekauft hat.

    Create code
    sv Skapa kod
    nb Opprett kode
    nl Code aanmaken
    de Code anlegen

    Customers type it to use {}.
    sv Kunder skriver den för att använda {}.
    nb Kunder skriver den for å bruke {}.
    nl Klanten typen hem om {} te gebruiken.
    de Kunden geben ihn ein, um {} zu nutzen.

    A code has letters, digits and dashes only.
    sv En kod har bara bokstäver, siffror och bindestreck.
    nb En kode har bare bokstaver, sifre og bindestreker.
    nl Een code heeft alleen letters, cijfers en streepjes.
    de Ein Code hat nur Buchstaben, Ziffern und Bindestriche.
    """
}
