/* bench_facts.c - mails a second out of which one core reads all facts:
 * participants, signatures, stages, promises, meetings.
 *
 *	bench_facts
 *
 * User CPU time. The mails are letters of 400 to 4,000 bytes and one of 64 KB.
 * Rival: none that reads without a model; the goal is 1 ms a mail. Prints
 * "name ours goal ratio".
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/knowledge/extract/fact.h"
#include <stdio.h>
#include <sys/resource.h>

#define ROUNDS 2000
#define GOAL 1000.0 /* mails a second */

static const char *const letters[] = {
    "Thank you for applying for the Data Analyst position. If we decide to "
    "move forward, we will schedule an interview. ",
    "Your interview is confirmed for Friday, 6 March 2026 at 14:30 CET. Please "
    "bring your ID, and let me know by Thursday if the hour does not suit. ",
    "I will send you the draft by Friday, and we can meet on Monday at 10 am. "
    "Could you please forward the signed form before 5 December? ",
    "The quarterly report is attached; the numbers for the north went up by "
    "four per cent, those for the south fell a little, as we had expected. "};

static int64_t user_us(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return r.ru_utime.tv_sec * INT64_C(1000000) + r.ru_utime.tv_usec;
}

static struct fact_mail mail_of(
    struct arena *a, const char *letter, size_t bytes)
{
	static const char *const own[] = {"me@home.test"};
	struct mail_addr *to = ARENA_NEW(a, struct mail_addr);
	size_t n = strlen(letter), at = 0;
	char *body = arena_alloc(a, bytes + 1);

	for (; at + n < bytes; at += n)
		memcpy(body + at, letter, n);
	*to = (struct mail_addr){"", "me@home.test"};
	struct fact_mail m = {.email_id = 1,
	    .message_id = "",
	    .received_ms = INT64_C(1772445600000),
	    .from = {"Priya Raman", "priya@acme.com"},
	    .from_text = STR("Priya Raman <priya@acme.com>"),
	    .to = {to, 1},
	    .to_text = STR("me@home.test"),
	    .cc_text = {"", 0},
	    .reply_to_text = {"", 0},
	    .subject = STR("Your application"),
	    .body = {body, at},
	    .calendar = {"", 0},
	    .list_id = "",
	    .precedence = "",
	    .auto_submitted = "",
	    .list_unsubscribe = "",
	    .category = "",
	    .own_addrs = own,
	    .own_addrs_n = 1};
	mail_text_spans(a, m.body, FACT_SPANS, &m.spans);
	return m;
}

static void measure(
    const char *name, const struct fact_mail *m, size_t n, unsigned rounds)
{
	struct arena *a = arena_new((size_t)64 << 20);
	int64_t began = user_us();
	size_t facts = 0;
	double per_s;

	for (unsigned i = 0; i < rounds; i++) {
		struct fact *v = ARENA_ARRAY(a, struct fact, FACTS_PER_MAIL);

		facts += facts_of(a, &m[i % n], v, FACTS_PER_MAIL);
		arena_reset(a);
	}
	MUST(facts > 0);
	per_s = rounds * 1e6 / (double)(user_us() - began);
	printf("%-28s %.0f/s %.0f/s %.2fx goal\n", name, per_s, GOAL,
	    per_s / GOAL);
	arena_free(&a);
}

int main(void)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct fact_mail small[ARRAY_LEN(letters)], large[ARRAY_LEN(letters)];
	struct fact_mail huge;

	mail_init();
	for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
		small[i] = mail_of(a, letters[i], 600);
		large[i] = mail_of(a, letters[i], 4000);
	}
	huge = mail_of(a, letters[1], FACT_BODY_BYTES - 1);
	measure("facts_600_bytes", small, ARRAY_LEN(letters), ROUNDS);
	measure("facts_4000_bytes", large, ARRAY_LEN(letters), ROUNDS);
	measure("facts_64_kb", &huge, 1, ROUNDS / 20);
	arena_free(&a);
	mail_deinit();
	return 0;
}
