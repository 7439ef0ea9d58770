/* words.c - a query's tree, taken apart for ranking: its free words may be
 * missing from a hit that means the same; everything else binds. */
#include "services/search/rank/rank.h"

#include "services/search/rank/synonyms.def.h"

#include <math.h>

#define X_GROUP(text) text
#define COMMA ,
static const char *const groups[] = {RANK_SYNONYMS(X_GROUP, COMMA)};
#undef COMMA
#undef X_GROUP

static bool next_member(struct str *rest, struct str *member_r)
{
	if (!str_split(rest, ',', member_r))
		return false;
	*member_r = str_trim(*member_r);
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool rank_is_identifier(struct str w)
{
	size_t digits = 0, letters = 0, joints = 0;

	for (size_t i = 0; i < w.n; i++) {
		unsigned char c = (unsigned char)w.p[i];

		if (is_digit((char)c))
			digits++;
		else if ((c | 32) >= 'a' && (c | 32) <= 'z')
			letters++;
		else if (strchr("@_#/.:", c) != NULL && i > 0 && i + 1 < w.n)
			joints++;
		if (c == '@')
			return true;
	}
	if (digits > 0)
		return digits >= 3 || letters > 0;
	return joints > 0 && letters > 0;
}

/* A year, "i.e", "u.s", "and/or", 10:30: frequent in prose, and of no one
 * message; putting first what has it would bury what is meant. */
static bool is_common_shape(struct str w)
{
	size_t digits = 0, letters = 0, longest = 0, run = 0, joints = 0;
	bool slashes = false;

	for (size_t i = 0; i < w.n; i++) {
		unsigned char c = (unsigned char)w.p[i];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';

		digits += is_digit((char)c);
		letters += letter;
		run = letter ? run + 1 : 0;
		longest = MAX(longest, run);
		joints += strchr("@_#:./", c) != NULL;
		slashes = slashes || c == '/';
	}
	if (digits == 0) /* abbreviations, and alternatives */
		return longest <= 1 || (slashes && joints == 1);
	if (letters > 0) /* 1960s, 20th */
		return is_digit(w.p[0]) && letters <= 2 && joints == 0;
	if (joints > 0) /* 15.4, 10:30 */
		return digits <= 4 && joints == 1;
	return digits < 4 || (digits == 4 && (w.p[0] == '1' || w.p[0] == '2'));
}

bool rank_is_telling(struct str w)
{
	return rank_is_identifier(w) && !is_common_shape(w);
}

static bool is_free(const struct query_node *n)
{
	return n->kind == QUERY_WORD && !n->in_field && !n->phrase &&
	       !n->exact && !n->prefix && !rank_is_identifier(str_of(n->text));
}

static bool all_free(const struct query_node *n)
{
	if (n->kind != QUERY_OR)
		return is_free(n);
	for (size_t i = 0; i < n->n_kids; i++) {
		if (!is_free(n->kids[i]))
			return false;
	}
	return true;
}

static size_t tops(const struct query_node *root, struct query_node *const **v)
{
	*v = root->kids;
	return root->kind == QUERY_AND ? root->n_kids : 0;
}

/* ---- the text to embed ---- */

static void add_text(struct buf *out, const struct query_node *n, bool *any)
{
	if (n->kind == QUERY_WORD &&
	    (!n->in_field || n->op == QUERY_OP_SUBJECT)) {
		*any = *any || is_free(n);
		buf_addf(out, "%s%s", out->len > 0 ? " " : "", n->text);
	}
	if (n->kind == QUERY_NOT)
		return;
	for (size_t i = 0; i < n->n_kids; i++)
		add_text(out, n->kids[i], any);
}

const char *rank_meaning_text(struct arena *a, const struct query *q)
{
	const char *text = NULL;
	bool any = false;
	struct buf out;

	buf_init(&out, 4 * QUERY_MAX_BYTES);
	add_text(&out, q->root, &any);
	if (any && !buf_failed(&out))
		text = arena_strdup(a, buf_str(&out));
	buf_deinit(&out);
	return text;
}

/* ---- synonyms ---- */

/* The group that has the word as a member, or NULL. */
static const char *group_of(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		struct str rest = str_of(groups[i]), member;

		while (next_member(&rest, &member)) {
			if (member.n == strlen(word) &&
			    strncasecmp(member.p, word, member.n) == 0)
				return groups[i];
		}
	}
	return NULL;
}

static struct query_node *with_synonyms(
    struct arena *a, const struct query_node *word, size_t *n_terms)
{
	const char *group = group_of(word->text);
	struct str rest = str_of(group == NULL ? "" : group), member;
	struct query_node *n = arena_memdup(a, word, sizeof *word), * or ;

	if (group == NULL)
		return n;
	or = ARENA_NEW(a, struct query_node);
	or->kind = QUERY_OR;
	or->column = word->column;
	or->kids = ARENA_ARRAY(a, struct query_node *, 8);
	or->kids[or->n_kids++] = n;
	while (next_member(&rest, &member) && or->n_kids < 8) {
		struct query_node *s;

		if (member.n == strlen(word->text) &&
		    strncasecmp(member.p, word->text, member.n) == 0)
			continue;
		if (*n_terms >= QUERY_MAX_TERMS)
			break;
		s = arena_memdup(a, word, sizeof *word);
		s->text = arena_strndup(a, member.p, member.n);
		s->phrase = memchr(member.p, ' ', member.n) != NULL;
		s->weight =
		    RANK_SYNONYM_WEIGHT * (word->weight > 0 ? word->weight : 1);
		or->kids[or->n_kids++] = s;
		(*n_terms)++;
	}
	return or ;
}

/* The same free word earlier in the list. */
static struct query_node *said_before(
    struct query_node **kids, size_t n, const struct query_node *word)
{
	for (size_t i = 0; i < n; i++) {
		struct query_node *k = kids[i];

		if (is_free(k) && strcasecmp(k->text, word->text) == 0)
			return k;
	}
	return NULL;
}

const struct query *rank_expand(struct arena *a, const struct query *q)
{
	struct query *out = arena_memdup(a, q, sizeof *q);
	struct query_node *const *v, *root;
	size_t n = tops(q->root, &v);

	if (n == 0) {
		if (is_free(q->root))
			out->root = with_synonyms(a, q->root, &out->n_terms);
		return out;
	}
	root = arena_memdup(a, q->root, sizeof *root);
	root->kids = ARENA_ARRAY(a, struct query_node *, n);
	root->n_kids = 0;
	for (size_t i = 0; i < n; i++) {
		struct query_node *again =
		    is_free(v[i]) ? said_before(root->kids, root->n_kids, v[i])
				  : NULL;

		if (again != NULL)
			again->weight = MAX(again->weight, 1) + 1;
		else
			root->kids[root->n_kids++] =
			    arena_memdup(a, v[i], sizeof *root);
	}
	for (size_t i = 0; i < root->n_kids; i++) {
		if (is_free(root->kids[i]))
			root->kids[i] =
			    with_synonyms(a, root->kids[i], &out->n_terms);
	}
	if (root->n_kids == 1)
		root = root->kids[0];
	out->root = root;
	return out;
}

/* ---- what binds ---- */

static const struct query *with_root(struct arena *a, const struct query *q,
    struct query_node **kids, size_t n, enum query_kind kind)
{
	struct query *out = arena_memdup(a, q, sizeof *q);
	struct query_node *root = ARENA_NEW(a, struct query_node);

	root->kind = n == 0 ? QUERY_ALL : kind;
	root->kids = kids;
	root->n_kids = n;
	out->root = n == 1 ? kids[0] : root;
	return out;
}

static bool only_words(const struct query_node *n)
{
	if (n->kind != QUERY_OR && n->kind != QUERY_AND)
		return n->kind == QUERY_WORD || n->kind == QUERY_NEAR;
	for (size_t i = 0; i < n->n_kids; i++) {
		if (!only_words(n->kids[i]))
			return false;
	}
	return true;
}

/* Of prose any word may be missing, of a query the free ones. */
static bool may_miss(const struct query_node *n, bool any_word)
{
	return any_word ? only_words(n) : all_free(n);
}

const struct query *rank_binding(
    struct arena *a, const struct query *q, bool any_word)
{
	struct query_node *const *v;
	size_t n = tops(q->root, &v), kept = 0;
	struct query_node **kids =
	    ARENA_ARRAY(a, struct query_node *, MAX(n, 1));

	if (n == 0)
		return all_free(q->root) ? with_root(a, q, kids, 0, QUERY_AND)
					 : q;
	for (size_t i = 0; i < n; i++) {
		if (!may_miss(v[i], any_word))
			kids[kept++] = v[i];
	}
	return with_root(a, q, kids, kept, QUERY_AND);
}

bool rank_comes_first(const struct query_node *n)
{
	return n->kind == QUERY_WORD && !is_free(n) &&
	       (n->phrase || n->exact || n->in_field ||
		   rank_is_telling(str_of(n->text)));
}

bool rank_has_words(const struct query_node *n)
{
	if (n->kind == QUERY_WORD || n->kind == QUERY_NEAR)
		return true;
	for (size_t i = 0; n->kind != QUERY_NOT && i < n->n_kids; i++) {
		if (rank_has_words(n->kids[i]))
			return true;
	}
	return false;
}

const struct query *rank_exact(struct arena *a, const struct query *q)
{
	struct query_node *const *v;
	size_t n = tops(q->root, &v), kept = 0;
	struct query_node **kids =
	    ARENA_ARRAY(a, struct query_node *, MAX(n, 1));

	for (size_t i = 0; i < n; i++) {
		if (rank_comes_first(v[i]))
			kids[kept++] = v[i];
	}
	return kept > 0 ? with_root(a, q, kids, kept, QUERY_OR) : NULL;
}
