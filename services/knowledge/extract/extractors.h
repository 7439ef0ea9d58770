/* extractors.h - what reads facts out of a mail, a file each. */
#ifndef KNOWLEDGE_EXTRACTORS_H
#define KNOWLEDGE_EXTRACTORS_H

#include "services/knowledge/extract/fact.h"

fact_extractor extract_participants; /* participants.c: who took part */
fact_extractor extract_signature;    /* signature.c: who signed, and as what */
fact_extractor extract_own_address;  /* own_address.c: the sender's others */
fact_extractor extract_statements;   /* reading.c: stages, promises, meetings */

#endif
