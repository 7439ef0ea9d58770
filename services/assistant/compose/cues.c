/* cues.c - see cues.h. */
#include "services/assistant/compose/cues.h"

#include "services/assistant/question/words.h"

/* Searched as they are, so that a sentence costs microseconds. */
static const char months[] =
    "|january|february|march|april|may|june|july|"
    "august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|"
    "sep|sept|oct|nov|dec|januar|februar|marz|mai|juni|juli|oktober|dezember|"
    "okt|dez|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|"
    "novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    "septiembre|octubre|noviembre|diciembre|";
static const char days[] =
    "|monday|tuesday|wednesday|thursday|friday|saturday|"
    "sunday|tomorrow|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    "sonntag|morgen|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|"
    "lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|";
static const char hours[] =
    "|uhr|oclock|clock|noon|midday|midnight|mittag|mittags|mitternacht|midi|"
    "minuit|heures|mediodia|medianoche|";
/* "halb neun", "half past ten", "viertel vor acht": with a number behind. */
static const char halves[] =
    "|halb|half|viertel|dreiviertel|quarter|past|gegen|";
static const char numbers[] =
    "|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eins|"
    "zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|";
static const char currencies[] =
    "|eur|euro|euros|usd|dollar|dollars|gbp|pound|"
    "pounds|chf|franken|francs|jpy|sek|nok|dkk|pln|inr|";
static const char places[] =
    "|street|road|avenue|square|lane|room|floor|"
    "building|office|address|zoom|teams|meet|hangouts|webex|skype|gate|"
    "terminal|platform|station|airport|strasse|platz|allee|raum|etage|gleis|"
    "bahnhof|flughafen|adresse|rue|boulevard|salle|bureau|gare|quai|calle|"
    "avenida|plaza|sala|planta|oficina|direccion|estacion|aeropuerto|hotel|";
static const char boilerplate[] =
    "|unsubscribe|unsubscribing|abmelden|"
    "abbestellen|desabonner|desinscrire|copyright|browser|navigateur|"
    "navegador|datenschutz|datenschutzerklarung|impressum|privacy|"
    "confidentialite|privacidad|cookie|cookies|preferences|disclaimer|"
    "confidential|newsletter|";
static const char greetings[] =
    "|hi|hello|hey|dear|hallo|liebe|lieber|guten|"
    "bonjour|bonsoir|cher|chere|salut|hola|buenos|buenas|estimado|estimada|"
    "regards|best|thanks|cheers|sincerely|grusse|grussen|cordialement|saludos|";

static const char reasons[] =
    "|because|since|reason|therefore|unfortunately|sorry|regret|"
    "afraid|decided|instead|requires|required|however|weil|denn|leider|"
    "grund|deshalb|entschieden|bedauern|car|parce|raison|malheureusement|"
    "regrettons|decide|porque|motivo|razon|desgraciadamente|"
    "lamentablemente|lamentamos|decidido|";

static bool is_in(const char *list, const char *fold)
{
	size_t n = strlen(fold);

	for (const char *p = strstr(list, fold); p != NULL && n > 0;
	     p = strstr(p + 1, fold)) {
		if (p[-1] == '|' && p[n] == '|')
			return true;
	}
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "20h50", "11am", "5pm" */
static bool is_hour(const struct word *w)
{
	size_t i = 0;

	while (i < w->fold_n && is_digit(w->fold[i]))
		i++;
	if (i == 0 || i > 2 || i == w->fold_n)
		return false;
	if (streq(w->fold + i, "am") || streq(w->fold + i, "pm"))
		return true;
	return w->fold[i] == 'h' &&
	       (i + 1 == w->fold_n || is_digit(w->fold[i + 1]));
}

/* "10:30", "2026-11-02", "5.12.", "5/12/2026" */
static bool has_clock_or_date(struct str s)
{
	for (size_t i = 1; i + 2 < s.n; i++) {
		if (!is_digit(s.p[i - 1]) || !is_digit(s.p[i + 1]))
			continue;
		if (s.p[i] == ':' && is_digit(s.p[i + 2]))
			return true;
		for (size_t j = i + 2; j < s.n && j < i + 4; j++) {
			if (s.p[j] == s.p[i] &&
			    (s.p[i] == '-' || s.p[i] == '/' || s.p[i] == '.'))
				return true;
		}
	}
	return false;
}

static bool has_currency_sign(struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c = utf8_next((struct str){s.p + i, s.n - i}, &n);

		if (c == '$' || c == 0xA3 || c == 0xA5 ||
		    (c >= 0x20A0 && c <= 0x20BF))
			return true;
	}
	return false;
}

/* Digits among letters, or four digits and more that are no year. */
static bool is_code(const struct word *w)
{
	size_t digits = 0;

	for (size_t i = 0; i < w->fold_n; i++)
		digits += is_digit(w->fold[i]);
	if (digits == 0 || w->fold_n < 4)
		return false;
	if (digits < w->fold_n)
		return true;
	return w->fold_n != 4 || (strncmp(w->fold, "19", 2) != 0 &&
				     strncmp(w->fold, "20", 2) != 0);
}

struct cues cues_of(struct str s)
{
	struct cues c = {0};
	bool currency = has_currency_sign(s), month = false, upper = false;
	size_t pos = 0, words = 0, capitals = 0;
	bool thousands = false; /* "88k" */
	bool half = false;
	struct word w;

	while (word_next(s, &pos, &w)) {
		capitals += w.upper;
		c.number |= w.digit;
		month |= is_in(months, w.fold);
		c.date |= is_in(days, w.fold) || is_hour(&w) ||
			  is_in(hours, w.fold) ||
			  (half && (w.digit || is_in(numbers, w.fold)));
		half = is_in(halves, w.fold);
		currency |= is_in(currencies, w.fold);
		c.place |= is_in(places, w.fold);
		c.boilerplate |= is_in(boilerplate, w.fold);
		c.greeting |= words == 0 && is_in(greetings, w.fold);
		c.reason |= is_in(reasons, w.fold);
		c.code |= is_code(&w);
		thousands |=
		    w.digit && w.fold_n > 1 && w.fold[w.fold_n - 1] == 'k';
		c.name |= words > 0 && upper && w.upper;
		upper = w.upper;
		words++;
	}
	c.date |= (month && c.number) || has_clock_or_date(s);
	c.amount = (currency && c.number) || thousands;
	c.name |= str_find(s, "@") >= 0;
	c.link = str_ifind(s, "http") >= 0 || str_ifind(s, "www.") >= 0;
	c.greeting = c.greeting && words <= 5;
	c.title = words >= 2 && words <= 9 && capitals * 4 >= words * 3 &&
		  strchr(".!?:", s.p[s.n - 1]) == NULL && !c.number;
	return c;
}

bool cues_answer(const struct cues *c, enum asked asked)
{
	switch (asked) {
	case ASKED_WHEN:
		return c->date;
	case ASKED_AMOUNT:
		return c->amount;
	case ASKED_WHO:
		return c->name;
	case ASKED_WHERE:
		return c->place;
	case ASKED_COUNT:
		return c->number;
	case ASKED_WHY:
		return c->reason;
	case ASKED_CODE:
		return c->code;
	case ASKED_TEXT:
	case ASKED_NOTHING:
		break;
	}
	return false;
}
