/* fuzz_letter.c - whatever its texts are, an event stays one event of short
 * lines, a letter has no header but its own, and a mailto: no character that a
 * URL must not have. The input's parts are separated by NULs. */
#include "common/base/die.h"
#include "common/mail/compose.h"
#include "common/mail/ics.h"
#include "common/mail/icsout.h"
#include "common/mail/mailto.h"
#include "common/mail/message.h"

#include <stdlib.h>

#define PARTS 6
#define OUT_BYTES ((size_t)8 << 20)
#define NOON_MS INT64_C(1796472000000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_lines(struct str s)
{
	while (s.n > 0) {
		const char *end = memchr(s.p, '\n', s.n);
		size_t n;

		MUST(end != NULL && end > s.p && end[-1] == '\r');
		n = (size_t)(end - s.p) - 1;
		MUST(n <= 75 && memchr(s.p, '\r', n) == NULL);
		MUST(utf8_valid((struct str){s.p, n}));
		s = (struct str){end + 1, s.n - n - 2};
	}
}

static void check_event(struct arena *a, const char *const *v)
{
	const struct ics_entry e = {.uid = v[0],
	    .title = v[1],
	    .location = v[2],
	    .notes = v[3],
	    .begin_ms = NOON_MS,
	    .end_ms = NOON_MS + 60000,
	    .stamp_ms = NOON_MS};
	struct ics_event read[2];
	struct buf b;

	buf_init(&b, OUT_BYTES);
	ics_begin(&b);
	ics_put(&b, &e);
	ics_end(&b);
	check_lines((struct str){buf_str(&b), b.len});
	MUST(ics_events(a, (struct str){buf_str(&b), b.len}, 0, read, 2) == 1);
	MUST(read[0].begin_ms == NOON_MS && !read[0].cancelled);
	buf_deinit(&b);
}

static bool is_ours(const char *name)
{
	static const char *const names[] = {"Date", "From", "To", "Cc",
	    "Subject", "Message-Id", "References", "In-Reply-To", "X-Unsent",
	    "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strieq(name, names[i]))
			return true;
	return false;
}

static void check_letter(struct arena *a, const char *const *v)
{
	const struct mail_addr who = {v[0], v[1]};
	const struct mail_letter l = {.from = who,
	    .to = {&who, 1},
	    .cc = {&who, 1},
	    .subject = v[2],
	    .body = v[3],
	    .message_id = v[4],
	    .in_reply_to = v[5],
	    .references = &v[4],
	    .references_n = 2,
	    .date_ms = NOON_MS};
	struct mail_message m;
	struct err err;
	struct buf b;

	buf_init(&b, OUT_BYTES);
	mail_compose(&l, &b);
	MUST(mail_parse(a, (struct str){buf_str(&b), b.len}, NULL, &m, &err) ==
	     0);
	MUST(m.headers_n <= 12 && m.bcc.n == 0 && m.references_n <= 3);
	for (size_t i = 0; i < m.headers_n; i++)
		MUST(is_ours(m.headers[i].name));
	buf_deinit(&b);
}

static void check_url(struct arena *a, const char *const *v)
{
	const struct mail_addr who = {v[0], v[1]};
	const struct mailto l = {.to = {&who, 1},
	    .cc = {&who, 1},
	    .subject = v[2],
	    .body = v[3],
	    .in_reply_to = v[4]};
	bool cut;
	const char *url = mail_mailto(a, &l, &cut);

	if (url == NULL)
		return;
	MUST(str_starts(str_of(url), "mailto:") && strlen(url) <= MAILTO_CHARS);
	MUST(strspn(url, "abcdefghijklmnopqrstuvwxyz0123456789%-._~:@,?&="
			 "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(url));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	const char *v[PARTS], *p = arena_strndup(a, "", 0);
	char *copy = arena_alloc(a, size + 1);
	size_t at = 0;

	memcpy(copy, data, size);
	mail_init();
	for (size_t i = 0; i < PARTS; i++) {
		p = at <= size ? copy + at : copy + size;
		v[i] = p;
		at += strlen(p) + 1;
	}
	check_event(a, v);
	check_letter(a, v);
	check_url(a, v);
	arena_free(&a);
	return 0;
}
