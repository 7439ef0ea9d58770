/* stream_reading.c - chunks, events and the text in them: stream_reading.h. */
#include "tests/bench/stream_reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void reading_init(struct reading *r)
{
	*r = (struct reading){.last = 0};
	r->raw = malloc(BYTES_MAX + 1);
	r->plain = malloc(BYTES_MAX + 1);
	r->events = malloc(2 * BYTES_MAX);
	r->tokens = malloc(BYTES_MAX);
	if (!r->raw || !r->plain || !r->events || !r->tokens)
		abort();
}

void reading_deinit(struct reading *r)
{
	free(r->raw);
	free(r->plain);
	free(r->events);
	free(r->tokens);
	free(r->answer);
}

void reading_dechunk(struct reading *r)
{
	const char *body = strstr(r->raw, "\r\n\r\n");
	char *end;

	r->n_plain = 0;
	for (body += body == NULL ? 0 : 4; body != NULL;) {
		size_t left = r->n_raw - (size_t)(body - r->raw);
		unsigned long n = strtoul(body, &end, 16);
		size_t head = (size_t)(end - body) + 2;

		if (left < head || end[0] != '\r' || n == 0 || left < head + n)
			break;
		memcpy(r->plain + r->n_plain, body + head, n);
		r->n_plain += n;
		body += head + n + (left >= head + n + 2 ? 2 : 0);
	}
	r->plain[r->n_plain] = '\0';
}

/* The JSON string behind "name":, with neither quotes nor unescaping. */
static const char *string_of(const char *event, const char *name, size_t *n_r)
{
	char key[40];
	const char *p, *end;

	snprintf(key, sizeof key, "\"%s\":\"", name);
	p = strstr(event, key);
	if (p == NULL)
		return NULL;
	p += strlen(key);
	for (end = p; *end != '"' && *end != '\0'; end++)
		end += *end == '\\' && end[1] != '\0';
	*n_r = (size_t)(end - p);
	return p;
}

void reading_take_text(struct reading *r, const char *event)
{
	size_t n;
	const char *text = string_of(event, "text", &n);

	if (strstr(event, "\nevent: token\n") != NULL && text != NULL) {
		memcpy(r->tokens + r->n_tokens, text, n);
		r->n_tokens += n;
	} else if (strstr(event, "\nevent: answer\n") != NULL) {
		text = string_of(event, "answer", &n);
		free(r->answer);
		r->answer = text == NULL ? NULL : strndup(text, n);
	}
	if (strstr(event, "\nevent: done\n") != NULL)
		r->over = true;
	if (strstr(event, "\nevent: error\n") != NULL)
		r->over = r->failed = true;
}
