/* spam_stream.c - classifies messages in their order and learns from what a
 * user says of them: at once, or later, or of some only, or wrongly. */
#include "common/base/die.h"
#include "common/mail/addr.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/spam/spam.h"
#include "tests/eval/spam_eval.h"
#include <stdlib.h>

struct stream {
	const char *dir;
	const struct spam_schedule *schedule;
	struct triage_spam shipped;
	struct triage_learner *learner;
	struct calibrator calibrator;
	struct scored *v;
};

static uint32_t hash(uint32_t h)
{
	h *= 0x9E3779B1u;
	h = (h ^ (h >> 15)) * 0x85EBCA77u;
	return h ^ (h >> 13);
}

bool spam_is_development(struct str from_addr)
{
	uint32_t h = 2166136261u;
	size_t at = from_addr.n;
	struct str domain;

	while (at > 0 && from_addr.p[at - 1] != '@')
		at--;
	domain = mail_domain_registrable(
	    at == 0 ? (struct str){"", 0}
		    : (struct str){from_addr.p + at, from_addr.n - at});
	for (size_t i = 0; i < domain.n; i++) {
		char c = domain.p[i];

		c = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		h = (h ^ (unsigned char)c) * 16777619u;
	}
	return (hash(h) & 1) != 0;
}

static double read_features(struct stream *s, struct arena *a, size_t i,
    struct triage_spam_features *f_r)
{
	struct triage_user user = {.n_addresses = 0};
	struct mail_message m;
	struct triage_mail mail = {.subject = {"", 0}};

	if (mail_parse(a, spam_file(a, s->dir, i), NULL, &m, NULL) == 0)
		triage_mail_from_message(a, &m, &user, "", &mail);
	triage_spam_features_read(a, &mail, f_r);
	s->v[i].development = spam_is_development(mail.from_addr);
	return s->schedule->shipped ? triage_spam_prior(&s->shipped, f_r) : 0;
}

static void classify(struct stream *s, size_t i)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct triage_spam_features f;
	double prior = read_features(s, a, i, &f);

	s->v[i].z = prior + triage_learner_score(s->learner, &f);
	s->v[i].p = calibrator_p(&s->calibrator, s->v[i].z);
	arena_free(&a);
}

static void teach(struct stream *s, size_t i)
{
	uint32_t dice = hash((uint32_t)i + 20021010u);
	struct arena *a = arena_new((size_t)256 << 20);
	struct triage_spam_features f;
	bool said = s->v[i].spam;
	double prior;

	if ((dice & 0xFFFF) % 100 < s->schedule->told_percent) {
		said ^= (dice >> 16) % 100 < s->schedule->wrong_percent;
		prior = read_features(s, a, i, &f);
		calibrator_learn(&s->calibrator, s->v[i].z, said);
		triage_learner_teach(s->learner, &f, prior, said);
	}
	arena_free(&a);
}

struct scored *spam_stream(const char *dir, const bool *spam, size_t n,
    const struct spam_schedule *schedule)
{
	struct stream s = {.dir = dir,
	    .schedule = schedule,
	    .learner = triage_learner_new(TRIAGE_LEARNER_BITS_MAX),
	    .v = xcalloc(n + 1, sizeof *s.v)};

	if (triage_spam_open(&s.shipped, NULL) < 0)
		quit(EX_SOFTWARE, "the shipped model is damaged");
	calibrator_init(&s.calibrator);
	for (size_t i = 0; i < n; i++) {
		s.v[i].spam = spam[i];
		classify(&s, i);
		if (!schedule->silent && i >= schedule->delay)
			teach(&s, i - schedule->delay);
	}
	triage_learner_free(&s.learner);
	return s.v;
}
