/* lexicon_lures_north.def.h - what frauds write in German, Dutch and Polish. */
#define LEXICON_LURES_NORTH(L)                                                 \
	L(CALL_US, "rufen sie uns")                                            \
	L(SCAN_CODE, "qr code scannen", "scannen sie")                         \
	L(CREDENTIALS, "bestatigen sie ihre daten",                            \
	    "bestatigen sie ihr konto", "verifizieren sie ihr konto",          \
	    "daten aktualisieren", "konto bestatigen",                         \
	    "identitat bestatigen", "konto verifizieren",                      \
	    "melden sie sich an um", "kontodaten", "kartendaten",              \
	    "zugangsdaten", "daten bestatigen",                                \
	    "bestatigen sie ihre identitat", "verifizierung",                  \
	    "aktualisieren sie ihre", "legitimieren",                          \
	    "bestatigen sie ihre adresse",                                     \
	    "bestatigen sie ihre lieferadresse", "adresse bestatigen",         \
	    "ihre daten zu bestatigen", "kontoinformationen", "ihre angaben",  \
	    "kundendaten", "pushtan", "push tan", "photo tan",                 \
	    "tan verfahren", "sicherheitsverfahren", "neu registrieren",       \
	    "erneut bestatigen", "aktivierung ihres", "gerat registrieren",    \
	    "passwort behalten", "passwort beibehalten",                       \
	    "postfach bestatigen", "zahlungsdaten", "zahlungsinformationen",   \
	    "zahlungsmethode aktualisieren", "bankdaten", "daten abgleich",    \
	    "datenabgleich", "identitatsprufung", "authentifizierung",         \
	    "gegevens bijwerken", "bevestig uw", "verifieer uw",               \
	    "bevestig je", "bevestig uw gegevens", "uw gegevens bevestigen",   \
	    "werk uw gegevens bij", "gegevens bevestigen", "verifieer je",     \
	    "uw account verifieren", "account bevestigen", "betaalgegevens",   \
	    "betalingsgegevens", "identiteit bevestigen",                      \
	    "opnieuw bevestigen", "nieuwe betaalpas", "digipas",               \
	    "scanner vernieuwen", "bankpas aanvragen", "heractiveren",         \
	    "potwierdz swoje", "potwierdz dane", "zaktualizuj dane",           \
	    "zaktualizuj swoje", "zweryfikuj konto", "zweryfikuj swoje",       \
	    "weryfikacja konta", "potwierdz tozsamosc", "zaloguj sie aby",     \
	    "dane karty", "numer karty", "dane logowania",                     \
	    "aktualizacja danych", "potwierdz adres", "zachowaj haslo")        \
	L(THREAT, "konto gesperrt", "konto wurde gesperrt",                    \
	    "konto eingeschrankt", "konto wird gesperrt",                      \
	    "ungewohnliche aktivitat", "vorubergehend gesperrt",               \
	    "zugang gesperrt", "paket konnte nicht zugestellt", "gesperrt",    \
	    "wird gesperrt", "eingeschrankt", "sperrung", "zollgebuhr",        \
	    "zahlung fehlgeschlagen", "wurde gesperrt",                        \
	    "wurde eingeschrankt", "wird deaktiviert", "wurde deaktiviert",    \
	    "deaktivierung", "wird geloscht", "werden geloscht",               \
	    "einschrankung", "ausgesetzt", "unbefugter zugriff",               \
	    "verdachtige aktivitat", "verdachtige aktivitaten",                \
	    "ungewohnliche anmeldung", "ihr paket wartet", "paket wartet",     \
	    "sendung wartet", "nicht zugestellt",                              \
	    "zustellung fehlgeschlagen", "zustellung nicht moglich",           \
	    "zustellversuch", "zollgebuhren", "versandkosten bezahlen",        \
	    "ausstehende zahlung", "offene forderung", "speicherplatz voll",   \
	    "speicher ist voll", "postfach ist voll",                          \
	    "fotos werden geloscht", "letzte warnung", "letzter versuch",      \
	    "abonnement abgelaufen", "mitgliedschaft abgelaufen",              \
	    "steuerruckerstattung", "geblokkeerd", "opgeschort", "verloopt",   \
	    "is geblokkeerd", "wordt geblokkeerd", "wordt beperkt",            \
	    "is beperkt", "wordt opgeschort", "is opgeschort", "is verlopen",  \
	    "bijna vol", "opslag is vol", "worden verwijderd",                 \
	    "wordt verwijderd", "verdachte activiteit",                        \
	    "ongebruikelijke activiteit", "pakket wacht",                      \
	    "niet worden bezorgd", "niet bezorgd", "mislukte levering",        \
	    "bezorging mislukt", "bezorgpoging", "openstaande betaling",       \
	    "openstaande schuld", "achterstallige", "laatste herinnering",     \
	    "laatste waarschuwing", "invoerkosten", "verzendkosten",           \
	    "konto zostalo zablokowane", "konto zostanie zablokowane",         \
	    "zostanie zablokowane", "zostalo zawieszone",                      \
	    "zostanie zawieszone", "konto zawieszone", "ograniczony dostep",   \
	    "podejrzana aktywnosc", "nietypowa aktywnosc", "haslo wygasa",     \
	    "wygasnie", "wygaslo", "przesylka zostala wstrzymana",             \
	    "paczka oczekuje", "nie mogla zostac dostarczona",                 \
	    "nie udalo sie dostarczyc", "nieudana dostawa", "oplata celna",    \
	    "zaleglosc", "nieoplacona faktura", "ostatnie wezwanie",           \
	    "wezwanie do zaplaty", "skrzynka jest pelna", "zostana usuniete")  \
	L(URGENT, "dringend", "sofort", "letzte mahnung",                      \
	    "letzte erinnerung", "so schnell wie moglich",                     \
	    "innerhalb von 00 stunden", "unverzuglich", "nur heute",           \
	    "letzte chance", "nur noch heute", "onmiddellijk",                 \
	    "zo snel mogelijk", "binnen 00 uur", "dringend verzoek",           \
	    "laatste kans", "alleen vandaag", "natychmiast", "pilne",          \
	    "jak najszybciej", "w ciagu 00 godzin", "ostatnia szansa",         \
	    "tylko dzis")                                                      \
	L(MONEY_BAIT, "gewonnen", "sie wurden ausgewahlt",                     \
	    "herzlichen gluckwunsch sie", "ihr gewinn", "gewinnspiel",         \
	    "gutschein gewonnen", "sie haben gewonnen",                        \
	    "lieber begunstigter", "liebe begunstigte", "gewinner",            \
	    "ihr preis", "ihre belohnung", "belohnung wartet",                 \
	    "gewinnen sie", "jetzt gewinnen", "verlosung", "verlosen",         \
	    "geschenk fur sie", "unser geschenk", "kostenloses geschenk",      \
	    "umfrage teilnehmen", "an unserer umfrage", "kurze umfrage",       \
	    "00 euro gutschein", "000 gutschein", "einkaufsgutschein",         \
	    "ausgelost", "glucklicher gewinner", "sie sind einer unserer",     \
	    "erbschaft", "spenden ihnen", "million euro", "millionen euro",    \
	    "kredit anbieten", "kreditangebot", "bitcoin verdienen",           \
	    "u heeft gewonnen", "je hebt gewonnen", "u bent geselecteerd",     \
	    "je bent geselecteerd", "bent u geselecteerd", "winnaar",          \
	    "uw prijs", "maak kans", "cadeaukaart", "beloning", "erfenis",     \
	    "prijs ophalen", "gratis proberen", "wygrales", "wygrana",         \
	    "odbierz nagrode", "zostales wybrany", "spadek", "loteria",        \
	    "karta podarunkowa", "milionow euro", "zwrot podatku",             \
	    "darowizna")                                                       \
	L(JUNK_OFFER, "gewicht verlieren", "potenzmittel", "haarausfall",      \
	    "schmerzlinderung", "heisse frauen", "einsame frauen",             \
	    "frauen in ihrer nahe", "private fotos", "traumfrau",              \
	    "freispiele", "wahrsager", "horoskop", "detox",                    \
	    "nahrungserganzung", "krypto handel", "geld verdienen",            \
	    "passives einkommen", "treffen sie frauen", "mannlichkeit",        \
	    "oekraiense vrouwen", "oekraiense meisjes", "russische vrouwen",   \
	    "gratis daten", "gratis afspreken", "afvallen", "erectie",         \
	    "single vrouwen", "kasyno online", "schudnij", "odchudzanie",      \
	    "potencja", "ukrainki", "zarabiaj", "szybka pozyczka",             \
	    "chwilowka")                                                       \
	L(DOC_LURE, "neue sprachnachricht", "neue nachricht erhalten",         \
	    "neues dokument", "dokument freigegeben", "sichere nachricht",     \
	    "neues fax", "rechnung im anhang", "beigefugte rechnung",          \
	    "anklageschrift", "vorladung", "nieuw document",                   \
	    "beveiligd bericht", "nieuw bericht", "nieuwe voicemail",          \
	    "bijgevoegde factuur", "nowa wiadomosc glosowa", "nowy dokument",  \
	    "faktura w zalaczniku")                                            \
	L(EXTORTION, "ihre webcam", "ihr gerat gehackt",                       \
	    "zugriff auf ihr gerat", "ihr gerat infiziert", "in bitcoin zu",   \
	    "ich habe sie aufgenommen", "video von ihnen",                     \
	    "auf mein bitcoin", "ihre kontakte")                               \
	L(GIFT_CARD, "geschenkkarten", "neue bankverbindung",                  \
	    "neue kontonummer", "geanderte bankverbindung",                    \
	    "gutscheinkarten", "sind sie verfugbar", "bist du verfugbar")      \
	L(CLICK, "klicken sie hier", "hier klicken", "klicken sie",            \
	    "jetzt bestatigen", "jetzt aktualisieren", "jetzt verifizieren",   \
	    "zum konto", "jetzt anmelden", "hier anmelden", "jetzt starten",   \
	    "jetzt sichern", "jetzt teilnehmen", "jetzt prufen",               \
	    "zur bestatigung", "sendung verfolgen", "paket verfolgen",         \
	    "jetzt ansehen", "hier bestatigen", "zum formular",                \
	    "auf den link", "auf folgenden link", "folgenden link",            \
	    "klik hier", "bekijk", "klik op", "klik hieronder",                \
	    "nu bevestigen", "bevestig nu", "log in", "inloggen",              \
	    "volg uw pakket", "bekijk hier", "ga naar", "kliknij tutaj",       \
	    "kliknij", "kliknij ponizej", "zaloguj sie", "potwierdz teraz",    \
	    "sledz przesylke", "przejdz do")                                   \
	L(SOFT_LURE, "lauft ab", "ablaufen", "abgelaufen", "ihre sendung",     \
	    "inkasso", "ruckerstattung", "uw pakket", "je pakket", "doplata",  \
	    "umgehend", "frist", "spende", "darlehen", "bonus sichern",        \
	    "gefeliciteerd", "enquete", "nagroda", "gratulacje", "ankieta",    \
	    "abnehmen", "dating", "randki", "im anhang", "in de bijlage",      \
	    "w zalaczniku")
