/* stage.h - the words for stages that facts carry, and the stage of each. */
#ifndef KNOWLEDGE_STAGE_H
#define KNOWLEDGE_STAGE_H

#include "services/knowledge/extract/stage.def.h"

/* Thousandths of confidence in what looks like junk: it counts where another
 * mail speaks of the application. */
#define STAGE_DOUBTFUL 300

#define X_STAGE_WORD(code, name, stage, rank) STAGE_##code,
enum stage_word { STAGE_WORDS(X_STAGE_WORD) };
#undef X_STAGE_WORD

/* "interview_scheduled" */
const char *stage_word_name(enum stage_word w);
/* The application's stage of a fact's value: "interview"; NULL: no such
 * word. */
const char *stage_word_stage(const char *name);

#endif
