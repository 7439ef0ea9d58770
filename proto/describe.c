/* describe.c - what a message looks like, in words and by example. */
#include "proto/describe.h"

#include "common/base/jsonw.h"

static const char *const kind_names[] = {
    [KIND_STR] = "text",
    [KIND_I64] = "integer",
    [KIND_ID] = "id",
    [KIND_F64] = "number",
    [KIND_BOOL] = "true or false",
    [KIND_STRS] = "list of text",
    [KIND_IDS] = "list of ids",
    [KIND_JSON] = "JSON",
    [KIND_OBJECT] = "object",
    [KIND_LIST] = "list",
    [KIND_ENUM] = "word",
    [KIND_RECS] = "list of",
};

/* ---- Markdown ---- */

/* A bar would end the cell. */
static void put_cell(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '|')
			buf_addc(out, '\\');
		if (*text == '<')
			buf_adds(out, "&lt;");
		else
			buf_addc(out, *text);
	}
}

static void put_words(struct buf *out, const char *words)
{
	struct str rest = str_of(words), word;
	const char *comma = "";

	while (str_split(&rest, '|', &word)) {
		buf_addf(out, "%s`%.*s`", comma, (int)word.n, word.p);
		comma = ", ";
	}
}

static void put_accepted(struct buf *out, const struct field_desc *f)
{
	switch (f->kind) {
	case KIND_STR:
		if (f->min == f->max)
			buf_addf(out, "%.0f bytes", f->max);
		else
			buf_addf(out, "%.0f to %.0f bytes", f->min, f->max);
		break;
	case KIND_I64:
	case KIND_F64:
		buf_addf(out, "%.15g to %.15g", f->min, f->max);
		break;
	case KIND_STRS:
	case KIND_IDS:
	case KIND_RECS:
		buf_addf(out, "at most %.0f", f->max);
		break;
	case KIND_JSON:
	case KIND_OBJECT:
	case KIND_LIST:
		buf_addf(out, "at most %.0f bytes", f->max);
		break;
	case KIND_ENUM:
		put_words(out, f->words);
		break;
	case KIND_ID:
		buf_adds(out, "a string of digits");
		break;
	case KIND_BOOL:
		break;
	}
}

static void put_default(struct buf *out, const struct field_desc *f)
{
	if (f->required)
		buf_adds(out, "**required**");
	else if (f->kind == KIND_I64 || f->kind == KIND_F64)
		buf_addf(out, "%.15g", f->dflt);
	else if (f->kind == KIND_BOOL)
		buf_adds(out, f->dflt > 0 ? "true" : "false");
	else
		buf_adds(out, "none");
}

void proto_describe_fields(
    struct buf *out, const struct record_desc *d, const char *page)
{
	if (d->n_fields == 0)
		return;
	buf_adds(out, "| field | kind | accepted | default | meaning |\n"
		      "|---|---|---|---|---|\n");
	for (size_t i = 0; i < d->n_fields; i++) {
		const struct field_desc *f = &d->fields[i];

		buf_addf(out, "| `%s` | %s", f->name, kind_names[f->kind]);
		if (f->rec != NULL)
			buf_addf(out, " [%s](%s#%s)", f->rec->name, page,
			    f->rec->name);
		buf_adds(out, " | ");
		put_accepted(out, f);
		buf_adds(out, " | ");
		put_default(out, f);
		buf_adds(out, " | ");
		put_cell(out, f->doc);
		buf_adds(out, " |\n");
	}
	buf_addc(out, '\n');
}

/* ---- samples ---- */

#define UUID "01890a5d-ac96-774b-bcce-b302099a8057"

/* The field's own name is as good a text as any; no shorter than min. */
static void sample_text(struct jsonw *w, const struct field_desc *f)
{
	char text[64];
	size_t n = 0, name = strlen(f->name);

	if (f->max == sizeof(UUID) - 1) {
		jsonw_str(w, UUID);
		return;
	}
	while (n < sizeof text && (double)n < f->max &&
	       (n < name || (double)n < f->min)) {
		text[n] = f->name[n % name];
		n++;
	}
	jsonw_strn(w, text, n);
}

static void sample_word(struct jsonw *w, const char *words)
{
	struct str rest = str_of(words), word = {"", 0};

	if (str_split(&rest, '|', &word))
		jsonw_strn(w, word.p, word.n);
}

static void sample_record(struct jsonw *w, const struct record_desc *d);

static void sample_field(struct jsonw *w, const struct field_desc *f)
{
	switch (f->kind) {
	case KIND_STR:
		sample_text(w, f);
		break;
	case KIND_I64:
		jsonw_i64(w, (int64_t)MAX(f->min, MIN(f->max, 1)));
		break;
	case KIND_F64:
		jsonw_f64(w, MAX(f->min, MIN(f->max, 0.5)), 1);
		break;
	case KIND_ID:
		jsonw_str(w, "1");
		break;
	case KIND_BOOL:
		jsonw_bool(w, true);
		break;
	case KIND_JSON:
	case KIND_OBJECT:
		jsonw_raw(w, "{}", 2);
		break;
	case KIND_LIST:
		jsonw_raw(w, "[]", 2);
		break;
	case KIND_ENUM:
		sample_word(w, f->words);
		break;
	case KIND_STRS:
		jsonw_arr(w);
		jsonw_str(w, f->name);
		jsonw_end(w);
		break;
	case KIND_IDS:
		jsonw_arr(w);
		jsonw_str(w, "1");
		jsonw_end(w);
		break;
	case KIND_RECS:
		jsonw_arr(w);
		sample_record(w, f->rec);
		jsonw_end(w);
		break;
	}
}

static void sample_record(struct jsonw *w, const struct record_desc *d)
{
	jsonw_obj(w);
	for (size_t i = 0; i < d->n_fields; i++) {
		jsonw_key(w, d->fields[i].name);
		sample_field(w, &d->fields[i]);
	}
	jsonw_end(w);
}

void proto_sample(struct buf *out, const struct record_desc *d)
{
	struct jsonw w;

	jsonw_init(&w, out);
	sample_record(&w, d);
}
