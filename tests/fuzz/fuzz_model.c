/* fuzz_model.c - any bytes of a model's endpoint are read within the bounds,
 * the same in pieces of any size; what is left of any text holds no link. The
 * first byte says how large the pieces are. */
#include "common/base/die.h"
#include "services/assistant/model/clean.h"
#include "services/assistant/model/delta.h"
#include "services/assistant/model/sse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_harmless(struct str s)
{
	struct buf out;
	struct str left;

	buf_init(&out, 4 * s.n + 64);
	clean_text(s, &out);
	MUST(!buf_failed(&out));
	left = (struct str){buf_str(&out), out.len};
	MUST(str_find(left, "](") < 0 && str_find(left, "]:") < 0);
	MUST(str_find(left, "<") < 0 && str_find(left, "![") < 0);
	MUST(str_find(left, "://") < 0);
	buf_deinit(&out);
}

/* Reads all of it; returns the text that was said. */
static void read_all(struct str in, size_t piece, struct buf *said)
{
	struct arena *scratch = arena_new(8 << 20);
	struct speech speech;
	struct delta d;
	struct sse s;
	struct err err = {0};
	bool well = true;

	sse_init(&s);
	delta_init(&d);
	speech_init(&speech);
	while (in.n > 0 && well && !d.done) {
		struct str part = {in.p, MIN(piece, in.n)}, chunk, sentence;
		int got = 0;

		in = (struct str){in.p + part.n, in.n - part.n};
		while (well && !d.done &&
		       (got = sse_next(&s, &part, &chunk)) > 0) {
			arena_reset(scratch);
			well = delta_read(&d, scratch, chunk, &err) == 0;
			if (!well)
				break;
			speech_add(&speech,
			    (struct str){buf_str(&d.text), d.text.len});
			buf_add(said, buf_str(&d.text), d.text.len);
			while (speech_next(&speech, false, &sentence))
				check_harmless(sentence);
		}
		well &= got >= 0;
		MUST(d.n_calls <= DELTA_CALLS);
	}
	speech_deinit(&speech);
	delta_deinit(&d);
	sse_deinit(&s);
	arena_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str in = {(const char *)data + 1, n - 1};
	struct buf whole, pieces;

	if (n == 0)
		return 0;
	buf_init(&whole, 1 << 20);
	buf_init(&pieces, 1 << 20);
	read_all(in, SIZE_MAX, &whole);
	read_all(in, (size_t)data[0] % 32 + 1, &pieces);
	MUST(whole.len == pieces.len);
	MUST(memcmp(buf_str(&whole), buf_str(&pieces), whole.len) == 0);
	check_harmless(in);
	buf_deinit(&pieces);
	buf_deinit(&whole);
	return 0;
}
