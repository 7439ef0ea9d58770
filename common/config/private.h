/* private.h - what the files of common/config share. */
#ifndef CONFIG_PRIVATE_H
#define CONFIG_PRIVATE_H

#include "common/base/str.h"
#include "common/config/config.h"

union config_value {
	const char *text;
	int64_t number;
	double fraction;
	bool yes;
	int place;
};

/* Parses one value by the option's type; a text stays in value.p, which must
 * be NUL-terminated. Returns -1 when it is not accepted. */
MUST_CHECK int config_parse(
    const struct config_option *o, struct str value, union config_value *v_r);

/* Slots of the out struct, to and from. */
void config_slot_write(
    const struct config_option *o, void *slot, const union config_value *v);
union config_value config_slot_read(
    const struct config_option *o, const void *slot);

/* What the option accepts: "1..65535 port", "one of debug|info|warn". */
void config_put_accepted(const struct config_option *o, struct buf *b);
/* A value for people: secrets and the password in a URL are masked. */
void config_put_masked(
    const struct config_option *o, const char *value, struct buf *b);

#endif
