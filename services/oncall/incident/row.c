/* row.c - from columns to a struct, and from that to the message's record. */
#include "services/oncall/incident/row.h"

#include "common/base/clock.h"

struct incident_row incident_row_read(
    struct task *t, const struct pg_result *rows, size_t i)
{
	struct incident_row r = {
	    .id = (uint64_t)pg_i64(rows, i, "id"),
	    .parent_id = (uint64_t)pg_i64(rows, i, "parent_id"),
	    .version = pg_i64(rows, i, "version"),
	    .severity = pg_i64(rows, i, "severity"),
	    .quiet_ms = pg_time(rows, i, "quiet_since"),
	    .alerts_firing = pg_i64(rows, i, "alerts_firing"),
	};

#define READ_TEXT(column) r.column = pg_text(rows, i, #column);
#define READ_MS(column, member) r.member = pg_time(rows, i, #column);
	INCIDENT_TEXTS(READ_TEXT)
	INCIDENT_TIMES(READ_MS)
#undef READ_TEXT
#undef READ_MS
	r.agents.n = pg_texts(t, rows, i, "agents", &r.agents.v);
	return r;
}

static const char *utc(struct arena *a, int64_t ms)
{
	return ms == 0 ? NULL : clock_utc_text(a, ms);
}

static const char *some(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

struct incident incident_row_view(
    struct arena *a, const struct incident_row *row)
{
	struct incident v = {
	    .id = row->id,
	    .parent_id = row->parent_id,
	    .version = row->version,
	    .severity = row->severity,
	    .agents = row->agents,
	    .alerts_firing = row->alerts_firing,
	};

#define VIEW_TEXT(column) v.column = some(row->column);
#define VIEW_MS(column, member) v.column = utc(a, row->member);
	INCIDENT_TEXTS(VIEW_TEXT)
	INCIDENT_TIMES(VIEW_MS)
#undef VIEW_TEXT
#undef VIEW_MS
	return v;
}

struct incident_entry *incident_entries_read(
    struct arena *a, const struct pg_result *rows)
{
	size_t n = pg_rows(rows);
	struct incident_entry *v = ARENA_ARRAY(a, struct incident_entry, n);

	for (size_t i = 0; i < n; i++)
		v[i] = (struct incident_entry){
		    .at = clock_utc_text(a, pg_time(rows, i, "at")),
		    .kind = pg_text(rows, i, "kind"),
		    .actor = pg_text(rows, i, "actor"),
		    .text = pg_text(rows, i, "text"),
		};
	return v;
}
