/* ground.def.h - sentences that are ours and need no mail: what was looked
 * for, counts, headings. X(pattern): * stands for what changes. A line that
 * begins so and has no citation is let through. */
#define FRAMES(X)                                                              \
	X("No mail has all of it; the closest is this.")                       \
	X("No mail was shown before this question, *.")                        \
	X("No such mail: *.")                                                  \
	X("No * found*.")                                                      \
	X("No * found*?")                                                      \
	X("* Ask for a longer time, such as \"in the last year\", if it may "  \
	  "be older.")                                                         \
	X("* did not answer, so what it knows is missing here.")               \
	X("Mail about it:")                                                    \
	X("People you know*:")                                                 \
	X("How you met*:")                                                     \
	X("Your own tasks:")                                                   \
	X("Your own events:")                                                  \
	X("- your task, due *: *")                                             \
	X("- your event, *: *")                                                \
	X("People of that name*:")                                             \
	X("What you promised*:")                                               \
	X("Nobody can know whether a mail was read: *.")                       \
	X("Open*:")                                                            \
	X("Replies that are owed*:")                                           \
	X("What happened, newest first*:")                                     \
	X("Applications*:")                                                    \
	X("Stages that the mail tells of*:")                                   \
	X("Who wrote to you most in the last * days:")                         \
	X("- *: * emails")                                                     \
	X("You received * emails and sent * in the last * days; in the * days "  \
	  "before it was * and *.")                                            \
	X("You answered * of * emails that needed a reply in the last * days, "  \
	  "half of them within * hours.")
