/* endpoints.c - where the services are: a line of services.def.h each, and
 * what the environment says otherwise. */
#include "common/service/frame.h"
#include "common/service/services.def.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

struct known {
	const char *name;
	int health_port;
};

#define X_KNOWN(name_, agent, port, doc) {#name_, port},
static const struct known known[] = {SERVICES(X_KNOWN)};

/* Whose events others hear. */
static const char *const publishers[] = {"assistant", "ingest"};

static const char *env_name(
    struct arena *a, const char *service, const char *suffix)
{
	char *name = arena_printf(a, "APPLYLENS_%s%s", service, suffix);

	for (char *c = name; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return name;
}

static const char *env_or(struct arena *a, const char *service,
    const char *suffix, const char *fallback)
{
	const char *value = getenv(env_name(a, service, suffix));

	return value != NULL && value[0] != '\0' ? arena_strdup(a, value)
						 : fallback;
}

static const char *bus_url(
    struct arena *a, const char *service, const char *run_dir)
{
	return env_or(a, service, "_URL",
	    arena_printf(a, "ipc://%s/%s.sock", run_dir, service));
}

static const char *events_url(
    struct arena *a, const char *service, const char *run_dir)
{
	return env_or(a, service, "_EVENTS_URL",
	    arena_printf(a, "ipc://%s/%s.events", run_dir, service));
}

static const char *all_events(struct arena *a, const char *run_dir)
{
	const char *urls = "";

	for (size_t i = 0; i < ARRAY_LEN(publishers); i++)
		urls = arena_printf(a, "%s%s%s", urls, i > 0 ? "," : "",
		    events_url(a, publishers[i], run_dir));
	return urls;
}

int endpoints_read(struct arena *a, const char *name,
    const struct service_options *o, struct endpoints *e, struct err *err)
{
	const struct known *self = NULL;

	*e = (struct endpoints){0};
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		struct bus_peer *p = &e->peers[e->n++];

		if (streq(known[i].name, name))
			self = &known[i];
		p->service = known[i].name;
		p->url = bus_url(a, known[i].name, o->run_dir);
		p->canary_url = env_or(a, known[i].name, "_CANARY_URL", "");
		if (self == &known[i])
			e->listen =
			    o->lane == LANE_CANARY ? p->canary_url : p->url;
	}
	if (self == NULL)
		return err_set(err, ERR_INVALID,
		    "%s is not a line of services.def.h", name);
	if (e->listen[0] == '\0')
		return err_set(err, ERR_INVALID,
		    "APPLYLENS_LANE is canary, but %s is not set",
		    env_name(a, name, "_CANARY_URL"));
	e->events = events_url(a, name, o->run_dir);
	e->all_events = all_events(a, o->run_dir);
	e->health = o->health_listen[0] != '\0'
			? o->health_listen
			: arena_printf(a, "127.0.0.1:%d", self->health_port);
	return 0;
}
