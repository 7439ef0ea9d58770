/* cues.h - what kind of fact a sentence may hold. Pure. */
#ifndef ASSISTANT_CUES_H
#define ASSISTANT_CUES_H

#include "services/assistant/question/lexicon.h"

struct cues {
	bool date;   /* a day, a date or a time of day */
	bool amount; /* a number with a currency */
	bool name;   /* two capitalised words, or an address */
	bool place;  /* a street, a room, a gate, a video call */
	bool number;
	bool code;   /* digits that are given to somebody: a booking, a door */
	bool reason; /* says why */
	bool link;
	bool title; /* nearly all words capitalised: a signature, a heading */
	bool boilerplate; /* "unsubscribe", "privacy policy" ... */
	bool greeting;
};

struct cues cues_of(struct str sentence);
/* Whether they answer what is asked for. */
bool cues_answer(const struct cues *c, enum asked asked);

#endif
