/* mime.c - walks the structure of a message: multiparts, attached messages. */
#include "common/mail/mime.h"

#define SUB_HEADERS 100
#define BOUNDARY_MAX 256

struct place {
	bool nested; /* in an attached message */
	bool digest; /* parts are messages unless they say otherwise */
	size_t depth;
};

struct delimiter {
	size_t at, next; /* the line is [at, next) */
	bool closing;
};

static void walk_entity(struct mail_mime *w, struct str in, struct place pl);
static void walk_part(struct mail_mime *w, const struct mail_fields *f,
    struct str body, struct place pl);
static void walk_multipart(struct mail_mime *w, const struct mail_part *p,
    struct str body, struct place pl);
static void walk_message(struct mail_mime *w, const struct mail_part *p,
    struct str body, struct place pl);
static void choose(struct mail_mime *w, const size_t *starts, size_t n);

void mail_mime_walk(
    struct mail_mime *w, const struct mail_fields *f, struct str body)
{
	/* Text that an alternative drops counts too, so there is room. */
	w->text_left = 3 * w->lim->text_bytes;
	w->html_left = w->lim->html_bytes;
	walk_part(w, f, body, (struct place){.depth = 0});
	w->m->links = w->links;
	w->m->attachments = w->files;
}

static void walk_entity(struct mail_mime *w, struct str in, struct place pl)
{
	struct mail_limits lim = *w->lim;
	struct mail_fields f;
	uint32_t defects = 0;

	lim.headers = MIN(lim.headers, SUB_HEADERS);
	mail_fields_scan(w->a, in, &lim, &f, &defects);
	w->m->defects |= defects & MAIL_DEFECT(HEADERS_CUT);
	walk_part(w, &f, (struct str){in.p + f.body_at, in.n - f.body_at}, pl);
}

static bool is_message(const char *type)
{
	return streq(type, "message/rfc822") || streq(type, "message/global") ||
	       streq(type, "message/news");
}

static void walk_part(struct mail_mime *w, const struct mail_fields *f,
    struct str body, struct place pl)
{
	struct mail_part p;

	if (w->m->parts >= w->lim->parts) {
		w->m->defects |= MAIL_DEFECT(PARTS_CUT);
		w->full = true;
		return;
	}
	w->m->parts++;
	mail_part_read(w, f, pl.digest ? "message/rfc822" : "text/plain", &p);
	bool multi = str_starts(str_of(p.type), "multipart/");
	if ((multi || is_message(p.type)) && pl.depth >= w->lim->depth) {
		w->m->defects |= MAIL_DEFECT(DEPTH_CUT);
		mail_part_file(w, &p, body, body.n, pl.nested);
	} else if (multi) {
		walk_multipart(w, &p, body, pl);
	} else if (is_message(p.type)) {
		walk_message(w, &p, body, pl);
	} else {
		mail_part_leaf(w, &p, body, pl.nested);
	}
}

/* ---- multipart ------------------------------------------------------------ */

/* The next line "--boundary" or "--boundary--" at or behind from. */
static bool delimiter_find(
    struct str body, size_t from, struct str b, struct delimiter *d)
{
	while (from < body.n) {
		const char *p = memmem(body.p + from, body.n - from, b.p, b.n);
		if (p == NULL)
			return false;
		size_t at = (size_t)(p - body.p), end = at + b.n;
		from = end;
		if (at > 0 && body.p[at - 1] != '\n')
			continue;
		d->closing = end + 1 < body.n && body.p[end] == '-' &&
			     body.p[end + 1] == '-';
		const char *nl = memchr(body.p + end, '\n', body.n - end);
		size_t stop = nl == NULL ? body.n : (size_t)(nl - body.p);
		struct str rest = {body.p + end, stop - end};
		if (!d->closing && str_trim(rest).n > 0)
			continue; /* another boundary that begins like ours */
		d->at = at;
		d->next = nl == NULL ? body.n : stop + 1;
		return true;
	}
	return false;
}

/* The line end before a delimiter belongs to the delimiter. */
static struct str content(struct str body, size_t from, size_t to)
{
	if (to > from && body.p[to - 1] == '\n')
		to--;
	if (to > from && body.p[to - 1] == '\r')
		to--;
	return (struct str){body.p + from, to - from};
}

/* "--boundary" in buf; where the header has none, the first line that looks
 * like one. Empty when there is nothing to go by. */
static struct str boundary(
    const struct mail_part *p, struct str body, char *buf, uint32_t *defects)
{
	struct str b = str_of(p->boundary);

	if (b.n == 0) {
		struct str rest = body, line;
		*defects |= MAIL_DEFECT(NO_BOUNDARY);
		for (size_t i = 0; i < 50 && str_split(&rest, '\n', &line);
		     i++) {
			line = str_trim(line);
			if (line.n > 4 && line.p[0] == '-' &&
			    line.p[1] == '-' && line.p[2] != '-') {
				b = (struct str){line.p + 2, line.n - 2};
				break;
			}
		}
	}
	if (b.n == 0 || b.n > BOUNDARY_MAX - 2)
		return (struct str){buf, 0};
	memcpy(buf, "--", 2);
	memcpy(buf + 2, b.p, b.n);
	return (struct str){buf, b.n + 2};
}

/* The body itself serves as text when it has no parts. */
static void no_parts(struct mail_mime *w, const struct mail_part *p,
    struct str body, struct place pl)
{
	struct mail_part leaf = *p;

	leaf.type = "text/plain";
	w->m->defects |= MAIL_DEFECT(NO_BOUNDARY);
	if (str_trim(body).n > 0)
		mail_part_leaf(w, &leaf, body, pl.nested);
}

static void walk_multipart(struct mail_mime *w, const struct mail_part *p,
    struct str body, struct place pl)
{
	char buf[BOUNDARY_MAX];
	struct str b = boundary(p, body, buf, &w->m->defects);
	struct delimiter d;
	struct place sub = {.nested = pl.nested,
	    .depth = pl.depth + 1,
	    .digest = streq(p->type, "multipart/digest")};
	bool alternative = streq(p->type, "multipart/alternative");
	size_t starts[64], n = 0;

	if (streq(p->type, "multipart/signed"))
		w->m->is_signed = true;
	if (streq(p->type, "multipart/encrypted"))
		w->m->is_encrypted = true;
	if (b.n == 0 || !delimiter_find(body, 0, b, &d))
		return no_parts(w, p, body, pl);
	while (!d.closing && !w->full) {
		size_t from = d.next;
		bool more = delimiter_find(body, from, b, &d);
		if (!more) {
			w->m->defects |= MAIL_DEFECT(NOT_CLOSED);
			d = (struct delimiter){.at = body.n, .closing = true};
		}
		struct str part = content(body, from, d.at);
		if (part.n == 0 && !more)
			break;
		if (n < ARRAY_LEN(starts) - 1)
			starts[n++] = w->blocks_n;
		walk_entity(w, part, sub);
	}
	starts[n] = w->blocks_n;
	if (alternative && n > 1)
		choose(w, starts, n);
}

struct weight {
	size_t plain, html, other;
};

static struct weight weigh(const struct mail_mime *w, size_t from, size_t to)
{
	struct weight t = {0, 0, 0};

	for (size_t i = from; i < to; i++) {
		size_t n = str_trim(w->blocks[i].text).n;
		if (w->blocks[i].kind == MAIL_BLOCK_PLAIN)
			t.plain += n;
		else if (w->blocks[i].kind == MAIL_BLOCK_HTML)
			t.html += n;
		else
			t.other += n;
	}
	return t;
}

/* Keeps the blocks of one alternative: plain text, but HTML where the plain
 * part is only an excuse ("your program can't show this"). */
static void choose(struct mail_mime *w, const size_t *starts, size_t n)
{
	size_t plain = n, html = n, any = n, best;
	size_t plain_bytes = 0, html_bytes = 0;

	for (size_t i = 0; i < n; i++) {
		struct weight t = weigh(w, starts[i], starts[i + 1]);
		if (t.html > 0) {
			html = i;
			html_bytes = t.html;
		} else if (t.plain > 0 && plain == n) {
			plain = i;
			plain_bytes = t.plain;
		} else if (t.other > 0) {
			any = i;
		}
	}
	best = plain < n ? plain : html < n ? html : any;
	if (plain < n && html < n &&
	    (w->whole || (plain_bytes < 400 && plain_bytes * 4 < html_bytes)))
		best = html;
	if (best == n)
		return;
	size_t from = starts[best], count = starts[best + 1] - from;
	memmove(
	    &w->blocks[starts[0]], &w->blocks[from], count * sizeof *w->blocks);
	w->blocks_n = starts[0] + count;
}

/* ---- attached messages ---------------------------------------------------- */

static void head_line(struct mail_mime *w, const struct mail_fields *f,
    const char *name, struct buf *out)
{
	const struct mail_field *fd = mail_field_find(f, name);
	uint32_t ignored = 0;

	if (fd == NULL)
		return;
	struct str v = mail_field_unfold(w->a, fd->raw, 1000, &ignored);
	buf_addf(out, "%s: %s\n", name, mail_field_decode(w->a, v, &ignored));
}

static struct str keep_decoded(struct mail_mime *w, const struct mail_part *p,
    struct str body, struct str in)
{
	in.p = arena_memdup(w->a, in.p, in.n);
	w->decoded =
	    mail_grow(w->a, w->decoded, w->decoded_n, sizeof *w->decoded);
	w->decoded[w->decoded_n++] =
	    (struct mail_decoded){in, {.body = body, .transfer = p->transfer}};
	return in;
}

static void walk_message(struct mail_mime *w, const struct mail_part *p,
    struct str body, struct place pl)
{
	static const char *const names[] = {"From", "Date", "To", "Subject"};
	struct mail_limits lim = *w->lim;
	struct mail_fields f;
	struct buf tmp, head;
	uint32_t ignored = 0;
	bool cut;
	struct str in;

	buf_init(&tmp, 16);
	in = mail_transfer_decode(
	    &tmp, body, p->transfer, lim.raw_bytes, &cut, &w->m->defects);
	/* What a reader asks for later must outlive tmp. */
	if (w->whole && p->transfer != MAIL_TRANSFER_NONE)
		in = keep_decoded(w, p, body, in);
	mail_part_file(w, p, body, in.n, pl.nested);
	lim.headers = MIN(lim.headers, SUB_HEADERS);
	mail_fields_scan(w->a, in, &lim, &f, &ignored);
	if (f.known > 0) {
		buf_init(&head, 16 * 1024);
		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			head_line(w, &f, names[i], &head);
		if (head.len > 0)
			mail_block_add(w, MAIL_BLOCK_HEAD,
			    (struct str){head.data, head.len}, true);
		buf_deinit(&head);
		walk_part(w, &f,
		    (struct str){in.p + f.body_at, in.n - f.body_at},
		    (struct place){.nested = true, .depth = pl.depth + 1});
	}
	buf_deinit(&tmp);
}
