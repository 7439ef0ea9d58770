/* purposes.def.h - what people are asked to agree to, a line each.
 *
 * X(name, version, "text")
 *
 * Nothing is agreed to unless they said so, and only to the version they saw:
 * whoever changes what a text means gives it the next version, and everybody
 * is asked again.
 */
#ifndef PRIVACY_PURPOSES_DEF_H
#define PRIVACY_PURPOSES_DEF_H

#define PRIVACY_PURPOSES(X)                                                    \
	X(product_analytics, 1,                                                \
	    "Counting which pages and functions you use, to improve them. No " \
	    "mail is looked at.")                                              \
	X(language_model, 1,                                                   \
	    "Sending questions, and the passages of mail that they rest on, "  \
	    "to the language model that this installation is set up with. "    \
	    "Without it answers are made here, from your mail alone.")         \
	X(chat_memory, 1,                                                      \
	    "Keeping what you tell the assistant to remember, to use it in "   \
	    "later conversations. You can see, change and erase it.")          \
	X(support_sharing, 1,                                                  \
	    "Letting the people who run this installation look at mail that "  \
	    "you report as a problem.")

#endif
