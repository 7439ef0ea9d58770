/* targets.c - reads the list of whom to ask for metrics. */
#include "services/oncall/slo/targets.h"

#include "common/service/services.def.h"
#include "proto/json.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool is_daemon(const char *name)
{
#define X_IS(daemon, agent, port, doc)                                         \
	if (streq(name, #daemon))                                              \
		return true;
	SERVICES(X_IS)
#undef X_IS
	return false;
}

/* What may stand between "http://" and "/metrics". */
static bool is_address(struct str s)
{
	bool colon = false;

	if (s.n == 0 || s.n > TARGET_CHARS)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		colon |= c == ':' && i > 0 && i + 1 < s.n;
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '.' || c == '-' ||
			c == ':' || c == '[' || c == ']' || c == '_'))
			return false;
	}
	return colon;
}

static int add(struct targets *to, const char *address, const char *daemon,
    struct err *err)
{
	if (address == NULL || !is_address(str_of(address)))
		return err_field(
		    err, "targets", "must be a list of texts host:port");
	if (to->n == TARGETS_MAX)
		return err_set(
		    err, ERR_TOO_LARGE, "more than %d targets", TARGETS_MAX);
	for (size_t i = 0; i < to->n; i++)
		if (streq(to->of[i].address, address))
			return 0;
	str_copy(
	    to->of[to->n].address, sizeof to->of[0].address, str_of(address));
	str_copy(to->of[to->n].daemon, sizeof to->of[0].daemon, str_of(daemon));
	to->n++;
	return 0;
}

int targets_parse(struct arena *a, struct str json, struct targets *targets_r,
    struct err *err)
{
	const struct json *all;

	targets_r->n = 0;
	if (json.n > TARGETS_BYTES)
		return err_set(
		    err, ERR_TOO_LARGE, "more than %zu bytes", TARGETS_BYTES);
	if (json_parse(a, json, &all, err) < 0)
		return -1;
	if (json_type(all) != JSON_ARRAY)
		return err_set(err, ERR_INVALID, "must be a list");
	for (const struct json *g = json_first(all); g; g = json_next(g)) {
		const struct json *list = json_get(g, "targets");
		const char *daemon =
		    json_str(json_get(json_get(g, "labels"), "daemon"), NULL);

		if (json_type(list) != JSON_ARRAY)
			return err_field(err, "targets", "must be a list");
		if (daemon == NULL)
			return err_field(err, "labels.daemon", "is missing");
		if (!is_daemon(daemon))
			continue;
		for (const struct json *t = json_first(list); t;
		     t = json_next(t))
			if (add(targets_r, json_str(t, NULL), daemon, err) < 0)
				return -1;
	}
	return 0;
}

int targets_read(struct arena *a, const char *path, struct targets *targets_r,
    struct err *err)
{
	char *text = arena_alloc(a, TARGETS_BYTES + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t got = -1;

	while (fd >= 0 && n <= TARGETS_BYTES &&
	       (got = read(fd, text + n, TARGETS_BYTES + 1 - n)) > 0)
		n += (size_t)got;
	if (fd < 0 || got < 0)
		err_set(err, ERR_UNAVAILABLE, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	if (fd < 0 || got < 0)
		return -1;
	if (targets_parse(a, (struct str){text, n}, targets_r, err) < 0)
		return err_wrap(err, "%s", path);
	return 0;
}
