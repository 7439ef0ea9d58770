/* unsubscribe.c - reads List-Unsubscribe (RFC 2369), List-Unsubscribe-Post
 * (RFC 8058) and what a DKIM-Signature (RFC 6376) covers. */
#include "common/mail/unsubscribe.h"

static int no(struct err *err, const char *why)
{
	return err_set(err, ERR_UNPROCESSABLE,
	    "not possible with one click (RFC 8058): %s", why);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* White space inside of <> comes from folding and is no part of the URL. */
static const char *without_space(struct arena *a, struct str s)
{
	char *url = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (!is_space(s.p[i]))
			url[n++] = s.p[i];
	url[n] = '\0';
	return url;
}

static struct str from(struct str s, ptrdiff_t at)
{
	return (struct str){s.p + at, s.n - (size_t)at};
}

static bool is_clean(const char *url)
{
	for (; *url != '\0'; url++)
		if ((unsigned char)*url <= ' ' || (unsigned char)*url >= 0x7f)
			return false;
	return true;
}

/* The first URL of the scheme among "<a>, <b>"; NULL: none. */
static const char *url_of(struct arena *a, struct str list, const char *scheme)
{
	ptrdiff_t at;

	while ((at = str_find(list, "<")) >= 0) {
		const char *url;

		list = from(list, at + 1);
		at = str_find(list, ">");
		if (at < 0)
			return NULL;
		if (at <= MAIL_UNSUBSCRIBE_URL_MAX) {
			url =
			    without_space(a, (struct str){list.p, (size_t)at});
			if (str_istarts(str_of(url), scheme) && is_clean(url))
				return url;
		}
		list = from(list, at + 1);
	}
	return NULL;
}

/* The value of tag h: header names, colons in between. */
static struct str covered_names(struct str signature)
{
	struct str value, name;

	while (str_split(&signature, ';', &value))
		if (str_split(&value, '=', &name) &&
		    str_ieqs(str_trim(name), "h"))
			return value;
	return (struct str){0};
}

static bool covers(struct str signature, const char *name)
{
	struct str names = covered_names(signature), one;

	while (str_split(&names, ':', &one))
		if (str_ieqs(str_trim(one), name))
			return true;
	return false;
}

static bool is_signed(const struct mail_unsubscribe *h)
{
	for (size_t i = 0; i < h->n_dkim; i++)
		if (covers(h->dkim[i], "list-unsubscribe") &&
		    covers(h->dkim[i], "list-unsubscribe-post"))
			return true;
	return false;
}

int mail_unsubscribe_find(struct arena *a, const struct mail_unsubscribe *h,
    bool also_http, const char **url_r, struct err *err)
{
	if (h->list_unsubscribe.n == 0)
		return no(err, "the mail has no List-Unsubscribe");
	if (!str_ieqs(
		str_trim(h->list_unsubscribe_post), MAIL_UNSUBSCRIBE_BODY))
		return no(err, "it has no List-Unsubscribe-Post: "
			       "List-Unsubscribe=One-Click");
	*url_r = url_of(a, h->list_unsubscribe, "https://");
	if (*url_r == NULL && also_http)
		*url_r = url_of(a, h->list_unsubscribe, "http://");
	if (*url_r == NULL)
		return no(err, "its List-Unsubscribe names no https address");
	return 0;
}

int mail_unsubscribe_url(struct arena *a, const struct mail_unsubscribe *h,
    bool also_http, const char **url_r, struct err *err)
{
	if (mail_unsubscribe_find(a, h, also_http, url_r, err) < 0)
		return -1;
	if (!is_signed(h))
		return no(err, "no DKIM-Signature covers List-Unsubscribe and "
			       "List-Unsubscribe-Post");
	return 0;
}
