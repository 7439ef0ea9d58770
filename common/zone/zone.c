/* zone.c - see zone.h. */
#include "common/zone/zone.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <glib.h>
#include <stdlib.h>

#define DAY_S INT64_C(86400)

struct zone {
	GTimeZone *tz;
};

/* GLib also takes offsets, rules and files' paths: none of them is a name. */
static bool is_name(const char *name)
{
	size_t n = strlen(name);

	if (streq(name, "UTC"))
		return true;
	if (n >= ZONE_NAME_BYTES || strchr(name, '/') == NULL ||
	    !g_ascii_isalpha(name[0]))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isalnum(name[i]) &&
		    strchr("_+-/", name[i]) == NULL)
			return false;
	return true;
}

int zone_open(const char *name, struct zone **z_r, struct err *err)
{
	GTimeZone *tz = is_name(name) ? g_time_zone_new_identifier(name) : NULL;

	*z_r = NULL;
	if (tz == NULL)
		return err_set(err, ERR_INVALID,
		    "'%.64s': expected a time zone's name, as in Europe/Berlin",
		    name);
	*z_r = xcalloc(1, sizeof **z_r);
	(*z_r)->tz = tz;
	return 0;
}

void zone_close(struct zone **z)
{
	if (*z != NULL)
		g_time_zone_unref((*z)->tz);
	free(*z);
	*z = NULL;
}

/* Of a time that is shown twice one is of each type, but which comes first
 * differs: Morocco's clocks go back when its "summer" begins. */
static int64_t utc_s(const struct zone *z, int64_t local_s, GTimeType type)
{
	gint64 s = local_s;
	int at = g_time_zone_adjust_time(z->tz, type, &s);

	return s - g_time_zone_get_offset(z->tz, at);
}

int64_t zone_utc_ms(const struct zone *z, int64_t day, int minute)
{
	int64_t local_s = day * DAY_S + minute * 60;

	return 1000 * MIN(utc_s(z, local_s, G_TIME_TYPE_DAYLIGHT),
			  utc_s(z, local_s, G_TIME_TYPE_STANDARD));
}

struct zone_local zone_local(const struct zone *z, int64_t unix_ms)
{
	int64_t ms = unix_ms % 1000;
	int64_t s = (unix_ms - (ms < 0 ? ms + 1000 : ms)) / 1000;
	int at = g_time_zone_find_interval(z->tz, G_TIME_TYPE_UNIVERSAL, s);
	int64_t second;

	s += g_time_zone_get_offset(z->tz, at);
	second = s % DAY_S < 0 ? s % DAY_S + DAY_S : s % DAY_S;
	return (struct zone_local){(s - second) / DAY_S, (int)(second / 60)};
}
