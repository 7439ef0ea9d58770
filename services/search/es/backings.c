/* backings.c - see backings.h. */
#include "services/search/es/backings.h"

#include <stdio.h>
#include <string.h>

#define PREFIX ES_ALIAS "-"

/* 0: not a name of ours. */
static uint32_t number_of(const char *name)
{
	uint32_t number = 0;

	if (!str_starts(str_of(name), PREFIX) ||
	    strlen(name) != sizeof PREFIX - 1 + ES_BACKING_DIGITS)
		return 0;
	for (const char *p = name + sizeof PREFIX - 1; *p != '\0'; p++) {
		if (*p < '0' || *p > '9')
			return 0;
		number = number * 10 + (uint32_t)(*p - '0');
	}
	return number;
}

static bool is_writer(const struct json *index)
{
	return json_bool(
	    json_get(json_get(json_get(index, "aliases"), ES_ALIAS),
		"is_write_index"),
	    false);
}

int es_backings_read(
    const struct json *j, struct es_backings *b_r, struct err *err)
{
	struct es_backings b = {0};
	size_t writers = 0;

	for (const struct json *i = json_first(j); i != NULL;
	     i = json_next(i)) {
		uint32_t number = number_of(json_key(i));

		if (number == 0)
			return err_set(err, ERR_INTERNAL,
			    "elasticsearch: %.60s is behind " ES_ALIAS
			    " but not named " PREFIX "000001 or so: see "
			    "setup-es-ilm.sh verify",
			    json_key(i));
		if (b.n == ES_MAX_BACKINGS)
			return err_set(err, ERR_INTERNAL,
			    "elasticsearch: more than %d indices "
			    "behind " ES_ALIAS,
			    ES_MAX_BACKINGS);
		b.numbers[b.n++] = number;
		if (is_writer(i)) {
			b.writer = number;
			writers++;
		}
	}
	if (b.n == 1 && writers == 0)
		b.writer = b.numbers[0];
	else if (writers != 1)
		return err_set(err, ERR_INTERNAL,
		    "elasticsearch: " ES_ALIAS " has %zu write indices: see "
		    "setup-es-ilm.sh verify",
		    writers);
	*b_r = b;
	return 0;
}

void es_mget_body(struct buf *out, uint64_t user_id,
    const struct es_backings *b, const struct es_place *places, size_t n)
{
	const char *between = "";

	buf_adds(out, "{\"docs\":[");
	for (size_t i = 0; i < n; i++) {
		char id[ES_ID_BYTES];

		es_doc_id(user_id, places[i].id, id);
		for (size_t k = 0; k < b->n; k++) {
			if (b->numbers[k] == b->writer)
				continue;
			buf_addf(out,
			    "%s{\"_index\":\"" PREFIX "%06u\",\"_id\":\"%s\","
			    "\"routing\":\"%llu\",\"_source\":false}",
			    between, b->numbers[k], id,
			    (unsigned long long)user_id);
			between = ",";
		}
	}
	buf_adds(out, "]}");
}

static void put_number(struct buf *body, const struct es_place *p, uint32_t n)
{
	char digits[ES_BACKING_DIGITS + 1];

	snprintf(digits, sizeof digits, "%06u", n % 1000000);
	memcpy(body->data + p->digits, digits, ES_BACKING_DIGITS);
}

int es_backings_place(const struct es_backings *b, const struct json *answer,
    struct buf *body, const struct es_place *places, size_t n, struct err *err)
{
	const struct json *docs = json_get(answer, "docs");
	const struct json *d = json_first(docs);
	size_t asked = answer == NULL ? 0 : n * (b->n - 1);

	if (json_len(docs) != asked)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers %zu documents for %zu",
		    json_len(docs), asked);
	for (size_t i = 0; i < n; i++) {
		uint32_t number = b->writer;

		for (size_t k = 0; k < b->n && asked > 0; k++) {
			if (b->numbers[k] == b->writer)
				continue;
			if (json_bool(json_get(d, "found"), false))
				number = b->numbers[k];
			d = json_next(d);
		}
		put_number(body, &places[i], number);
	}
	return 0;
}
