/* name.c - names of persons, and what they are worth; see name.h. */
#include "services/knowledge/people/name.h"

#include "services/knowledge/people/letters.h"
#include "services/knowledge/people/names.def.h"

#include <ctype.h>
#include <stdlib.h>

static const char *const name_titles[] = {
#define X_WORD(w) w,
    NAME_TITLES(X_WORD)};
static const char *const desks[] = {NAME_DESKS(X_WORD)};
static const char *const roles[] = {ROLE_LOCALS(X_WORD)};
static const char *const common_surnames[] = {COMMON_SURNAMES(X_WORD)};
static const char *const given_names[] = {GIVEN_NAMES(X_WORD)};
#undef X_WORD

static const struct nickname {
	const char *nick, *name;
} nicknames[] = {
#define X_NICK(nick, name) {nick, name},
    NICKNAMES(X_NICK)
#undef X_NICK
};

struct words {
	char v[NAME_WORDS][NAME_WORD_BYTES];
	bool capitals[NAME_WORDS]; /* written in them */
	size_t n;
	bool too_many;
};

static bool is_in(const char *const *words, size_t n, const char *w)
{
	for (size_t i = 0; i < n; i++)
		if (streq(words[i], w))
			return true;
	return false;
}

/* Without what stands in brackets, quotes, and behind "via", " | ", " - ". */
static struct str name_proper(struct arena *a, struct str name)
{
	static const char *const tails[] = {
	    " via ", " | ", " - ", " @ ", " at ", " from ", "/"};
	char *out = arena_alloc(a, name.n + 1);
	size_t n = 0;
	int depth = 0;
	struct str s;

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (c == '(' || c == '[' || c == '{')
			depth++;
		else if ((c == ')' || c == ']' || c == '}') && depth > 0)
			depth--;
		else if (depth == 0 && c != '"')
			out[n++] = c;
	}
	s = str_trim((struct str){out, n});
	for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
		ptrdiff_t at = str_ifind(s, tails[i]);

		if (at > 0)
			s.n = (size_t)at;
	}
	if (s.n > 1 && s.p[0] == '\'' && s.p[s.n - 1] == '\'')
		s = (struct str){s.p + 1, s.n - 2};
	return str_trim(s);
}

/* Other alphabets have too many capitals to know them all. */
static bool is_capitals(struct str word)
{
	size_t letters = 0;

	for (size_t i = 0; i < word.n; i++) {
		if (islower((unsigned char)word.p[i]))
			return false;
		letters += isupper((unsigned char)word.p[i]) != 0;
	}
	return letters >= 3;
}

static void add_word(struct words *w, struct str word)
{
	char folded[NAME_WORD_BYTES];

	while (word.n > 0 && strchr(".,;:'", word.p[word.n - 1]) != NULL)
		word.n--;
	name_fold(word, folded);
	if (folded[0] == '\0' ||
	    is_in(name_titles, ARRAY_LEN(name_titles), folded))
		return;
	if (w->n == NAME_WORDS) {
		w->too_many = true;
		return;
	}
	w->capitals[w->n] = is_capitals(word);
	memcpy(w->v[w->n++], folded, sizeof folded);
}

static void add_words(struct words *w, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && strchr(" \t-_", s.p[i]) == NULL &&
		    !(s.p[i] == '.' && i + 1 < s.n && s.p[i + 1] != ' '))
			continue;
		if (i > from)
			add_word(w, (struct str){s.p + from, i - from});
		from = i + 1;
	}
}

/* "Smith, Anna" is turned; "Anna Smith, PhD" loses its title anyway. */
static void read_words(struct words *w, struct str s)
{
	const char *comma = memchr(s.p, ',', s.n);
	struct words behind = {.n = 0};

	if (comma != NULL)
		add_words(&behind,
		    (struct str){comma + 1, s.n - (size_t)(comma + 1 - s.p)});
	*w = behind;
	add_words(
	    w, comma == NULL ? s : (struct str){s.p, (size_t)(comma - s.p)});
	w->too_many = w->too_many || behind.too_many;
}

static bool has_digit(const char *w)
{
	for (; *w != '\0'; w++)
		if (isdigit((unsigned char)*w))
			return true;
	return false;
}

/* Letters of one code point, as an initial has. */
static bool is_initial(const char *w)
{
	return utf8_len(str_of(w)) == strlen(w);
}

static int by_nick(const void *word, const void *nick)
{
	return strcmp(word, ((const struct nickname *)nick)->nick);
}

static int by_word(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

static const char *long_form(const char *w)
{
	const struct nickname *n = bsearch(
	    w, nicknames, ARRAY_LEN(nicknames), sizeof *nicknames, by_nick);

	return n == NULL ? w : n->name;
}

static bool is_given(const char *w)
{
	return bsearch(long_form(w), given_names, ARRAY_LEN(given_names),
		   sizeof *given_names, by_word) != NULL;
}

/* "KELLER Anna Maria", and "Keller Anna" where only the later word is a given
 * name: the family's name is written first. Moves the two where it is so. */
static void turn(const struct words *w, size_t *first, size_t *last)
{
	bool by_capitals = w->capitals[*first] && !w->capitals[*last];
	size_t family = *first;

	if (!by_capitals &&
	    (w->capitals[*first] != w->capitals[*last] ||
		is_given(w->v[*first]) || !is_given(w->v[*last])))
		return;
	for (size_t i = *first + 1; i <= *last; i++) {
		if (is_initial(w->v[i]))
			continue;
		if (by_capitals ? w->capitals[i] : !is_given(w->v[i])) {
			family = by_capitals ? i : family;
			continue;
		}
		*first = i;
		*last = family;
		return;
	}
}

const char *name_key(struct arena *a, struct str name)
{
	struct words w;
	size_t first = NAME_WORDS, last = NAME_WORDS;

	if (name.n > 200 || memchr(name.p, '@', name.n) != NULL)
		return "";
	read_words(&w, name_proper(a, name));
	if (w.too_many)
		return "";
	for (size_t i = 0; i < w.n; i++) {
		if (has_digit(w.v[i]) || is_in(desks, ARRAY_LEN(desks), w.v[i]))
			return "";
		if (is_initial(w.v[i]))
			continue;
		if (first == NAME_WORDS)
			first = i;
		else
			last = i;
	}
	if (last == NAME_WORDS)
		return "";
	if (memchr(name.p, ',', name.n) == NULL)
		turn(&w, &first, &last); /* a comma has said so itself */
	return arena_printf(a, "%s %s", long_form(w.v[first]), w.v[last]);
}

bool name_is_common(const char *key)
{
	const char *last = strrchr(key, ' ');

	return last != NULL &&
	       is_in(common_surnames, ARRAY_LEN(common_surnames), last + 1);
}

bool name_shares(const char *a, const char *b)
{
	struct str x = str_of(a), y = str_of(b);
	const char *sx = strchr(a, ' '), *sy = strchr(b, ' ');

	if (sx == NULL || sy == NULL)
		return false;
	return streq(sx, sy) || str_eq((struct str){x.p, (size_t)(sx - a)},
				    (struct str){y.p, (size_t)(sy - b)});
}

/* "ANNA SMITH" as "Anna Smith"; others as they are. */
static void soften(char *s)
{
	bool lower = false, start = true;

	for (const char *p = s; *p != '\0'; p++)
		lower = lower || islower((unsigned char)*p) ||
			(unsigned char)*p >= 0x80;
	for (; !lower && *s != '\0'; s++) {
		if (!start)
			*s = (char)tolower((unsigned char)*s);
		start = !isalpha((unsigned char)*s);
	}
}

const char *name_shown(struct arena *a, struct str name)
{
	struct str s = name_proper(a, name);
	const char *comma = memchr(s.p, ',', s.n);
	char *out;

	if (s.n == 0 || memchr(s.p, '@', s.n) != NULL)
		return "";
	if (comma != NULL && name_key(a, s)[0] != '\0') {
		struct words behind = {.n = 0};
		struct str b = str_trim(
		    (struct str){comma + 1, s.n - (size_t)(comma + 1 - s.p)});

		add_words(&behind, b);
		s.n = (size_t)(comma - s.p);
		out = behind.n == 0 ? arena_strndup(a, s.p, s.n)
				    : arena_printf(a, "%.*s %.*s", (int)b.n,
					  b.p, (int)s.n, s.p);
	} else {
		out = arena_strndup(a, s.p, s.n);
	}
	soften(out);
	return out;
}

bool name_is_likely(struct str line)
{
	struct str rest = line, word;
	unsigned words = 0;

	if (line.n < 2 || line.n > 50)
		return false;
	while (str_split(&rest, ' ', &word)) {
		unsigned char c;
		char folded[NAME_WORD_BYTES];

		if (word.n == 0)
			continue;
		c = (unsigned char)word.p[0];
		for (size_t i = 0; i < word.n; i++)
			if (isdigit((unsigned char)word.p[i]) ||
			    strchr("@:/!?|<>()", word.p[i]) != NULL)
				return false;
		name_fold(word, folded);
		if (is_in(desks, ARRAY_LEN(desks), folded))
			return false;
		if (!isupper(c) && c < 0x80 && words == 0)
			return false;
		words++;
	}
	return words >= 1 && words <= 4;
}

/* ---- addresses ---- */

static bool role_with_tail(struct str local, const char *role)
{
	size_t n = strlen(role);

	if (local.n < n || !str_istarts(local, role))
		return false;
	if (local.n == n)
		return true;
	return strchr("-._0123456789", local.p[n]) != NULL;
}

static bool role_behind(struct str local, const char *role)
{
	size_t n = strlen(role);

	return local.n > n && strchr("-._", local.p[local.n - n - 1]) != NULL &&
	       str_ieqs((struct str){local.p + local.n - n, n}, role);
}

bool addr_is_role(const char *addr)
{
	const char *at = strrchr(addr, '@');
	struct str local = {addr, at == NULL ? 0 : (size_t)(at - addr)};
	size_t digits = 0;

	if (at == NULL || local.n > 64)
		return true;
	for (size_t i = 0; i < local.n; i++)
		digits += isdigit((unsigned char)local.p[i]) != 0;
	if (digits > 8 || memchr(local.p, '=', local.n) != NULL)
		return true; /* a machine's: bounces, replies by number */
	for (size_t i = 0; i < ARRAY_LEN(roles); i++)
		if (role_with_tail(local, roles[i]) ||
		    role_behind(local, roles[i]))
			return true;
	return false;
}

/* Two or three letters stand inside of many words. */
static bool spells_nick(const char *flat, const char *nick)
{
	size_t n = strlen(nick);

	return strncmp(flat, nick, n) == 0 ||
	       (n > 3 && strstr(flat, nick) != NULL);
}

/* The given name, or a short form of it. */
static bool spells_given(const char *flat, const char *first)
{
	if (strstr(flat, first) != NULL)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(nicknames); i++)
		if (streq(nicknames[i].name, first) &&
		    spells_nick(flat, nicknames[i].nick))
			return true;
	return false;
}

int addr_spells(const char *addr, const char *key)
{
	const char *at = strrchr(addr, '@'), *space = strchr(key, ' ');
	struct str local = {addr, at == NULL ? 0 : (size_t)(at - addr)};
	char flat[NAME_WORD_BYTES], first[NAME_WORD_BYTES];

	if (space == NULL)
		return 0;
	name_fold(local, flat);
	(void)str_copy(
	    first, sizeof first, (struct str){key, (size_t)(space - key)});
	if (strstr(flat, space + 1) == NULL)
		return spells_given(flat, first);
	return 1 + (flat[0] == first[0] || spells_given(flat, first));
}
