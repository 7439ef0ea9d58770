/* stand.h - ingest in one process with a database of its own and neighbours
 * that do as they are told. Needs tests/lib/with_stores.sh. */
#ifndef TEST_INGEST_STAND_H
#define TEST_INGEST_STAND_H

#include "services/ingest/pipeline.h"

#define STAND_NO_STORES 77

/* Triage, search or knowledge. */
struct neighbour {
	struct stand *s;
	struct bus *bus; /* NULL: away */
	char url[128];
	uint64_t calls, emails;
	int failures; /* so many calls fail, each with `code` */
	enum err_code code;
	uint64_t poison;  /* every call with this email fails */
	uint64_t missing; /* is said not to be there */
	size_t most;      /* emails of one call */
};

struct stand {
	struct loop *loop;
	struct service service;
	struct ingest *d;
	struct ingest_options options;
	struct bus *client;
	struct neighbour of[STAGES];
	char dir[64], database[48];
	char *url, *owner_url;
	bool job_done;
};

struct stand_answer {
	struct err err;
	int64_t received, imported, duplicates, rejected;
	uint64_t ids[100];
	size_t ids_n;
	size_t rejects_n;
	struct {
		int64_t offset;
		bool kept;
		uint64_t email_id;
		char reason[320];
	} rejects[100];
};

struct stand *stand_new(void);
void stand_free(struct stand **s);
/* As a crash and a new start: nothing in memory stays. */
void stand_restart(struct stand *s);

uint64_t stand_user(struct stand *s, const char *email);
/* By the owner of the tables, for the system: sees all rows. */
int64_t stand_number(struct stand *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
void stand_text(struct stand *s, char *out, size_t n, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

/* By the superuser, beside the stand's database. */
int64_t stand_admin(const char *sql);

struct stand_upload {
	uint64_t user_id;
	const char *import_id;
	bool is_message;
	int64_t offset;
	bool goes_on;
	const char *label;
};
/* One ingest_import over the bus, at once or in two parts. */
void stand_import(struct stand *s, const struct stand_upload *u,
    struct str bytes, struct stand_answer *a_r);
struct stand_asking;
struct stand_asking *stand_import_begin(struct stand *s,
    const struct stand_upload *u, struct str bytes, struct stand_answer *a_r);
void stand_import_end(struct stand_asking **k);

/* The client's calls end as by a crash of it. */
void stand_client_reopen(struct stand *s);

void stand_neighbour_open(struct stand *s, enum stage stage);
void stand_neighbour_close(struct stand *s, enum stage stage);

/* A call of any type with this body; the answer's body in text_r (as "{...}"),
 * its blob, where there is one, behind it. An error: "CODE field: text". */
void stand_call(struct stand *s, uint64_t user_id, enum msg_type type,
    const char *json, char *text_r, size_t n);

/* Turns until nothing is in memory. */
void stand_settle(struct stand *s);
/* A run of the n-th job: 0 sweep, 1 relay, 2 watch. */
void stand_job(struct stand *s, size_t n);

#endif
