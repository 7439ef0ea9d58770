/* password.c - rules for passwords, and their sum. */
#include "services/gateway/identity/password.h"

#include "common/base/ids.h"

#include <ctype.h>

#define DISTINCT_MIN 5
#define CORE_MAX 64

/* What most guessed passwords are made of, once digits and signs around and
 * between are left out. */
static const char *const common_words[] = {"password", "passwort", "motdepasse",
    "contrasena", "wachtwoord", "passw", "pass", "qwerty", "qwertyuiop",
    "qwertyuiopasdfghjkl", "asdfghjkl", "zxcvbnm", "azerty", "azertyuiop",
    "qwertz", "qwertzuiop", "letmein", "letmeinnow", "welcome", "iloveyou",
    "iloveyouso", "changeme", "changemenow", "admin", "administrator",
    "adminadmin", "passwordpassword", "secret", "default", "trustno",
    "football", "baseball", "basketball", "sunshine", "princess", "monkey",
    "dragon", "superman", "batman", "abcdefghijkl", "abcdefghijklm",
    "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "applylens", "login",
    "loginlogin", "test", "testtest", "testtesttest",
    "correcthorsebatterystaple", "opensesame", "whatever", "computer",
    "internet", "starwars", "michael", "jennifer", "q", "qaz", "qazwsx",
    "qazwsxedc", "qwer", "asdf", "qwe", "asd", "abc", "a", "aa", "x"};

/* Letters in lower case; what people write for them ("0", "@") as them. */
static size_t core(struct str s, char out[CORE_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < CORE_MAX; i++) {
		char c = (char)tolower((unsigned char)s.p[i]);

		if (c == '@')
			c = 'a';
		else if (c == '0' && i > 0 &&
			 isalpha((unsigned char)s.p[i - 1]))
			c = 'o';
		else if (c == '$')
			c = 's';
		if (c >= 'a' && c <= 'z')
			out[n++] = c;
	}
	return n;
}

static bool is_common(struct str password)
{
	char letters[CORE_MAX], plain[CORE_MAX];
	size_t n = core(password, letters), m = 0;

	for (size_t i = 0; i < password.n && m < CORE_MAX; i++)
		if (isalpha((unsigned char)password.p[i]))
			plain[m++] =
			    (char)tolower((unsigned char)password.p[i]);
	for (size_t i = 0; i < ARRAY_LEN(common_words); i++)
		if (str_eqs((struct str){letters, n}, common_words[i]) ||
		    str_eqs((struct str){plain, m}, common_words[i]))
			return true;
	return false;
}

static size_t distinct(struct str s)
{
	bool seen[256] = {false};
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		n += !seen[(unsigned char)s.p[i]];
		seen[(unsigned char)s.p[i]] = true;
	}
	return n;
}

/* "abcabcabcabc" is three characters long, in truth. */
static bool repeats(struct str s)
{
	for (size_t part = 1; part <= s.n / 2; part++)
		if (memcmp(s.p, s.p + part, s.n - part) == 0)
			return true;
	return false;
}

/* "123456789012", "abcdefghijkl", "210987654321": each the next, or the one
 * before, but for a few turns. */
static bool is_run(struct str s)
{
	size_t steps = 0;

	for (size_t i = 1; i < s.n; i++) {
		int d = s.p[i] - s.p[i - 1];

		steps += d == 1 || d == -1 || d == 9 || d == -9;
	}
	return steps + 1 >= s.n * 4 / 5;
}

/* Nothing but the name of the account and little beside it. */
static bool is_the_account(struct str password, struct str email)
{
	ptrdiff_t at = str_find(email, "@");
	char name[65];

	if (at < 3 || at >= (ptrdiff_t)sizeof name)
		return false;
	str_copy(name, sizeof name, (struct str){email.p, (size_t)at});
	return str_ifind(password, name) >= 0 &&
	       password.n < (size_t)at + PASSWORD_CHARS_MIN;
}

static size_t characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

int password_check(struct str password, struct str email, struct err *err)
{
	if (characters(password) < PASSWORD_CHARS_MIN)
		return err_field(err, "password",
		    "must have at least %d characters", PASSWORD_CHARS_MIN);
	if (distinct(password) < DISTINCT_MIN || repeats(password) ||
	    is_run(password))
		return err_field(err, "password",
		    "repeats itself or counts up; take some words instead");
	if (is_common(password))
		return err_field(
		    err, "password", "is one of the first that are guessed");
	if (is_the_account(password, email))
		return err_field(err, "password", "is the account's own name");
	return 0;
}

void password_seen(struct str password, char out[PASSWORD_SEEN_BYTES])
{
	static const char front[] = "applylens-password:";
	char text[sizeof front + 1024];
	size_t n = MIN(password.n, (size_t)1024);

	memcpy(text, front, sizeof front - 1);
	memcpy(text + sizeof front - 1, password.p, n);
	ids_sha256_hex(text, sizeof front - 1 + n, out);
	explicit_bzero(text, sizeof text);
}
