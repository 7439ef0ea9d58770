/* compose.c - see compose.h. */
#include "common/mail/compose.h"

#include "common/base/str.h"

#include <gmime/gmime.h>

#define ID_BYTES 250

/* One line without control characters, to be freed. */
static char *one_line(const char *s)
{
	char *line = g_strdup(s);

	for (char *p = line; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7F)
			*p = ' ';
	return line;
}

static bool is_id(const char *id)
{
	size_t n = strlen(id);

	for (size_t i = 0; i < n; i++)
		if (id[i] <= 0x20 || id[i] >= 0x7F || id[i] == '<' ||
		    id[i] == '>')
			return false;
	return n > 0 && n <= ID_BYTES;
}

static void add_addrs(
    GMimeMessage *m, GMimeAddressType type, const struct mail_addr *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *name = one_line(v[i].name), *addr = one_line(v[i].addr);

		g_mime_message_add_mailbox(
		    m, type, name[0] == '\0' ? NULL : name, addr);
		g_free(name);
		g_free(addr);
	}
}

/* RFC 5322, section 3.6.4: the parent's references and the parent. */
static void add_thread(GMimeObject *o, const struct mail_letter *m)
{
	GString *refs;
	size_t skip = m->references_n > MAIL_COMPOSE_REFERENCES
			  ? m->references_n - MAIL_COMPOSE_REFERENCES
			  : 0;

	if (!is_id(m->in_reply_to))
		return;
	refs = g_string_new(NULL);
	for (size_t i = 0; i < m->references_n; i++)
		if (is_id(m->references[i]) && (i == 0 || i > skip) &&
		    !streq(m->references[i], m->in_reply_to))
			g_string_append_printf(refs, "<%s> ", m->references[i]);
	g_string_append_printf(refs, "<%s>", m->in_reply_to);
	g_mime_object_set_header(o, "References", refs->str, NULL);
	g_string_printf(refs, "<%s>", m->in_reply_to);
	g_mime_object_set_header(o, "In-Reply-To", refs->str, NULL);
	g_string_free(refs, TRUE);
}

static void add_body(GMimeMessage *m, const char *body)
{
	GMimeTextPart *text = g_mime_text_part_new_with_subtype("plain");
	GMimePart *part = (GMimePart *)text;

	g_mime_text_part_set_text(text, body); /* finds its charset */
	g_mime_part_set_content_encoding(
	    part, g_mime_part_get_best_content_encoding(
		      part, GMIME_ENCODING_CONSTRAINT_7BIT));
	g_mime_message_set_mime_part(m, (GMimeObject *)part);
	g_object_unref(part);
}

static void write_message(GMimeObject *o, struct buf *out)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes;

	g_mime_format_options_set_newline_format(
	    options, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(o, options, stream);
	bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)stream);
	buf_add(out, bytes->data, bytes->len);
	g_object_unref(stream);
	g_mime_format_options_free(options);
}

void mail_compose(const struct mail_letter *m, struct buf *out)
{
	GMimeMessage *g = g_mime_message_new(TRUE);
	GDateTime *date = g_date_time_new_from_unix_utc(m->date_ms / 1000);
	char *subject = one_line(m->subject);

	add_addrs(g, GMIME_ADDRESS_TYPE_FROM, &m->from, 1);
	add_addrs(g, GMIME_ADDRESS_TYPE_TO, m->to.v, m->to.n);
	add_addrs(g, GMIME_ADDRESS_TYPE_CC, m->cc.v, m->cc.n);
	g_mime_message_set_subject(g, subject, "utf-8");
	g_mime_message_set_date(g, date);
	if (is_id(m->message_id))
		g_mime_message_set_message_id(g, m->message_id);
	add_thread((GMimeObject *)g, m);
	g_mime_object_set_header((GMimeObject *)g, "X-Unsent", "1", NULL);
	add_body(g, m->body);
	write_message((GMimeObject *)g, out);
	g_free(subject);
	g_date_time_unref(date);
	g_object_unref(g);
}
