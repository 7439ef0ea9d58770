/* commands.def.h - the subcommands, a line each.
 *
 * X(name, "usage", "meaning"); cli_<name>() does it.
 */
#ifndef CLI_COMMANDS_DEF_H
#define CLI_COMMANDS_DEF_H

#define COMMANDS(X)                                                            \
	X(import, "import [--wait] [--label NAME] FILE|DIR...",                \
	    "import mbox, Maildir, .eml or a folder of them")                  \
	X(search, "search [--limit N] [--explain] QUERY...",                   \
	    "find mail with Gmail's operators")                                \
	X(reindex, "reindex [--verify | --all]",                               \
	    "mend the search index where it differs from your mail; or only "  \
	    "say where (exit code 1); or fill it anew")                        \
	X(lifecycle, "lifecycle [explain|plan|verify|run] [--user ID]",        \
	    "embedded indexes: age, what happens next; what is due; is "       \
	    "anything wrong (exit code 1); do it now, or make one anew")       \
	X(ask,                                                                 \
	    "ask [--window DAYS] [--conversation ID] [--mode M] [--tone T] "   \
	    "[--propose] [--remember] [--stream] [QUESTION...]",               \
	    "ask the assistant, streamed, with its mail; no words: a talk")    \
	X(memory,                                                              \
	    "memory [--kind K] | add KIND TEXT... | change ID TEXT... | "      \
	    "forget ID...|--all",                                              \
	    "what you told the assistant to remember")                         \
	X(conversations, "conversations [--limit N] | ID | delete ID...|--all", \
	    "what was said with the assistant; show it, delete it")            \
	X(mail, "mail [--priority] [--category NAME] [--limit N] | mail ID",   \
	    "list mail, or show one email")                                    \
	X(triage, "triage ID [--category NAME]",                               \
	    "a verdict with its reasons; or correct it")                       \
	X(actions,                                                             \
	    "actions [--status S] | approve|reject|undo ID... | propose "      \
	    "EMAIL KIND [--add A,B] [--remove C] [--params JSON]",              \
	    "what agents propose; approve it, reject it, take it back")        \
	X(tasks,                                                               \
	    "tasks [--all] | done|open|delete ID... | edit ID [--title T] "    \
	    "[--notes N] [--due DATE]",                                        \
	    "what is to be done")                                              \
	X(drafts, "drafts [ID | --eml ID | delete ID...]",                     \
	    "letters that nobody has sent; one as a file for a mail program")  \
	X(calendar, "calendar [--from DATE] [--until DATE] | [ID] --ics",      \
	    "events; or as a file for a calendar program")                     \
	X(applications,                                                        \
	    "applications [--stage S] [--company C] [--sort O] [--csv] | ID "  \
	    "| ID stage|role|company VALUE | ID merge OTHER | ID hide | "      \
	    "undo CORRECTION",                                                 \
	    "the tracker of job applications that your mail tells of")         \
	X(policies,                                                            \
	    "policies [NAME off|on_run|on_arrival|apply [--kind K] "           \
	    "[--label L] [--sender S] | NAME --forget]",                       \
	    "which verdicts lead to actions; apply: without asking")           \
	X(know,                                                                \
	    "know people|companies|know|met|open|owed|timeline|path [WORDS] "  \
	    "[--as-of DATE] [--limit N] | ask 'people at:acme.com' | "         \
	    "same|not-same|forget A B | erase ADDRESS | rebuild [--verify]",   \
	    "ask the graph of people and companies, correct it, make it again") \
	X(insights, "insights [KIND] [--days N]",                              \
	    "volumes, response times, senders, categories")                    \
	X(quality, "quality [KIND]",                                           \
	    "data quality: freshness, counts, parity")                         \
	X(run, "run AGENT [--live] [--params JSON] OBJECTIVE...",              \
	    "run an agent; a dry run unless --live")                           \
	X(agents, "agents", "the six agents")                                  \
	X(status, "status", "health of every service and of the pipeline")     \
	X(flags, "flags [NAME [VALUE|--forget]]", "show or set runtime flags") \
	X(lanes, "lanes [SERVICE PERCENT | override SERVICE=LANE... [--for 1h]]", \
	    "show or set canary percentages; or sign a choice of lanes")       \
	X(slo, "slo [--agent NAME] [--check]",                                 \
	    "objectives: kept or not, what is left of each error budget; "     \
	    "--check: exit code 1 when one is not kept")                       \
	X(dsr,                                                                 \
	    "dsr [list] | access|portability [--wait] [--out FILE] | "         \
	    "download ID --out FILE | erase [--wait] | receipt RECEIPT | "     \
	    "overdue | extend|refuse ID REASON | holds | hold USER REASON | "  \
	    "release USER",                                                    \
	    "a copy of all your data; or the end of your account")             \
	X(consents, "consents [PURPOSE yes|no]",                               \
	    "what you agree to; agree, or take it back")                       \
	X(audit, "audit [--limit N] [--before ID]",                            \
	    "what was done by you and for you")                                \
	X(oncall,                                                              \
	    "oncall [--at TIME] | gaps | rota | calendar [--email E] "         \
	    "[--days N] | override LEVEL EMAIL|nobody FROM UNTIL [--reason R] " \
	    "| drop ID | members EMAIL=NAME[=SLACK]... | rotation LEVEL "      \
	    "--zone Z --first DAY --handover HH:MM [--shift N] EMAIL... "      \
	    "| escalate INCIDENT",                                             \
	    "who is on call, who is next, gaps; change the rota; call the "    \
	    "next one")                                                        \
	X(backup,                                                              \
	    "backup [create] | list | verify [NAME] | restore NAME --into URL " \
	    "| prune --keep-days N  [--database URL] [--store URL]",           \
	    "the database into the object store; verify restores it beside "   \
	    "itself and compares every table")                                 \
	X(database,                                                            \
	    "database [connections|slow|locks|tables|bloat] [--limit N]  "     \
	    "[--database URL]",                                                \
	    "who is connected, what is slow, who waits for whom, how large "   \
	    "tables are, what vacuum left in them")                            \
	X(retention,                                                           \
	    "retention [show] | plan | run [NAME] | keep NAME DAYS|default  "  \
	    "[--database URL]",                                                \
	    "what is kept for how long and who removes it; what is past its "  \
	    "time; remove it now")                                             \
	X(capacity, "capacity [--markdown]  [--database URL]",                 \
	    "how much there is of what, how fast it grows, when it is full")   \
	X(incidents,                                                           \
	    "incidents [list] [--status S] [--overdue] | show ID | ack|"       \
	    "identify|monitor|resolve|close|reopen ID [TEXT...] | note ID "    \
	    "TEXT... | severity ID 1-4 | assign ID [WHO] | open SEVERITY "     \
	    "TITLE... | postmortem ID [--file FILE] | report [--days N]",      \
	    "what goes wrong, who is at it, what became of it")                \
	X(login, "login EMAIL | login --forget",                               \
	    "sign in with a password; keeps a token for this gateway")         \
	X(token,                                                               \
	    "token list | new NAME [--scopes A,B] [--expires DATE] | "         \
	    "revoke ID | mint",                                                \
	    "API tokens; mint only makes up a secret, asking nobody")          \
	X(session, "session list | end ID | end-others",                       \
	    "where you are signed in")

#endif
