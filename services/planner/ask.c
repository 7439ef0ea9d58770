/* ask.c - what is asked for: parameters, and words for what they leave out. */
#include "services/planner/plan.h"

#include "common/service/services.def.h"
#include "proto/json.h"

#include <ctype.h>

/* The least and most of releases.commit_sha. */
#define COMMIT_MIN 7
#define COMMIT_MAX 64

struct service_name {
	const char *name, *agent;
};
#define X_SERVICE(name, agent, port, doc) {#name, agent},
static const struct service_name services[] = {SERVICES(X_SERVICE)};
#define X_LIST(name, agent, port, doc) " " #name
static const char service_list[] = SERVICES(X_LIST);

static const char *const environments[] = {"dev", "staging", "canary", "prod"};

/* As asked, before it is one stage. */
struct wish {
	struct str service, commit, environment;
	int64_t target_pct; /* 0: not said */
};

static const struct service_name *service_of(struct str s)
{
	for (size_t i = 0; i < ARRAY_LEN(services); i++)
		if (str_eqs(s, services[i].name) ||
		    (s.n > 0 && str_eqs(s, services[i].agent)))
			return &services[i];
	return NULL;
}

static bool is_commit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isxdigit((unsigned char)s.p[i]))
			return false;
	return s.n >= COMMIT_MIN && s.n <= COMMIT_MAX;
}

static bool is_environment(struct str s)
{
	for (size_t i = 0; i < ARRAY_LEN(environments); i++)
		if (str_eqs(s, environments[i]))
			return true;
	return false;
}

/* "defaced" is a word: a commit in a sentence has a digit. */
static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (isdigit((unsigned char)s.p[i]))
			return true;
	return false;
}

static struct str bare(struct str word)
{
	while (word.n > 0 && strchr(".,;:!?()\"'", word.p[word.n - 1]))
		word.n--;
	while (word.n > 0 && strchr("(\"'", word.p[0]))
		word.p++, word.n--;
	return word;
}

static void read_word(struct str word, struct wish *wish)
{
	struct str number = word;

	if (wish->service.n == 0 && service_of(word) != NULL)
		wish->service = word;
	else if (wish->commit.n == 0 && is_commit(word) && has_digit(word))
		wish->commit = word;
	else if (wish->environment.n == 0 && is_environment(word))
		wish->environment = word;
	else if (wish->environment.n == 0 && str_eqs(word, "production"))
		wish->environment = STR("prod");
	if (wish->target_pct == 0 && str_ends(word, "%")) {
		number.n--;
		if (str_to_i64(number, 1, 100, &wish->target_pct) < 0)
			wish->target_pct = 0;
	}
}

static int read_text(const struct json *j, struct str *out_r, struct err *err)
{
	if (json_type(j) != JSON_STRING)
		return err_field(err, json_key(j), "must be a text");
	*out_r = str_of(json_str(j, ""));
	return 0;
}

static int read_param(const struct json *j, struct wish *wish, struct err *err)
{
	const char *key = json_key(j);

	if (streq(key, "service"))
		return read_text(j, &wish->service, err);
	if (streq(key, "commit"))
		return read_text(j, &wish->commit, err);
	if (streq(key, "environment"))
		return read_text(j, &wish->environment, err);
	if (!streq(key, "target_pct"))
		return err_field(err, "params",
		    "may have service, commit, environment, target_pct; "
		    "not %.40s",
		    key);
	wish->target_pct = json_i64(j, -1);
	if (json_type(j) != JSON_NUMBER ||
	    (double)wish->target_pct != json_num(j, -1) || /* 10.5 */
	    (wish->target_pct != 10 && wish->target_pct != 50 &&
		wish->target_pct != 100))
		return err_field(err, key, "must be 10, 50 or 100");
	return 0;
}

/* The handbook writes `prod --canary-pct 10` for what the path calls canary;
 * both mean the same stage. */
static int target_of(
    const struct wish *wish, enum stage *stage_r, struct err *err)
{
	bool canary = str_eqs(wish->environment, "canary");
	int64_t pct = wish->target_pct;

	if (wish->environment.n > 0 && !is_environment(wish->environment))
		return err_field(
		    err, "environment", "must be dev, staging, canary or prod");
	if (pct != 0 && pct != 10 && pct != 50 && pct != 100)
		return err_field(err, "target_pct", "must be 10, 50 or 100");
	if (str_eqs(wish->environment, "dev") ||
	    str_eqs(wish->environment, "staging")) {
		if (pct != 0 && pct != 100)
			return err_field(err, "target_pct",
			    "is of canary and prod: %.*s has no canary lane",
			    (int)wish->environment.n, wish->environment.p);
		*stage_r = str_eqs(wish->environment, "dev") ? STAGE_DEV
							     : STAGE_STAGING;
		return 0;
	}
	if (pct == 0)
		pct = canary ? 50 : 100;
	*stage_r = pct == 10   ? STAGE_CANARY_10
		   : pct == 50 ? STAGE_CANARY_50
			       : STAGE_PROD;
	return 0;
}

static int settle(struct arena *a, const struct wish *wish,
    struct plan_ask *ask_r, struct err *err)
{
	const struct service_name *service = service_of(wish->service);
	char *commit;

	if (service == NULL)
		return err_field(
		    err, "service", "must be one of:%s", service_list);
	if (!is_commit(wish->commit))
		return err_field(err, "commit",
		    "must be %d to %d hex digits of a commit", COMMIT_MIN,
		    COMMIT_MAX);
	if (target_of(wish, &ask_r->target, err) < 0)
		return -1;
	commit = arena_strndup(a, wish->commit.p, wish->commit.n);
	for (char *p = commit; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	ask_r->service = service->name;
	ask_r->agent = service->agent;
	ask_r->commit = commit;
	return 0;
}

int plan_ask_read(struct arena *a, const char *objective, struct str params,
    struct plan_ask *ask_r, struct err *err)
{
	struct wish wish = {0};
	struct str rest = str_of(objective), word;
	const struct json *json;

	if (json_parse(a, params.n > 0 ? params : STR("{}"), &json, err) < 0)
		return err_wrap(err, "params");
	if (json_type(json) != JSON_OBJECT)
		return err_field(err, "params", "must be an object");
	for (const struct json *j = json_first(json); j; j = json_next(j))
		if (read_param(j, &wish, err) < 0)
			return -1;
	while (str_split(&rest, ' ', &word))
		read_word(bare(word), &wish);
	return settle(a, &wish, ask_r, err);
}
