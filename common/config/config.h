/* config.h - a daemon's options: one table, read from the environment.
 *
 *   #define TRIAGE_OPTIONS(X)
 *     X(I64(1, 65535), port, "PORT", "8101", "port", "where it listens")
 *     X(URL, database_url, "DATABASE_URL", CONFIG_REQUIRED,
 *         "postgres|postgresql", "where the records are")
 *
 *   CONFIG_STRUCT(triage_options, TRIAGE_OPTIONS);
 *   static const struct config_option triage_options[] = {
 *       TRIAGE_OPTIONS(CONFIG_OPTION)};
 *
 * Columns: type, member, variable, default, unit or accepted, meaning.
 *
 *   type             member        a value is                accepted column
 *   STR              const char *  text in UTF-8             free text
 *   PATH             const char *  a file name               free text
 *   URL              const char *  scheme://rest             "http|https"
 *   SECRET           const char *  text, never printed       free text
 *   I64(min, max)    int64_t       a decimal                 unit
 *   F64(min, max)    double        a decimal fraction        unit
 *   MS(min, max)     int64_t       250, 250ms, 5s, 2m, 1h, 7d     free text
 *   BYTES(min, max)  int64_t       512, 64K, 16M, 2G (1024s)      free text
 *   BOOL             bool          true/false, 1/0, yes/no, on/off
 *   ENUM             int           one word: its place in    "debug|info|warn"
 *
 * An empty variable counts as not set. CONFIG_REQUIRED as default: it must be
 * set. "" as default of a text: it may stay empty, which then means "off".
 * Texts are never NULL.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/config/types.def.h"

#define CONFIG_REQUIRED NULL

enum config_type {
	CONFIG_STR,
	CONFIG_PATH,
	CONFIG_URL,
	CONFIG_SECRET,
	CONFIG_I64,
	CONFIG_F64,
	CONFIG_MS,
	CONFIG_BYTES,
	CONFIG_BOOL,
	CONFIG_ENUM,
};

struct config_option {
	enum config_type type;
	int64_t min, max;   /* I64, MS, BYTES */
	double least, most; /* F64 */
	const char *name;
	const char *env;
	const char *fallback; /* NULL: required */
	const char *accepted;
	const char *meaning;
};

/* Every member begins a slot of 8 bytes, so the n-th line of a table is the
 * n-th slot of its struct. */
#define CONFIG_SLOT_BYTES 8
#define CONFIG_STRUCT(tag, TABLE)                                              \
	struct tag {                                                           \
		TABLE(CONFIG_MEMBER)                                           \
	};                                                                     \
	_Static_assert(                                                        \
	    sizeof(struct tag) == CONFIG_SLOT_BYTES * (0 TABLE(CONFIG_ONE)),   \
	    "one slot an option")
#define CONFIG_MEMBER(type, name, env, fallback, accepted, meaning)            \
	_Alignas(CONFIG_SLOT_BYTES) CONFIG_C_##type name;
#define CONFIG_ONE(type, name, env, fallback, accepted, meaning) +1
#define CONFIG_OPTION(t, n, e, f, a, m)                                        \
	{CONFIG_T_##t, .name = #n, .env = (e), .fallback = (f),                \
	    .accepted = (a), .meaning = (m)},

/* The mistakes found so far, one line each. */
struct config_errors {
	size_t count;
	struct buf text;
};

void config_errors_init(struct config_errors *errors);
void config_errors_deinit(struct config_errors *errors);
/* For what a table cannot say, such as two options that exclude each other. */
void config_errors_add(struct config_errors *errors, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* Reads the n options of a table into out, the struct of that table; texts
 * are copied to the arena. Returns -1 when errors grew: every mistake is
 * reported with variable, value (secrets masked) and what is accepted.
 * Several tables are loaded one after the other with the same errors. */
MUST_CHECK int config_load(const struct config_option *options, size_t n,
    void *out, struct arena *arena, struct config_errors *errors);

/* The values in out as NAME=value lines, secrets and passwords masked. */
void config_print(const struct config_option *options, size_t n,
    const void *out, struct buf *b);
/* The table as a section of docs/options.md. */
void config_print_markdown(const char *title,
    const struct config_option *options, size_t n, struct buf *b);

#endif
