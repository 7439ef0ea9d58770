/* promise.def.h - how mail promises and asks; laid out by hand. How phrases
 * are written: pattern.h. */

#define PROMISE_VERBS                                                          \
	"send|get|forward|deliver|submit|call|let|share|come|provide|return|"  \
	"reply|respond|write|review|prepare|finish|complete|have|upload|pay|"  \
	"transfer|follow|update|check|confirm|schedule|arrange|bring|ship|"    \
	"sign|finalize|finalise|revert|email|mail|phone|ring|answer|book|"     \
	"draft|fix|give|inform|notify|contact|reach|publish|hand|post|"        \
	"circulate|present|order|refund|issue|set|make|introduce|connect|"     \
	"look|talk|speak|take|put|tell|report|file|print|translate|correct"

/* P("phrase", needs): the words from the phrase on are what is promised. needs
 * is 1 where a moment must be named. */
#define PROMISE_PHRASES(P)                                                     \
	P("i|we will|shall ?also ?then ?try ?to ?definitely|gladly|happily|personally " PROMISE_VERBS, 0) \
	P("i|we can " PROMISE_VERBS, 1)                                        \
	P("i|we am|are going to ?then " PROMISE_VERBS, 0)                      \
	P("i|we .. promise|commit|pledge|undertake|agree|plan|intend to " PROMISE_VERBS, 0) \
	P("our|the|my .. team|colleague|office|department|assistant will " PROMISE_VERBS, 0) \
	P("you will hear .. from me|us", 0)                                    \
	P("you will have|get|receive .. my|our|it|the|an|a", 1)                \
	P("will do", 1)                                                        \
	P("expect .. from me|us", 1)                                           \
	P("ich werde|schicke|sende|melde|rufe|liefere|bringe|gebe ... ihnen|dir|euch|mich|an|bescheid", 1) \
	P("wir werden|schicken|senden|melden|liefern|geben ... ihnen|dir|euch|uns|bescheid", 1)

#define ASK_VERBS                                                              \
	"send|let|confirm|reply|respond|provide|forward|sign|complete|fill|"   \
	"return|upload|review|tell|share|advise|choose|submit|schedule|call|"  \
	"pay|check|update|bring|give|get|make|prepare|write|look|take|pick|"   \
	"help|approve|answer|explain|clarify|indicate|specify|transfer|"       \
	"arrange|book|deliver|finish|read|sort|mail|email|post|add|correct|"   \
	"fix|inform|attach|select|revise|join|come|hand|order|issue"

#define ASK_PHRASES(P)                                                         \
	P("could|can|would|will you .. " ASK_VERBS, 0)                         \
	P("please ?kindly ?also ?just " ASK_VERBS, 0)                          \
	P("kindly " ASK_VERBS, 0)                                              \
	P("would you mind .. sending|confirming|checking|forwarding|filling|signing|sharing|reviewing|replying|calling|telling|giving|letting|returning|updating", 0) \
	P("i|we kindly|politely ask|request you|that", 0)                      \
	P("i|we .. ask you to", 0)                                             \
	P("may|can|could|might i|we ?kindly ask you to|for", 0)                \
	P("i|we ?still ?also need your|you|from", 0)                           \
	P("i|we would .. appreciate ... if you|your", 0)                       \
	P("i|we .. require|await your|from", 0)                                \
	P("are you able to", 0)                                                \
	P("let me|us know ... by|before|until|which|when|whether|what|how", 0) \
	P("bitte .. senden|schicken|bestätigen|antworten|unterschreiben|ergänzen|prüfen|melden", 0) \
	P("können|könnten sie|du .. bitte|mir|uns", 0)

/* What looks like a request and waits for nobody. */
#define ASK_EMPTY(C)                                                           \
	C("let me|us know .. if you have|need|would ... question*|anything|help|further|more|like") \
	C("let me|us know if|should .. any")                                   \
	C("if you have .. question*")                                          \
	C("please .. contact|call|email|reach ... if|should|with ... question*") \
	C("give us a call|feedback .. if")                                     \
	C("please .. do|does not")                                             \
	C("please read|check|review|look .. our|the .. terms|policy|website|faq|privacy|blog|spam|junk")

