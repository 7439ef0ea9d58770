/* moment.c - see moment.h. */
#include "services/assistant/propose/moment.h"

#include "common/base/clock.h"
#include "common/base/jsonw.h"
#include "common/mail/when/when.h"
#include "services/assistant/compose/clean.h"

#include <stdio.h>

#define TITLE_BYTES 120
#define PLACE_BYTES 200
#define DAY_MS INT64_C(86400000)

static struct str json_of(struct arena *a, struct buf *b)
{
	struct str s = {arena_strndup(a, buf_str(b), b->len), b->len};

	buf_deinit(b);
	return s;
}

static void put_time(struct jsonw *w, const char *key, int64_t ms)
{
	char at[CLOCK_UTC_CHARS + 1];

	clock_format_utc(ms, at, sizeof at);
	jsonw_ks(w, key, at);
}

static void put_day(struct jsonw *w, const char *key, int64_t day)
{
	struct civil c = civil_from_days(day);
	char at[32];

	snprintf(at, sizeof at, "%04d-%02d-%02d", (int)c.year, c.month, c.day);
	jsonw_ks(w, key, at);
}

/* ---- the place ---- */

static struct str labelled_place(struct str text)
{
	static const char *const labels[] = {
	    "where:", "location:", "place:", "venue:", "address:", "ort:",
	    "wo:", "adresse:", "lieu:", "où:", "lugar:"};
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
			size_t n = strlen(labels[i]);

			if (str_istarts(line, labels[i]) && line.n > n)
				return str_trim(
				    (struct str){line.p + n, line.n - n});
		}
	}
	return (struct str){"", 0};
}

static const char *video_place(struct str text)
{
	static const char *const calls[] = {
	    "Zoom", "Google Meet", "Microsoft Teams", "Webex", "Skype"};

	for (size_t i = 0; i < ARRAY_LEN(calls); i++) {
		if (str_find(text, calls[i]) >= 0)
			return calls[i];
	}
	return NULL;
}

static void put_place(struct arena *a, struct jsonw *w, const struct mail *m)
{
	struct str s = labelled_place(m->own);
	const char *place =
	    s.n > 0 ? clean_mail_text(a, s, PLACE_BYTES) : video_place(m->own);

	if (place != NULL && *place != '\0')
		jsonw_ks(w, "location", place);
}

/* ---- the moment, as the mail writes it ---- */

/* Triage keeps a moment; whether it is a day or has an end its words say. */
static bool find_words(struct arena *a, const struct mail *m, int64_t at_ms,
    int32_t utc_offset_s, struct when *when_r)
{
	const struct when_mail mail = {
	    .sent_ms = m->received_ms, .zone_min = utc_offset_s / 60};
	struct tokens t;
	struct when *v = ARENA_ARRAY(a, struct when, WHEN_MAX);
	size_t n;

	tokens_init(a, m->own, &t);
	tokens_add(a, &t, 0, m->own.n);
	n = when_scan(&t, &mail, v, WHEN_MAX);
	for (size_t i = 0; i < n; i++) {
		if (v[i].at_ms == at_ms) {
			*when_r = v[i];
			return true;
		}
	}
	return false;
}

struct str moment_event(
    struct arena *a, const struct mail *m, int64_t at_ms, int32_t utc_offset_s)
{
	struct when when = {.has_time = true};
	bool found = find_words(a, m, at_ms, utc_offset_s, &when);
	bool all_day = found && !when.has_time;
	struct jsonw w;
	struct buf b;

	buf_init(&b, 8192);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "title", clean_subject(a, m->subject, TITLE_BYTES));
	if (all_day) {
		put_day(&w, "starts_at", when.day);
		jsonw_kb(&w, "all_day", true);
	} else {
		put_time(&w, "starts_at", at_ms);
	}
	if (found && !all_day && when.until_ms > at_ms)
		put_time(&w, "ends_at", when.until_ms);
	else if (found && all_day && when.until_ms > at_ms)
		put_day(&w, "ends_at",
		    when.day + (when.until_ms - at_ms) / DAY_MS + 1);
	put_place(a, &w, m);
	jsonw_end(&w);
	return json_of(a, &b);
}

struct str moment_task(struct arena *a, const struct mail *m, int64_t due_ms)
{
	struct jsonw w;
	struct buf b;

	buf_init(&b, 8192);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "title", clean_subject(a, m->subject, TITLE_BYTES));
	put_time(&w, "due_at", due_ms);
	jsonw_end(&w);
	return json_of(a, &b);
}
