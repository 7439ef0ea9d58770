/* whole.c - reads whole mails written for training, and makes one reading. */
#include "services/triage/train/whole.h"
#include "common/base/die.h"

#define MAILS_MAX 20000
#define FIELDS 4

static bool split(struct str line, struct str field_r[FIELDS])
{
	for (unsigned i = 0; i + 1 < FIELDS; i++) {
		ptrdiff_t at = str_find(line, " | ");

		if (at <= 0)
			return false;
		field_r[i] = (struct str){line.p, (size_t)at};
		line.p += at + 3;
		line.n -= (size_t)at + 3;
	}
	field_r[FIELDS - 1] = line;
	return line.n > 0;
}

static int read_category(
    struct whole *w, const char *dir, enum triage_category c, struct err *err)
{
	const char *name = triage_category(c)->name;
	struct str text, line, f[FIELDS];
	unsigned number = 0;

	if (training_file(w->arena, dir, name, &text, err) < 0)
		return -1;
	while (str_split(&text, '\n', &line)) {
		number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (w->n == MAILS_MAX)
			return err_set(err, ERR_INVALID,
			    "mails/%s.txt: more than %d mails", name,
			    MAILS_MAX);
		if (!split(line, f) || f[0].n != 1)
			return err_set(err, ERR_INVALID,
			    "mails/%s.txt:%u: expected "
			    "writer | from | subject | body",
			    name, number);
		w->v[w->n++] = (struct whole_mail){.writer = f[0].p[0],
		    .from = f[1],
		    .subject = f[2],
		    .body = f[3],
		    .category = c};
	}
	return 0;
}

int whole_read(const char *training, struct whole *w_r, struct err *err)
{
	const char *dir;

	memset(w_r, 0, sizeof *w_r);
	w_r->arena = arena_new((size_t)64 << 20);
	w_r->v = ARENA_ARRAY(w_r->arena, struct whole_mail, MAILS_MAX);
	dir = arena_printf(w_r->arena, "%s/mails", training);
	if (slots_read(training, &w_r->slots, err) < 0)
		goto fail;
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		if (read_category(w_r, dir, (enum triage_category)c, err) < 0)
			goto fail;
	}
	return 0;
fail:
	whole_free(w_r);
	return -1;
}

void whole_free(struct whole *w)
{
	slots_free(&w->slots);
	arena_free(&w->arena);
	memset(w, 0, sizeof *w);
}

/* ---- one reading ---- */

/* "Name <local@domain>" or an address alone. */
static void set_sender(struct made_mail *m, struct str from)
{
	const char *open = memchr(from.p, '<', from.n);
	struct str name = {"", 0}, addr = str_trim(from);
	const char *at;

	if (open != NULL) {
		name = str_trim((struct str){from.p, (size_t)(open - from.p)});
		addr = (struct str){
		    open + 1, (size_t)(from.p + from.n - open - 1)};
		if (memchr(addr.p, '>', addr.n) != NULL)
			addr.n =
			    (size_t)((const char *)memchr(addr.p, '>', addr.n) -
				     addr.p);
	}
	at = memchr(addr.p, '@', addr.n);
	buf_add(&m->from_name, name.p, name.n);
	if (at == NULL)
		at = addr.p + addr.n;
	else
		buf_add(&m->domain, at + 1, (size_t)(addr.p + addr.n - at - 1));
	buf_add(&m->local, addr.p, (size_t)(at - addr.p));
}

static void lower(struct buf *b)
{
	for (size_t i = 0; i < b->len; i++) {
		if (b->data[i] >= 'A' && b->data[i] <= 'Z')
			b->data[i] = (char)(b->data[i] + 32);
	}
}

/* In place: it gets no longer. */
static void break_lines(struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++) {
		bool is_break = b->data[i] == '\\' && i + 1 < b->len &&
				b->data[i + 1] == 'n';

		b->data[n++] = is_break ? '\n' : b->data[i];
		i += is_break;
	}
	b->len = n;
	if (b->data != NULL)
		b->data[n] = '\0';
}

void whole_make(const struct whole *w, struct rng *r,
    const struct whole_mail *from, struct made_mail *m)
{
	struct buf sender;

	made_mail_clear(m);
	buf_init(&sender, 1000);
	expand(w->slots, r, from->from, &sender);
	set_sender(m, str_of(buf_str(&sender)));
	lower(&m->local);
	lower(&m->domain);
	expand(w->slots, r, from->subject, &m->subject);
	expand(w->slots, r, from->body, &m->body);
	break_lines(&m->body);
	buf_deinit(&sender);
}
