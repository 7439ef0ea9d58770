/* fuzz_triage_spam.c - whatever a mail holds, its features are bounded, the
 * same each time, and a lesson about it stays within its bound. The input is
 * cut at NUL bytes into the mail's fields. */
#include "common/base/die.h"
#include "services/triage/spam/counts.h"
#include "services/triage/spam/normal.h"
#include "services/triage/spam/spam.h"
#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str field(struct str *rest)
{
	struct str part = {NULL, 0};

	return str_split(rest, '\0', &part) ? part : (struct str){"", 0};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size == 0 ? 1 : size);
	struct arena *a = arena_new((size_t)64 << 20);
	struct str rest = {copy, size};
	struct triage_link link;
	struct triage_contact to;
	struct triage_attachment file;
	struct triage_mail m = {.links = &link,
	    .n_links = 1,
	    .to = &to,
	    .n_to = 1,
	    .attachments = &file,
	    .n_attachments = 1};
	struct triage_spam_features f, again;
	struct triage_normal normal;
	struct triage_learner *l = triage_learner_new(TRIAGE_LEARNER_BITS_MIN);

	memcpy(copy, data, size);
	m.subject = field(&rest);
	m.from_name = field(&rest);
	m.from_addr = field(&rest);
	m.reply_to = field(&rest);
	m.list_id = field(&rest);
	m.mailer = field(&rest);
	link.href = field(&rest);
	link.text = field(&rest);
	file.name = field(&rest);
	file.type = field(&rest);
	to.addr = field(&rest);
	to.name = field(&rest);
	m.message_id = field(&rest);
	m.in_reply_to = field(&rest);
	m.body = rest;
	triage_normal_read(a, m.body, size / 2, &normal);
	MUST(normal.text.n <= size / 2);
	triage_spam_features_read(a, &m, &f);
	triage_spam_features_read(a, &m, &again);
	MUST(f.n <= TRIAGE_SPAM_FEATURES_MAX && f.n_general <= f.n);
	MUST(f.n == again.n && memcmp(f.v, again.v, f.n * sizeof *f.v) == 0);
	triage_spam_general_read(a, &m, &again);
	MUST(f.n_general == again.n &&
	     memcmp(f.v, again.v, again.n * sizeof *f.v) == 0);
	triage_spam_features_read(a, &m, &again);
	MUST(memcmp(f.role, again.role, f.n) == 0);
	triage_learner_teach(l, &f, 0, true);
	MUST(triage_learner_score(l, &f) <= TRIAGE_LEARNER_TARGET + 1e-3);
	MUST(triage_learner_score(l, &f) > -1e-3);
	triage_learner_teach(l, &f, 0, false); /* now the counts speak, too */
	MUST(fabs(triage_learner_score(l, &f)) <=
	     TRIAGE_LEARNER_TARGET + TRIAGE_COUNTS_MAX + 1e-3);
	triage_learner_free(&l);
	arena_free(&a);
	free(copy);
	return 0;
}
