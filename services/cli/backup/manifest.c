/* manifest.c - see manifest.h. */
#include "services/cli/backup/manifest.h"

#include "common/base/jsonw.h"
#include "proto/json.h"

#include <stdlib.h>
#include <string.h>

#define MANIFEST_MAX_BYTES (32u << 20)
#define INDEX_KEY "backups/index"

uint64_t backup_bytes(const struct backup *b)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < b->n_parts; i++)
		sum += b->parts[i].bytes;
	return sum;
}

int64_t backup_rows(const struct backup *b)
{
	int64_t sum = 0;

	for (size_t i = 0; i < b->n_tables; i++)
		sum += b->tables[i].rows;
	return sum;
}

/* ---- counting ---- */

/* A sum of hashes does not depend on the order of rows. */
static int count_one(struct session *s, struct arena *a,
    struct backup_table *table, struct err *err)
{
	char **lines, *bar;
	size_t n;

	if (session_ask(s, a,
		arena_printf(a,
		    "SELECT count(*), coalesce(sum(hashtextextended("
		    "t::text, 0)::numeric), 0) FROM ONLY %s t;",
		    table->name),
		&lines, &n, err) != 0)
		return -1;
	bar = n == 1 ? strchr(lines[0], '|') : NULL;
	if (bar == NULL)
		return err_set(err, ERR_BAD_PEER, "psql: %zu lines for %s", n,
		    table->name);
	*bar = '\0';
	table->rows = strtoll(lines[0], NULL, 10);
	table->digest = bar + 1;
	return 0;
}

int backup_count(struct session *s, struct arena *a, struct backup *b,
    void (*seen)(void *arg, size_t i, size_t n), void *arg, struct err *err)
{
	char **names;
	size_t n;

	if (session_ask(s, a,
		"SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c "
		"JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind "
		"= 'r' AND n.nspname NOT IN ('pg_catalog', "
		"'information_schema') AND c.relpersistence = 'p' ORDER BY 1;",
		&names, &n, err) != 0)
		return -1;
	if (n > BACKUP_MAX_TABLES)
		return err_set(err, ERR_TOO_LARGE, "%zu tables; at most %d", n,
		    BACKUP_MAX_TABLES);
	b->tables = ARENA_ARRAY(a, struct backup_table, MAX(n, 1));
	b->n_tables = n;
	for (size_t i = 0; i < n; i++) {
		b->tables[i].name = names[i];
		if (count_one(s, a, &b->tables[i], err) != 0)
			return -1;
		if (seen != NULL)
			seen(arg, i + 1, n);
	}
	return 0;
}

/* ---- manifests ---- */

static const char *manifest_key(struct arena *a, const char *name)
{
	return arena_printf(a, "backups/%s/manifest", name);
}

static void write_manifest(struct buf *out, const struct backup *b)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ks(&w, "name", b->name);
	jsonw_ks(&w, "format", "pg_dump -Fc");
	jsonw_ks(&w, "migration", b->migration);
	jsonw_ki(&w, "seconds", b->seconds);
	jsonw_karr(&w, "parts");
	for (size_t i = 0; i < b->n_parts; i++) {
		jsonw_obj(&w);
		jsonw_ki(&w, "bytes", (int64_t)b->parts[i].bytes);
		jsonw_ks(&w, "sha256", b->parts[i].sha256);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_karr(&w, "tables");
	for (size_t i = 0; i < b->n_tables; i++) {
		jsonw_obj(&w);
		jsonw_ks(&w, "name", b->tables[i].name);
		jsonw_ki(&w, "rows", b->tables[i].rows);
		jsonw_ks(&w, "digest", b->tables[i].digest);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(out, '\n');
}

static int put_buf(
    struct keep *k, const char *key, struct buf *b, struct err *err)
{
	int rc;

	if (buf_failed(b))
		rc = err_set(err, ERR_TOO_LARGE, "%s is too long", key);
	else
		rc = keep_put(k, key, (struct str){buf_str(b), b->len}, err);
	buf_deinit(b);
	return rc;
}

int manifest_put(
    struct keep *k, const struct backup *b, size_t *bytes_r, struct err *err)
{
	struct arena *a = arena_new(1 << 16);
	struct buf out;
	int rc;

	buf_init(&out, MANIFEST_MAX_BYTES);
	write_manifest(&out, b);
	*bytes_r = out.len;
	rc = put_buf(k, manifest_key(a, b->name), &out, err);
	arena_free(&a);
	return rc;
}

static void read_parts(
    struct arena *a, const struct json *list, struct backup *b)
{
	b->parts = ARENA_ARRAY(a, struct backup_part,
	    MAX(MIN(json_len(list), BACKUP_MAX_PARTS), 1));
	for (const struct json *i = json_first(list);
	     i != NULL && b->n_parts < BACKUP_MAX_PARTS; i = json_next(i)) {
		struct backup_part *part = &b->parts[b->n_parts++];

		part->bytes = (size_t)MAX(json_i64(json_get(i, "bytes"), 0), 0);
		str_copy(part->sha256, sizeof part->sha256,
		    str_of(json_str(json_get(i, "sha256"), "")));
	}
}

static void read_tables(
    struct arena *a, const struct json *list, struct backup *b)
{
	b->tables = ARENA_ARRAY(a, struct backup_table,
	    MAX(MIN(json_len(list), BACKUP_MAX_TABLES), 1));
	for (const struct json *i = json_first(list);
	     i != NULL && b->n_tables < BACKUP_MAX_TABLES; i = json_next(i))
		b->tables[b->n_tables++] =
		    (struct backup_table){json_str(json_get(i, "name"), ""),
			json_i64(json_get(i, "rows"), 0),
			json_str(json_get(i, "digest"), "")};
}

int manifest_get(struct keep *k, struct arena *a, const struct backup_entry *e,
    struct backup *b_r, struct err *err)
{
	const char *key = manifest_key(a, e->name);
	const struct json *j;
	struct str text;

	*b_r = (struct backup){0};
	if (keep_get(k, a, key, e->manifest_bytes, &text, err) != 0)
		return -1;
	if (json_parse(a, text, &j, err) != 0 ||
	    !streq(json_str(json_get(j, "name"), ""), e->name) ||
	    json_len(json_get(j, "parts")) == 0)
		return err_set(err, ERR_BAD_PEER, "%s is damaged", key);
	str_copy(b_r->name, sizeof b_r->name, str_of(e->name));
	b_r->migration = json_str(json_get(j, "migration"), "");
	b_r->seconds = json_i64(json_get(j, "seconds"), 0);
	read_parts(a, json_get(j, "parts"), b_r);
	read_tables(a, json_get(j, "tables"), b_r);
	return 0;
}

/* ---- the index ---- */

int index_get(struct keep *k, struct arena *a, struct backup_index *index_r,
    struct err *err)
{
	const struct json *j, *list;
	struct str text;

	index_r->n = 0;
	if (keep_get(k, a, INDEX_KEY, BACKUP_INDEX_BYTES, &text, err) != 0) {
		if (err->code != ERR_NOT_FOUND)
			return -1;
		*err = (struct err){0};
		return 0;
	}
	if (json_parse(a, str_trim(text), &j, err) != 0)
		return err_set(err, ERR_BAD_PEER, INDEX_KEY " is damaged");
	list = json_get(j, "backups");
	for (const struct json *i = json_first(list);
	     i != NULL && index_r->n < BACKUP_MAX_LISTED; i = json_next(i)) {
		struct backup_entry *e = &index_r->v[index_r->n++];

		*e = (struct backup_entry){
		    .bytes = (uint64_t)json_i64(json_get(i, "bytes"), 0),
		    .rows = json_i64(json_get(i, "rows"), 0),
		    .manifest_bytes =
			(size_t)json_i64(json_get(i, "manifest_bytes"), 0)};
		str_copy(e->name, sizeof e->name,
		    str_of(json_str(json_get(i, "name"), "")));
		str_copy(e->verified_at, sizeof e->verified_at,
		    str_of(json_str(json_get(i, "verified_at"), "")));
	}
	return 0;
}

int index_put(struct keep *k, const struct backup_index *index, struct err *err)
{
	struct jsonw w;
	struct buf out;

	buf_init(&out, BACKUP_INDEX_BYTES + 1);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	jsonw_karr(&w, "backups");
	for (size_t i = 0; i < index->n; i++) {
		const struct backup_entry *e = &index->v[i];

		jsonw_obj(&w);
		jsonw_ks(&w, "name", e->name);
		jsonw_ki(&w, "bytes", (int64_t)e->bytes);
		jsonw_ki(&w, "rows", e->rows);
		jsonw_ki(&w, "manifest_bytes", (int64_t)e->manifest_bytes);
		jsonw_ks(&w, "verified_at", e->verified_at);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	while (out.len < BACKUP_INDEX_BYTES && !buf_failed(&out))
		buf_addc(&out, ' ');
	return put_buf(k, INDEX_KEY, &out, err);
}

struct backup_entry *index_find(struct backup_index *index, const char *name)
{
	if (streq(name, "latest"))
		return index->n > 0 ? &index->v[index->n - 1] : NULL;
	for (size_t i = 0; i < index->n; i++)
		if (streq(index->v[i].name, name))
			return &index->v[i];
	return NULL;
}
