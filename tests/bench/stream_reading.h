/* stream_reading.h - a stream of the chat as far as it was read. */
#ifndef TESTS_STREAM_READING_H
#define TESTS_STREAM_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BYTES_MAX ((size_t)1 << 20)

struct reading {
	char log[40];
	uint64_t last;
	bool over, failed;
	char *raw, *plain, *events; /* of one connection; of all */
	size_t n_raw, n_plain, n_events;
	char *tokens, *answer; /* JSON strings, as they were sent */
	size_t n_tokens;
};

void reading_init(struct reading *r);
void reading_deinit(struct reading *r);
/* What is whole of the chunks in raw, into plain. */
void reading_dechunk(struct reading *r);
/* What an event says: tokens, the answer, the end. */
void reading_take_text(struct reading *r, const char *event);

#endif
