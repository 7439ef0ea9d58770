/* record_labels.c - the labels that a message arrives with.
 *
 * Mail programs and exports leave their marks in headers: Google Takeout
 * writes X-Gmail-Labels, mutt and others Status and X-Status, Thunderbird
 * X-Mozilla-Status. Where a header speaks, it is believed.
 */
#include "services/ingest/record.h"

#include <stdlib.h>

#define LABELS_MAX 60
#define LABEL_CHARS 200

struct marks {
	struct arena *a;
	const char **v;
	size_t n;
	bool placed; /* some label says where it lies */
	bool known;  /* something says whether it was read */
	bool read;
};

/* What Takeout calls the system's labels (English accounts). */
static const struct {
	const char *theirs, *ours;
} gmail_names[] = {{"Inbox", "INBOX"}, {"Unread", "UNREAD"}, {"Sent", "SENT"},
    {"Sent Mail", "SENT"}, {"Starred", "STARRED"}, {"Important", "IMPORTANT"},
    {"Spam", "SPAM"}, {"Trash", "TRASH"}, {"Drafts", "DRAFT"},
    {"Draft", "DRAFT"}, {"Category Personal", "CATEGORY_PERSONAL"},
    {"Category Social", "CATEGORY_SOCIAL"},
    {"Category Promotions", "CATEGORY_PROMOTIONS"},
    {"Category Updates", "CATEGORY_UPDATES"},
    {"Category Forums", "CATEGORY_FORUMS"}};

static const char *const places[] = {"INBOX", "SENT", "SPAM", "TRASH", "DRAFT"};

static void add(struct marks *l, const char *label)
{
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		l->placed |= streq(label, places[i]);
	for (size_t i = 0; i < l->n; i++)
		if (streq(l->v[i], label))
			return;
	if (l->n < LABELS_MAX)
		l->v[l->n++] = label;
}

static void add_own(struct marks *l, struct str label)
{
	label = str_trim(label);
	if (label.n >= 2 && label.p[0] == '"' && label.p[label.n - 1] == '"')
		label = (struct str){label.p + 1, label.n - 2};
	label.n = utf8_cut(label, LABEL_CHARS);
	if (label.n > 0)
		add(l, arena_strndup(l->a, label.p, label.n));
}

/* ---- headers ---- */

static void add_gmail(struct marks *l, struct str label)
{
	label = str_trim(label);
	if (str_ieqs(label, "Opened") || str_ieqs(label, "Archived"))
		return;
	for (size_t i = 0; i < ARRAY_LEN(gmail_names); i++) {
		if (str_ieqs(label, gmail_names[i].theirs)) {
			add(l, gmail_names[i].ours);
			return;
		}
	}
	add_own(l, label);
}

/* Takeout names every label, so no word of a place means: archived. */
static void read_gmail(struct marks *l, const char *value)
{
	struct str rest = str_of(value), part;

	while (str_split(&rest, ',', &part))
		add_gmail(l, part);
	l->placed = l->known = l->read = true;
}

static void read_status(struct marks *l, const char *value)
{
	l->known = true;
	l->read |= strchr(value, 'R') != NULL;
}

static void read_x_status(struct marks *l, const char *value)
{
	if (strchr(value, 'F') != NULL)
		add(l, "STARRED");
	if (strchr(value, 'D') != NULL)
		add(l, "TRASH");
	if (strchr(value, 'T') != NULL)
		add(l, "DRAFT");
}

static void read_mozilla(struct marks *l, const char *value)
{
	unsigned long bits = strtoul(value, NULL, 16);

	l->known = true;
	l->read |= (bits & 0x0001) != 0;
	if (bits & 0x0004)
		add(l, "STARRED");
	if (bits & 0x0008)
		add(l, "TRASH");
}

static const struct {
	const char *name;
	void (*read)(struct marks *l, const char *value);
} marks_headers[] = {{"X-Gmail-Labels", read_gmail}, {"Status", read_status},
    {"X-Status", read_x_status}, {"X-Mozilla-Status", read_mozilla}};

const char **record_labels(struct arena *a, const struct record_owner *owner,
    const struct mail_message *m, bool is_outgoing, size_t *n_r)
{
	struct marks l = {
	    .a = a, .v = ARENA_ARRAY(a, const char *, LABELS_MAX)};

	for (size_t i = 0; i < owner->labels_n; i++)
		add_own(&l, str_of(owner->labels[i]));
	for (size_t i = 0; i < ARRAY_LEN(marks_headers); i++) {
		const char *value = mail_header_get(m, marks_headers[i].name);

		if (value != NULL)
			marks_headers[i].read(&l, value);
	}
	if (is_outgoing)
		add(&l, "SENT");
	else if (!l.placed)
		add(&l, "INBOX");
	if (!is_outgoing && !(l.known && l.read))
		add(&l, "UNREAD");
	*n_r = l.n;
	return l.v;
}
