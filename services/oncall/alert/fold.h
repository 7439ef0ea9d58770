/* fold.h - what alerts do to incidents; pure: rows in, changes out.
 *
 * An alert's episode is (fingerprint, start): Alertmanager tells of one again
 * and again, late, twice, and in any order. What holds:
 *   - an episode is counted as often as it is told, and does something twice at
 *     most: when it begins and when it ends;
 *   - over is over: told as firing after its end it is a late copy, unless the
 *     end is longer ago than replay_ms. Then Alertmanager, which gave it up
 *     when Prometheus was silent, has heard of it again; after forget_ms it is
 *     a copy again;
 *   - an episode that is older than another of its fingerprint is over;
 *   - the sender's clock only tells episodes apart. Everything else is by ours.
 */
#ifndef ONCALL_ALERT_FOLD_H
#define ONCALL_ALERT_FOLD_H

#include "services/oncall/alert/alert.h"
#include "services/oncall/incident/events.h"

#define FOLD_STORM_KEY "storm"
#define FOLD_OPENED_MAX 100 /* incidents opened by one webhook */

/* What is known of an alert's episode before. */
struct fold_known {
	bool is_known;
	bool fires;
	bool is_old;          /* a newer one of this fingerprint is known */
	int64_t ended_ms;     /* when we heard of its end, our clock; or 0 */
	uint64_t incident_id; /* 0: none */
};

struct fold_rules {
	struct incident_rules incident;
	int64_t replay_ms, forget_ms;
	size_t storm; /* so many incidents in storm_ms are one */
};

struct fold_input {
	const struct alert *alerts;     /* as webhook_read has them */
	const struct fold_known *known; /* of each */
	size_t n;
	struct incident_row *rows; /* of the known incidents and of the keys;
				    * a key's open or newest one */
	size_t n_rows;
	size_t recent; /* incidents opened by alerts lately and open still */
	int64_t now_ms;
	struct fold_rules rules;
};

enum fold_deed { FOLD_COUNT, FOLD_BEGIN, FOLD_END };

/* What becomes of an alert. */
struct fold_alert {
	enum fold_deed deed;
	bool is_stale;                    /* a late copy: counted only */
	struct incident_change *incident; /* or NULL */
	int64_t ends_ms, ended_ms; /* of FOLD_BEGIN and FOLD_END; 0: fires */
};

struct fold_output {
	struct fold_alert *alerts; /* n of them */
	struct incident_change *changes;
	size_t n_changes, opened;
	/* Not NULL: recent incidents without a parent belong to it. */
	struct incident_change *storm;
};

/* Everything in the arena. Cannot fail. */
void alert_fold(
    struct arena *a, const struct fold_input *in, struct fold_output *out_r);

#endif
