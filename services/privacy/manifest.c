/* manifest.c - what an export says of itself: manifest.json and the ZIP's
 * directory. */
#include "services/privacy/export.h"

#include "proto/json.h"
#include "services/privacy/tables.h"

static int64_t rows_of(const struct pg_result *files, const char *table)
{
	int64_t n = 0;

	for (size_t i = 0; i < pg_rows(files); i++)
		if (streq(pg_text(files, i, "of_table"), table))
			n += pg_i64(files, i, "rows");
	return n;
}

static void put_table(struct jsonw *w, const struct pg_result *files,
    const char *name, int64_t there)
{
	const struct privacy_table *t = privacy_table_named(name);

	jsonw_kobj(w, name);
	jsonw_ks(w, "what", t == NULL ? "not described yet" : t->text);
	if (t != NULL && t->hidden) {
		jsonw_kb(w, "left_out", true);
	} else {
		jsonw_ki(w, "rows", rows_of(files, name));
		jsonw_ki(w, "in_database", there);
		if (t != NULL && t->without[0] != '\0')
			jsonw_ks(w, "columns_left_out", t->without);
	}
	jsonw_end(w);
}

static void put_files(struct jsonw *w, const struct pg_result *files)
{
	jsonw_karr(w, "files");
	for (size_t i = 0; i < pg_rows(files); i++) {
		jsonw_obj(w);
		jsonw_ks(w, "name", pg_text(files, i, "name"));
		jsonw_ki(w, "rows", pg_i64(files, i, "rows"));
		jsonw_ki(w, "bytes", pg_i64(files, i, "bytes"));
		jsonw_ks(w, "sha256", pg_text(files, i, "sha256"));
		jsonw_end(w);
	}
	jsonw_end(w);
}

static int64_t there_of(const struct json *counts, const char *table)
{
	return json_i64(json_get(counts, table), 0);
}

void export_manifest(struct export *x)
{
	struct arena *a = x->claim.base.run.task.arena;
	const struct json *counts = NULL;
	struct err ignored;
	struct jsonw w;

	(void)!!json_parse(a, pg_str(x->about, 0, "counts"), &counts, &ignored);
	jsonw_init(&w, &x->file);
	jsonw_obj(&w);
	jsonw_ki(&w, "format", EXPORT_FORMAT);
	jsonw_ks(&w, "made_by", "ApplyLens");
	jsonw_ks(&w, "kind", pg_text(x->about, 0, "kind"));
	jsonw_kid(&w, "request", x->claim.id);
	jsonw_ktime(&w, "asked_at", pg_time(x->about, 0, "received_at"));
	jsonw_ks(&w, "account", pg_text(x->about, 0, "email"));
	jsonw_ki(&w, "schema_version", pg_i64(x->about, 0, "schema"));
	jsonw_kobj(&w, "mail");
	jsonw_ks(&w, "what", "messages as they came, in mboxrd");
	jsonw_ki(&w, "messages", rows_of(x->list, "~mail"));
	jsonw_ki(&w, "in_database", there_of(counts, "emails"));
	jsonw_end(&w);
	jsonw_kobj(&w, "tables");
	for (size_t i = 0; i < x->n_tables; i++)
		put_table(
		    &w, x->list, x->tables[i], there_of(counts, x->tables[i]));
	jsonw_end(&w);
	put_files(&w, x->list);
	jsonw_end(&w);
	buf_addc(&x->file, '\n');
}

void export_directory(struct export *x)
{
	struct zip_directory d;

	zip_directory_begin(&d, &x->packed);
	for (size_t i = 0; i < pg_rows(x->list); i++) {
		struct zip_entry e = {
		    .name = pg_text(x->list, i, "name"),
		    .unix_ms = x->received_ms,
		    .crc32 = (uint32_t)pg_i64(x->list, i, "crc32"),
		    .bytes = (uint64_t)pg_i64(x->list, i, "bytes"),
		    .packed_bytes =
			(uint64_t)pg_i64(x->list, i, "packed_bytes"),
		};

		zip_directory_add(&d, &e);
	}
	zip_directory_end(&d);
}
