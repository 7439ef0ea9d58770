/* capacity.c - applylens capacity: how much there is, how fast it grows, when
 * it is full, and how far all that is from what it was built for. */
#include "services/cli/maintain/capacity.h"

#include "common/base/clock.h"

#include <math.h>
#include <stdio.h>
#include <sysexits.h>

#define MAILS_MIN 1000 /* fewer say nothing of what a mail takes */
#define FAR_DAYS 36500

static const char usage[] = "capacity [--markdown]  [--database URL]";

static const struct sheet_column columns[] = {{"name", "what", 27, SHEET_TEXT},
    {"now", "now", 10, SHEET_TEXT}, {"limit", "limit", 26, SHEET_TEXT},
    {"used", "used", 7, SHEET_TEXT}, {"week", "a day (7 d)", 29, SHEET_TEXT},
    {"month", "a day (30 d)", 29, SHEET_TEXT},
    {"full", "full in", 0, SHEET_TEXT}};
static const struct sheet_column load_columns[] = {
    {"name", "load", 27, SHEET_TEXT}, {"week", "mean of 7 d", 29, SHEET_TEXT},
    {"month", "mean of 30 d", 29, SHEET_TEXT},
    {"design", "built for", 10, SHEET_TEXT}, {"share", "share", 0, SHEET_TEXT}};

/* What a limit is judged by: the longer window that is known. */
static const struct growth *best(
    const struct growth *week, const struct growth *month)
{
	return month->known && month->days > week->days ? month : week;
}

/* ---- in words ---- */

static const char *range(
    struct arena *a, enum sheet_kind kind, const struct growth *g)
{
	if (!g->known)
		return "-";
	return arena_printf(a, "%s (%s to %s)",
	    sheet_number(a, kind, g->per_day), sheet_number(a, kind, g->low),
	    sheet_number(a, kind, g->high));
}

static const char *days(struct arena *a, double n)
{
	return n > FAR_DAYS ? "a century" : arena_printf(a, "%.0f d", n);
}

static const char *full(struct arena *a, const struct capacity_item *i)
{
	const struct growth *g = best(&i->week, &i->month);
	struct growth_end end = growth_end(g, i->limit - i->now);

	if (i->limit <= 0)
		return "-";
	if (i->now >= i->limit)
		return "full";
	if (!g->known)
		return arena_printf(a, "too little history: %zu of %d days",
		    g->steps, GROWTH_MIN);
	if (end.soonest > FAR_DAYS)
		return "not in a century";
	if (end.latest > FAR_DAYS)
		return arena_printf(a, "%s (%s or later)", days(a, end.mean),
		    days(a, end.soonest));
	return arena_printf(a, "%s (%s to %s)", days(a, end.mean),
	    days(a, end.soonest), days(a, end.latest));
}

static void put_cells(
    struct jsonw *w, struct arena *a, const struct capacity_item *i)
{
	jsonw_obj(w);
	jsonw_ks(w, "name", i->name);
	jsonw_ks(w, "now", sheet_number(a, i->kind, i->now));
	jsonw_ks(w, "limit",
	    i->limit > 0 ? arena_printf(a, "%s (%s)",
			       sheet_number(a, i->kind, i->limit), i->limit_of)
			 : "-");
	jsonw_ks(w, "used",
	    i->limit > 0 ? sheet_number(a, SHEET_SHARE, i->now / i->limit)
			 : "-");
	jsonw_ks(w, "week", range(a, i->kind, &i->week));
	jsonw_ks(w, "month", range(a, i->kind, &i->month));
	jsonw_ks(w, "full", full(a, i));
	jsonw_end(w);
}

/* ---- the load, beside what it was built for ---- */

struct load {
	const char *name;
	struct growth week, month;
	double design;
};

static size_t loads_of(const struct capacity *x, struct load v[2])
{
	const struct capacity_item *mails = capacity_item(x, "mails");
	size_t n = 0;

	if (mails != NULL)
		v[n++] = (struct load){
		    "mails a day", mails->week, mails->month, DESIGN_MAILS};
	v[n++] = (struct load){"requests a day", x->requests_week,
	    x->requests_month, DESIGN_REQUESTS};
	return n;
}

static void put_load(struct jsonw *w, struct arena *a, const struct load *l)
{
	const struct growth *g = best(&l->week, &l->month);

	jsonw_obj(w);
	jsonw_ks(w, "name", l->name);
	jsonw_ks(w, "week", range(a, SHEET_COUNT, &l->week));
	jsonw_ks(w, "month", range(a, SHEET_COUNT, &l->month));
	jsonw_ks(w, "design", sheet_number(a, SHEET_COUNT, l->design));
	jsonw_ks(w, "share",
	    g->known ? sheet_number(a, SHEET_SHARE, g->per_day / l->design)
		     : arena_printf(a, "too little history: %zu of %d days",
			   g->steps, GROWTH_MIN));
	jsonw_end(w);
}

/* Bytes that a mail takes, of all there is; 0: too few mails to say. */
static double bytes_a_mail(const struct capacity *x)
{
	static const char *const parts[] = {"database", "objects", "index"};
	const struct capacity_item *mails = capacity_item(x, "mails");
	double bytes = 0;

	if (mails == NULL || mails->now < MAILS_MIN)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const struct capacity_item *part = capacity_item(x, parts[i]);

		bytes += part == NULL ? 0 : part->now;
	}
	return bytes / mails->now;
}

/* ---- printing ---- */

static void print_sheet(
    struct cli *c, const struct sheet *sheet, const struct buf *text)
{
	const struct json *all, *rows[CAPACITY_ITEMS];
	struct err err;
	size_t n = 0;

	if (json_parse(c->arena, str_of(buf_str(text)), &all, &err) != 0)
		return;
	for (const struct json *j = json_first(all);
	     j != NULL && n < ARRAY_LEN(rows); j = json_next(j))
		rows[n++] = j;
	sheet_print(c, sheet, rows, n);
}

static void print_words(const struct capacity *x)
{
	struct arena *a = x->owner->cli->arena;
	const struct capacity_item *disk =
	    capacity_item(x, "disk of the database");
	double each = bytes_a_mail(x);

	putchar('\n');
	if (each <= 0)
		printf("Fewer than %d mails: what one takes can't be said.\n",
		    MAILS_MIN);
	else
		printf("A mail takes %s of database, objects and index: %s a "
		       "day at %s mails a day%s.\n",
		    sheet_number(a, SHEET_BYTES, each),
		    sheet_number(a, SHEET_BYTES, each * DESIGN_MAILS),
		    sheet_number(a, SHEET_COUNT, DESIGN_MAILS),
		    disk == NULL || disk->limit <= 0
			? ""
			: arena_printf(a,
			      ", and one disk for all of it full "
			      "in %s",
			      days(a, (disk->limit - disk->now) /
					  (each * DESIGN_MAILS))));
	if (x->notes.len > 0)
		printf("Not measured: %s", buf_str(&x->notes));
}

static void print(const struct capacity *x, bool markdown)
{
	struct cli *c = x->owner->cli;
	struct sheet sheet = {columns, ARRAY_LEN(columns), markdown};
	struct sheet load = {load_columns, ARRAY_LEN(load_columns), markdown};
	struct load loads[2];
	size_t n = loads_of(x, loads);
	struct jsonw w;
	struct buf text;

	buf_init(&text, 1 << 20);
	jsonw_init(&w, &text);
	jsonw_arr(&w);
	for (size_t i = 0; i < x->n; i++)
		put_cells(&w, c->arena, &x->items[i]);
	jsonw_end(&w);
	print_sheet(c, &sheet, &text);
	putchar('\n');
	buf_clear(&text);
	jsonw_init(&w, &text);
	jsonw_arr(&w);
	for (size_t i = 0; i < n; i++)
		put_load(&w, c->arena, &loads[i]);
	jsonw_end(&w);
	print_sheet(c, &load, &text);
	buf_deinit(&text);
	print_words(x);
}

static void put_growth(struct jsonw *w, const char *key, const struct growth *g)
{
	jsonw_kobj(w, key);
	jsonw_ki(w, "steps", (int64_t)g->steps);
	jsonw_kf(w, "days", g->days, 2);
	jsonw_kf(w, "per_day", g->known ? g->per_day : NAN, 1);
	jsonw_kf(w, "low", g->known ? g->low : NAN, 1);
	jsonw_kf(w, "high", g->known ? g->high : NAN, 1);
	jsonw_end(w);
}

static void put_item(struct jsonw *w, const struct capacity_item *i)
{
	const struct growth *g = best(&i->week, &i->month);
	struct growth_end end = growth_end(g, i->limit - i->now);
	bool known = i->limit > 0 && g->known;

	jsonw_obj(w);
	jsonw_ks(w, "what", i->name);
	jsonw_ks(w, "unit", i->kind == SHEET_BYTES ? "bytes" : "");
	jsonw_kf(w, "now", i->now, 0);
	jsonw_kf(w, "limit", i->limit > 0 ? i->limit : NAN, 0);
	jsonw_ks(w, "limit_of", i->limit_of);
	put_growth(w, "growth_7d", &i->week);
	put_growth(w, "growth_30d", &i->month);
	jsonw_kobj(w, "days_until_full"); /* null: never, or not known */
	jsonw_kf(w, "mean", known ? end.mean : NAN, 1);
	jsonw_kf(w, "soonest", known ? end.soonest : NAN, 1);
	jsonw_kf(w, "latest", known ? end.latest : NAN, 1);
	jsonw_end(w);
	jsonw_end(w);
}

static void print_json(const struct capacity *x)
{
	double each = bytes_a_mail(x);
	struct load loads[2];
	size_t n = loads_of(x, loads);
	struct jsonw w;
	struct buf out;

	buf_init(&out, 1 << 20);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	jsonw_ktime(&w, "at", clock_unix_ms());
	jsonw_karr(&w, "items");
	for (size_t i = 0; i < x->n; i++)
		put_item(&w, &x->items[i]);
	jsonw_end(&w);
	jsonw_karr(&w, "load");
	for (size_t i = 0; i < n; i++) {
		jsonw_obj(&w);
		jsonw_ks(&w, "what", loads[i].name);
		jsonw_kf(&w, "design", loads[i].design, 0);
		put_growth(&w, "mean_7d", &loads[i].week);
		put_growth(&w, "mean_30d", &loads[i].month);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_kf(&w, "bytes_a_mail", each > 0 ? each : NAN, 1);
	jsonw_ks(&w, "not_measured", buf_str(&x->notes));
	jsonw_end(&w);
	puts(buf_str(&out));
	buf_deinit(&out);
}

int cli_capacity(struct cli *c, int argc, char **argv)
{
	struct capacity *x = ARENA_NEW(c->arena, struct capacity);
	const char *database = NULL;
	bool markdown = cli_option(&argc, argv, "--markdown", NULL);
	struct owner o;
	int code = EX_OK;

	cli_option(&argc, argv, "--database", &database);
	cli_no_more_options(argc, argv, usage);
	if (argc > 1)
		cli_usage(usage);
	owner_init(&o, c, database);
	x->owner = &o;
	buf_init(&x->notes, 1 << 16);
	if (owner_open(&o) != 0 || capacity_gather(x) != 0)
		code = owner_fail(&o);
	else if (c->json)
		print_json(x);
	else
		print(x, markdown);
	owner_close(&o);
	buf_deinit(&x->notes);
	return code;
}
