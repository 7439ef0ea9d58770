/* options.def.h - the options of oncall. Columns: common/config/config.h. */
#ifndef ONCALL_OPTIONS_DEF_H
#define ONCALL_OPTIONS_DEF_H

#define ONCALL_OPTIONS(X)                                                      \
	X(MS(60000, 2592000000), postmortem_ms, "APPLYLENS_POSTMORTEM_DUE",    \
	    "48h", "48h, 5d", "after the end of an incident")

#endif
