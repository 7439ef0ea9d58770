/* facets.c - what the matches are made of: categories, senders, months,
 * attachments. Counted over the newest FIND_POOL matches. */
#include "services/search/index/find.h"

#include "common/base/jsonw.h"
#include "services/search/query/date.h"

#include <stdlib.h>

#define FACET_VALUES 10 /* shown of each; months: 24 */
#define FACET_MONTHS 24
#define DAY_MS INT64_C(86400000)

struct tally {
	const char *name;
	int64_t id;
	int64_t n;
};

static int by_count(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->name, y->name);
}

static int newest_first(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return strcmp(y->name, x->name);
}

static struct tally *tally_of(struct arena *a, struct smap *m,
    struct tally *all, size_t *n, const char *name)
{
	struct tally *t = smap_get(m, name);

	if (t == NULL) {
		t = &all[(*n)++];
		t->name = arena_strdup(a, name);
		smap_put(m, name, t);
	}
	return t;
}

static void write_tallies(struct jsonw *w, const char *facet, struct tally *all,
    size_t n, size_t max, int (*order)(const void *, const void *))
{
	qsort(all, n, sizeof *all, order);
	jsonw_kobj(w, facet);
	for (size_t i = 0; i < MIN(n, max); i++)
		jsonw_ki(w, all[i].name, all[i].n);
	jsonw_end(w);
}

/* Neighbours are mostly alike: their category is the same text, their day
 * the same number. */
static void categories(struct find *f, struct jsonw *w)
{
	struct tally *all = ARENA_ARRAY(f->a, struct tally, f->n_pool + 1);
	struct tally *t = NULL;
	const char *last = NULL;
	struct smap *m = smap_new();
	size_t n = 0;

	for (size_t i = 0; i < f->n_pool; i++) {
		const char *category =
		    cols_name(f->db->cols, f->db->cols->category[f->pool[i]]);

		if (*category == '\0')
			continue;
		if (t == NULL || category != last)
			t = tally_of(f->a, m, all, &n, category);
		last = category;
		t->n++;
	}
	write_tallies(w, "category", all, n, FACET_VALUES, by_count);
	smap_free(&m);
}

static void months(struct find *f, struct jsonw *w)
{
	struct tally *all = ARENA_ARRAY(f->a, struct tally, f->n_pool + 1);
	struct tally *t = NULL;
	struct smap *m = smap_new();
	int64_t last_day = 0;
	size_t n = 0;

	for (size_t i = 0; i < f->n_pool; i++) {
		int64_t date_ms = f->db->cols->date_ms[f->pool[i]];
		int64_t day = date_ms / DAY_MS;
		char month[8];

		if (t == NULL || day != last_day) {
			query_date_month(date_ms, month);
			t = tally_of(f->a, m, all, &n, month);
		}
		last_day = day;
		t->n++;
	}
	write_tallies(w, "month", all, n, FACET_MONTHS, newest_first);
	smap_free(&m);
}

static int count_senders(struct find *f, struct tally *all, size_t *n_r)
{
	struct map *m = map_new();
	size_t n = 0;

	for (size_t i = 0; i < f->n_pool; i++) {
		uint64_t id = f->db->cols->sender[f->pool[i]];
		struct tally *t = map_get(m, id);

		if (t == NULL) {
			t = &all[n++];
			t->name = "";
			t->id = (int64_t)id;
			map_put(m, id, t);
		}
		t->n++;
	}
	map_free(&m);
	qsort(all, n, sizeof *all, by_count);
	*n_r = MIN(n, FACET_VALUES);
	for (size_t i = 0; i < *n_r; i++) {
		sqlite3_stmt *s =
		    index_stmt(f->db, "SELECT addr FROM senders WHERE id = ?1");

		if (s == NULL)
			return -1;
		sqlite3_bind_int64(s, 1, all[i].id);
		if (sqlite3_step(s) == SQLITE_ROW)
			all[i].name = arena_strdup(f->a, index_column(s, 0));
		sqlite3_reset(s);
	}
	qsort(all, *n_r, sizeof *all, by_count); /* ties by name now */
	return 0;
}

static int senders(struct find *f, struct jsonw *w)
{
	struct tally *all = ARENA_ARRAY(f->a, struct tally, f->n_pool + 1);
	size_t n;

	if (count_senders(f, all, &n) != 0)
		return -1;
	jsonw_kobj(w, "sender");
	for (size_t i = 0; i < n; i++) {
		if (*all[i].name != '\0')
			jsonw_ki(w, all[i].name, all[i].n);
	}
	jsonw_end(w);
	return 0;
}

static void with_flag(
    struct find *f, struct jsonw *w, const char *facet, uint32_t flag)
{
	int64_t n = 0;

	for (size_t i = 0; i < f->n_pool; i++)
		n += (f->db->cols->flags[f->pool[i]] & flag) != 0;
	jsonw_kobj(w, facet);
	jsonw_ki(w, "yes", n);
	jsonw_ki(w, "no", (int64_t)f->n_pool - n);
	jsonw_end(w);
}

int index_facets(struct find *f, struct str *json_r)
{
	struct buf out;
	struct jsonw w;
	int rc;

	buf_init(&out, 65536);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	categories(f, &w);
	rc = senders(f, &w);
	months(f, &w);
	with_flag(f, &w, "has_attachment", MAIL_ATTACHMENT);
	with_flag(f, &w, "unread", MAIL_UNREAD);
	jsonw_kb(&w, "newest_matches_only", f->total > f->n_pool || f->stopped);
	jsonw_end(&w);
	if (rc == 0 && !buf_failed(&out))
		*json_r = (struct str){
		    arena_strndup(f->a, buf_str(&out), out.len), out.len};
	buf_deinit(&out);
	return rc;
}
