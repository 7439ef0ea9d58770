/* employer.def.h - who writes for employers, and the words of job titles; laid
 * out by hand. */

/* Registrable domains of services that write for many employers: applicant
 * tracking, job boards, tests, signatures, calendars. */
#define EMPLOYER_SERVICES                                                      \
	"greenhouse.io|greenhouse-mail.io|lever.co|myworkday.com|"             \
	"myworkdayjobs.com|workday.com|ashbyhq.com|smartrecruiters.com|"       \
	"icims.com|jobvite.com|taleo.net|workablemail.com|workable.com|"       \
	"breezy.hr|breezy-mail.com|recruitee.com|teamtailor.com|"              \
	"teamtailor-mail.com|bamboohr.com|successfactors.com|"                 \
	"successfactors.eu|personio.de|personio.com|applytojob.com|jazz.co|"   \
	"jazzhr.com|oraclecloud.com|ultipro.com|adp.com|paylocity.com|"        \
	"rippling.com|gem.com|pinpointhq.com|comeet-notifications.com|"        \
	"comeet.co|avature.net|eightfold.ai|join.com|softgarden.io|"           \
	"rexx-systems.com|dvinci.de|umantis.com|welcomekit.co|hackerrank.com|" \
	"hackerrankforwork.com|codility.com|codesignal.com|testgorilla.com|"   \
	"docusign.net|docusign.com|hellosign.com|adobesign.com|calendly.com|"  \
	"goodtime.io|linkedin.com|indeed.com|indeedemail.com|ziprecruiter.com|" \
	"glassdoor.com|stepstone.de|xing.com|monster.com|wellfound.com|"       \
	"angel.co|otta.com|hired.com|dice.com|seek.com.au|zoom.us|google.com"

/* Where anybody has an address. */
#define EMPLOYER_FREE_MAIL                                                     \
	"gmail.com|googlemail.com|outlook.com|hotmail.com|live.com|msn.com|"   \
	"yahoo.com|ymail.com|icloud.com|me.com|aol.com|gmx.de|gmx.net|"        \
	"gmx.com|web.de|mail.com|proton.me|protonmail.com|fastmail.com|"       \
	"posteo.de|t-online.de|hotmail.co.uk|yahoo.co.uk|btinternet.com"

/* Words of a display name that are not the employer's. */
#define EMPLOYER_DESK_WORDS                                                    \
	"via|hiring|team|recruiting|recruitment|recruiter|careers|career|"     \
	"talent|acquisition|jobs|hr|human|resources|people|no|reply|noreply|"  \
	"notifications|notification|the|at|from|of|workday|greenhouse|lever|"  \
	"ashby|workable|smartrecruiters|icims|indeed|linkedin|staffing|bot|"   \
	"candidate|candidates|applications|application|system|support|mail|"   \
	"office|personalabteilung|karriere|bewerbung|experience"

/* A title has one of these in it. */
#define ROLE_NOUNS                                                             \
	"engineer|developer|manager|designer|analyst|associate|accountant|"    \
	"lead|writer|coordinator|scientist|researcher|assistant|"              \
	"representative|controller|director|specialist|consultant|"            \
	"administrator|architect|intern|officer|nurse|teacher|recruiter|"      \
	"technician|operator|editor|producer|strategist|planner|buyer|clerk|"  \
	"driver|chef|tester|programmer|head|president|counsel|lawyer|"         \
	"attorney|paralegal|physician|pharmacist|therapist|mechanic|"          \
	"electrician|advisor|adviser|auditor|agent|executive|supervisor|"      \
	"trainer|tutor|professor|lecturer|fellow|steward|secretary|"           \
	"receptionist|cashier|barista|partner|owner|trader|actuary|surveyor|"  \
	"economist|statistician|librarian|curator|translator|copywriter|"      \
	"illustrator|animator|artist|photographer|journalist|reporter|sre|"    \
	"entwickler|entwicklerin|ingenieur|ingenieurin|leiter|leiterin|"       \
	"referent|referentin|sachbearbeiter|sachbearbeiterin|werkstudent|"     \
	"praktikant|berater|beraterin|buchhalter|buchhalterin|devops"

/* What a title is followed by, and what goes before one. */
#define ROLE_BEHIND                                                            \
	"position|role|opening|vacancy|job|requisition|opportunity|post|"      \
	"internship|candidates|application|interview|stelle|posten|team"
#define ROLE_BEFORE "of|as|for|to|als|next|the|a|an|our|your"
