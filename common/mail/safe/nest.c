/* nest.c - open elements: what ends when another begins, what text needs. */
#include "common/mail/safe/pass.h"

static unsigned top(const struct safe_pass *p)
{
	return p->depth == 0 ? 0 : p->stack[p->depth - 1].e->flags;
}

static const char *written_as(const struct safe_element *e)
{
	return (e->flags & BODY) != 0 ? "div" : e->name;
}

/* Formatting that a block's end cut off goes on behind it. */
static void remember(struct safe_pass *p, const struct safe_open *o)
{
	if ((o->e->flags & FORMAT) == 0 || (o->e->flags & LINK) != 0 ||
	    o->silent || p->again_n == SAFE_AGAIN)
		return;
	memmove(p->again + 1, p->again, p->again_n * sizeof *p->again);
	p->again[0] = *o;
	p->again_n++;
}

static void pop(struct safe_pass *p, bool goes_on)
{
	const struct safe_open o = p->stack[--p->depth];

	if (goes_on)
		remember(p, &o);
	if (!o.silent) {
		buf_adds(p->out, "</");
		buf_adds(p->out, written_as(o.e));
		buf_addc(p->out, '>');
	}
	if ((o.e->flags & LINK) != 0)
		safe_link_close(p);
}

/* The nearest open element with any of flags and, when not NULL, of that
 * kind, unless one with a stop flag lies above it; -1. */
static ptrdiff_t find(const struct safe_pass *p, unsigned flags,
    const struct safe_element *e, unsigned stop)
{
	for (size_t i = p->depth; i-- > 0;) {
		const struct safe_element *o = p->stack[i].e;
		if (e != NULL ? o == e : (o->flags & flags) != 0)
			return (ptrdiff_t)i;
		if ((o->flags & stop) != 0)
			return -1;
	}
	return -1;
}

/* Closes all above place i. */
static void close_above(struct safe_pass *p, ptrdiff_t i, bool goes_on)
{
	while ((ptrdiff_t)p->depth > i + 1)
		pop(p, goes_on);
}

static void close_nearest(struct safe_pass *p, unsigned flags,
    const struct safe_element *e, unsigned stop)
{
	ptrdiff_t i = find(p, flags, e, stop);

	if (i >= 0)
		close_above(p, i - 1, true);
}

void safe_push(struct safe_pass *p, const struct safe_element *e,
    struct str tag, bool silent)
{
	p->stack[p->depth++] =
	    (struct safe_open){.e = e, .tag = tag, .silent = silent};
}

static void imply(struct safe_pass *p, struct str name)
{
	buf_addc(p->out, '<');
	buf_add(p->out, name.p, name.n);
	buf_addc(p->out, '>');
	safe_push(p, safe_element(name), (struct str){"", 0}, false);
}

bool safe_in_structure(const struct safe_pass *p)
{
	return (top(p) & STRUCTURE) != 0;
}

static void need_cell(struct safe_pass *p)
{
	if ((top(p) & COLUMN) != 0)
		pop(p, false);
	if ((top(p) & (TABLE | SECTION)) != 0)
		imply(p, STR("tr"));
	if ((top(p) & ROW) != 0)
		imply(p, STR("td"));
}

void safe_need_content(struct safe_pass *p)
{
	need_cell(p);
	for (size_t i = 0; i < p->again_n && p->depth < SAFE_DEPTH; i++)
		safe_open_element(p, p->again[i].e, p->again[i].tag);
	p->again_n = 0;
}

/* ---- what begins ---------------------------------------------------------- */

/* Parts of tables: back to where they belong; nowhere without a table. */
static bool way_for_part(struct safe_pass *p, const struct safe_element *e)
{
	ptrdiff_t table = find(p, TABLE, NULL, 0), i;

	if (table < 0)
		return false;
	p->again_n = 0;
	if ((e->flags & (SECTION | CAPTION)) != 0 ||
	    ((e->flags & COLUMN) != 0 && (e->flags & VOID) == 0)) {
		close_above(p, table, false);
	} else if ((e->flags & COLUMN) != 0) {
		if ((top(p) & (COLUMN | TABLE)) == 0)
			return false;
	} else if ((e->flags & ROW) != 0) {
		i = find(p, SECTION | TABLE, NULL, 0);
		close_above(p, i, false);
	} else {
		i = find(p, ROW, NULL, TABLE);
		if (i < 0) {
			i = find(p, SECTION | TABLE, NULL, 0);
			close_above(p, i, false);
			imply(p, STR("tr"));
		} else {
			close_above(p, i, false);
		}
	}
	return true;
}

bool safe_make_way(struct safe_pass *p, const struct safe_element *e)
{
	if ((e->flags & (SECTION | ROW | CELL | COLUMN)) != 0)
		return way_for_part(p, e);
	if ((e->flags & BLOCK) != 0)
		close_nearest(p, PARAGRAPH, NULL, CELL | STRUCTURE);
	if ((e->flags & ITEM) != 0)
		close_nearest(p, 0, e, LIST | CELL | STRUCTURE);
	/* dt ends dd, and the other way round. */
	if (streq(e->name, "dt") || streq(e->name, "dd"))
		close_nearest(p, 0,
		    safe_element(streq(e->name, "dt") ? STR("dd") : STR("dt")),
		    LIST | CELL | STRUCTURE);
	if ((e->flags & LINK) != 0)
		close_nearest(p, LINK, NULL, CELL | STRUCTURE);
	if ((e->flags & TABLE) != 0) {
		/* A table where rows should be ends the one it is in. */
		if (safe_in_structure(p))
			close_nearest(p, TABLE, NULL, 0);
		p->again_n = 0;
		need_cell(p);
	} else if ((e->flags & BLOCK) != 0) {
		need_cell(p);
	} else {
		safe_need_content(p);
	}
	return true;
}

/* ---- what ends ------------------------------------------------------------ */

/* An end tag without its start: formatting that waited ends by it. */
static void forget(struct safe_pass *p, const struct safe_element *e)
{
	for (size_t i = p->again_n; i-- > 0;)
		if (p->again[i].e == e) {
			p->again_n--;
			memmove(p->again + i, p->again + i + 1,
			    (p->again_n - i) * sizeof *p->again);
			return;
		}
}

void safe_close(struct safe_pass *p, const struct safe_element *e)
{
	bool part = (e->flags & (CELL | STRUCTURE)) != 0;
	unsigned stop = (e->flags & TABLE) != 0 ? 0
			: part                  ? TABLE
						: (CELL | STRUCTURE);
	ptrdiff_t i = find(p, 0, e, stop);

	if (i < 0) {
		forget(p, e);
		return;
	}
	close_above(p, i, !part);
	pop(p, false);
	if (part)
		p->again_n = 0;
}

void safe_close_all(struct safe_pass *p)
{
	while (p->depth > 0)
		pop(p, false);
}
