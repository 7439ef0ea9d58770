/* synonyms.def.h - words of a job search that stand for each other.
 *
 * X("one|another|several words")   a group; lower case
 * A plain word of a query finds the others of its group too, which then add
 * less to the score (RANK_SYNONYM_WEIGHT). Quoted or after +, it doesn't.
 */
#define RANK_SYNONYMS(X)                                                       \
	X("recruiter|talent partner|sourcer")                                  \
	X("offer|offer letter|acceptance")                                     \
	X("application|applied|apply")                                         \
	X("interview|onsite|on-site|phone screen|screening|call")              \
	X("job|role|position|opening|opportunity")                             \
	X("reject|rejection|declined|not moving forward")                      \
	X("salary|compensation|pay|wage|rate")                                 \
	X("lever|lever.co|hire.lever.co")                                      \
	X("workday|myworkdayjobs|wd5.myworkday|myworkday.com")                 \
	X("smartrecruiters|smartrecruiters.com|sr.job")                        \
	X("greenhouse|greenhouse.io|mailer.greenhouse.io")
