/* interval.c - Wilson's interval, and the binomial distribution's tail. */
#include "services/oncall/slo/interval.h"

#include <math.h>

#define Z95 1.959963984540054 /* 97.5 % of the normal distribution */
#define TINY 1e-300
#define TERMS_MAX 20000

struct share_interval share_interval(uint64_t bad, uint64_t n)
{
	double k = (double)bad, m = (double)n, z2 = Z95 * Z95;
	double middle, half;

	if (n == 0)
		return (struct share_interval){0, 1};
	middle = (k + z2 / 2) / (m + z2);
	half = Z95 / (m + z2) * sqrt(k * (m - k) / m + z2 / 4);
	return (struct share_interval){
	    bad == 0 ? 0 : fmax(0, middle - half),
	    bad == n ? 1 : fmin(1, middle + half),
	};
}

static double not_zero(double v)
{
	return fabs(v) < TINY ? TINY : v;
}

/* The continued fraction of DLMF 8.17.22, by Lentz's method. */
static double fraction(double x, double a, double b)
{
	double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), h = d;

	for (int m = 1; m <= TERMS_MAX; m++) {
		double odd, even, two_m = 2.0 * m, change;

		even = m * (b - m) * x / ((a + two_m - 1) * (a + two_m));
		d = 1 / not_zero(1 + even * d);
		c = not_zero(1 + even / c);
		h *= d * c;
		odd = -(a + m) * (a + b + m) * x /
		      ((a + two_m) * (a + two_m + 1));
		d = 1 / not_zero(1 + odd * d);
		c = not_zero(1 + odd / c);
		change = d * c;
		h *= change;
		if (fabs(change - 1) < 1e-14)
			break;
	}
	return h;
}

static double log_beta(double a, double b)
{
	int sign;

	return lgamma_r(a, &sign) + lgamma_r(b, &sign) - lgamma_r(a + b, &sign);
}

/* I_x(a, b); the fraction converges fast on its side of the mean. */
static double incomplete_beta(double x, double a, double b)
{
	double front = exp(a * log(x) + b * log1p(-x) - log_beta(a, b));

	if (x < (a + 1) / (a + b + 2))
		return front * fraction(x, a, b) / a;
	return 1 - front * fraction(1 - x, b, a) / b;
}

double binomial_tail(uint64_t bad, uint64_t n, double p)
{
	if (bad == 0)
		return 1;
	if (bad > n || p <= 0)
		return 0;
	if (p >= 1)
		return 1;
	return fmin(
	    1, fmax(0, incomplete_beta(p, (double)bad, (double)(n - bad) + 1)));
}
