/* slo_eval.c - pages that nothing deserved, and how soon an outage is told:
 * our rule beside the same rule with bare rates (Workbook, chapter 5), at few
 * and at many requests. Made-up traffic, Poisson by the minute, of an objective
 * of 99 %; the numbers are drawn, so runs agree. */
#include "services/oncall/slo/judge.h"

#include <math.h>
#include <stdio.h>

#define FROM ((int64_t)29000000)
#define DAYS 30
#define OUTAGES 20

struct drawn {
	uint64_t state;
};

/* xorshift64*: Vigna 2016. */
static double uniform(struct drawn *d)
{
	d->state ^= d->state >> 12;
	d->state ^= d->state << 25;
	d->state ^= d->state >> 27;
	return (double)((d->state * 0x2545F4914F6CDD1DULL) >> 11) * 0x1p-53;
}

static uint64_t poisson(struct drawn *d, double mean)
{
	double left = exp(-mean), p = 1;
	uint64_t n = 0;

	while ((p *= uniform(d)) > left)
		n++;
	return n;
}

static void minute(struct slo_history *h, struct drawn *d, int64_t at,
    double per_hour, double bad_share)
{
	struct slo_counts c = {0};

	for (uint64_t n = poisson(d, per_hour / 60); n > 0; n--) {
		bool bad = uniform(d) < bad_share;

		c.bad += bad;
		c.good += !bad;
	}
	(void)!slo_history_add(h, 1, at, &c);
}

struct told {
	bool ours, bare;
};

static struct told fast_rule(const struct slo_history *h, int64_t at)
{
	struct slo_status s;
	const struct slo_burn *b = &s.burns[0];

	(void)!slo_judge(h, 1, OBJECTIVE_SUCCESS, at, &s);
	return (struct told){
	    b->firing, b->rate_long > b->factor && b->rate_short > b->factor};
}

/* Times in a month, just within the promise, that the fast rule fires. */
static void false_pages(double per_hour)
{
	struct slo_history *h = slo_history_new();
	struct drawn d = {88172645463325252ULL};
	struct told was = {0};
	int ours = 0, bare = 0;

	for (int64_t at = FROM; at < FROM + DAYS * 1440; at++) {
		struct told now;

		minute(h, &d, at, per_hour, 0.01);
		now = fast_rule(h, at);
		ours += now.ours && !was.ours;
		bare += now.bare && !was.bare;
		was = now;
	}
	printf("false_pages_a_month_at_%g_an_hour %d %d %.2fx bare_rates\n",
	    per_hour, ours, bare, (bare + 1.0) / (ours + 1.0));
	slo_history_free(&h);
}

/* Minutes from the start of an outage to the page, on average. */
static void detection(double per_hour)
{
	struct drawn d = {88172645463325252ULL};
	double ours = 0, bare = 0;

	for (int i = 0; i < OUTAGES; i++) {
		struct slo_history *h = slo_history_new();
		int our_minutes = 0, bare_minutes = 0;

		for (int64_t at = FROM; at < FROM + 360; at++)
			minute(h, &d, at, per_hour, 0.001);
		for (int64_t at = FROM + 360; at < FROM + 720; at++) {
			struct told now;

			minute(h, &d, at, per_hour, 1);
			now = fast_rule(h, at);
			if (now.ours && our_minutes == 0)
				our_minutes = (int)(at - FROM - 359);
			if (now.bare && bare_minutes == 0)
				bare_minutes = (int)(at - FROM - 359);
		}
		ours += our_minutes > 0 ? our_minutes : 360;
		bare += bare_minutes > 0 ? bare_minutes : 360;
		slo_history_free(&h);
	}
	printf("minutes_to_page_outage_at_%g_an_hour %.1f %.1f %.2fx "
	       "bare_rates\n",
	    per_hour, ours / OUTAGES, bare / OUTAGES, bare / ours);
}

int main(void)
{
	static const double rates[] = {5, 30, 300, 3000};

	for (size_t i = 0; i < ARRAY_LEN(rates); i++)
		false_pages(rates[i]);
	for (size_t i = 0; i < ARRAY_LEN(rates); i++)
		detection(rates[i]);
	return 0;
}
