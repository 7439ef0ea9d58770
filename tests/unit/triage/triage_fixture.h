/* triage_fixture.h - a scorer, an arena and ordinary mail for the tests of
 * triage. */
#ifndef TEST_TRIAGE_FIXTURE_H
#define TEST_TRIAGE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>

#include "services/triage/signals/host.h"
#include "services/triage/signals/lexicon.h"
#include "services/triage/score.h"
#include "services/triage/signals/signals.h"
#include <cmocka.h>
#include <stdlib.h>

/* Saturday, 21 November 2026, 12:00 UTC. */
#define NOW_MS INT64_C(1795262400000)
#define TODAY (NOW_MS / 86400000)

struct fixture {
	struct arena *arena;
	struct triage_scorer *scorer;
	struct triage_domains *domains;
	struct triage_lexicon *lexicon;
	struct triage_mail mail;
	struct triage_user user;
	struct triage_seen seen;
	struct triage_score score;
	struct str own;
};

static inline int fixture_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct err err;

	assert_non_null(f);
	f->arena = arena_new((size_t)16 << 20);
	assert_int_equal(triage_scorer_open(&f->scorer, &err), 0);
	f->domains = triage_domains_new();
	f->lexicon = triage_lexicon_new();
	f->own = STR("me@home.example");
	f->user = (struct triage_user){.addresses = &f->own, .n_addresses = 1};
	f->mail = (struct triage_mail){.subject = STR("Hello"),
	    .body = STR("Some words."),
	    .from_name = STR("Ann Lee"),
	    .from_addr = STR("ann@work.example"),
	    .to_user = true,
	    .at_ms = NOW_MS};
	*state = f;
	return 0;
}

static inline int fixture_down(void **state)
{
	struct fixture *f = *state;

	triage_scorer_close(&f->scorer);
	triage_domains_free(&f->domains);
	triage_lexicon_free(&f->lexicon);
	arena_free(&f->arena);
	free(f);
	return 0;
}

static inline bool sees(struct fixture *f, enum triage_signal s)
{
	triage_signals_find(f->domains, f->lexicon, f->arena, &f->mail,
	    &f->user, f->mail.at_ms, &f->seen);
	return f->seen.evidence[s] != NULL;
}

static inline void judge(struct fixture *f)
{
	triage_score(f->scorer, f->arena, &f->mail, &f->user, NULL,
	    f->mail.at_ms, &f->score);
}

#define TRIAGE_TEST(name)                                                      \
	cmocka_unit_test_setup_teardown(name, fixture_up, fixture_down)

#endif
