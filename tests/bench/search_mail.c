/* search_mail.c - words by Zipf's law, and mail made of them. */
#include "tests/bench/bench_search.h"
#include "tests/lib/search_doc.h"

#include <math.h>
#include <stdio.h>

#define IDS 40000000 /* order numbers and the like, nearly all of them once */
#define WORDS_AN_ID 60
#define SENDERS 500

double bench_uniform(struct bench *b)
{
	b->random = b->random * UINT64_C(6364136223846793005) +
		    UINT64_C(1442695040888963407);
	return (double)(b->random >> 11) / (double)(UINT64_C(1) << 53);
}

static size_t zipf(struct bench *b)
{
	double u = bench_uniform(b) * b->cumulative[VOCABULARY - 1];
	size_t low = 0, high = VOCABULARY - 1;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (b->cumulative[mid] < u)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void bench_make_words(struct bench *b)
{
	static const char *const endings[] = {
	    "", "", "", "", "", "s", "ing", "ed", "ation"};
	static const char consonants[] = "bcdfghklmnprstvw";
	static const char vowels[] = "aeiou";
	double sum = 0;

	for (size_t i = 0; i < VOCABULARY; i++) {
		size_t n = i < 100 ? 1 : i < 3000 ? 2 : 3, at = 0, v = i;

		for (size_t k = 0; k < n + 1; k++) {
			b->word[i][at++] = consonants[v % 16];
			v /= 16;
			b->word[i][at++] = vowels[(v + k) % 5];
			v /= 5;
		}
		snprintf(b->word[i] + at, sizeof b->word[i] - at, "%s",
		    endings[i % 9]);
		sum += 1 / ((double)i + 2.7);
		b->cumulative[i] = sum;
	}
}

static void add_words(struct bench *b, char *out, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		const char *gap = i > 0 ? " " : "";

		if (bench_uniform(b) * WORDS_AN_ID < 1)
			at += (size_t)sprintf(out + at, "%s%08d", gap,
			    (int)(bench_uniform(b) * IDS));
		else
			at += (size_t)sprintf(
			    out + at, "%s%s", gap, b->word[zipf(b)]);
	}
}

void bench_make_mail(
    struct bench *b, size_t i, struct text *t, struct search_doc *d)
{
	static const char *const labels[] = {"INBOX", "UNREAD"};
	uint64_t random = b->random;
	size_t sender;

	b->random = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
	sender = (size_t)(bench_uniform(b) * SENDERS);
	add_words(b, t->subject, 6);
	add_words(b, t->body, 40 + (size_t)(bench_uniform(b) * 120));
	b->random = random;
	sprintf(t->addr, "p%zu@c%zu.example.com", sender, sender % 50);
	snprintf(t->from, sizeof t->from, "Person %s <%s>",
	    b->word[sender + 500], t->addr);
	*d = search_doc_empty(i + 1);
	d->thread_id = i / 3;
	d->date_ms = NOW_MS - (int64_t)(b->docs - i) * 90000;
	d->subject = d->snippet = t->subject;
	d->from = t->from;
	d->from_addr = t->addr;
	d->from_name = "Person";
	d->to = "me";
	d->body = t->body;
	d->labels = labels;
	d->n_labels = 1 + i % 2;
	d->size_bytes = 4000;
}
