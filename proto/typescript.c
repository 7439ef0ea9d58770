/* typescript.c - the message table as TypeScript types, for the web app. */
#include "proto/describe.h"

/* What JSON has; a value that only a daemon knows more of is unknown. */
static const char *type_of(const struct field_desc *f)
{
	switch (f->kind) {
	case KIND_STR:
	case KIND_ID:
	case KIND_ENUM:
		return "string";
	case KIND_I64:
	case KIND_F64:
		return "number";
	case KIND_BOOL:
		return "boolean";
	case KIND_STRS:
	case KIND_IDS:
		return "string[]";
	case KIND_OBJECT:
		return "Record<string, unknown>";
	case KIND_LIST:
		return "unknown[]";
	case KIND_JSON:
	case KIND_RECS:
		break;
	}
	return "unknown";
}

static void put_words(struct buf *out, const char *words)
{
	struct str rest = str_of(words), word;
	const char *before = "";

	while (str_split(&rest, '|', &word)) {
		buf_addf(out, "%s\"%.*s\"", before, (int)word.n, word.p);
		before = " | ";
	}
}

void proto_typescript(struct buf *out, const struct record_desc *d)
{
	buf_addf(out, "/** %s */\nexport interface %s {\n", d->doc, d->name);
	for (size_t i = 0; i < d->n_fields; i++) {
		const struct field_desc *f = &d->fields[i];

		buf_addf(out, "\t/** %s */\n\t%s%s: ", f->doc, f->name,
		    f->required ? "" : "?");
		if (f->kind == KIND_ENUM)
			put_words(out, f->words);
		else if (f->kind == KIND_RECS)
			buf_addf(out, "%s[]", f->rec->name);
		else
			buf_adds(out, type_of(f));
		buf_adds(out, f->required ? ";\n" : " | null;\n");
	}
	buf_adds(out, "}\n\n");
}
