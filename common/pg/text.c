/* text.c - reads times and arrays as the server writes them. See text.h. */
#include "common/pg/text.h"

#include "common/base/civil.h"

/* ---- times ---- */

/* Takes a decimal of at most max digits from the front. */
static bool number(struct str *s, size_t max, int64_t *v_r)
{
	size_t n = 0;
	int64_t v = 0;

	for (; n < s->n && n < max && s->p[n] >= '0' && s->p[n] <= '9'; n++)
		v = v * 10 + (s->p[n] - '0');
	*s = (struct str){s->p + n, s->n - n};
	*v_r = v;
	return n > 0;
}

static bool skip(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = (struct str){s->p + 1, s->n - 1};
	return true;
}

/* ".123456": six digits at most, missing ones are zeros. */
static bool fraction_us(struct str *s, int64_t *us_r)
{
	size_t before;

	*us_r = 0;
	if (!skip(s, '.'))
		return true;
	before = s->n;
	if (!number(s, 6, us_r))
		return false;
	for (size_t n = before - s->n; n < 6; n++)
		*us_r *= 10;
	return true;
}

static bool clock_us(struct str *s, int64_t *us_r)
{
	int64_t h, m, sec, us;

	if (!number(s, 2, &h) || !skip(s, ':') || !number(s, 2, &m) ||
	    !skip(s, ':') || !number(s, 2, &sec) || !fraction_us(s, &us))
		return false;
	*us_r = ((h * 60 + m) * 60 + sec) * 1000000 + us;
	return true;
}

/* "+00", "-03:30", "+05:53:28" or nothing. */
static bool offset_s(struct str *s, int64_t *seconds_r)
{
	int64_t h, m = 0, sec = 0, sign = 1;

	*seconds_r = 0;
	if (skip(s, '-'))
		sign = -1;
	else if (!skip(s, '+'))
		return true;
	if (!number(s, 2, &h) || (skip(s, ':') && !number(s, 2, &m)) ||
	    (skip(s, ':') && !number(s, 2, &sec)))
		return false;
	*seconds_r = sign * ((h * 60 + m) * 60 + sec);
	return true;
}

int text_time(struct str s, int64_t *unix_ms_r)
{
	int64_t year, month, day, us = 0, offset = 0, ms;

	*unix_ms_r = str_eqs(s, "infinity") ? INT64_MAX : INT64_MIN;
	if (str_eqs(s, "infinity") || str_eqs(s, "-infinity"))
		return 0;
	*unix_ms_r = 0;
	if (!number(&s, 6, &year) || !skip(&s, '-') || !number(&s, 2, &month) ||
	    !skip(&s, '-') || !number(&s, 2, &day))
		return -1;
	if (s.n >= 2 && s.p[0] == ' ' && s.p[1] != 'B') {
		skip(&s, ' ');
		if (!clock_us(&s, &us) || !offset_s(&s, &offset))
			return -1;
	}
	if (str_eqs(s, " BC"))
		year = 1 - year;
	else if (s.n != 0)
		return -1;
	/* us is not negative, so this rounds down before 1970, too. */
	ms = civil_to_days(year, month, day) * 86400000 + us / 1000;
	*unix_ms_r = ms - offset * 1000;
	return 0;
}

/* ---- arrays ---- */

/* One element up to its comma or brace, unquoted in place into out. */
static bool element(struct str *s, char **out, bool *null_r)
{
	char *begin = *out;
	bool quoted = skip(s, '"');

	for (; s->n > 0; *s = (struct str){s->p + 1, s->n - 1}) {
		char c = s->p[0];

		if (quoted ? c == '"' : c == ',' || c == '}')
			break;
		if (c == '{' && !quoted) /* another dimension */
			return false;
		if (c == '\\') {
			skip(s, c);
			if (s->n == 0)
				return false;
			c = s->p[0];
		}
		*(*out)++ = c;
	}
	if (quoted && !skip(s, '"'))
		return false;
	*null_r = !quoted && *out - begin == 4 && memcmp(begin, "NULL", 4) == 0;
	*(*out)++ = '\0';
	return true;
}

static bool elements(struct str *s, char *out, const char **v, size_t *n_r)
{
	if (skip(s, '}'))
		return true;
	do {
		bool null;

		v[*n_r] = out;
		if (!element(s, &out, &null))
			return false;
		if (null)
			v[*n_r] = NULL;
		(*n_r)++;
	} while (skip(s, ','));
	return skip(s, '}');
}

int text_array(struct arena *a, struct str s, const char ***v_r, size_t *n_r)
{
	size_t room = 1;

	*n_r = 0;
	*v_r = NULL;
	if (s.n == 0)
		return 0;
	if (s.p[0] == '[') { /* bounds that do not begin at 1 */
		ptrdiff_t eq = str_find(s, "=");

		if (eq < 0)
			return -1;
		s = (struct str){s.p + eq + 1, s.n - (size_t)eq - 1};
	}
	for (size_t i = 0; i < s.n; i++)
		room += s.p[i] == ',';
	*v_r = ARENA_ARRAY(a, const char *, room);
	/* An element is never longer than it was written, plus its NUL, which
	 * stands where a comma or brace stood. */
	if (!skip(&s, '{') ||
	    !elements(&s, arena_alloc(a, s.n + 1), *v_r, n_r) || s.n != 0)
		return -1;
	return 0;
}
