/* lexicon.def.h - phrases that are signals by themselves, folded (lower case,
 * no accents, digits as 0), at most six words. L(SIGNAL, "phrase", ...)
 *
 * A phrase stands once; a signal has as many lists as it needs.
 */
#include "services/triage/signals/lexicon_lures.def.h"
#include "services/triage/signals/lexicon_lures_north.def.h"
#include "services/triage/signals/lexicon_lures_south.def.h"
#include "services/triage/signals/lexicon_mail.def.h"

#define LEXICON(L)                                                             \
	LEXICON_LURES(L) LEXICON_LURES_NORTH(L) LEXICON_LURES_SOUTH(L)         \
	LEXICON_MAIL(L)
