/* heard.c - see heard.h. */
#include "services/oncall/page/heard.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "proto/json.h"

#define KEY "applylens-incident-" /* calls.c */
#define SIGNATURE_CHARS 64
#define SIGNATURES_MAX 10

static const struct {
	const char *type;
	enum heard_deed deed;
} deeds[] = {
    {"incident.acknowledged", HEARD_ACKNOWLEDGE},
    {"incident.resolved", HEARD_RESOLVE},
    {"incident.annotated", HEARD_NOTE},
};

/* ---- the signature ---- */

static bool same(struct str got, const char *want)
{
	unsigned differ = 0;

	if (got.n != SIGNATURE_CHARS)
		return false;
	for (size_t i = 0; i < SIGNATURE_CHARS; i++)
		differ |= (unsigned)(unsigned char)got.p[i] ^
			  (unsigned)(unsigned char)want[i];
	return differ == 0;
}

bool heard_is_signed(const char *secret, struct str body, struct str header)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t mac[32];
	char want[SIGNATURE_CHARS];
	struct str one;
	bool found = false;

	if (secret[0] == '\0')
		return false;
	ids_hmac_sha256(secret, strlen(secret), body.p, body.n, mac);
	for (size_t i = 0; i < sizeof mac; i++) {
		want[2 * i] = digits[mac[i] >> 4];
		want[2 * i + 1] = digits[mac[i] & 15];
	}
	for (int i = 0; i < SIGNATURES_MAX && str_split(&header, ',', &one);
	     i++) {
		one = str_trim(one);
		if (str_starts(one, "v1=") &&
		    same((struct str){one.p + 3, one.n - 3}, want))
			found = true;
	}
	return found;
}

/* ---- the body ---- */

static const char *text_of(
    struct arena *a, const struct json *object, const char *key, size_t most)
{
	const char *text = json_str(json_get(object, key), "");

	return arena_strndup(a, text, utf8_cut(str_of(text), most));
}

/* "applylens-incident-12", or with "-secondary" behind it; else 0. */
static int64_t incident_of(const char *key)
{
	struct str rest = str_of(key), number;
	int64_t id;

	if (!str_starts(rest, KEY))
		return 0;
	rest = (struct str){rest.p + strlen(KEY), rest.n - strlen(KEY)};
	if (!str_split(&rest, '-', &number) ||
	    str_to_i64(number, 1, INT64_MAX, &id) < 0)
		return 0;
	return id;
}

static enum heard_deed deed_of(const char *type, const struct json *agent)
{
	/* What a service, an integration or a timeout did is no person's. */
	if (!str_starts(str_of(json_str(json_get(agent, "type"), "")), "user"))
		return HEARD_NOTHING;
	for (size_t i = 0; i < ARRAY_LEN(deeds); i++)
		if (streq(deeds[i].type, type))
			return deeds[i].deed;
	return HEARD_NOTHING;
}

static int read_event(
    struct arena *a, const struct json *event, struct heard *h, struct err *err)
{
	const struct json *agent = json_get(event, "agent");

	h->id = json_str(json_get(event, "id"), "");
	h->type = json_str(json_get(event, "event_type"), "");
	if (h->id[0] == '\0' || strlen(h->id) > HEARD_ID_MAX)
		return err_field(
		    err, "event.id", "must be 1 to %d bytes", HEARD_ID_MAX);
	if (h->type[0] == '\0' || strlen(h->type) > HEARD_ID_MAX)
		return err_field(err, "event.event_type",
		    "must be 1 to %d bytes", HEARD_ID_MAX);
	if (clock_parse_utc(
		json_str(json_get(event, "occurred_at"), ""), &h->at_ms) < 0 ||
	    h->at_ms <= 0)
		return err_field(
		    err, "event.occurred_at", "must be an RFC 3339 time");
	h->deed = deed_of(h->type, agent);
	h->who = text_of(a, agent, "summary", HEARD_WHO_MAX);
	if (h->who[0] == '\0')
		h->who = text_of(a, agent, "id", HEARD_WHO_MAX);
	h->email = text_of(a, agent, "email", HEARD_WHO_MAX);
	return 0;
}

int heard_read(
    struct arena *a, struct str body, struct heard *h, struct err *err)
{
	const struct json *j, *event, *data, *of;

	*h = (struct heard){.text = ""};
	if (body.n > HEARD_BYTES_MAX)
		return err_set(err, ERR_TOO_LARGE,
		    "a webhook has at most %d bytes", HEARD_BYTES_MAX);
	if (json_parse(a, body, &j, err) < 0)
		return -1;
	event = json_get(j, "event");
	if (json_type(event) != JSON_OBJECT)
		return err_field(err, "event", "must be an object");
	if (read_event(a, event, h, err) < 0)
		return -1;
	data = json_get(event, "data");
	/* A note has its incident within. */
	of = json_get(data, "incident");
	h->pagerduty_id =
	    text_of(a, json_type(of) == JSON_OBJECT ? of : data, "id", 64);
	h->incident_id =
	    incident_of(json_str(json_get(data, "incident_key"), ""));
	h->text = text_of(a, data, "content", HEARD_TEXT_MAX);
	/* One that became part of another is not over. */
	if (h->deed == HEARD_RESOLVE &&
	    streq(json_str(
		      json_get(json_get(data, "resolve_reason"), "type"), ""),
		"merge_resolve_reason")) {
		h->deed = HEARD_NOTE;
		h->text = "merged into another incident of PagerDuty";
	}
	if (h->deed == HEARD_NOTE && h->text[0] == '\0')
		h->deed = HEARD_NOTHING;
	return 0;
}
