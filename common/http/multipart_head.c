/* multipart_head.c - the head of one part: name, file name, type. See
 * multipart.h. */
#include "common/http/multipart.h"

static int malformed(struct err *err, const char *what)
{
	return err_set(err, ERR_INVALID, "the multipart body: %s", what);
}

/* ---- parameters ---- */

static bool is_token(char b)
{
	return b > ' ' && b < 0x7f && strchr("()<>@,;:\\\"/[]?={}", b) == NULL;
}

static void skip_space(struct str *s)
{
	while (s->n > 0 && (*s->p == ' ' || *s->p == '\t')) {
		s->p++;
		s->n--;
	}
}

static struct str take_token(struct str *s)
{
	struct str token = {s->p, 0};

	while (s->n > 0 && is_token(*s->p)) {
		s->p++;
		s->n--;
	}
	token.n = (size_t)(s->p - token.p);
	return token;
}

/* s stands behind the opening quote. */
static int take_quoted(struct str *s, struct str *value_r)
{
	size_t n = 0;

	while (n < s->n && s->p[n] != '"')
		n += s->p[n] == '\\' && n + 1 < s->n && s->p[n + 1] == '"' ? 2
									   : 1;
	if (n >= s->n)
		return -1;
	*value_r = (struct str){s->p, n};
	s->p += n + 1;
	s->n -= n + 1;
	return 0;
}

int multipart_param(struct str *rest, bool *more_r, struct str *name_r,
    struct str *value_r, struct err *err)
{
	skip_space(rest);
	*more_r = rest->n > 0;
	if (!*more_r)
		return 0;
	if (*rest->p != ';')
		return malformed(err, "a parameter is malformed");
	rest->p++;
	rest->n--;
	skip_space(rest);
	*name_r = take_token(rest);
	if (name_r->n == 0 || rest->n == 0 || *rest->p != '=')
		return malformed(err, "a parameter is malformed");
	rest->p++;
	rest->n--;
	if (rest->n > 0 && *rest->p == '"') {
		rest->p++;
		rest->n--;
		if (take_quoted(rest, value_r) < 0)
			return malformed(err, "a quote is not closed");
		return 0;
	}
	*value_r = take_token(rest);
	return value_r->n > 0 ? 0 : malformed(err, "a parameter is empty");
}

/* ---- names ---- */

/* Browsers write a quote as %22 (WHATWG HTML, "multipart/form-data encoding
 * algorithm"), others as \" (RFC 2183). */
static int unescape(
    struct str raw, char out[MULTIPART_MAX_NAME + 1], struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < raw.n; i++) {
		char b = raw.p[i];

		if (b == '\\' && i + 1 < raw.n &&
		    (raw.p[i + 1] == '"' || raw.p[i + 1] == '\\')) {
			b = raw.p[++i];
		} else if (raw.n - i >= 3 && memcmp(raw.p + i, "%22", 3) == 0) {
			b = '"';
			i += 2;
		}
		if (n == MULTIPART_MAX_NAME)
			return malformed(err, "a name is over 255 bytes");
		out[n++] = b;
	}
	out[n] = '\0';
	if (!utf8_valid((struct str){out, n}))
		return malformed(err, "a name is not UTF-8");
	return 0;
}

/* Some browsers sent whole paths. */
static void keep_last_component(char *name)
{
	char *last = name;

	for (char *p = name; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			last = p + 1;
	memmove(name, last, strlen(last) + 1);
}

/* ---- lines ---- */

struct lines {
	bool disposition, type;
};

static int take_disposition(
    struct multipart *m, struct str value, struct err *err)
{
	struct multipart_part *part = &m->part;
	struct str rest = value, raw, name;
	bool more, named = false;

	if (!str_ieqs(take_token(&rest), "form-data"))
		return malformed(err, "a part is no form-data");
	for (;;) {
		if (multipart_param(&rest, &more, &name, &raw, err) < 0)
			return -1;
		if (!more)
			break;
		if (str_ieqs(name, "name")) {
			if (named || unescape(raw, part->name, err) < 0)
				return named ? malformed(
						   err, "a name is repeated")
					     : -1;
			named = true;
		} else if (str_ieqs(name, "filename")) {
			if (part->is_file)
				return malformed(err, "a filename is repeated");
			if (unescape(raw, part->filename, err) < 0)
				return -1;
			keep_last_component(part->filename);
			part->is_file = true;
		} else if (str_ieqs(name, "filename*")) {
			return malformed(
			    err, "filename* must not be used (RFC 7578, 4.2)");
		}
	}
	return named ? 0 : malformed(err, "a part has no name");
}

static int take_type(struct multipart *m, struct str value, struct err *err)
{
	struct str type;

	(void)str_split(&value, ';', &type);
	if (!str_copy(m->part.type, sizeof m->part.type, str_trim(type)))
		return malformed(err, "a part's type is over 127 bytes");
	if (str_istarts(type, "multipart/"))
		return malformed(err, "a part is multipart itself");
	return 0;
}

static int take_line(struct multipart *m, struct lines *seen, struct str name,
    struct str value, struct err *err)
{
	if (str_ieqs(name, "content-disposition")) {
		if (seen->disposition)
			return malformed(
			    err, "Content-Disposition is repeated in a part");
		seen->disposition = true;
		return take_disposition(m, value, err);
	}
	if (str_ieqs(name, "content-type")) {
		if (seen->type)
			return malformed(
			    err, "Content-Type is repeated in a part");
		seen->type = true;
		return take_type(m, value, err);
	}
	if (str_ieqs(name, "content-transfer-encoding") &&
	    !str_ieqs(value, "binary") && !str_ieqs(value, "8bit") &&
	    !str_ieqs(value, "7bit"))
		return malformed(
		    err, "a part is encoded; send its bytes as they are");
	return 0;
}

static bool is_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\t') ||
		    s.p[i] == 0x7f)
			return false;
	return true;
}

int multipart_head(struct multipart *m, struct err *err)
{
	struct str rest = {m->head.data, m->head.len - 2}, line;
	struct lines seen = {.disposition = false};

	memset(&m->part, 0, sizeof m->part);
	while (rest.n > 0 && str_split(&rest, '\n', &line)) {
		struct str name;

		if (line.n == 0 || line.p[line.n - 1] != '\r')
			return malformed(err, "a head has LF without CR");
		line.n--;
		name = take_token(&line);
		if (name.n == 0 || line.n == 0 || *line.p != ':' ||
		    !is_text(line))
			return malformed(err, "a header is malformed");
		line = str_trim((struct str){line.p + 1, line.n - 1});
		if (take_line(m, &seen, name, line, err) < 0)
			return -1;
	}
	if (!seen.disposition)
		return malformed(err, "a part has no Content-Disposition");
	return 0;
}
