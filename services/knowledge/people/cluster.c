/* cluster.c - which addresses are one person; see cluster.h. */
#include "services/knowledge/people/cluster.h"

#include "common/mail/addr.h"
#include "services/knowledge/people/company.h"
#include "services/knowledge/people/name.h"

#include <ctype.h>
#include <stdlib.h>

static const struct {
	const char *name, *doc;
} rules[] = {
#define X_RULE(code, name, doc) {#name, doc},
    CLUSTER_RULES(X_RULE)
#undef X_RULE
};

const char *cluster_rule_name(enum cluster_rule r)
{
	return rules[r].name;
}

const char *cluster_rule_doc(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (streq(rules[i].name, name))
			return rules[i].doc;
	return "";
}

/* ---- pairs ---- */

static bool is_person(const struct cluster_addr *w)
{
	return w->seen > 0 && !w->is_role;
}

static bool has_name(const struct cluster_addr *w)
{
	return is_person(w) && w->name[0] != '\0' && w->name[0] != '*';
}

static const struct cluster_value *find_value(
    const struct cluster_addr *w, const char *kind, const char *value)
{
	for (size_t i = 0; i < w->n; i++)
		if (streq(w->v[i].kind, kind) &&
		    (value == NULL || streq(w->v[i].value, value)))
			return &w->v[i];
	return NULL;
}

static const char *common_phone(
    const struct cluster_addr *a, const struct cluster_addr *b, bool *both_r)
{
	bool has_a = false, has_b = find_value(b, "phone", NULL) != NULL;

	for (size_t i = 0; i < a->n; i++) {
		if (!streq(a->v[i].kind, "phone"))
			continue;
		has_a = true;
		for (size_t k = 0; k < b->n; k++)
			if (streq(b->v[k].kind, "phone") &&
			    streq(b->v[k].norm, a->v[i].norm))
				return a->v[i].norm;
	}
	*both_r = has_a && has_b;
	return NULL;
}

/* "anna.keller2" beside "anna.keller": a company numbers its namesakes. */
static bool numbered_apart(const char *a, const char *b)
{
	while (*a != '@' && *b != '@' && *a == *b) {
		a++;
		b++;
	}
	if (!isdigit((unsigned char)*a) && !isdigit((unsigned char)*b))
		return false;
	while (isdigit((unsigned char)*a))
		a++;
	while (isdigit((unsigned char)*b))
		b++;
	return *a == '@' && *b == '@';
}

static bool is_private(const struct cluster_addr *w)
{
	return domain_is_private(
	    mail_domain_registrable(mail_addr_domain(w->addr)));
}

/* The name of b agrees with a's, or b has none and its address spells it. */
static bool agrees(const struct cluster_addr *a, const struct cluster_addr *b)
{
	if (has_name(a) && has_name(b))
		return streq(a->name, b->name) ||
		       (name_shares(a->name, b->name) &&
			   addr_spells(b->addr, a->name) > 0);
	if (has_name(a))
		return b->name[0] == '\0' && addr_spells(b->addr, a->name) > 0;
	return has_name(b) && a->name[0] == '\0' &&
	       addr_spells(a->addr, b->name) > 0;
}

/* Where answers go is easily forged: the user must have followed it, or both
 * be of the same house. */
static bool trusted_reply(
    const struct cluster_addr *from, const struct cluster_addr *to)
{
	return to->asked > 0 ||
	       (from->domain[0] != '\0' && streq(from->domain, to->domain));
}

struct named {
	const char *name;
	size_t i;
};

/* Those that show one name. */
struct block {
	const struct cluster *c;
	const struct named *v;
	size_t n;
};

static size_t named_so(const struct block *b, const char *name, bool private)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct cluster_addr *w = &b->c->v[b->v[i].i];

		n += has_name(w) && streq(w->name, name) &&
		     is_private(w) == private;
	}
	return n;
}

static bool rare_name(const struct block *block, const struct cluster_addr *a,
    const struct cluster_addr *b)
{
	return !name_is_common(a->name) && a->asked > 0 && b->asked > 0 &&
	       (is_private(a) || is_private(b)) &&
	       addr_spells(a->addr, a->name) == 2 &&
	       addr_spells(b->addr, a->name) == 2 &&
	       named_so(block, a->name, true) <= 2 &&
	       named_so(block, a->name, false) <= 1;
}

static void add_edge(struct cluster *c, enum cluster_rule rule, size_t a,
    size_t b, const char *by)
{
	if (c->edges_n == c->edges_max) {
		size_t max = MAX((size_t)64, c->edges_max * 2);
		struct cluster_edge *v =
		    ARENA_ARRAY(c->arena, struct cluster_edge, max);

		if (c->edges_n > 0)
			memcpy(v, c->edges, c->edges_n * sizeof *v);
		c->edges = v;
		c->edges_max = max;
	}
	c->edges[c->edges_n++] =
	    (struct cluster_edge){rule, MIN(a, b), MAX(a, b), by};
}

/* Two that share a name's key. */
static void join_named(
    struct cluster *c, const struct block *block, size_t i, size_t k)
{
	const struct cluster_addr *a = &c->v[i], *b = &c->v[k];
	bool both_phones = false;
	const char *phone = common_phone(a, b, &both_phones);

	if (numbered_apart(a->addr, b->addr))
		return;
	if (phone != NULL)
		add_edge(c, RULE_PHONE, i, k, phone);
	if (a->domain[0] != '\0' && streq(a->domain, b->domain) && !both_phones)
		add_edge(c, RULE_NAME_AT_COMPANY, i, k, a->name);
	else if (!both_phones && rare_name(block, a, b))
		add_edge(c, RULE_RARE_NAME, i, k, a->name);
}

/* What one says of another. */
static void join_links(struct cluster *c, size_t i)
{
	const struct cluster_addr *a = &c->v[i];

	for (size_t v = 0; v < a->n; v++) {
		const struct cluster_value *x = &a->v[v];
		bool also = streq(x->kind, "also");
		size_t k;

		if (!also && !streq(x->kind, "reply_to"))
			continue;
		k = cluster_find(c, x->value);
		if (k == c->n || k == i || !is_person(&c->v[k]) ||
		    !agrees(a, &c->v[k]))
			continue;
		if (also)
			add_edge(c, RULE_ALSO, i, k, x->value);
		else if (trusted_reply(a, &c->v[k]))
			add_edge(c, RULE_REPLY_TO, i, k, x->value);
	}
}

/* ---- uniting ---- */

static int by_rule(const void *x, const void *y)
{
	const struct cluster_edge *a = x, *b = y;

	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	if (a->b != b->b)
		return a->b < b->b ? -1 : 1;
	return strcmp(a->by, b->by);
}

static size_t root_of(struct cluster *c, size_t i)
{
	while (c->v[i].root != i)
		i = c->v[i].root = c->v[c->v[i].root].root;
	return i;
}

static bool forbidden(struct cluster *c, size_t a, size_t b)
{
	for (size_t i = 0; i < c->said_n; i++) {
		size_t x, y;

		if (c->said[i].same)
			continue;
		x = cluster_find(c, c->said[i].a);
		y = cluster_find(c, c->said[i].b);
		if (x == c->n || y == c->n)
			continue;
		x = root_of(c, x);
		y = root_of(c, y);
		if ((x == a && y == b) || (x == b && y == a))
			return true;
	}
	return false;
}

static void unite(struct cluster *c)
{
	size_t kept = 0;

	if (c->edges_n > 0)
		qsort(c->edges, c->edges_n, sizeof *c->edges, by_rule);
	for (size_t i = 0; i < c->edges_n; i++) {
		size_t a = root_of(c, c->edges[i].a);
		size_t b = root_of(c, c->edges[i].b);

		if (a == b || forbidden(c, a, b))
			continue;
		c->v[MAX(a, b)].root = MIN(a, b);
		c->edges[kept++] = c->edges[i];
	}
	c->edges_n = kept;
	for (size_t i = 0; i < c->n; i++)
		c->v[i].root = root_of(c, i);
}

/* ---- the whole ---- */

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int d = strcmp(x->name, y->name);

	return d != 0 ? d : (x->i > y->i) - (x->i < y->i);
}

/* Every name that an address ever shows, so that how many share it does not
 * hang on which of them call it their own. */
static size_t all_names(const struct cluster *c, struct named **v_r)
{
	size_t room = 0, n = 0;
	struct named *v;

	for (size_t i = 0; i < c->n; i++)
		room += c->v[i].n;
	v = *v_r = ARENA_ARRAY(c->arena, struct named, room + 1);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->v[i].n; k++)
			if (str_starts(str_of(c->v[i].v[k].norm), "n:"))
				v[n++] =
				    (struct named){c->v[i].v[k].norm + 2, i};
	qsort(v, n, sizeof *v, by_name);
	room = n;
	n = 0;
	for (size_t i = 0; i < room; i++)
		if (n == 0 || by_name(&v[n - 1], &v[i]) != 0)
			v[n++] = v[i];
	return n;
}

static void join_block(struct cluster *c, const struct named *v, size_t n)
{
	const struct block block = {c, v, n};

	for (size_t i = 0; i < n; i++) {
		if (!has_name(&c->v[v[i].i]) ||
		    !streq(c->v[v[i].i].name, v[i].name))
			continue;
		for (size_t k = i + 1; k < n; k++)
			if (has_name(&c->v[v[k].i]) &&
			    streq(c->v[v[k].i].name, v[i].name))
				join_named(c, &block, v[i].i, v[k].i);
	}
}

static void join_blocks(struct cluster *c)
{
	struct named *v;
	size_t n = all_names(c, &v), from = 0;

	for (size_t to = 1; to <= n; to++) {
		if (to < n && streq(v[to].name, v[from].name))
			continue;
		if (to - from <= CLUSTER_BLOCK)
			join_block(c, v + from, to - from);
		from = to;
	}
}

void cluster_people(struct cluster *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct cluster_addr *w = &c->v[i];

		w->root = i;
		w->domain = company_of(c->arena, w->addr);
		w->is_role = addr_is_role(w->addr) || w->n > CLUSTER_VALUES;
		w->name = w->is_role ? "" : cluster_own_name(w);
	}
	c->edges_n = 0;
	join_blocks(c);
	for (size_t i = 0; i < c->n; i++)
		if (is_person(&c->v[i]))
			join_links(c, i);
	for (size_t i = 0; i < c->said_n; i++) {
		size_t a = cluster_find(c, c->said[i].a);
		size_t b = cluster_find(c, c->said[i].b);

		if (c->said[i].same && a != c->n && b != c->n &&
		    is_person(&c->v[a]) && is_person(&c->v[b]))
			add_edge(c, RULE_SAID, a, b, "");
	}
	unite(c);
}

size_t cluster_find(const struct cluster *c, const char *addr)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int d = strcmp(c->v[mid].addr, addr);

		if (d == 0)
			return mid;
		if (d < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return c->n;
}
