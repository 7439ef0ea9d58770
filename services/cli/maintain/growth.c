/* growth.c - see growth.h. */
#include "services/cli/maintain/growth.h"

#include <math.h>

/* The 0.975 quantile of Student's t for df 1 to 30; the normal's above. */
static double t_quantile(size_t df)
{
	static const double t[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447,
	    2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
	    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
	    2.060, 2.056, 2.052, 2.048, 2.045, 2.042};

	return df == 0 ? INFINITY : df <= ARRAY_LEN(t) ? t[df - 1] : 1.96;
}

/* sum_squares: of each step's rate about the mean, times its length; its mean
 * over the steps is the variance of a day. */
static void set_interval(struct growth *g, double sum_squares)
{
	double variance = sum_squares / (double)(g->steps - 1);
	double half = t_quantile(g->steps - 1) * sqrt(variance / g->days);

	g->low = g->per_day - half;
	g->high = g->per_day + half;
	g->known = true;
}

struct growth growth_of(
    const struct growth_sample *s, size_t n, double window_days)
{
	struct growth g = {.known = false};
	double sum_squares = 0;
	size_t first = 0;

	while (first < n && s[first].day < s[n - 1].day - window_days - 0.5)
		first++;
	if (n - first < 2)
		return g;
	g.days = s[n - 1].day - s[first].day;
	g.per_day = (s[n - 1].value - s[first].value) / g.days;
	for (size_t i = first + 1; i < n; i++) {
		double days = s[i].day - s[i - 1].day;
		double off = (s[i].value - s[i - 1].value) / days - g.per_day;

		sum_squares += days * off * off;
	}
	g.steps = n - first - 1;
	if (g.steps >= GROWTH_MIN)
		set_interval(&g, sum_squares);
	return g;
}

struct growth growth_mean(const double *v, size_t n)
{
	struct growth g = {.steps = n, .days = (double)n};
	double sum = 0, sum_squares = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	g.per_day = n > 0 ? sum / (double)n : 0;
	for (size_t i = 0; i < n; i++)
		sum_squares += (v[i] - g.per_day) * (v[i] - g.per_day);
	if (n >= GROWTH_MIN)
		set_interval(&g, sum_squares);
	return g;
}

static double days_until(double room, double per_day)
{
	return room <= 0 ? 0 : per_day > 0 ? room / per_day : INFINITY;
}

struct growth_end growth_end(const struct growth *g, double room)
{
	return (struct growth_end){days_until(room, g->per_day),
	    days_until(room, g->high), days_until(room, g->low)};
}
