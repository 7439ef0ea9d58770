/* glossary.h - words that are one thing in four languages. Made with the
 * lexicon; read only. */
#ifndef ASSISTANT_GLOSSARY_H
#define ASSISTANT_GLOSSARY_H

#include "services/assistant/question/words.h"

struct glossary;
struct glossary *glossary_new(void);
void glossary_free(struct glossary **g);

/* The number of the group that a word of this key is in; 0: of none. */
unsigned glossary_group(const struct glossary *g, uint64_t key);
/* The words of a group, "a|b|c"; "" of group 0. */
const char *glossary_words(unsigned group);

#endif
