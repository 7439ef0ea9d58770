/* fuzz_query.c - any text is either a printable tree or an error with a
 * column. The first byte sets where the user's day begins. */
#include "common/base/die.h"
#include "services/search/query/query.h"
#include "tests/unit/search/query_equal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static size_t count_leaves(const struct query_node *node, unsigned depth)
{
	size_t leaves = 0;

	MUST(depth < 4 * QUERY_MAX_DEPTH);
	if (node->n_kids == 0)
		return 1;
	for (size_t i = 0; i < node->n_kids; i++)
		leaves += count_leaves(node->kids[i], depth + 1);
	return leaves;
}

static void parse_again(struct arena *a, const struct buf *printed,
    const struct query_clock *clock, const struct query *q)
{
	struct str text = {buf_str(printed), printed->len};
	struct err err = {0};
	struct query again;

	MUST(query_parse(a, text, clock, &again, &err) == 0);
	MUST(trees_equal(q->root, again.root) && q->anywhere == again.anywhere);
}

static void explain(const struct query *q)
{
	struct buf out;
	struct jsonw w;

	buf_init(&out, 1 << 20);
	jsonw_init(&w, &out);
	query_explain(&w, q);
	MUST(!buf_failed(&out));
	buf_deinit(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct query_clock clock = {.now_ms = INT64_C(1774958400000)};
	struct err err = {0};
	struct arena *a;
	struct query q;
	struct buf out;

	if (n == 0)
		return 0;
	clock.utc_offset_s = (data[0] - 128) * 450;
	a = arena_new(1 << 20);
	buf_init(&out, 1 << 20);
	if (query_parse(a, (struct str){(const char *)data + 1, n - 1}, &clock,
		&q, &err) == 0) {
		query_print(&out, &q);
		MUST(!buf_failed(&out));
		if (out.len <= QUERY_MAX_BYTES)
			parse_again(a, &out, &clock, &q);
		explain(&q);
		MUST(count_leaves(q.root, 0) <= QUERY_MAX_TERMS);
	} else {
		MUST(err.code == ERR_INVALID && err.text[0] != '\0');
	}
	MUST(!arena_overdrawn(a));
	buf_deinit(&out);
	arena_free(&a);
	return 0;
}
