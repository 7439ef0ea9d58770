/* config.c - from the environment to a struct, reporting every mistake. */
#include "common/config/private.h"
#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

#define ERRORS_BYTES ((size_t)65536)

void config_errors_init(struct config_errors *errors)
{
	errors->count = 0;
	buf_init(&errors->text, ERRORS_BYTES);
}

void config_errors_deinit(struct config_errors *errors)
{
	buf_deinit(&errors->text);
}

void config_errors_add(struct config_errors *errors, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&errors->text, fmt, ap);
	va_end(ap);
	buf_addc(&errors->text, '\n');
	errors->count++;
}

/* A line break in a value must not break the line that reports it. */
static void put_quotable(
    const struct config_option *o, const char *value, struct buf *b)
{
	config_put_masked(o, value, b);
	for (size_t i = 0; i < b->len; i++)
		if ((unsigned char)b->data[i] < 0x20)
			b->data[i] = '?';
	if (buf_failed(b)) {
		buf_clear(b);
		buf_adds(b, "(too long)");
	}
}

static void report(struct config_errors *errors, const struct config_option *o,
    const char *value)
{
	struct buf accepted, masked;

	buf_init(&accepted, 4096);
	buf_init(&masked, 1024);
	config_put_accepted(o, &accepted);
	if (value == NULL) {
		config_errors_add(errors, "%s is not set: %s; %s", o->env,
		    buf_str(&accepted), o->meaning);
	} else {
		put_quotable(o, value, &masked);
		config_errors_add(errors, "%s is \"%s\": want %s", o->env,
		    buf_str(&masked), buf_str(&accepted));
	}
	buf_deinit(&masked);
	buf_deinit(&accepted);
}

static bool is_text(enum config_type type)
{
	return type == CONFIG_STR || type == CONFIG_PATH ||
	       type == CONFIG_URL || type == CONFIG_SECRET;
}

/* Fills one slot, with a zero value when there is nothing acceptable. */
static void load_one(const struct config_option *o, void *slot,
    struct arena *arena, struct config_errors *errors)
{
	const char *value = getenv(o->env);
	union config_value v = {.number = 0};

	if (value == NULL || value[0] == '\0')
		value = o->fallback;
	if (is_text(o->type))
		v.text = "";
	if (value == NULL)
		report(errors, o, NULL);
	else if (is_text(o->type) && value[0] == '\0' && o->fallback != NULL)
		; /* the default: off */
	else if (config_parse(o, str_of(value), &v) < 0)
		report(errors, o, value);
	else if (is_text(o->type))
		v.text = arena_strdup(arena, value);
	config_slot_write(o, slot, &v);
}

int config_load(const struct config_option *options, size_t n, void *out,
    struct arena *arena, struct config_errors *errors)
{
	size_t before = errors->count;
	char *slot = out;

	for (size_t i = 0; i < n; i++, slot += CONFIG_SLOT_BYTES)
		load_one(&options[i], slot, arena, errors);
	return errors->count == before ? 0 : -1;
}

void config_slot_write(
    const struct config_option *o, void *slot, const union config_value *v)
{
	switch (o->type) {
	case CONFIG_STR:
	case CONFIG_PATH:
	case CONFIG_URL:
	case CONFIG_SECRET:
		memcpy(slot, &v->text, sizeof v->text);
		break;
	case CONFIG_I64:
	case CONFIG_MS:
	case CONFIG_BYTES:
		memcpy(slot, &v->number, sizeof v->number);
		break;
	case CONFIG_F64:
		memcpy(slot, &v->fraction, sizeof v->fraction);
		break;
	case CONFIG_BOOL:
		memcpy(slot, &v->yes, sizeof v->yes);
		break;
	case CONFIG_ENUM:
		memcpy(slot, &v->place, sizeof v->place);
		break;
	}
}

union config_value config_slot_read(
    const struct config_option *o, const void *slot)
{
	union config_value v = {.number = 0};

	switch (o->type) {
	case CONFIG_STR:
	case CONFIG_PATH:
	case CONFIG_URL:
	case CONFIG_SECRET:
		memcpy(&v.text, slot, sizeof v.text);
		break;
	case CONFIG_I64:
	case CONFIG_MS:
	case CONFIG_BYTES:
		memcpy(&v.number, slot, sizeof v.number);
		break;
	case CONFIG_F64:
		memcpy(&v.fraction, slot, sizeof v.fraction);
		break;
	case CONFIG_BOOL:
		memcpy(&v.yes, slot, sizeof v.yes);
		break;
	case CONFIG_ENUM:
		memcpy(&v.place, slot, sizeof v.place);
		break;
	}
	return v;
}
