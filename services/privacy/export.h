/* export.h - one export being made: what its steps and its pages share.
 *
 * An export is a ZIP whose entries are stored one by one (common/zip): a file
 * of at most so many bytes is gathered, packed, put, and written down with
 * where to go on, in this order; after a kill the last file is made again. */
#ifndef PRIVACY_EXPORT_H
#define PRIVACY_EXPORT_H

#include "common/zip/zip.h"
#include "services/privacy/claim.h"

#define EXPORT_FORMAT 1

struct export
{
	struct claim claim; /* first */
	const char **tables;
	size_t n_tables;
	size_t at; /* of the tables, then of enum export_stage */
	int64_t part, files;
	int64_t received_ms;
	struct buf after; /* JSON: behind which row; empty: from the first */
	struct buf file, packed;
	int64_t rows;
	char name[ZIP_NAME_MAX + 1];
	struct zip_entry entry;
	struct arena_mark begun, page; /* the tables stay; the page's rows do */
	struct pg_result *list, *about;
	size_t row; /* of the page of mail */
	struct str raw;
	struct err raw_err;
};

/* What comes behind the tables. */
enum export_stage {
	EXPORT_MAIL,      /* mbox files of the messages as they came */
	EXPORT_MANIFEST,  /* what there is */
	EXPORT_DIRECTORY, /* the ZIP's */
	EXPORT_END
};
#define EXPORT_STAGES                                                          \
	{                                                                      \
		"~mail", "~manifest", "~directory", "~end"                     \
	}

/* ---- export_page.c ---- */
/* The name that dsr_requests.stage has; and its place among them: a table that
 * is gone meanwhile is behind us. */
const char *export_stage_name(const struct export *x);
size_t export_place(const struct export *x, const char *stage);
void export_next(struct export *x); /* stage, from its beginning */
/* The last row's key as JSON; NULL: none yet. */
const char *export_after(const struct export *x);
void export_set_after(struct export *x, const char *key);
/* Starts to read the next page into list (and about), over tables that exports
 * leave out; false: there is none any more. */
bool export_ask(struct task *t, struct export *x);
/* The page's rows become lines of file, which gets its name. */
void export_lines(struct export *x);

/* manifest.c: writes manifest.json into file, from the rows of list (files)
 * and about. */
void export_manifest(struct export *x);
/* Writes the ZIP's directory into packed, from the rows of list. */
void export_directory(struct export *x);

#endif
