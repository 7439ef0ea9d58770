/* token.c - making and recognising secrets with a checksum. */
#include "common/base/token.h"

#include "common/base/die.h"
#include "common/base/ids.h"

#define PREFIX_CHARS 4
#define SUM_CHARS 6
#define SUMMED (TOKEN_CHARS - SUM_CHARS)
#define OLD_MAX 200

/* CRC-32 of ISO 3309 bit by bit: 47 bytes need no table. */
static uint32_t crc32_of(const char *p, size_t n)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < n; i++) {
		crc ^= (uint8_t)p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xedb88320 & (0 - (crc & 1)));
	}
	return ~crc;
}

static void put_sum(const char *token, char out[SUM_CHARS])
{
	uint32_t crc = crc32_of(token, SUMMED);

	for (int i = SUM_CHARS - 1; i >= 0; i--, crc /= 62)
		out[i] = ids_base62[crc % 62];
}

void token_make(const char *prefix, char out[TOKEN_CHARS + 1])
{
	MUST(strlen(prefix) == PREFIX_CHARS);
	memcpy(out, prefix, PREFIX_CHARS);
	ids_letters(out + PREFIX_CHARS, SUMMED - PREFIX_CHARS);
	put_sum(out, out + SUMMED);
	out[TOKEN_CHARS] = '\0';
}

enum token_shape token_shape(const char *prefix, struct str s)
{
	char sum[SUM_CHARS];

	if (!str_starts(s, prefix) || s.n > OLD_MAX)
		return TOKEN_FOREIGN;
	if (s.n != TOKEN_CHARS)
		return TOKEN_OLD;
	put_sum(s.p, sum);
	return memcmp(sum, s.p + SUMMED, SUM_CHARS) == 0 ? TOKEN_WHOLE
							 : TOKEN_FOREIGN;
}
