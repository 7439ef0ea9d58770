/* once_key.c - reads an Idempotency-Key: quoted, as the draft has it, or bare.
 */
#include "services/gateway/once/once_key.h"

static int refuse(struct err *err, const char *why)
{
	return err_field(err, "Idempotency-Key", "%s", why);
}

/* The character at *i, which moves on; -1 when it can't be in the form. */
static int next_char(struct str s, size_t *i, bool quoted)
{
	char c = s.p[(*i)++];

	if (c < ' ' || c > '~')
		return -1;
	if (!quoted)
		return strchr(" \"\\,;", c) == NULL ? c : -1;
	if (c == '"')
		return -1;
	if (c != '\\')
		return c;
	if (*i == s.n)
		return -1;
	c = s.p[(*i)++];
	return c == '"' || c == '\\' ? c : -1;
}

int once_key_parse(
    struct str value, char key_r[ONCE_KEY_MAX + 1], struct err *err)
{
	struct str s = str_trim(value);
	bool quoted = s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"';
	size_t n = 0;

	if (quoted)
		s = (struct str){s.p + 1, s.n - 2};
	for (size_t i = 0; i < s.n;) {
		int c = next_char(s, &i, quoted);

		if (c < 0)
			return refuse(err,
			    "must be one string of printable characters, such "
			    "as \"8e03978e-40d5-43dd-bc93-6894a57f9324\"");
		if (n == ONCE_KEY_MAX)
			return refuse(err, "must have at most 255 characters");
		key_r[n++] = (char)c;
	}
	key_r[n] = '\0';
	return n == 0 ? refuse(err, "must not be empty") : 0;
}
