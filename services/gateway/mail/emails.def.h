/* emails.def.h - the SQL of GET /api/emails, laid out by hand.
 *
 * Every statement takes $1 user, $2 limit, $3 category, $4 label, $5 band, and
 * in $6 and $7 the sort key and id before which the page begins. There is one
 * text for each set of filters: a plan that has to serve all sets reads the
 * whole mailbox for some. A page is read off an index of emails or, when the
 * verdict decides, of classifications; its bound is a constant because a plan
 * made for an unknown one expects a tenth of everything. */
#ifndef GATEWAY_EMAILS_DEF_H
#define GATEWAY_EMAILS_DEF_H

#define PAGE_MAX "200" /* of emails_query.limit */
#define ANY(arg) arg "::text IS NULL "
#define LABELLED "e.labels @> ARRAY[$4::text] "
#define VERDICT_LABELLED                                                       \
	"EXISTS (SELECT FROM emails e WHERE e.id = c.email_id "                \
	"AND e.user_id = $1 AND " LABELLED ") "
#define MICROS(column) "(extract(epoch FROM " column ") * 1000000)::bigint "
#define MOMENT "'epoch'::timestamptz + $6::bigint * interval '1 microsecond'"

#define PAGE_OF_EMAILS(label)                                                  \
	"SELECT e.id, " MICROS(                                                \
	    "e.received_at") "AS key FROM emails e "                           \
			     "WHERE e.user_id = $1 AND " ANY("$3") "AND " ANY( \
				 "$5") "AND " label                            \
				       "AND (e.received_at, e.id) < (" MOMENT  \
				       ", $7::bigint) "                        \
				       "ORDER BY e.received_at DESC, e.id "    \
				       "DESC LIMIT " PAGE_MAX

#define PAGE_OF_VERDICTS(column, key, bound, category, band, label)            \
	"SELECT c.email_id AS id, " key "AS key FROM classifications c "       \
	"WHERE c.user_id = $1 AND " category "AND " band "AND " label          \
	"AND (" column ", c.email_id) < (" bound ", $7::bigint) "              \
	"ORDER BY " column " DESC, c.email_id DESC LIMIT " PAGE_MAX

#define LIST(page)                                                             \
	"SELECT json_build_object('emails', coalesce(json_agg("                \
	"json_build_object('id', e.id::text, 'thread_id', "                    \
	"e.thread_id::text, 'subject', e.subject, 'from_name', e.from_name, "  \
	"'from_addr', e.from_addr, 'received_at', e.received_at, 'snippet', "  \
	"e.snippet, 'labels', e.labels, 'category', c.category, 'priority', "  \
	"c.priority, 'band', c.priority_band, 'risk', c.risk, 'risk_level', "  \
	"c.risk_level, 'needs_reply', c.needs_reply, 'due_at', c.due_at, "     \
	"'has_attachments', e.attachments <> '[]') ORDER BY p.n), '[]'), "     \
	"'next_cursor', max(p.key || '.' || p.id) FILTER (WHERE p.n = $2))"    \
	"::text AS json FROM (SELECT id, key, row_number() OVER (ORDER BY "    \
	"key DESC, id DESC) AS n FROM (" page ") q) p "                        \
	"JOIN emails e ON e.id = p.id AND e.user_id = $1 AND p.n <= $2 "       \
	"LEFT JOIN classifications c ON c.email_id = p.id AND c.user_id = $1"

#define NEWEST(category, band, label)                                          \
	LIST(PAGE_OF_VERDICTS("c.received_at", MICROS("c.received_at"),        \
	    MOMENT, category, band, label))
#define PRIORITY(category, band, label)                                        \
	LIST(PAGE_OF_VERDICTS("c.priority", "c.priority::bigint ",             \
	    "$6::bigint", category, band, label))

#define CATEGORY "c.category = $3 "
#define BAND "c.priority_band = $5 "
#define BY_LABEL(sort, category, band)                                         \
	{                                                                      \
		sort(category, band, ANY("$4")),                               \
		    sort(category, band, VERDICT_LABELLED)                     \
	}

#endif
