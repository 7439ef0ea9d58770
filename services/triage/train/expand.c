/* expand.c - alternatives, optional parts and slots become one text. */
#include "services/triage/train/expand.h"
#include "common/base/die.h"
#include "common/base/map.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_DEPTH 8
#define MAX_FILE_BYTES 1000000

struct slots {
	struct arena *arena;
	struct smap *by_name; /* struct str: a|b|c */
};

uint32_t rng_below(struct rng *r, uint32_t n)
{
	uint64_t z = (r->state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((z ^ (z >> 31)) >> 33) % n;
}

bool rng_chance(struct rng *r, double p)
{
	return rng_below(r, 1000000) < p * 1000000;
}

int training_file(struct arena *a, const char *dir, const char *name,
    struct str *text_r, struct err *err)
{
	char *path = arena_printf(a, "%s/%s.txt", dir, name);
	char *data = arena_alloc(a, MAX_FILE_BYTES);
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		return err_set(
		    err, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
	*text_r = (struct str){data, fread(data, 1, MAX_FILE_BYTES, f)};
	fclose(f);
	if (text_r->n == MAX_FILE_BYTES)
		return err_set(err, ERR_INVALID, "%s: too long", path);
	return 0;
}

int slots_read(const char *dir, struct slots **s_r, struct err *err)
{
	struct slots *s = xcalloc(1, sizeof *s);
	struct str text, line;

	s->arena = arena_new((size_t)4 << 20);
	s->by_name = smap_new();
	if (training_file(s->arena, dir, "slots", &text, err) < 0)
		goto fail;
	while (str_split(&text, '\n', &line)) {
		ptrdiff_t eq = str_find(line, " = ");
		struct str *values;
		char name[32];

		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (eq < 0 || !str_copy(name, sizeof name,
				  (struct str){line.p, (size_t)eq})) {
			err_set(err, ERR_INVALID, "slots.txt: bad line");
			goto fail;
		}
		values = ARENA_NEW(s->arena, struct str);
		*values =
		    (struct str){line.p + eq + 3, line.n - (size_t)eq - 3};
		smap_put(s->by_name, name, values);
	}
	*s_r = s;
	return 0;
fail:
	slots_free(&s);
	return -1;
}

void slots_free(struct slots **s)
{
	if (*s == NULL)
		return;
	smap_free(&(*s)->by_name);
	arena_free(&(*s)->arena);
	free(*s);
	*s = NULL;
}

struct str expand_pick(struct rng *r, struct str s)
{
	size_t count = 1, pick, from = 0;
	int depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		depth += s.p[i] == '(' || s.p[i] == '[';
		depth -= s.p[i] == ')' || s.p[i] == ']';
		count += s.p[i] == '|' && depth == 0;
	}
	pick = rng_below(r, (uint32_t)count);
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n) {
			depth += s.p[i] == '(' || s.p[i] == '[';
			depth -= s.p[i] == ')' || s.p[i] == ']';
		}
		if (i == s.n || (s.p[i] == '|' && depth == 0)) {
			if (pick-- == 0)
				return (struct str){s.p + from, i - from};
			from = i + 1;
		}
	}
	return s;
}

/* The end of the bracket that opens at s.p[0], or s.n. */
static size_t closing(struct str s)
{
	int depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		depth += strchr("([{", s.p[i]) != NULL;
		depth -= strchr(")]}", s.p[i]) != NULL;
		if (depth == 0)
			return i;
	}
	return s.n;
}

static void expand_at(const struct slots *t, struct rng *r, struct str s,
    struct buf *out, unsigned depth)
{
	MUST(depth < MAX_DEPTH);
	for (size_t i = 0; i < s.n;) {
		struct str rest = {s.p + i, s.n - i}, inner;
		size_t end;

		if (strchr("([{", s.p[i]) == NULL ||
		    (end = closing(rest)) == rest.n) {
			buf_addc(out, s.p[i++]);
			continue;
		}
		inner = (struct str){rest.p + 1, end - 1};
		i += end + 1;
		if (rest.p[0] == '{') {
			struct str *values =
			    smap_getn(t->by_name, inner.p, inner.n);

			if (values == NULL)
				quit(EX_DATAERR, "unknown slot {%.*s}",
				    (int)inner.n, inner.p);
			inner = expand_pick(r, *values);
			buf_add(out, inner.p, inner.n);
		} else if (rest.p[0] == '(' || rng_chance(r, 0.5)) {
			expand_at(t, r, expand_pick(r, inner), out, depth + 1);
		}
	}
}

void expand(const struct slots *t, struct rng *r, struct str s, struct buf *out)
{
	expand_at(t, r, s, out, 0);
}
