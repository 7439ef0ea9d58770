/* fuzz_multipart.c - multipart bodies, whole and in pieces. The first line is
 * the Content-Type, the byte behind it the size of the pieces. However the
 * bytes arrive, the same parts with the same bytes must come out. */
#include "common/http/multipart.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct outcome {
	int result; /* of the last call */
	size_t parts, ends, bytes;
	uint32_t sum;
	bool ended;
};

static void mix(struct outcome *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		o->sum = o->sum * 31 + (uint8_t)s.p[i];
	o->sum = o->sum * 31 + 7;
}

static void check_part(struct outcome *o, const struct multipart_part *part)
{
	MUST_HOLD(utf8_valid(str_of(part->filename)));
	MUST_HOLD(strpbrk(part->filename, "/\\") == NULL);
	MUST_HOLD(utf8_valid(str_of(part->name)));
	mix(o, str_of(part->name));
	mix(o, str_of(part->filename));
	mix(o, str_of(part->type));
	o->parts++;
}

/* One piece; false when the body is malformed. */
static bool take(struct multipart *m, struct str piece, struct outcome *o)
{
	enum multipart_event event;
	struct str got;
	struct err err;

	do {
		if (multipart_next(m, &piece, &event, &got, &err) < 0)
			return false;
		if (event == MULTIPART_PART)
			check_part(o, &m->part);
		else if (event == MULTIPART_PART_END)
			o->ends++;
		/* Data may come in other pieces; its bytes are the same. */
		for (size_t i = 0; i < got.n; i++)
			o->sum = o->sum * 31 + (uint8_t)got.p[i];
		o->bytes += got.n;
		MUST_HOLD(event != MULTIPART_DATA || got.n > 0);
	} while (event != MULTIPART_MORE && event != MULTIPART_END);
	MUST_HOLD(piece.n == 0);
	return true;
}

static struct outcome run(struct str type, struct str body, size_t step)
{
	struct outcome o = {.result = -1};
	struct multipart m;
	struct err err;

	if (multipart_init(&m, type, &err) < 0)
		return o;
	o.result = 0;
	for (size_t at = 0; at < body.n && o.result == 0; at += step)
		if (!take(&m, (struct str){body.p + at, MIN(step, body.n - at)},
			&o))
			o.result = -1;
	o.ended = o.result == 0 && multipart_finish(&m, &err) == 0;
	MUST_HOLD(o.ends <= o.parts && o.parts <= MULTIPART_MAX_PARTS);
	MUST_HOLD(!o.ended || o.ends == o.parts);
	MUST_HOLD(o.bytes <= body.n);
	multipart_deinit(&m);
	return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str rest = {(const char *)data, n}, type;
	struct outcome whole, parts;
	size_t step;

	if (n == 0 || !str_split(&rest, '\n', &type) || rest.p == NULL ||
	    rest.n == 0)
		return 0;
	step = (size_t)(uint8_t)rest.p[0] % 40 + 1;
	rest.p++;
	rest.n--;
	whole = run(type, rest, SIZE_MAX / 2);
	parts = run(type, rest, step);
	MUST_HOLD(whole.result == parts.result && whole.ended == parts.ended);
	MUST_HOLD(whole.parts == parts.parts && whole.ends == parts.ends);
	MUST_HOLD(whole.result < 0 ||
		  (whole.bytes == parts.bytes && whole.sum == parts.sum));
	return 0;
}
