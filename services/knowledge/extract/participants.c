/* participants.c - who wrote a mail, to whom, and where answers go. The user
 * is in all mail and in no fact; junk's names are not believed. */
#include "services/knowledge/extract/extractors.h"

struct list {
	const struct mail_addr *v;
	size_t n;
	struct str text; /* of the part; the elements in order */
	enum fact_part part;
};

static bool is_there(const struct facts *f, size_t from, const char *key)
{
	for (size_t i = from; i < f->n; i++)
		if (streq(f->v[i].key, key))
			return true;
	return false;
}

/* Where addr stands in text, at or after *at; moves *at behind it. */
static bool place(
    struct str text, const struct mail_addr *who, size_t *at, struct fact *fact)
{
	struct str rest = {text.p + *at, text.n - *at};
	ptrdiff_t name = -1, addr;

	if (who->addr[0] == '\0' || (addr = str_ifind(rest, who->addr)) < 0)
		return false;
	if (who->name[0] != '\0') {
		struct str before = {rest.p, (size_t)addr};

		name = str_find(before, who->name);
	}
	fact->from = (uint32_t)(*at + (size_t)(name < 0 ? addr : name));
	*at += (size_t)addr + strlen(who->addr);
	fact->to = (uint32_t)*at;
	return true;
}

static void read_list(struct facts *f, const struct list *l,
    enum fact_kind kind, const char *except)
{
	size_t at = 0, first = f->n;
	bool junk = fact_is_junk(f->mail);

	for (size_t i = 0; i < l->n && f->n < FACT_PARTICIPANTS; i++) {
		struct fact fact = {.kind = kind, .part = l->part};

		if (!place(l->text, &l->v[i], &at, &fact))
			continue;
		fact.key = fact_addr_key(f->arena, l->v[i].addr);
		fact.value = junk ? "" : l->v[i].name;
		if (fact.key[0] != '\0' && !streq(fact.key, except) &&
		    !fact_is_own(f->mail, fact.key) &&
		    !is_there(f, first, fact.key))
			facts_add(f, &fact);
	}
}

void extract_participants(struct facts *f)
{
	const struct fact_mail *m = f->mail;
	const char *sender = fact_addr_key(f->arena, m->from.addr);

	if (!m->is_outgoing)
		read_list(f,
		    &(struct list){&m->from, 1, m->from_text, FACT_PART_FROM},
		    FACT_PARTICIPANT, "");
	read_list(f, &(struct list){m->to.v, m->to.n, m->to_text, FACT_PART_TO},
	    FACT_PARTICIPANT, "");
	read_list(f, &(struct list){m->cc.v, m->cc.n, m->cc_text, FACT_PART_CC},
	    FACT_PARTICIPANT, "");
	if (m->is_outgoing || fact_is_junk(m))
		return;
	read_list(f,
	    &(struct list){m->reply_to.v, m->reply_to.n, m->reply_to_text,
		FACT_PART_REPLY_TO},
	    FACT_REPLY_TO, sender);
}
