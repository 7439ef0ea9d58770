/* value.c - kinds of memories, and what each may hold. */
#include "services/assistant/memory/memory.h"

#include "common/base/buf.h"

static const struct {
	const char *name;
	size_t max_bytes;
} kinds[MEMORY_KINDS_N] = {
    [MEMORY_KEEP_SENDER] = {"keep_sender", 200},
    [MEMORY_TONE] = {"tone", 20},
    [MEMORY_NAME] = {"name", 80},
    [MEMORY_SIGNATURE] = {"signature", 400},
    [MEMORY_NOTE] = {"note", MEMORY_VALUE_MAX},
};

const char *memory_kind_name(enum memory_kind k)
{
	return kinds[k].name;
}

int memory_kind_named(const char *name)
{
	for (int i = 0; i < MEMORY_KINDS_N; i++) {
		if (streq(kinds[i].name, name))
			return i;
	}
	return -1;
}

const struct memory *memory_of(
    const struct memories *all, enum memory_kind kind)
{
	for (size_t i = all->n; i-- > 0;) {
		if (all->v[i].kind == kind)
			return &all->v[i];
	}
	return NULL;
}

/* White space runs become one space; of a signature lines stay. False: a
 * character that may not be shown. */
static bool add_clean(struct buf *b, struct str s, bool lines)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c = utf8_next((struct str){s.p + i, s.n - i}, &n);
		bool nl = lines && c == '\n';

		if (nl || c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			if (nl)
				while (b->len > 0 && b->data[b->len - 1] == ' ')
					b->len--;
			if (b->len > 0 &&
			    (nl || (b->data[b->len - 1] != ' ' &&
				       b->data[b->len - 1] != '\n')))
				buf_addc(b, nl ? '\n' : ' ');
		} else if (char_is_hidden(c)) {
			return false;
		} else {
			buf_add(b, s.p + i, n);
		}
	}
	return true;
}

static bool is_tone(const char *value)
{
	static const char *const words[] = {
	    "warmer", "more_direct", "formal", "casual"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (streq(words[i], value))
			return true;
	}
	return false;
}

static bool says_something(const char *value)
{
	struct word w;
	size_t pos = 0;

	return word_next(str_of(value), &pos, &w);
}

int memory_value(struct arena *a, enum memory_kind kind, struct str said,
    const char **value_r, struct err *err)
{
	struct buf b;
	bool shown;
	size_t n;

	buf_init(&b, 16 * 1024);
	shown = add_clean(&b, str_trim(said), kind == MEMORY_SIGNATURE);
	n = b.len;
	*value_r = arena_strndup(
	    a, buf_str(&b), str_trim((struct str){buf_str(&b), b.len}).n);
	buf_deinit(&b);
	if (!shown)
		return err_field(
		    err, "value", "has characters that are not shown");
	if (!says_something(*value_r) || (kind == MEMORY_KEEP_SENDER && n < 2))
		return err_field(err, "value", "says nothing");
	if (n > kinds[kind].max_bytes)
		return err_field(err, "value",
		    "is longer than the %zu bytes of a %s",
		    kinds[kind].max_bytes, kinds[kind].name);
	if (kind == MEMORY_TONE && !is_tone(*value_r))
		return err_field(err, "value",
		    "must be warmer, more_direct, formal or casual");
	return 0;
}
