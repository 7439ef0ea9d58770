/* levels.def.h - who is called, in this order, a line each.
 *
 * X(name, after_s, severity, needed, "title")
 *   after_s   seconds behind the first page, while nobody acknowledges
 *   severity  the least severity that comes so far: 1 is the worst
 *   needed    somebody must hold it at every moment
 * The clocks are the handbook's; "extended outage" is an hour.
 */
#ifndef ROTA_LEVELS_DEF_H
#define ROTA_LEVELS_DEF_H

#define ROTA_LEVELS(X)                                                         \
	X(primary, 0, 2, true, "on-call engineer")                             \
	X(secondary, 300, 2, false, "second engineer")                         \
	X(manager, 900, 2, false, "engineering manager")                       \
	X(vp, 1800, 1, false, "VP Engineering")                                \
	X(cto, 3600, 1, false, "CTO")

#endif
