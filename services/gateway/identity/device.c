/* device.c - the browser and system that a User-Agent names. */
#include "services/gateway/identity/device.h"

#include <stdio.h>

struct sign {
	const char *part, *name;
};

/* The first that is found: most name their ancestors too. */
static const struct sign browsers[] = {
    {"Edg", "Edge"},
    {"OPR/", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"Firefox/", "Firefox"},
    {"FxiOS/", "Firefox"},
    {"Chrome/", "Chrome"},
    {"CriOS/", "Chrome"},
    {"Safari/", "Safari"},
};
static const struct sign systems[] = {
    {"Android", "Android"},
    {"iPhone", "iPhone"},
    {"iPad", "iPad"},
    {"Windows", "Windows"},
    {"Mac OS X", "macOS"},
    {"CrOS", "ChromeOS"},
    {"Linux", "Linux"},
};

static const char *first(struct str s, const struct sign *signs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_find(s, signs[i].part) >= 0)
			return signs[i].name;
	return NULL;
}

/* A program's own name: "curl/7.88.1" is curl. */
static size_t product(struct str s)
{
	size_t n = 0;

	while (
	    n < s.n && n < 30 && s.p[n] > ' ' && s.p[n] < 0x7f && s.p[n] != '/')
		n++;
	return n;
}

void device_name(struct str user_agent, char out[DEVICE_BYTES])
{
	const char *browser = first(user_agent, browsers, ARRAY_LEN(browsers));
	const char *system = first(user_agent, systems, ARRAY_LEN(systems));

	if (browser != NULL)
		snprintf(out, DEVICE_BYTES, "%s%s%s", browser,
		    system == NULL ? "" : " on ", system == NULL ? "" : system);
	else if (product(user_agent) > 0)
		snprintf(out, DEVICE_BYTES, "%.*s", (int)product(user_agent),
		    user_agent.p);
	else
		snprintf(out, DEVICE_BYTES, "unknown device");
}
