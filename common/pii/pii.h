/* pii.h - finds personal data and secrets in a text, and replaces them. Pure.
 *
 *   EMAIL    RFC 5321 addresses with a dotted domain, also with "%40"
 *   PHONE    E.164 with "+" or "00", North American and common national
 *            forms; any 7 to 15 digits behind a word such as "tel"
 *   SSN      of the USA: 3-2-4 digits in the ranges that are given out
 *   CARD     12 to 19 digits of a known issuer with Luhn's sum (ISO 7812)
 *   IBAN     of the registry's lengths, mod 97 (ISO 13616)
 *   IP       version 4 and 6
 *   API_KEY  known prefixes, JSON web tokens, private keys in PEM, values
 *            behind "password:" and its like, long tokens of high entropy
 *
 * One pass in linear time: nothing looks more than PII_LOOK_MAX bytes around
 * itself. What it finds never overlaps, is never empty and never cuts a code
 * point. Names of persons are not looked for.
 */
#ifndef PII_PII_H
#define PII_PII_H

#include "common/base/str.h"

#define PII_LOOK_MAX 4096 /* bytes that one find may have */

enum pii_kind {
	PII_EMAIL,
	PII_PHONE,
	PII_SSN,
	PII_CARD,
	PII_IBAN,
	PII_IP,
	PII_API_KEY,
	PII_KINDS
};
#define PII_BIT(kind) (1u << (kind))
#define PII_ALL (PII_BIT(PII_KINDS) - 1)

/* "email", "phone", "ssn", "card", "iban", "ip", "key" */
const char *pii_kind_name(enum pii_kind k);
/* "email,phone": the bits of the kinds in a list, or "all" or "none". -1: a
 * word is no kind. */
MUST_CHECK int pii_kinds_parse(const char *list, unsigned *kinds_r);

/* text[from, to) */
struct pii_span {
	enum pii_kind kind;
	size_t from, to;
};

/* The text is borrowed until the scan is over. */
struct pii_scan {
	struct str text;
	unsigned kinds;
	size_t at;    /* looked at so far */
	size_t floor; /* end of what was found last */
};

void pii_scan_init(struct pii_scan *s, struct str text, unsigned kinds);
/* The next find, in order; false at the end. */
bool pii_scan_next(struct pii_scan *s, struct pii_span *span_r);

/* For logs: copies the text with "[email]" and so on in place of what is
 * found, cut to fit, NUL-terminated. A log_redact_fn: all kinds but IP, which
 * an operator needs. */
void pii_redact(const char *in, char *out, size_t out_bytes);

#endif
