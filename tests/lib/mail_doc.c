/* mail_doc.c - from a parsed message to a document. */
#include "tests/lib/mail_doc.h"

#include "common/base/buf.h"
#include "common/base/die.h"
#include "services/search/index/doc_flags.h"

#include <stdio.h>
#include <sys/stat.h>

struct str mail_doc_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	char *data;
	size_t n;

	if (f == NULL || fstat(fileno(f), &st) != 0)
		die("%s: can't be read", path);
	data = arena_alloc(a, (size_t)st.st_size + 1);
	n = fread(data, 1, (size_t)st.st_size, f);
	fclose(f);
	return (struct str){data, n};
}

static const char *addr_line(struct arena *a, const struct mail_addrs *list)
{
	struct buf line;
	const char *out;

	buf_init(&line, 1 << 20);
	for (size_t i = 0; i < list->n; i++)
		buf_addf(&line, "%s%s <%s>", i > 0 ? ", " : "", list->v[i].name,
		    list->v[i].addr);
	out = arena_strdup(a, buf_str(&line));
	buf_deinit(&line);
	return out;
}

static void take_attachments(struct arena *a, const struct mail_message *m,
    const char **names_r, const char **types_r)
{
	*names_r = *types_r = "";
	for (size_t i = 0; i < m->attachments_n; i++) {
		const struct mail_attachment *f = &m->attachments[i];

		if (f->is_inline)
			continue;
		*names_r = arena_printf(a, "%s%s\n", *names_r, f->filename);
		*types_r = arena_printf(a, "%s%s\n", *types_r, f->content_type);
	}
}

struct search_doc mail_doc(
    struct arena *a, uint64_t id, const struct mail_message *m)
{
	const char *names, *types;
	struct doc_facts facts;

	take_attachments(a, m, &names, &types);
	facts =
	    (struct doc_facts){.filenames = names, .types = types, .links = ""};
	return (struct search_doc){.id = id,
	    .thread_id = id,
	    .date_ms = m->date_ms,
	    .message_id = m->message_id,
	    .subject = m->subject,
	    .from = addr_line(a, &m->from_all),
	    .from_addr = m->from.addr,
	    .from_name = m->from.name,
	    .to = addr_line(a, &m->to),
	    .cc = addr_line(a, &m->cc),
	    .bcc = addr_line(a, &m->bcc),
	    .delivered_to = m->delivered_to,
	    .list = m->list_id,
	    .body = m->body_text.n > 0 ? m->body_text.p : "",
	    .filenames = names,
	    .snippet = "",
	    .category = "",
	    .priority_band = "",
	    .risk_level = "",
	    .flags = doc_flags(&facts),
	    .size_bytes = (int64_t)m->raw_bytes};
}
