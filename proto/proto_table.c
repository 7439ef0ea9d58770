/* proto_table.c - the descriptor tables, made from messages.def.h. */
#include "proto/proto.h"

#define X_F(M, kind, name, min, max, need, doc)                                \
	{#name, KIND_##kind, offsetof(struct M, name), min, max, need, NULL,   \
	    NULL, doc},
#define X_E(M, name, words, need, doc)                                         \
	{#name, KIND_ENUM, offsetof(struct M, name), 0, 0, need, words, NULL,  \
	    doc},
#define X_R(M, rec, name, max, need, doc)                                      \
	{#name, KIND_RECS, offsetof(struct M, name), 0, max, need, NULL,       \
	    &rec##_record, doc},

/* The nameless last line lets a message have no field; it is not counted. */
#define X_TABLE(rec, FIELDS)                                                   \
	static const struct field_desc rec##_fields[] = {                      \
	    FIELDS(rec, X_F, X_E, X_R){.name = NULL}};
#define X_RECORD_DESC(rec, doc)                                                \
	{                                                                      \
#rec, sizeof(struct rec), rec##_fields,                        \
		    ARRAY_LEN(rec##_fields) - 1, doc                           \
	}

#define X_RECORD(rec, FIELDS, doc)                                             \
	X_TABLE(rec, FIELDS)                                                   \
	static const struct record_desc rec##_record = X_RECORD_DESC(rec, doc);
RECORDS(X_RECORD)

#define X_MESSAGE_TABLE(msg, FIELDS, number, safe, from, to, doc)              \
	X_TABLE(msg, FIELDS)
MESSAGES(X_MESSAGE_TABLE)

#define X_RECORD_ADDRESS(rec, FIELDS, doc) &rec##_record,
static const struct record_desc *const records[] = {RECORDS(X_RECORD_ADDRESS)};

#define X_MESSAGE(msg, FIELDS, number, safe, from, to, doc)                    \
	{X_RECORD_DESC(msg, doc), MSG_##msg, safe, from, to},
static const struct msg_desc messages[] = {MESSAGES(X_MESSAGE)};

/* One more than its place in messages, by number; 0: no such number. */
#define X_PLACE(msg, FIELDS, number, safe, from, to, doc) PLACE_##msg,
enum { MESSAGES(X_PLACE) };
#define X_BY_NUMBER(msg, FIELDS, number, safe, from, to, doc)                  \
	[number] = PLACE_##msg + 1,
static const uint16_t by_number[512] = {MESSAGES(X_BY_NUMBER)};

const struct msg_desc *proto_message(enum msg_type type)
{
	unsigned place = (unsigned)type < ARRAY_LEN(by_number)
			     ? by_number[(unsigned)type]
			     : 0;

	return place == 0 ? NULL : &messages[place - 1];
}

const struct msg_desc *proto_message_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(messages); i++)
		if (streq(messages[i].rec.name, name))
			return &messages[i];
	return NULL;
}

const struct msg_desc *proto_messages(size_t *n_r)
{
	*n_r = ARRAY_LEN(messages);
	return messages;
}

const struct record_desc *const *proto_records(size_t *n_r)
{
	*n_r = ARRAY_LEN(records);
	return records;
}
