/* parse.c - one value of an option, by its type. */
#include "common/config/private.h"

struct unit {
	const char *suffix;
	int64_t factor;
};

static const struct unit ms_units[] = {
    {"ms", 1},
    {"s", 1000},
    {"m", 60 * 1000},
    {"h", 60 * 60 * 1000},
    {"d", 24 * 60 * 60 * 1000},
    {"", 1},
};

static const struct unit byte_units[] = {
    {"KB", 1 << 10},
    {"MB", 1 << 20},
    {"GB", 1 << 30},
    {"K", 1 << 10},
    {"M", 1 << 20},
    {"G", 1 << 30},
    {"B", 1},
    {"", 1},
};

static int parse_text(struct str value)
{
	if (value.n == 0 || !utf8_valid(value))
		return -1;
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7f)
			return -1;
	return 0;
}

/* One of the schemes, "://", and something without blanks behind it. */
static int parse_url(const struct config_option *o, struct str value)
{
	struct str schemes = str_of(o->accepted), scheme;
	ptrdiff_t at = str_find(value, "://");

	if (at < 0 || (size_t)at + 3 == value.n || parse_text(value) < 0 ||
	    str_find(value, " ") >= 0)
		return -1;
	while (str_split(&schemes, '|', &scheme))
		if (str_ieq(scheme, (struct str){value.p, (size_t)at}))
			return 0;
	return -1;
}

static bool ends_in(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && str_ieqs((struct str){s.p + s.n - n, n}, suffix);
}

static int parse_units(const struct config_option *o, const struct unit *units,
    struct str value, int64_t *number_r)
{
	int64_t number;

	/* The last unit is "", which every value ends in. */
	while (!ends_in(value, units->suffix))
		units++;
	value.n -= strlen(units->suffix);
	if (str_to_i64(value, INT64_MIN, INT64_MAX, &number) < 0 ||
	    __builtin_mul_overflow(number, units->factor, &number) ||
	    number < o->min || number > o->max)
		return -1;
	*number_r = number;
	return 0;
}

static int parse_fraction(
    const struct config_option *o, struct str value, double *fraction_r)
{
	double fraction;

	if (str_to_double(value, &fraction) < 0 || fraction < o->least ||
	    fraction > o->most)
		return -1;
	*fraction_r = fraction;
	return 0;
}

static int parse_enum(
    const struct config_option *o, struct str value, int *place_r)
{
	struct str words = str_of(o->accepted), word;

	for (int i = 0; str_split(&words, '|', &word); i++) {
		if (str_ieq(word, value)) {
			*place_r = i;
			return 0;
		}
	}
	return -1;
}

int config_parse(
    const struct config_option *o, struct str value, union config_value *v_r)
{
	switch (o->type) {
	case CONFIG_STR:
	case CONFIG_PATH:
	case CONFIG_SECRET:
		v_r->text = value.p;
		return parse_text(value);
	case CONFIG_URL:
		v_r->text = value.p;
		return parse_url(o, value);
	case CONFIG_I64:
		return str_to_i64(value, o->min, o->max, &v_r->number);
	case CONFIG_F64:
		return parse_fraction(o, value, &v_r->fraction);
	case CONFIG_MS:
		return parse_units(o, ms_units, value, &v_r->number);
	case CONFIG_BYTES:
		return parse_units(o, byte_units, value, &v_r->number);
	case CONFIG_BOOL:
		return str_to_bool(value, &v_r->yes);
	case CONFIG_ENUM:
		return parse_enum(o, value, &v_r->place);
	}
	return -1;
}
