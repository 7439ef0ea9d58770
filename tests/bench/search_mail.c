/* search_mail.c - words by Zipf's law, mail made of them, questions about it. */
#include "tests/bench/bench_search.h"

#include <math.h>
#include <stdio.h>

static double uniform(struct bench *b)
{
	b->random = b->random * UINT64_C(6364136223846793005) +
		    UINT64_C(1442695040888963407);
	return (double)(b->random >> 11) / (double)(UINT64_C(1) << 53);
}

static size_t zipf(struct bench *b)
{
	double u = uniform(b) * b->cumulative[VOCABULARY - 1];
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

/* ---- mail ---- */

static void add_words(struct bench *b, char *out, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		at += (size_t)sprintf(
		    out + at, "%s%s", i > 0 ? " " : "", b->word[zipf(b)]);
}

void bench_make_mail(
    struct bench *b, size_t i, struct text *t, struct search_doc *d)
{
	static const char *const labels[] = {"INBOX", "UNREAD"};
	size_t sender = (size_t)(uniform(b) * 500);

	add_words(b, t->subject, 6);
	add_words(b, t->body, 40 + (size_t)(uniform(b) * 120));
	sprintf(t->addr, "p%zu@c%zu.example.com", sender, sender % 50);
	snprintf(t->from, sizeof t->from, "Person %s <%s>",
	    b->word[sender + 500], t->addr);
	*d = (struct search_doc){.id = i + 1,
	    .thread_id = i / 3,
	    .date_ms = NOW_MS - (int64_t)(b->docs - i) * 90000,
	    .message_id = "",
	    .subject = t->subject,
	    .from = t->from,
	    .from_addr = t->addr,
	    .from_name = "Person",
	    .to = "me",
	    .cc = "",
	    .bcc = "",
	    .delivered_to = "",
	    .list = "",
	    .body = t->body,
	    .filenames = "",
	    .snippet = t->subject,
	    .labels = labels,
	    .n_labels = 1 + i % 2,
	    .category = "",
	    .priority_band = "",
	    .risk_level = "",
	    .flags = MAIL_INBOX,
	    .size_bytes = 4000};
}

void bench_make_query(struct bench *b, size_t words, char *out)
{
	size_t at = 0;

	for (size_t i = 0; i < words; i++) {
		size_t rank = (size_t)exp(uniform(b) * log(3000));

		at += (size_t)sprintf(
		    out + at, "%s%s", i > 0 ? " " : "", b->word[rank]);
	}
}

static const char *word(struct bench *b, double max)
{
	return b->word[(size_t)exp(uniform(b) * log(max))];
}

const char *const bench_kinds[BENCH_KINDS] = {"words", "phrase", "operators",
    "exclude", "prefix", "short_prefix", "common", "or_group", "common_phrase",
    "all"};

void bench_make_kind(struct bench *b, size_t kind, char *q, size_t n)
{
	switch (kind) {
	case 0:
		bench_make_query(b, 1 + (size_t)(uniform(b) * 3), q);
		break;
	case 1:
		snprintf(q, n, "\"%s %s\"", word(b, 3000), word(b, 3000));
		break;
	case 2:
		snprintf(q, n, "from:p%d %s newer_than:%dd in:inbox",
		    (int)(uniform(b) * 500), word(b, 3000),
		    1 + (int)(uniform(b) * 900));
		break;
	case 3:
		snprintf(
		    q, n, "%s -%s -label:unread", word(b, 3000), word(b, 3000));
		break;
	case 4:
		snprintf(q, n, "%.4s*", word(b, 3000));
		break;
	case 5:
		snprintf(q, n, "%.2s*", word(b, 3000));
		break;
	case 6:
		snprintf(q, n, "%s %s", b->word[(size_t)(uniform(b) * 20)],
		    b->word[(size_t)(uniform(b) * 20)]);
		break;
	case 7:
		snprintf(q, n, "{%s %s %s %s} %s", word(b, 3000), word(b, 3000),
		    word(b, 3000), word(b, 3000), word(b, 300));
		break;
	case 8:
		snprintf(q, n, "\"%s %s\"", b->word[(size_t)(uniform(b) * 20)],
		    b->word[(size_t)(uniform(b) * 20)]);
		break;
	default:
		*q = '\0';
	}
}
