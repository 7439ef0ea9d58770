/* params.c - see params.h. */
#include "services/ingest/actions/params.h"

#include "common/base/clock.h"
#include "common/mail/addr.h"
#include "proto/json.h"
#include "proto/proto.h"

#include <stdio.h>

#define PARAMS_BYTES (256 * 1024)
#define DAY_CHARS 10
#define LABEL_BYTES 200
#define ADDR_BYTES 320
#define NAME_BYTES 200

typedef int check_fn(struct arena *a, void *params, struct err *err);
static check_fn check_label, check_task, check_event, check_draft;

static const struct {
	const char *kind, *record;
	check_fn *check;
} kinds[] = {
    {"archive", "plain_params", NULL},
    {"label", "label_params", check_label},
    {"quarantine", "plain_params", NULL},
    {"unsubscribe", "plain_params", NULL},
    {"draft", "draft_params", check_draft},
    {"task", "task_params", check_task},
    {"calendar", "event_params", check_event},
};

static const struct record_desc *record_named(const char *name)
{
	size_t n;
	const struct record_desc *const *v = proto_records(&n);

	for (size_t i = 0; i < n; i++)
		if (streq(v[i]->name, name))
			return v[i];
	return NULL;
}

static bool says_nothing(const struct json *j)
{
	switch (json_type(j)) {
	case JSON_STRING:
		return json_str(j, "")[0] == '\0';
	case JSON_ARRAY:
		return json_len(j) == 0;
	case JSON_BOOL:
		return !json_bool(j, false);
	case JSON_NULL:
	case JSON_NUMBER:
	case JSON_OBJECT:
		break;
	}
	return json_type(j) == JSON_NULL;
}

/* Without what says nothing: absent and empty are the same. */
static int write_params(struct arena *a, const struct record_desc *d,
    const void *params, const char **json_r, struct err *err)
{
	struct buf whole, b;
	const struct json *j;
	struct jsonw w;
	int rc;

	buf_init(&whole, PARAMS_BYTES);
	buf_init(&b, PARAMS_BYTES);
	proto_encode(&whole, d, params);
	rc = buf_failed(&whole)
		 ? err_set(err, ERR_TOO_LARGE, "more than %d bytes as JSON",
		       PARAMS_BYTES)
		 : json_parse(
		       a, (struct str){buf_str(&whole), whole.len}, &j, err);
	if (rc == 0) {
		jsonw_init(&w, &b);
		jsonw_obj(&w);
		for (j = json_first(j); j != NULL; j = json_next(j)) {
			if (says_nothing(j))
				continue;
			jsonw_key(&w, json_key(j));
			json_write(&w, j);
		}
		jsonw_end(&w);
		*json_r = arena_strndup(a, buf_str(&b), b.len);
	}
	buf_deinit(&whole);
	buf_deinit(&b);
	return rc;
}

static int read_params(struct arena *a, size_t k, struct str json,
    const char **json_r, struct err *err)
{
	const struct record_desc *d = record_named(kinds[k].record);
	void *params = arena_alloc(a, d->bytes);

	if (proto_decode(a, d, json, params, err) < 0 ||
	    (kinds[k].check != NULL && kinds[k].check(a, params, err) < 0))
		return -1;
	return write_params(a, d, params, json_r, err);
}

int action_params(struct arena *a, const char *kind, struct str json,
    const char **json_r, struct err *err)
{
	char field[sizeof err->field];

	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		if (!streq(kind, kinds[k].kind))
			continue;
		if (read_params(a, k, json, json_r, err) == 0)
			return 0;
		snprintf(field, sizeof field, "params%s%.50s",
		    err->field[0] == '\0' ? "" : ".", err->field);
		str_copy(err->field, sizeof err->field, str_of(field));
		return -1;
	}
	return err_field(err, "kind", "must be one of " ACTION_KINDS);
}

/* ---- texts ---- */

/* C0, DEL, C1, and what ends a line elsewhere: U+2028, U+2029. */
static bool is_control(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	return u[0] < 0x20 || u[0] == 0x7F ||
	       (u[0] == 0xC2 && u[1] < 0xA0 && u[1] >= 0x80) ||
	       (u[0] == 0xE2 && u[1] == 0x80 && (u[2] == 0xA8 || u[2] == 0xA9));
}

int action_check_line(
    struct arena *a, const char *field, const char **text, struct err *err)
{
	struct str s = str_trim(str_of(*text));

	if (*text == NULL)
		return 0;
	if (!utf8_valid(s))
		return err_field(err, field, "must be UTF-8");
	for (size_t i = 0; i < s.n; i++)
		if (is_control(s.p + i))
			return err_field(err, field,
			    "must be one line without control characters");
	*text = arena_strndup(a, s.p, s.n);
	return 0;
}

int action_check_lines(
    struct arena *a, const char *field, const char **text, struct err *err)
{
	struct str s = str_of(*text);
	char *out;
	size_t n = 0;

	if (*text == NULL)
		return 0;
	if (!utf8_valid(s))
		return err_field(err, field, "must be UTF-8");
	out = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r') {
			i += i + 1 < s.n && s.p[i + 1] == '\n';
			out[n++] = '\n';
			continue;
		}
		if (is_control(s.p + i) && s.p[i] != '\n' && s.p[i] != '\t' &&
		    s.p[i] != '\xE2')
			return err_field(err, field, "has a control character");
		out[n++] = s.p[i];
	}
	out[n] = '\0';
	*text = out;
	return 0;
}

static int check_title(struct arena *a, const char **title, struct err *err)
{
	if (action_check_line(a, "title", title, err) < 0)
		return -1;
	if ((*title)[0] == '\0')
		return err_field(err, "title", "must not be empty");
	return 0;
}

/* ---- times ---- */

bool action_is_day(const char *time)
{
	return strlen(time) == DAY_CHARS;
}

int action_check_time(struct arena *a, const char *field, enum action_when want,
    const char **text, int64_t *ms_r, struct err *err)
{
	*ms_r = 0;
	if (*text == NULL)
		return 0;
	if (clock_parse_utc(*text, ms_r) < 0 || *ms_r < 0)
		return err_field(err, field,
		    "must be an RFC 3339 time with its offset, or a day, from "
		    "1970 on");
	if (want == ACTION_DAY && !action_is_day(*text))
		return err_field(
		    err, field, "must be a day, such as 2026-12-05");
	if (want == ACTION_TIME && action_is_day(*text))
		return err_field(err, field,
		    "must have a time of day and its offset, or all_day be "
		    "true");
	if (action_is_day(*text))
		return 0;
	*text = clock_utc_text(a, *ms_r);
	return 0;
}

/* ---- addresses ---- */

/* In quotes where it would not be read as one name without them. */
static const char *quoted_name(struct arena *a, const char *name)
{
	char *out;
	size_t n = 0;

	if (strpbrk(name, "()<>[]:;@\\,.\"") == NULL)
		return name;
	out = arena_alloc(a, 2 * strlen(name) + 3);
	out[n++] = '"';
	for (; *name != '\0'; name++) {
		if (*name == '"' || *name == '\\')
			out[n++] = '\\';
		out[n++] = *name;
	}
	out[n] = '"';
	return out;
}

static int check_addr(
    struct arena *a, const char *field, const char **text, struct err *err)
{
	struct mail_addrs list;
	const struct mail_addr *who;

	if (action_check_line(a, field, text, err) < 0)
		return -1;
	if (!mail_addr_parse(a, str_of(*text), 1, &list) || list.n != 1 ||
	    list.v[0].addr[0] == '\0')
		return err_field(err, field, "must be one mail address");
	who = &list.v[0];
	if (strlen(who->addr) > ADDR_BYTES || strlen(who->name) > NAME_BYTES)
		return err_field(err, field,
		    "an address has at most %d bytes, its name %d", ADDR_BYTES,
		    NAME_BYTES);
	*text = who->name[0] == '\0'
		    ? who->addr
		    : arena_printf(
			  a, "%s <%s>", quoted_name(a, who->name), who->addr);
	return 0;
}

int action_check_addrs(
    struct arena *a, const char *field, struct strs *addrs, struct err *err)
{
	for (size_t i = 0; i < addrs->n; i++) {
		char name[64];

		snprintf(name, sizeof name, "%.40s[%zu]", field, i);
		if (check_addr(a, name, &addrs->v[i], err) < 0)
			return -1;
	}
	return 0;
}

/* ---- kinds ---- */

static int check_names(
    const char *field, const struct strs *names, struct err *err)
{
	for (size_t i = 0; i < names->n; i++) {
		size_t n = strlen(names->v[i]);

		if (n < 1 || n > LABEL_BYTES)
			return err_field(err, field,
			    "a label has 1 to %d bytes", LABEL_BYTES);
	}
	return 0;
}

static int check_label(struct arena *a, void *params, struct err *err)
{
	struct label_params *p = params;

	(void)a;
	if (p->add.n + p->remove.n == 0)
		return err_field(
		    err, "add", "label needs labels to add or remove");
	if (check_names("add", &p->add, err) < 0 ||
	    check_names("remove", &p->remove, err) < 0)
		return -1;
	for (size_t i = 0; i < p->add.n; i++)
		for (size_t k = 0; k < p->remove.n; k++)
			if (streq(p->add.v[i], p->remove.v[k]))
				return err_field(err, "remove",
				    "has a label that add has too");
	return 0;
}

static int check_task(struct arena *a, void *params, struct err *err)
{
	struct task_params *p = params;
	int64_t due_ms;

	if (check_title(a, &p->title, err) < 0 ||
	    action_check_lines(a, "notes", &p->notes, err) < 0)
		return -1;
	return action_check_time(
	    a, "due_at", ACTION_EITHER, &p->due_at, &due_ms, err);
}

int action_check_event(struct arena *a, struct event_params *p, struct err *err)
{
	enum action_when want = p->all_day ? ACTION_DAY : ACTION_TIME;
	int64_t from_ms, to_ms;

	if (check_title(a, &p->title, err) < 0 ||
	    action_check_line(a, "location", &p->location, err) < 0 ||
	    action_check_lines(a, "notes", &p->notes, err) < 0 ||
	    action_check_time(
		a, "starts_at", want, &p->starts_at, &from_ms, err) < 0 ||
	    action_check_time(a, "ends_at", want, &p->ends_at, &to_ms, err) < 0)
		return -1;
	if (p->ends_at != NULL && to_ms <= from_ms)
		return err_field(err, "ends_at", "must be after starts_at");
	return 0;
}

static int check_event(struct arena *a, void *params, struct err *err)
{
	return action_check_event(a, params, err);
}

static int check_draft(struct arena *a, void *params, struct err *err)
{
	struct draft_params *p = params;

	if (p->to.n == 0)
		return err_field(err, "to", "must have an address");
	if (action_check_addrs(a, "to", &p->to, err) < 0 ||
	    action_check_addrs(a, "cc", &p->cc, err) < 0 ||
	    action_check_line(a, "subject", &p->subject, err) < 0)
		return -1;
	return action_check_lines(a, "body", &p->body, err);
}
