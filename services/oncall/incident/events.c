/* events.c - what happens to incidents, and the lines that say so. */
#include "services/oncall/incident/events.h"

void incident_tell(struct arena *a, struct incident_change *c,
    enum incident_event event, const char *kind, const char *actor,
    const char *text)
{
	c->touched = true;
	if (c->lines == NULL)
		c->lines =
		    ARENA_ARRAY(a, struct incident_line, INCIDENT_LINES_MAX);
	if (c->n_lines == INCIDENT_LINES_MAX - 1) {
		c->n_left_out++;
		return;
	}
	c->lines[c->n_lines++] = (struct incident_line){
	    .event = event, .kind = kind, .actor = actor, .text = text};
}

int incident_happens(struct arena *a, struct incident_change *c,
    enum incident_event event, const char *actor, const char *text,
    int64_t now_ms, const struct incident_rules *rules, struct err *err)
{
	bool was_open = incident_is_open(&c->row);

	if (incident_apply(&c->row, event, actor, now_ms, rules, err) < 0)
		return -1;
	incident_tell(a, c, event, incident_event_kind(event), actor,
	    text != NULL ? text : incident_event_text(event));
	if (event == EVENT_fire && !was_open)
		incident_tell(a, c, EVENT_reopen, "reopened", actor,
		    "it was resolved, and is not over");
	return 0;
}
