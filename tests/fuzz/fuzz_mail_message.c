/* fuzz_mail_message.c - any bytes as a message: bounded, valid, no crash. */
#include "common/base/die.h"
#include "common/mail/authres.h"
#include "common/mail/message.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	mail_init();
	return 0;
}

static void check_str(const char *s)
{
	MUST(s != NULL);
	MUST(*s == '\0' || utf8_valid(str_of(s)));
}

static void check_addrs(const struct mail_addrs *l, size_t max)
{
	MUST(l->n <= max);
	for (size_t i = 0; i < l->n; i++) {
		check_str(l->v[i].name);
		check_str(l->v[i].addr);
	}
}

static void check_text(struct str s, size_t max)
{
	MUST(s.n <= max);
	MUST(s.p != NULL && s.p[s.n] == '\0');
	MUST(s.n == 0 || utf8_valid(s));
}

static void check_message(
    const struct mail_message *m, const struct mail_limits *lim)
{
	check_str(m->message_id);
	check_str(m->in_reply_to);
	check_str(m->subject);
	check_str(m->subject_base);
	check_str(m->list_id);
	check_str(m->return_path);
	check_str(m->snippet);
	MUST(strlen(m->snippet) <= 200);
	check_addrs(&m->from_all, lim->addresses);
	check_addrs(&m->to, lim->addresses);
	check_addrs(&m->cc, lim->addresses);
	check_addrs(&m->reply_to, lim->addresses);
	check_text(m->body_text, lim->text_bytes);
	check_text(m->own_text, lim->text_bytes);
	check_text(m->calendar_text, lim->calendar_bytes);
	MUST(m->parts <= lim->parts && m->links_n <= lim->links);
	MUST(m->attachments_n <= lim->attachments);
	MUST(m->headers_n <= lim->headers && m->spans.n <= lim->spans);
	for (size_t i = 0; i < m->headers_n; i++)
		check_str(m->headers[i].value);
	for (size_t i = 0; i < m->links_n; i++) {
		check_str(m->links[i].href);
		check_str(m->links[i].text);
	}
	for (size_t i = 0; i < m->attachments_n; i++) {
		check_str(m->attachments[i].filename);
		MUST(strpbrk(m->attachments[i].filename, "/\\") == NULL);
	}
	size_t at = 0;
	for (size_t i = 0; i < m->spans.n; i++) {
		MUST(m->spans.v[i].from == at && m->spans.v[i].to > at);
		at = m->spans.v[i].to;
	}
	MUST(at == m->body_text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mail_limits lim = mail_limits_default;
	struct arena *a = arena_new(64 << 20);
	struct mail_message m;
	struct mail_authres auth;
	const char *trusted[] = {"mx.example.org"};
	struct err err = {0};

	/* Small bounds, so that small inputs reach them. */
	lim.parts = 20;
	lim.depth = 4;
	lim.headers = 40;
	lim.header_value_bytes = 600;
	lim.text_bytes = 900;
	lim.calendar_bytes = 64;
	lim.addresses = 4;
	lim.links = 4;
	lim.attachments = 4;
	lim.spans = 6;
	if (mail_parse(a, (struct str){(const char *)data, size}, &lim, &m,
		&err) == 0) {
		check_message(&m, &lim);
		mail_authres_read(a, &m, trusted, 1, &auth);
		MUST(auth.signatures_n <= MAIL_AUTH_DKIM_MAX);
	} else {
		MUST(err.code != ERR_OK && err.text[0] != '\0');
	}
	arena_free(&a);
	return 0;
}
