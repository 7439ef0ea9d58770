/* sse.c - see sse.h. */
#include "services/assistant/model/sse.h"

void sse_init(struct sse *s)
{
	*s = (struct sse){.lines = 0};
	buf_init(&s->line, SSE_LINE_MAX);
	buf_init(&s->data, SSE_DATA_MAX);
}

void sse_deinit(struct sse *s)
{
	buf_deinit(&s->data);
	buf_deinit(&s->line);
}

/* "data:x", "data: x", "data" */
static void take_line(struct sse *s, struct str line)
{
	if (s->lines++ == 0 && str_starts(line, "\xef\xbb\xbf"))
		line = (struct str){line.p + 3, line.n - 3};
	if (!str_starts(line, "data"))
		return;
	line = (struct str){line.p + 4, line.n - 4};
	if (line.n > 0 && line.p[0] != ':')
		return; /* another field */
	if (line.n > 0)
		line = (struct str){line.p + 1, line.n - 1};
	if (line.n > 0 && line.p[0] == ' ')
		line = (struct str){line.p + 1, line.n - 1};
	if (s->has_data)
		buf_addc(&s->data, '\n');
	buf_add(&s->data, line.p, line.n);
	s->has_data = true;
}

/* A line's bytes up to its end, which is eaten too. False: there is no end
 * yet. */
static bool eat_line(struct sse *s, struct str *in)
{
	size_t n = 0;

	if (s->after_cr && in->n > 0 && in->p[0] == '\n')
		*in = (struct str){in->p + 1, in->n - 1};
	if (in->n > 0)
		s->after_cr = false;
	while (n < in->n && in->p[n] != '\n' && in->p[n] != '\r')
		n++;
	buf_add(&s->line, in->p, n);
	if (n == in->n) {
		in->n = 0;
		return false;
	}
	s->after_cr = in->p[n] == '\r';
	*in = (struct str){in->p + n + 1, in->n - n - 1};
	return true;
}

int sse_next(struct sse *s, struct str *in, struct str *data_r)
{
	if (s->given) {
		buf_clear(&s->data);
		s->given = s->has_data = false;
	}
	while (in->n > 0) {
		bool whole = eat_line(s, in), blank = s->line.len == 0;

		if (buf_failed(&s->line))
			return -1;
		if (!whole)
			return 0;
		take_line(s, (struct str){buf_str(&s->line), s->line.len});
		buf_clear(&s->line);
		if (buf_failed(&s->data))
			return -1;
		if (blank && s->has_data) {
			*data_r = (struct str){buf_str(&s->data), s->data.len};
			s->given = true;
			return 1;
		}
	}
	return 0;
}
