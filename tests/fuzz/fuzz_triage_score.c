/* fuzz_triage_score.c - whatever a mail holds, the parts of its score add up.
 *
 * The input is cut at NUL bytes into the mail's fields. */
#include "common/base/die.h"
#include "services/triage/score.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str field(struct str *rest)
{
	struct str part = {NULL, 0};

	return str_split(rest, '\0', &part) ? part : (struct str){"", 0};
}

static int32_t sum(const struct triage_score *s, enum triage_part_of of)
{
	int32_t total = 0;

	for (size_t i = 0; i < s->n_parts; i++) {
		MUST(strlen(s->parts[i].evidence) <= 80);
		total += s->parts[i].of == of ? s->parts[i].weight : 0;
	}
	return total;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct triage_scorer *scorer; /* opening costs 20 ms */
	char *copy = malloc(size == 0 ? 1 : size);
	struct arena *a = arena_new((size_t)64 << 20);
	struct str rest = {copy, size}, own = STR("me@home.example");
	struct triage_user u = {.addresses = &own, .n_addresses = 1};
	struct triage_link link;
	struct triage_attachment file;
	struct triage_mail m = {.links = &link,
	    .n_links = 1,
	    .attachments = &file,
	    .n_attachments = 1,
	    .at_ms = INT64_C(1795262400000)};
	struct triage_score s;

	if (scorer == NULL)
		MUST(triage_scorer_open(&scorer, NULL) == 0);
	memcpy(copy, data, size);
	m.subject = field(&rest);
	m.from_name = field(&rest);
	m.from_addr = field(&rest);
	m.reply_to = field(&rest);
	m.list_id = field(&rest);
	link.href = field(&rest);
	link.text = field(&rest);
	file.name = field(&rest);
	file.type = field(&rest);
	m.calendar = field(&rest);
	m.body = rest;
	m.message_id = m.reply_to;
	m.list_post = size / 64 % 2 ? m.list_id : STR("");
	m.has_html = size / 128 % 2;
	m.to_nobody = size / 256 % 2;
	m.is_outgoing = size % 7 == 0;
	m.hidden_bytes = size * 2;
	m.spf = (enum triage_auth)(size % 4);
	m.dkim = (enum triage_auth)(size / 4 % 4);
	m.dmarc = (enum triage_auth)(size / 16 % 4);
	triage_score(scorer, a, &m, &u, NULL, m.at_ms, &s);
	MUST(sum(&s, PART_CATEGORY) == s.margin_milli);
	MUST(sum(&s, PART_RISK) == s.risk);
	MUST(sum(&s, PART_PRIORITY) == s.priority);
	MUST(s.risk >= 0 && s.risk <= 100);
	MUST(s.priority >= 0 && s.priority <= 100);
	arena_free(&a);
	free(copy);
	return 0;
}
