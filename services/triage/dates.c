/* dates.c - finds dates in running text. */
#include "services/triage/dates.h"
#include "services/triage/text.h"

#define SCAN_BYTES  8192
#define CUE_BYTES   72 /* how far back words explain a date */
#define TIME_BYTES  28 /* how far ahead a time belongs to it */

struct scan {
	struct str text;
	size_t pos;
	int64_t today;
	enum triage_order order;
};

/* Folded prefixes of month names; the length is what must match. */
static const struct {
	const char *name;
	int month;
} month_names[] = {
    {"january", 1}, {"januar", 1}, {"janvier", 1}, {"janv", 1}, {"enero", 1},
    {"jan", 1}, {"ene", 1}, {"february", 2}, {"februar", 2}, {"fevrier", 2},
    {"febrero", 2}, {"fevr", 2}, {"feb", 2}, {"fev", 2}, {"march", 3},
    {"marz", 3}, {"maerz", 3}, {"mars", 3}, {"marzo", 3}, {"mar", 3},
    {"mrz", 3}, {"april", 4}, {"avril", 4}, {"abril", 4}, {"apr", 4},
    {"avr", 4}, {"abr", 4}, {"may", 5}, {"mai", 5}, {"mayo", 5}, {"june", 6},
    {"juni", 6}, {"juin", 6}, {"junio", 6}, {"jun", 6}, {"july", 7},
    {"juli", 7}, {"juillet", 7}, {"julio", 7}, {"juil", 7}, {"jul", 7},
    {"august", 8}, {"aout", 8}, {"agosto", 8}, {"aug", 8}, {"ago", 8},
    {"september", 9}, {"septembre", 9}, {"septiembre", 9}, {"sept", 9},
    {"sep", 9}, {"october", 10}, {"oktober", 10}, {"octobre", 10},
    {"octubre", 10}, {"oct", 10}, {"okt", 10}, {"november", 11},
    {"novembre", 11}, {"noviembre", 11}, {"nov", 11}, {"december", 12},
    {"dezember", 12}, {"decembre", 12}, {"diciembre", 12}, {"dec", 12},
    {"dez", 12}, {"dic", 12},
};

static const struct {
	const char *name;
	int weekday;
} weekday_names[] = {
    {"sunday", 0}, {"sonntag", 0}, {"dimanche", 0}, {"domingo", 0},
    {"monday", 1}, {"montag", 1}, {"lundi", 1}, {"lunes", 1},
    {"tuesday", 2}, {"dienstag", 2}, {"mardi", 2}, {"martes", 2},
    {"wednesday", 3}, {"mittwoch", 3}, {"mercredi", 3}, {"miercoles", 3},
    {"thursday", 4}, {"donnerstag", 4}, {"jeudi", 4}, {"jueves", 4},
    {"friday", 5}, {"freitag", 5}, {"vendredi", 5}, {"viernes", 5},
    {"saturday", 6}, {"samstag", 6}, {"samedi", 6}, {"sabado", 6},
};

/* Words alone that are a day counted from today. */
static const struct {
	const char *name;
	int days;
} relative_names[] = {
    {"today", 0}, {"heute", 0}, {"aujourd'hui", 0}, {"hoy", 0},
    {"tonight", 0}, {"tomorrow", 1}, {"morgen", 1}, {"demain", 1},
    {"manana", 1}, {"ubermorgen", 2},
};

#define C(text) {text, sizeof text - 1}
/* Folded; what stands before the date, whole words. The past ones mean that
 * the date has gone by. */
static const struct str deadline_cues[] = {
    C("due"), C("pay by"), C("payable by"), C("payable until"),
    C("payment by"), C("deadline"), C("deadline is"), C("expires"),
    C("expire"), C("expires on"), C("expiring"), C("respond by"),
    C("reply by"), C("before"), C("submit by"), C("no later than"),
    C("not later than"), C("until"), C("by"), C("overdue"), C("accept by"),
    C("confirm by"), C("sign by"), C("valid until"), C("closes"),
    C("will be charged"), C("direct debit"), C("will be debited"),
    C("fallig"), C("bis"), C("bis zum"), C("bis spatestens"),
    C("spatestens"), C("zahlbar"), C("frist"), C("abgebucht"),
    C("eingezogen"), C("echeance"), C("avant le"), C("au plus tard"),
    C("jusqu'au"), C("d'ici le"), C("prelevement"), C("preleve"),
    C("date limite"), C("a regler"), C("vencimiento"), C("vence"),
    C("antes del"), C("hasta el"), C("a mas tardar"), C("fecha limite"),
    C("se cargara"), C("fecha de pago")};
static const struct str past_cues[] = {
    C("was due"), C("were due"), C("overdue since"), C("past due"),
    C("expired"), C("expired on"), C("was payable"), C("war fallig"),
    C("seit dem"), C("abgelaufen"), C("etait du"), C("est echue"),
    C("vencio"), C("vencida"), C("paid on"), C("ordered on"),
    C("purchased on"), C("received on"), C("sent on"), C("dated"),
    C("bezahlt am"), C("bestellt am"), C("vom"), C("paye le"),
    C("commande du"), C("pagado el"), C("del pasado"), C("applied on"),
    C("since")};
static const struct str meeting_cues[] = {
    C("on"), C("at"), C("scheduled for"), C("scheduled on"),
    C("takes place"), C("starts"), C("begins"), C("departs"), C("departure"),
    C("check-in"), C("check in"), C("arrival"), C("when"), C("date"),
    C("join us"), C("am"), C("findet"), C("termin"), C("beginnt"),
    C("abfahrt"), C("abflug"), C("wann"), C("anreise"), C("le"), C("date"),
    C("depart"), C("rendez-vous"), C("aura lieu"), C("quand"), C("el"),
    C("fecha"), C("salida"), C("tendra lugar"), C("cuando"), C("cita"),
    C("interview"), C("meeting"), C("call"), C("gesprach"), C("entretien"),
    C("entrevista"), C("moved to")};

#undef C

static bool read_numeric(const struct scan *s, struct triage_date *d_r,
    bool *yearless_r);
static bool read_day_month(const struct scan *s, struct triage_date *d_r,
    bool *yearless_r);
static bool read_word(const struct scan *s, struct triage_date *d_r,
    bool *yearless_r);
static void explain(const struct scan *s, struct triage_date *d, bool yearless);
static void find_time(const struct scan *s, struct triage_date *d);

/* ---- the calendar ---- */

int64_t triage_day_of(int year, int month, int mday)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 +
	    mday - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void triage_day_split(int64_t day, int *year_r, int *month_r, int *mday_r)
{
	int64_t z = day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*mday_r = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month_r = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year_r = (int)(yoe + era * 400) + (*month_r <= 2);
}

int triage_day_weekday(int64_t day)
{
	return (int)((day % 7 + 11) % 7);
}

bool triage_day_valid(int year, int month, int mday)
{
	int y, m, d;

	if (year < 1970 || year > 2200 || month < 1 || month > 12 ||
	    mday < 1 || mday > 31)
		return false;
	triage_day_split(triage_day_of(year, month, mday), &y, &m, &d);
	return m == month;
}

/* ---- pieces ---- */

static char at(const struct scan *s, size_t i)
{
	return i < s->text.n ? s->text.p[i] : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A run of 1 to max digits at *i that no digit follows. */
static bool number(const struct scan *s, size_t *i, size_t max, int *v_r)
{
	size_t n = 0;
	int v = 0;

	while (n < max && is_digit(at(s, *i + n)))
		v = v * 10 + (at(s, *i + n++) - '0');
	if (n == 0 || is_digit(at(s, *i + n)))
		return false;
	*i += n;
	*v_r = v;
	return true;
}

static void skip_blank(const struct scan *s, size_t *i)
{
	while (at(s, *i) == ' ' || at(s, *i) == '\t' || at(s, *i) == '\n' ||
	    at(s, *i) == '\r')
		(*i)++;
}

/* Folds the word at i (letters and inner apostrophes) into out; returns its
 * bytes in the text. */
static size_t word_at(const struct scan *s, size_t i, char *out, size_t max)
{
	size_t n = 0, len = 0, pos = i;
	struct str t = s->text;

	while (pos < t.n && len + 1 < max) {
		size_t next = pos;
		uint32_t c = triage_text_fold_char(triage_text_next(t, &next));

		if ((c < 'a' || c > 'z') && c != '\'')
			break;
		out[len++] = (char)c;
		pos = next;
		n = pos - i;
	}
	out[len] = '\0';
	return n;
}

/* Most words are none of those: their first letter says so. */
static bool same(const char *w, const char *name)
{
	return w[0] == name[0] && streq(w, name);
}

static bool month_at(const struct scan *s, size_t *i, int *month_r)
{
	char w[16];
	size_t n = word_at(s, *i, w, sizeof w);

	for (size_t k = 0; n > 0 && k < ARRAY_LEN(month_names); k++) {
		if (same(w, month_names[k].name)) {
			*i += n;
			*i += at(s, *i) == '.';
			*month_r = month_names[k].month;
			return true;
		}
	}
	return false;
}

/* ", 2026", " 2026", " de 2026", " del 2026": the year after a day. */
static bool year_at(const struct scan *s, size_t *i, int *year_r)
{
	size_t j = *i;
	char w[8];

	j += at(s, j) == ',';
	skip_blank(s, &j);
	if (word_at(s, j, w, sizeof w) > 0 && (streq(w, "de") ||
	    streq(w, "del"))) {
		j += strlen(w);
		skip_blank(s, &j);
	}
	if (j == *i || !is_digit(at(s, j)) || !number(s, &j, 4, year_r) ||
	    *year_r < 1970 || *year_r > 2200)
		return false;
	*i = j;
	return true;
}

static bool accept(struct triage_date *d, const struct scan *s, int year,
    int month, int mday, size_t end)
{
	int y, m, today_day;

	if (year == 0) {
		triage_day_split(s->today, &y, &m, &today_day);
		/* 29 February waits for its next leap year. */
		for (year = y; year < y + 8; year++) {
			if (triage_day_valid(year, month, mday) &&
			    triage_day_of(year, month, mday) >= s->today)
				break;
		}
	}
	if (year < 100)
		year += 2000;
	if (!triage_day_valid(year, month, mday))
		return false;
	*d = (struct triage_date){
	    .day = triage_day_of(year, month, mday),
	    .minute = -1,
	    .from = (uint32_t)s->pos,
	    .bytes = (uint16_t)(end - s->pos),
	};
	return true;
}

/* ---- the forms ---- */

/* 2026-12-05, 05.12.2026, 5.12., 12/05/2026, 5-12-2026. */
static bool read_numeric(const struct scan *s, struct triage_date *d_r,
    bool *yearless_r)
{
	size_t i = s->pos, j;
	int a, b, c = 0;
	char sep;

	if (!number(s, &i, 4, &a))
		return false;
	sep = at(s, i);
	if (sep != '-' && sep != '.' && sep != '/')
		return false;
	j = i + 1;
	if (!is_digit(at(s, j)) || !number(s, &j, 2, &b))
		return false;
	if (a >= 1970) {
		if (at(s, j) != sep)
			return false;
		j++;
		return number(s, &j, 2, &c) && accept(d_r, s, a, b, c, j);
	}
	if (a > 31)
		return false;
	*yearless_r = true;
	if (at(s, j) == sep && is_digit(at(s, j + 1))) {
		size_t k = j + 1;

		if (!number(s, &k, 4, &c) || (c > 99 && c < 1970))
			return false;
		j = k;
		*yearless_r = false;
	} else if (sep == '.' && at(s, j) == '.') {
		j++; /* "5.12." has its second point; "5.12" is a number */
	} else if (sep != '/' || at(s, j) == '/') {
		return false;
	}
	if (sep == '/' && s->order == ORDER_MDY && a <= 12) {
		int t = a;

		a = b;
		b = t;
	} else if (b > 12 && a <= 12 && sep == '/') {
		int t = a;

		a = b;
		b = t;
	}
	return accept(d_r, s, *yearless_r ? 0 : c, b, a, j);
}

/* 5 December 2026, 5. Dezember, 5th of December, 1er décembre, 5 de
 * diciembre de 2026. */
static bool read_day_month(const struct scan *s, struct triage_date *d_r,
    bool *yearless_r)
{
	size_t i = s->pos;
	int mday, month, year = 0;
	char w[8];
	size_t n;

	if (!number(s, &i, 2, &mday))
		return false;
	n = word_at(s, i, w, sizeof w);
	if (n > 0 && (streq(w, "st") || streq(w, "nd") || streq(w, "rd") ||
	    streq(w, "th") || streq(w, "er")))
		i += n;
	i += at(s, i) == '.';
	if (at(s, i) == '-')
		i++;
	skip_blank(s, &i);
	n = word_at(s, i, w, sizeof w);
	if (streq(w, "de") || streq(w, "of")) {
		i += n;
		skip_blank(s, &i);
	}
	if (!month_at(s, &i, &month))
		return false;
	*yearless_r = !year_at(s, &i, &year);
	if (*yearless_r && at(s, i) == '-' && is_digit(at(s, i + 1))) {
		i++;
		*yearless_r = !number(s, &i, 4, &year);
		if (*yearless_r)
			return false;
	}
	return accept(d_r, s, *yearless_r ? 0 : year, month, mday, i);
}

static bool read_month_day(const struct scan *s, struct triage_date *d_r,
    bool *yearless_r)
{
	size_t i = s->pos, n;
	int mday, month, year = 0;
	char w[8];

	if (!month_at(s, &i, &month))
		return false;
	skip_blank(s, &i);
	if (!is_digit(at(s, i)) || !number(s, &i, 2, &mday))
		return false;
	if (at(s, i) == ':' && is_digit(at(s, i + 1)))
		return false; /* "May 10:30" */
	n = word_at(s, i, w, sizeof w);
	if (streq(w, "st") || streq(w, "nd") || streq(w, "rd") ||
	    streq(w, "th"))
		i += n;
	*yearless_r = !year_at(s, &i, &year);
	return accept(d_r, s, *yearless_r ? 0 : year, month, mday, i);
}

static void set_day(const struct scan *s, struct triage_date *d_r, int64_t day,
    size_t end)
{
	*d_r = (struct triage_date){.day = day, .minute = -1, .word = true,
	    .from = (uint32_t)s->pos, .bytes = (uint16_t)(end - s->pos)};
}

/* "in 3 days", "within 2 weeks", "in 5 Tagen", "dans 3 jours". */
static bool read_count(const struct scan *s, size_t i,
    struct triage_date *d_r)
{
	char w[12];
	int count, unit = 0;
	size_t n;

	skip_blank(s, &i);
	if (!is_digit(at(s, i)) || !number(s, &i, 2, &count))
		return false;
	skip_blank(s, &i);
	n = word_at(s, i, w, sizeof w);
	if (streq(w, "day") || streq(w, "days") || streq(w, "tagen") ||
	    streq(w, "tag") || streq(w, "jours") || streq(w, "dias"))
		unit = 1;
	else if (streq(w, "week") || streq(w, "weeks") || streq(w, "wochen") ||
	    streq(w, "semaines") || streq(w, "semanas"))
		unit = 7;
	else if (streq(w, "hours") || streq(w, "hour") ||
	    streq(w, "stunden") || streq(w, "heures") || streq(w, "horas"))
		unit = 24;
	if (unit == 0)
		return false;
	count = unit == 24 ? (count + 12) / 24 : count * unit;
	set_day(s, d_r, s->today + count, i + n);
	d_r->deadline = true;
	return true;
}

static bool read_word(const struct scan *s, struct triage_date *d_r,
    bool *yearless_r)
{
	char w[16];
	size_t n = word_at(s, s->pos, w, sizeof w);

	if (n < 2)
		return false;
	if (read_month_day(s, d_r, yearless_r))
		return true;
	if (streq(w, "in") || streq(w, "within") || streq(w, "dans") ||
	    streq(w, "en") || streq(w, "innerhalb"))
		return read_count(s, s->pos + n, d_r);
	for (size_t i = 0; i < ARRAY_LEN(relative_names); i++) {
		if (same(w, relative_names[i].name)) {
			set_day(s, d_r, s->today + relative_names[i].days,
			    s->pos + n);
			return true;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(weekday_names); i++) {
		int ahead;

		if (!same(w, weekday_names[i].name))
			continue;
		ahead = (weekday_names[i].weekday -
		    triage_day_weekday(s->today) + 7) % 7;
		set_day(s, d_r, s->today + (ahead == 0 ? 7 : ahead),
		    s->pos + n);
		return true;
	}
	return false;
}

/* ---- what is said around a date ---- */

/* Whether the folded words before the date end in the cue, with at most
 * `slack` words between. */
static bool cue_before(struct str words, struct str cue, unsigned slack)
{
	size_t n = words.n, k = cue.n;
	unsigned gaps = 0;

	while (n >= k) {
		if (words.p[n - k] == cue.p[0] &&
		    memcmp(words.p + n - k, cue.p, k) == 0 &&
		    (n == k || words.p[n - k - 1] == ' '))
			return true;
		if (gaps++ == slack)
			return false;
		while (n > 0 && words.p[n - 1] != ' ')
			n--;
		if (n > 0)
			n--;
	}
	return false;
}

static bool any_cue(struct str words, const struct str *cues, size_t n,
    unsigned slack)
{
	for (size_t i = 0; i < n; i++) {
		/* Short words must stand close by. */
		unsigned room = cues[i].n <= 3 ? MIN(slack, 2u) : slack;

		if (cue_before(words, cues[i], room))
			return true;
	}
	return false;
}

static void explain(const struct scan *s, struct triage_date *d, bool yearless)
{
	size_t from = d->from > CUE_BYTES ? d->from - CUE_BYTES : 0;
	struct str before;
	char folded[CUE_BYTES * 2];
	struct str words = {folded, 0};

	/* Another sentence says nothing about this one. */
	for (size_t i = d->from; i > from; i--) {
		if ((s->text.p[i - 1] == '\n' && i > 1 &&
			s->text.p[i - 2] == '\n') ||
		    (s->text.p[i - 1] == ' ' && i > 3 &&
			s->text.p[i - 2] == '.' && !is_digit(s->text.p[i - 3]))) {
			from = i;
			break;
		}
	}
	before = (struct str){s->text.p + from, d->from - from};
	words.n = triage_text_fold(before, folded, sizeof folded);
	if (any_cue(words, past_cues, ARRAY_LEN(past_cues), 2)) {
		if (yearless) {
			int y, m, md;

			triage_day_split(d->day, &y, &m, &md);
			if (d->day > s->today &&
			    triage_day_valid(y - 1, m, md))
				d->day = triage_day_of(y - 1, m, md);
		}
		d->deadline = cue_before(words, STR("due"), 2) ||
		    cue_before(words, STR("fallig"), 2);
		return;
	}
	if (any_cue(words, deadline_cues, ARRAY_LEN(deadline_cues), 4))
		d->deadline = true;
	if (any_cue(words, meeting_cues, ARRAY_LEN(meeting_cues), 3))
		d->meeting = true;
}

/* 14:30, 2:30 pm, 3pm, 14h30, 14 Uhr, 14.30 Uhr after the date. */
static void find_time(const struct scan *s, struct triage_date *d)
{
	size_t end = (size_t)d->from + d->bytes;

	for (size_t i = end; i < end + TIME_BYTES && i < s->text.n; i++) {
		int hour, minute = 0;
		size_t j = i;
		bool marked = false;
		char w[8];

		if (s->text.p[i] == '\n' && at(s, i + 1) == '\n')
			return;
		if (!is_digit(s->text.p[i]))
			continue;
		if (!number(s, &j, 2, &hour) || hour > 24)
			return;
		if ((at(s, j) == ':' || at(s, j) == '.' ||
			(at(s, j) | 32) == 'h') && is_digit(at(s, j + 1))) {
			marked = at(s, j) != '.';
			j++;
			if (!number(s, &j, 2, &minute) || minute > 59)
				return;
		}
		skip_blank(s, &j);
		(void)word_at(s, j, w, sizeof w);
		if (streq(w, "pm") || (streq(w, "p") && at(s, j + 1) == '.')) {
			hour = hour < 12 ? hour + 12 : hour;
			marked = true;
		} else if (streq(w, "am") || streq(w, "a")) {
			hour = hour == 12 ? 0 : hour;
			marked = marked || streq(w, "am");
		} else if (streq(w, "uhr") || streq(w, "h") ||
		    streq(w, "heures")) {
			marked = true;
		}
		if (marked && hour < 24)
			d->minute = hour * 60 + minute;
		return;
	}
}

size_t triage_dates_find(struct str text, int64_t today,
    enum triage_order order, struct triage_date *v, size_t max)
{
	struct scan s = {.today = today, .order = order};
	size_t n = 0;
	bool inside = false; /* a word or number began earlier */

	s.text = (struct str){text.p, utf8_cut(text, SCAN_BYTES)};
	while (s.pos < s.text.n && n < max) {
		unsigned char c = (unsigned char)s.text.p[s.pos];
		bool digit = is_digit((char)c);
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z' && c < 0x80;
		struct triage_date d;
		bool yearless = false, found = false;

		if (!inside && digit)
			found = read_day_month(&s, &d, &yearless) ||
			    read_numeric(&s, &d, &yearless);
		else if (!inside && (letter || c >= 0x80))
			found = read_word(&s, &d, &yearless);
		if (found) {
			explain(&s, &d, yearless);
			find_time(&s, &d);
			/* "Friday, 5 December" is one date. */
			if (n > 0 && v[n - 1].word && !d.word &&
			    d.from <= v[n - 1].from + v[n - 1].bytes + 3u) {
				d.deadline |= v[n - 1].deadline;
				d.meeting |= v[n - 1].meeting;
				n--;
			}
			v[n++] = d;
			s.pos += d.bytes;
			inside = false;
			continue;
		}
		inside = digit || letter || c >= 0x80 ||
		    (inside && (c == '.' || c == '/' || c == '-' ||
			c == ',') && is_digit(at(&s, s.pos + 1)));
		s.pos++;
	}
	return n;
}
