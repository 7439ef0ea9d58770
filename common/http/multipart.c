/* multipart.c - the machine that finds boundaries. See multipart.h. */
#include "common/http/multipart.h"

#define MAX_PADDING 64

static int malformed(struct err *err, const char *what)
{
	return err_set(err, ERR_INVALID, "the multipart body: %s", what);
}

/* ---- the boundary ---- */

static bool is_boundary(struct str s)
{
	if (s.n == 0 || s.n > MULTIPART_MAX_BOUNDARY || s.p[s.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char b = s.p[i];

		if (!(b >= '0' && b <= '9') && !(b >= 'a' && b <= 'z') &&
		    !(b >= 'A' && b <= 'Z') &&
		    (b == '\0' || strchr("'()+_,-./:=? ", b) == NULL))
			return false;
	}
	return true;
}

static int find_boundary(
    struct str content_type, struct str *boundary_r, struct err *err)
{
	struct str rest = content_type, type, name, value;
	bool more;

	(void)str_split(&rest, ';', &type);
	if (!str_ieqs(str_trim(type), "multipart/form-data"))
		return err_set(err, ERR_MEDIA_TYPE,
		    "Content-Type is not multipart/form-data");
	rest.n = (size_t)(content_type.p + content_type.n - type.p) - type.n;
	rest.p = type.p + type.n;
	*boundary_r = (struct str){"", 0};
	for (;;) {
		if (multipart_param(&rest, &more, &name, &value, err) < 0)
			return -1;
		if (!more)
			break;
		if (!str_ieqs(name, "boundary"))
			continue;
		if (boundary_r->n > 0)
			return malformed(err, "its boundary is given twice");
		*boundary_r = value;
	}
	if (!is_boundary(*boundary_r))
		return malformed(err,
		    "its boundary is missing, over 70 characters, or has one "
		    "that it must not");
	return 0;
}

int multipart_init(
    struct multipart *m, struct str content_type, struct err *err)
{
	struct str boundary = {"", 0};

	memset(m, 0, sizeof *m);
	if (find_boundary(content_type, &boundary, err) < 0)
		return -1;
	memcpy(m->delimiter, "\r\n--", 4);
	memcpy(m->delimiter + 4, boundary.p, boundary.n);
	m->delimiter_n = 4 + boundary.n;
	/* The first needs no line end before it. */
	m->matched = 2;
	buf_init(&m->head, MULTIPART_MAX_HEAD);
	return 0;
}

void multipart_deinit(struct multipart *m)
{
	buf_deinit(&m->head);
}

/* ---- up to a delimiter ---- */

static void eat(struct str *in, size_t n)
{
	in->p += n;
	in->n -= n;
}

/* Goes on with a delimiter that began earlier. When it was none, what matched
 * is data after all: only its first byte is a CR, so nothing in it can begin
 * another. */
static bool go_on(struct multipart *m, struct str *in, struct str *data_r)
{
	while (in->n > 0 && m->matched < m->delimiter_n &&
	       *in->p == m->delimiter[m->matched]) {
		m->matched++;
		eat(in, 1);
	}
	if (m->matched == m->delimiter_n) {
		m->matched = 0;
		return true;
	}
	if (in->n > 0) {
		*data_r = (struct str){m->delimiter, m->matched};
		m->matched = 0;
	}
	return false;
}

/* How many bytes of the delimiter s begins with. */
static size_t matching(const struct multipart *m, struct str s)
{
	size_t n = 0;

	while (n < s.n && n < m->delimiter_n && s.p[n] == m->delimiter[n])
		n++;
	return n;
}

/* Eats data, and a delimiter if one follows it: then true. */
static bool look(struct multipart *m, struct str *in, struct str *data_r)
{
	struct str rest = *in;
	size_t n = 0;

	*data_r = (struct str){in->p, 0};
	while (rest.n > 0) {
		const char *cr = memchr(rest.p, '\r', rest.n);

		if (cr == NULL) {
			n = 0;
			eat(&rest, rest.n);
			break;
		}
		eat(&rest, (size_t)(cr - rest.p));
		n = matching(m, rest);
		if (n == rest.n || n == m->delimiter_n)
			break;
		eat(&rest, 1);
		n = 0;
	}
	data_r->n = in->n - rest.n;
	eat(&rest, n);
	*in = rest;
	if (n < m->delimiter_n) {
		m->matched = n;
		return false;
	}
	return true;
}

static bool find_delimiter(
    struct multipart *m, struct str *in, struct str *data_r)
{
	*data_r = (struct str){in->p, 0};
	if (m->matched > 0)
		return go_on(m, in, data_r);
	return look(m, in, data_r);
}

static int in_preamble(struct multipart *m, struct str *in, struct err *err)
{
	struct str dropped;

	if (find_delimiter(m, in, &dropped))
		m->state = MULTIPART_AT_BOUNDARY;
	m->preamble_bytes += dropped.n;
	if (m->preamble_bytes > MULTIPART_MAX_PREAMBLE)
		return malformed(err, "it does not begin with its boundary");
	return 0;
}

/* ---- behind a delimiter ---- */

static int in_padding(struct multipart *m, char byte, struct err *err)
{
	if (byte == '\r') {
		m->state = MULTIPART_AT_LF;
		return 0;
	}
	m->state = MULTIPART_IN_PADDING;
	if ((byte == ' ' || byte == '\t') && ++m->padding_bytes <= MAX_PADDING)
		return 0;
	return malformed(err, "a boundary is not a line of its own");
}

static int after_boundary(struct multipart *m, char byte, struct err *err)
{
	switch ((int)m->state) {
	case MULTIPART_AT_BOUNDARY:
		m->padding_bytes = 0;
		if (byte != '-')
			return in_padding(m, byte, err);
		m->state = MULTIPART_AT_DASH;
		return 0;
	case MULTIPART_IN_PADDING:
		return in_padding(m, byte, err);
	case MULTIPART_AT_DASH:
		m->state = MULTIPART_IN_EPILOGUE;
		return byte == '-' ? 0 : malformed(err, "a boundary goes on");
	default:
		if (byte != '\n')
			return malformed(err, "a CR without LF");
		if (++m->n_parts > MULTIPART_MAX_PARTS)
			return malformed(err, "it has over 1000 parts");
		buf_clear(&m->head);
		m->state = MULTIPART_IN_HEAD;
		return 0;
	}
}

/* True when the head is whole. */
static bool in_head(struct multipart *m, char byte)
{
	buf_addc(&m->head, byte);
	return byte == '\n' &&
	       (str_ends((struct str){m->head.data, m->head.len}, "\r\n\r\n") ||
		   (m->head.len == 2 && m->head.data[0] == '\r'));
}

/* One byte of what is not data. *began_r: a part does. */
static int step(struct multipart *m, char byte, bool *began_r, struct err *err)
{
	*began_r = false;
	if (m->state != MULTIPART_IN_HEAD)
		return after_boundary(m, byte, err);
	if (in_head(m, byte)) {
		m->state = MULTIPART_IN_DATA;
		*began_r = true;
		return multipart_head(m, err);
	}
	if (buf_failed(&m->head))
		return malformed(err, "the head of a part is over 16 KB");
	return 0;
}

int multipart_next(struct multipart *m, struct str *in,
    enum multipart_event *event_r, struct str *data_r, struct err *err)
{
	bool began;

	*data_r = (struct str){"", 0};
	if (m->part_ended) {
		m->part_ended = false;
		*event_r = MULTIPART_PART_END;
		return 0;
	}
	while (in->n > 0 && m->state != MULTIPART_IN_EPILOGUE) {
		if (m->state == MULTIPART_IN_PREAMBLE) {
			if (in_preamble(m, in, err) < 0)
				return -1;
			continue;
		}
		if (m->state == MULTIPART_IN_DATA) {
			m->part_ended = find_delimiter(m, in, data_r);
			if (m->part_ended)
				m->state = MULTIPART_AT_BOUNDARY;
			*event_r = MULTIPART_DATA;
			if (data_r->n > 0)
				return 0;
			if (m->part_ended)
				return multipart_next(
				    m, in, event_r, data_r, err);
			continue;
		}
		if (step(m, *in->p, &began, err) < 0)
			return -1;
		eat(in, 1);
		if (began) {
			*event_r = MULTIPART_PART;
			return 0;
		}
	}
	if (m->state == MULTIPART_IN_EPILOGUE)
		eat(in, in->n);
	*event_r =
	    m->state == MULTIPART_IN_EPILOGUE ? MULTIPART_END : MULTIPART_MORE;
	return 0;
}

int multipart_finish(const struct multipart *m, struct err *err)
{
	if (m->state != MULTIPART_IN_EPILOGUE)
		return malformed(err, "it ends before its last boundary");
	return 0;
}
