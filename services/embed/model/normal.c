/* normal.c - what one code point becomes: BERT's normaliser, on ICU's data. */
#include "services/embed/model/words.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define UNICODE_KNOWN 8 /* the version of the reference's tables */

/* The general category, as of Unicode 8.0. */
static int8_t category(uint32_t c)
{
	UVersionInfo since;

	switch (c) {  /* those that Unicode has changed since */
	case 0x166d:  /* Canadian syllabics chi sign */
	case 0x111c9: /* Sharada sandhi mark */
		return U_OTHER_PUNCTUATION;
	case 0x1734: /* Hanunoo sign pamudpod */
		return U_NON_SPACING_MARK;
	case 0x1885: /* Mongolian baludas */
	case 0x1886:
		return U_OTHER_LETTER;
	case 0xa9bd: /* Javanese keret */
		return U_COMBINING_SPACING_MARK;
	default:
		break;
	}
	u_charAge((UChar32)c, since);
	if (since[0] > UNICODE_KNOWN ||
	    (since[0] == UNICODE_KNOWN && since[1] > 0))
		return U_UNASSIGNED;
	return u_charType((UChar32)c);
}

/* The blocks that the reference names; words are not written apart there. */
static bool is_chinese(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x20000 && c <= 0x2a6df) ||
	       (c >= 0x2a700 && c <= 0x2b81f) ||
	       (c >= 0x2b920 && c <= 0x2ceaf) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0x2f800 && c <= 0x2fa1f);
}

static size_t ascii_codes(uint32_t c, uint32_t *codes_r)
{
	if (c == '\t' || c == '\n' || c == '\r')
		c = ' ';
	if (c < ' ' || c == 0x7f)
		return 0;
	codes_r[0] = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	return 1;
}

/* What it is made of, by the canonical decomposition. */
static size_t decompose(uint32_t c, UChar32 parts_r[CODES_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	UChar units[2 * CODES_MAX];
	int32_t n = -1;

	if (U_SUCCESS(status))
		n = unorm2_getDecomposition(
		    nfd, (UChar32)c, units, ARRAY_LEN(units), &status);
	if (U_SUCCESS(status) && n >= 0)
		u_strToUTF32(parts_r, CODES_MAX, &n, units, n, &status);
	if (U_SUCCESS(status) && n >= 0)
		return (size_t)n;
	parts_r[0] = (UChar32)c;
	return 1;
}

/* Without marks, in lower case. */
static size_t bare_codes(uint32_t c, uint32_t *codes_r, size_t max)
{
	UChar32 parts[CODES_MAX];
	size_t n = decompose(c, parts), out = 0;

	for (size_t i = 0; i < n && out < max; i++)
		if (category((uint32_t)parts[i]) != U_NON_SPACING_MARK)
			codes_r[out++] = (uint32_t)u_tolower(parts[i]);
	return out;
}

size_t normal_codes(uint32_t c, uint32_t codes_r[CODES_MAX])
{
	size_t n = 0;

	if (c < 0x80)
		return ascii_codes(c, codes_r);
	if (c == 0xfffd)
		return 0;
	switch (category(c)) {
	case U_CONTROL_CHAR:
	case U_FORMAT_CHAR:
	case U_PRIVATE_USE_CHAR:
	case U_SURROGATE:
		return 0;
	default:
		break;
	}
	if (u_hasBinaryProperty((UChar32)c, UCHAR_WHITE_SPACE)) {
		codes_r[0] = ' ';
		return 1;
	}
	if (!is_chinese(c))
		return bare_codes(c, codes_r, CODES_MAX);
	codes_r[n++] = ' ';
	n += bare_codes(c, codes_r + n, CODES_MAX - 2);
	codes_r[n++] = ' ';
	return n;
}

bool normal_is_punctuation(uint32_t c)
{
	if (c < 0x80)
		return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
		       (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
	switch (category(c)) {
	case U_DASH_PUNCTUATION:
	case U_START_PUNCTUATION:
	case U_END_PUNCTUATION:
	case U_CONNECTOR_PUNCTUATION:
	case U_OTHER_PUNCTUATION:
	case U_INITIAL_PUNCTUATION:
	case U_FINAL_PUNCTUATION:
		return true;
	default:
		return false;
	}
}
