/* tables.def.h - the tables that hold people's rows, a line each, in order.
 *
 * X(table, SHOWN, "columns left out", "what its rows are")
 * X(table, HIDDEN, "", "why an export does without")
 *
 * Erasing needs no line: it removes the user's rows of every table that has a
 * column user_id. An export takes tables without a line whole; a test fails
 * then (tests/integration/57-privacy.sh), since somebody must say what they
 * are and whether a column of them is a secret.
 */
#ifndef PRIVACY_TABLES_DEF_H
#define PRIVACY_TABLES_DEF_H

#define PRIVACY_TABLES(X)                                                      \
	X(actions, SHOWN, "", "what was proposed about your mail, and done")   \
	X(address_values, SHOWN, "", "names and numbers that addresses show")  \
	X(addresses, SHOWN, "", "addresses in your mail, and how often")       \
	X(agent_runs, SHOWN, "", "runs of agents")                             \
	X(application_said, SHOWN, "", "your corrections of job applications") \
	X(assistant_memory, SHOWN, "", "what the assistant remembers for you") \
	X(audit_log, SHOWN, "", "what was done by you and for you")            \
	X(calendar_events, SHOWN, "", "events that you put into the calendar") \
	X(classifications, SHOWN, "", "verdicts on your mail, with reasons")   \
	X(companies, SHOWN, "", "companies in your mail")                      \
	X(consents, SHOWN, "", "what you agreed to, and when")                 \
	X(conversation_messages, SHOWN, "", "your questions and the answers")  \
	X(conversations, SHOWN, "", "conversations with the assistant")        \
	X(drafts, SHOWN, "", "drafts of replies")                              \
	X(dsr_files, HIDDEN, "", "files of exports like this one")             \
	X(dsr_requests, SHOWN, "receipt_hash,claimed_by,claimed_until,after",  \
	    "what you asked for of your data")                                 \
	X(email_keys, SHOWN, "", "how a mail is known again when it comes twice") \
	X(emails, SHOWN, "", "mail as it was read; as it came: mail/*.mbox")   \
	X(facts, SHOWN, "", "what your mail says, with the place it says it")  \
	X(graph_state, SHOWN, "", "how often the graph was changed")           \
	X(idempotency_keys, HIDDEN, "",                                        \
	    "answers kept a day for requests that are sent twice: copies of "  \
	    "what the other tables have")                                      \
	X(labels, SHOWN, "", "labels")                                         \
	X(linked, SHOWN, "", "mail that the graph is made of")                 \
	X(mailboxes, SHOWN, "cursor", "where your mail came from")             \
	X(model_spent, SHOWN, "", "what language models have cost for you")    \
	X(outbox, HIDDEN, "", "news on their way to your screen, for a moment") \
	X(people, SHOWN, "", "people in your mail")                            \
	X(people_words, HIDDEN, "", "words of people's names, to find them by") \
	X(pipeline, SHOWN, "claimed_by,claimed_until", "mail not yet read")    \
	X(quality_results, SHOWN, "", "how whole and fresh your data was")     \
	X(said, SHOWN, "", "what you said of people; erased ones as a sum")    \
	X(sessions, SHOWN, "hash,csrf_hash", "where you are signed in")        \
	X(tasks, SHOWN, "", "things to do that your mail asked for")           \
	X(thread_refs, SHOWN, "", "which message belongs to which thread")     \
	X(threads, SHOWN, "", "threads of mail")                               \
	X(tokens, SHOWN, "hash", "API tokens, without their secrets")          \
	X(triage_feedback, SHOWN, "", "your corrections of verdicts")          \
	X(triage_policies, SHOWN, "", "your rules for mail")                   \
	X(turns, SHOWN, "", "whose turn it is in each thread")                 \
	X(users, SHOWN, "password_hash", "your account")

#endif
