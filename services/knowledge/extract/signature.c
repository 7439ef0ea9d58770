/* signature.c - how the sender signs: name, title, company, telephone.
 * Machines' and lists' mail is not read. */
#include "services/knowledge/extract/extractors.h"

#include "services/knowledge/people/name.h"

#include <ctype.h>

#define LINES 8       /* of a signature */
#define LINE_BYTES 90 /* longer ones are text */
#define PHONE_MIN 7
#define PHONE_MAX 15

/* A letter ends with one of these on a line of its own. */
static const char *const closings[] = {"best", "best regards", "best wishes",
    "regards", "kind regards", "warm regards", "warmly", "cheers", "thanks",
    "thank you", "many thanks", "thanks again", "sincerely", "yours",
    "yours sincerely", "yours truly", "all the best", "talk soon", "cordially",
    "respectfully", "with kind regards", "best to you", "take care",
    "mit freundlichen grüßen", "mit freundlichen gruessen", "viele grüße",
    "viele gruesse", "liebe grüße", "beste grüße", "freundliche grüße",
    "herzliche grüße", "grüße", "gruß", "mfg", "vg", "lg", "cordialement",
    "bien à vous", "saludos", "un saludo"};

static const char *const titles[] = {"engineer", "manager", "director",
    "recruiter", "partner", "head of", "vice president", "vp ", "ceo", "cto",
    "cfo", "coo", "founder", "lead", "consultant", "analyst", "designer",
    "developer", "specialist", "coordinator", "officer", "professor",
    "president", "associate", "assistant", "architect", "scientist", "counsel",
    "editor", "administrator", "talent", "sales", "accountant", "advisor",
    "leiter", "entwickler", "referent", "geschäftsführer", "chief ",
    "representative", "programmer", "producer", "strategist", "researcher"};

static const char *const firms[] = {" inc", " inc.", " gmbh", " ltd", " ltd.",
    " llc", " ag", " corp", " corp.", " corporation", " s.a.", " plc", " se",
    " b.v.", " & co", " limited", " group", " labs", " sarl", " kg"};

static bool starts_with_any(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieqs(s, words[i]))
			return true;
	return false;
}

static bool is_closing(struct str line)
{
	line = str_trim(line);
	while (line.n > 0 && strchr(",.!-", line.p[line.n - 1]) != NULL)
		line.n--;
	return starts_with_any(str_trim(line), closings, ARRAY_LEN(closings));
}

static void take(struct facts *f, enum fact_kind kind, struct str what,
    const char *value, int confidence)
{
	size_t from = (size_t)(what.p - f->mail->body.p);

	facts_add(f, &(struct fact){.kind = kind,
			 .part = FACT_PART_BODY,
			 .from = (uint32_t)from,
			 .to = (uint32_t)(from + what.n),
			 .key = fact_addr_key(f->arena, f->mail->from.addr),
			 .value = value != NULL
				      ? value
				      : arena_strndup(f->arena, what.p, what.n),
			 .confidence_milli = confidence});
}

/* ---- the lines of a signature ---- */

static bool take_phone(struct facts *f, struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		char digits[PHONE_MAX + 2];
		size_t n = 0, k = i, plus;

		if (line.p[i] != '+' && line.p[i] != '(' &&
		    !isdigit((unsigned char)line.p[i]))
			continue;
		if (line.p[i] == '+')
			digits[n++] = '+';
		plus = n;
		for (; k < line.n && n - plus <= PHONE_MAX; k++) {
			if (isdigit((unsigned char)line.p[k]))
				digits[n++] = line.p[k];
			else if (strchr("+()-./ ", line.p[k]) == NULL)
				break;
		}
		if (n - plus >= PHONE_MIN && n - plus <= PHONE_MAX) {
			struct str said =
			    str_trim((struct str){line.p + i, k - i});

			take(f, FACT_SIGNATURE_PHONE, said,
			    arena_strndup(f->arena, digits, n), 900);
			return true;
		}
		i = k;
	}
	return false;
}

static bool has_any(struct str line, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ifind(line, words[i]) >= 0)
			return true;
	return false;
}

static bool ends_with_any(struct str line, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(words[i]);

		if (line.n > len &&
		    str_ieqs(
			(struct str){line.p + line.n - len, len}, words[i]))
			return true;
	}
	return false;
}

/* "Title, Company", "Title at Company", "Title | Company" */
static void take_title(struct facts *f, struct str line)
{
	static const char *const cuts[] = {
	    " at ", " @ ", " | ", ", ", " - ", " bei ", " · "};

	for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
		ptrdiff_t at = str_find(line, cuts[i]);
		struct str left, right;

		if (at <= 0)
			continue;
		left = str_trim((struct str){line.p, (size_t)at});
		right = str_trim((struct str){line.p + at + strlen(cuts[i]),
		    line.n - (size_t)at - strlen(cuts[i])});
		if (right.n == 0 || has_any(right, titles, ARRAY_LEN(titles)))
			break;
		take(f, FACT_SIGNATURE_TITLE, left, NULL, 800);
		take(f, FACT_SIGNATURE_COMPANY, right, NULL, 700);
		return;
	}
	take(f, FACT_SIGNATURE_TITLE, line, NULL, 800);
}

static void read_lines(struct facts *f, struct str text)
{
	struct str line;
	bool named = false;
	unsigned lines = 0;

	while (lines < LINES && str_split(&text, '\n', &line)) {
		line = str_trim(line);
		if (line.n == 0 || str_eqs(line, "--"))
			continue;
		lines++;
		if (line.n > LINE_BYTES)
			break;
		if (take_phone(f, line))
			continue;
		if (!named && name_is_likely(line) &&
		    !has_any(line, titles, ARRAY_LEN(titles))) {
			take(f, FACT_SIGNATURE_NAME, line, NULL, 800);
			named = true;
		} else if (has_any(line, titles, ARRAY_LEN(titles))) {
			take_title(f, line);
		} else if (ends_with_any(line, firms, ARRAY_LEN(firms))) {
			take(f, FACT_SIGNATURE_COMPANY, line, NULL, 900);
		}
	}
}

/* The text below the last closing of what the sender wrote. */
static struct str below_closing(struct str text)
{
	struct str rest = text, line, found = {text.p + text.n, 0};

	while (str_split(&rest, '\n', &line))
		if (is_closing(line))
			found = rest;
	return found;
}

void extract_signature(struct facts *f)
{
	const struct fact_mail *m = f->mail;
	struct str last = {NULL, 0}, signature = {NULL, 0};

	if (fact_is_bulk(m) || m->is_outgoing || m->from.addr[0] == '\0')
		return;
	for (size_t i = 0; i < m->spans.n; i++) {
		const struct mail_span *s = &m->spans.v[i];
		struct str text = {m->body.p + s->from, s->to - s->from};

		if (s->kind == MAIL_SPAN_SIGNATURE && signature.p == NULL)
			signature = text;
		if (s->kind != MAIL_SPAN_OWN)
			continue;
		if (signature.p == NULL && below_closing(text).n > 0)
			last = below_closing(text);
	}
	if (last.p != NULL)
		read_lines(f, last);
	if (signature.p != NULL)
		read_lines(f, signature);
}
