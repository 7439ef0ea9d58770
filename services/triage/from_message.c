/* from_message.c - a parsed message as the scorer's input. */
#include "services/triage/from_message.h"

#include "common/mail/field.h"

#define MANY 10 /* recipients */

enum triage_auth triage_auth_of(enum mail_auth a)
{
	switch (a) {
	case MAIL_AUTH_MISSING:
	case MAIL_AUTH_TEMPERROR:
		break;
	case MAIL_AUTH_NONE:
	case MAIL_AUTH_NEUTRAL:
		return AUTH_NONE;
	case MAIL_AUTH_PASS:
		return AUTH_PASS;
	case MAIL_AUTH_FAIL:
	case MAIL_AUTH_SOFTFAIL:
	case MAIL_AUTH_PERMERROR:
		return AUTH_FAIL;
	}
	return AUTH_ABSENT;
}

/* Relaxed alignment (RFC 7489): the organisational domains are the same. */
static bool aligned(const struct mail_authres *r, struct str from)
{
	if (r->spf == MAIL_AUTH_PASS &&
	    str_ieq(mail_domain_registrable(str_of(r->spf_domain)), from))
		return true;
	for (size_t i = 0; i < r->signatures_n; i++) {
		if (r->signatures[i].result == MAIL_AUTH_PASS &&
		    str_ieq(mail_domain_registrable(
				str_of(r->signatures[i].domain)),
			from))
			return true;
	}
	return false;
}

void triage_auth_take(const struct mail_authres *r, struct triage_mail *mail_r)
{
	const char *at = memrchr(mail_r->from_addr.n ? mail_r->from_addr.p : "",
	    '@', mail_r->from_addr.n);
	struct str domain = {"", 0};

	mail_r->spf = triage_auth_of(r->spf);
	mail_r->dkim = triage_auth_of(r->dkim);
	mail_r->dmarc = triage_auth_of(r->dmarc);
	if (at != NULL)
		domain = (struct str){
		    at + 1, mail_r->from_addr.n -
				(size_t)(at + 1 - mail_r->from_addr.p)};
	mail_r->aligned = aligned(r, mail_domain_registrable(domain));
	mail_r->unaligned =
	    (mail_r->spf == AUTH_PASS || mail_r->dkim == AUTH_PASS) &&
	    mail_r->dmarc != AUTH_PASS && r->spf_domain[0] != '\0' &&
	    !mail_r->aligned;
}

static void read_auth(struct arena *a, const struct mail_message *m,
    const char *authserv, struct triage_mail *mail_r)
{
	struct mail_authres r;

	memset(&r, 0, sizeof r);
	r.spf_domain = "";
	if (streq(authserv, "*") && m->auth_results_n > 0) {
		/* Some receivers leave their own name out. */
		if (!mail_authres_parse(a, m->auth_results[0], &r))
			(void)mail_authres_parse(a,
			    arena_printf(a, "receiver; %s", m->auth_results[0]),
			    &r);
	} else if (authserv[0] != '\0') {
		mail_authres_read(a, m, &authserv, 1, &r);
	}
	triage_auth_take(&r, mail_r);
}

static bool is_own(const struct triage_user *u, const char *addr)
{
	for (size_t i = 0; i < u->n_addresses; i++) {
		if (str_ieqs(u->addresses[i], addr))
			return true;
	}
	return false;
}

static const char *header(const struct mail_message *m, const char *name)
{
	const char *value = mail_header_get(m, name);

	return value == NULL ? "" : value;
}

static const struct triage_contact *contacts(
    struct arena *a, const struct mail_addrs *from)
{
	struct triage_contact *v =
	    ARENA_ARRAY(a, struct triage_contact, from->n + 1);

	for (size_t i = 0; i < from->n; i++)
		v[i] = (struct triage_contact){
		    str_of(from->v[i].name), str_of(from->v[i].addr)};
	return v;
}

void triage_mail_from_message(struct arena *a, const struct mail_message *m,
    const struct triage_user *u, const char *authserv,
    struct triage_mail *mail_r)
{
	struct triage_link *links =
	    ARENA_ARRAY(a, struct triage_link, m->links_n + 1);
	struct triage_attachment *files =
	    ARENA_ARRAY(a, struct triage_attachment, m->attachments_n + 1);

	*mail_r = (struct triage_mail){
	    .subject = str_of(m->subject),
	    .body = m->body_text,
	    .own = m->own_text,
	    .from_name = str_of(m->from.name),
	    .from_addr = str_of(m->from.addr),
	    .reply_to =
		m->reply_to.n > 0 ? str_of(m->reply_to.v[0].addr) : str_of(""),
	    .list_id = str_of(m->list_id),
	    .list_unsubscribe = str_of(m->list_unsubscribe),
	    .list_unsubscribe_post = str_of(m->list_unsubscribe_post),
	    .list_post = str_of(header(m, "List-Post")),
	    .precedence = str_of(m->precedence),
	    .auto_submitted = str_of(m->auto_submitted),
	    .mailer = str_of(
		m->x_mailer[0] != '\0' ? m->x_mailer : header(m, "User-Agent")),
	    .message_id = str_of(m->message_id),
	    .in_reply_to = str_of(m->in_reply_to),
	    .n_references = m->references_n,
	    .to = contacts(a, &m->to),
	    .n_to = m->to.n,
	    .cc = contacts(a, &m->cc),
	    .n_cc = m->cc.n,
	    .priority = str_of(header(m, "X-Priority")),
	    .links = links,
	    .n_links = m->links_n,
	    .attachments = files,
	    .n_attachments = m->attachments_n,
	    .calendar = m->calendar_text,
	    .to_many = m->to.n + m->cc.n > MANY,
	    .to_nobody = m->to.n + m->cc.n == 0,
	    .has_html = m->has_html,
	    .n_forms = m->forms,
	    .n_images = m->remote_images,
	    .hidden_bytes = m->hidden_bytes,
	    .is_outgoing = is_own(u, m->from.addr),
	    .at_ms = m->received_ms != 0 ? m->received_ms : m->date_ms,
	    .zone_min = mail_field_zone_min(str_of(mail_header_get(m, "Date"))),
	};
	for (size_t i = 0; i < m->to.n; i++)
		mail_r->to_user |= is_own(u, m->to.v[i].addr);
	for (size_t i = 0; i < m->links_n; i++)
		links[i] = (struct triage_link){
		    str_of(m->links[i].href), str_of(m->links[i].text)};
	for (size_t i = 0; i < m->attachments_n; i++)
		mail_r->n_images +=
		    strncmp(m->attachments[i].content_type, "image/", 6) == 0;
	for (size_t i = 0; i < m->attachments_n; i++)
		files[i] = (struct triage_attachment){
		    str_of(m->attachments[i].filename),
		    str_of(m->attachments[i].content_type)};
	read_auth(a, m, authserv, mail_r);
}
