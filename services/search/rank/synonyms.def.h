/* synonyms.def.h - words of a job search that stand for each other.
 *
 * X("one, another, several words")   a group; lower case
 * AND stands between two groups.
 * A plain word of a query finds the others of its group too, which then add
 * less to the score (RANK_SYNONYM_WEIGHT). Quoted or after +, it doesn't.
 * Elasticsearch is given the same groups (es/schema.c).
 */
#define RANK_SYNONYMS(X, AND)                                                  \
	X("recruiter, talent partner, sourcer") AND                            \
	X("offer, offer letter, acceptance") AND                               \
	X("application, applied, apply") AND                                   \
	X("interview, onsite, on-site, phone screen, screening, call") AND     \
	X("job, role, position, opening, opportunity") AND                     \
	X("reject, rejection, declined, not moving forward") AND               \
	X("salary, compensation, pay, wage, rate") AND                         \
	X("lever, lever.co, hire.lever.co") AND                                \
	X("workday, myworkdayjobs, wd5.myworkday, myworkday.com") AND          \
	X("smartrecruiters, smartrecruiters.com, sr.job") AND                  \
	X("greenhouse, greenhouse.io, mailer.greenhouse.io")
