/* stage.def.h - the stages of a job application, and the phrases that state
 * them; laid out by hand. How phrases are written: pattern.h. */
#ifndef KNOWLEDGE_STAGE_DEF_H
#define KNOWLEDGE_STAGE_DEF_H

/* X(code, name, stage of the application, rank: of two that one mail states
 * the higher counts) */
#define STAGE_WORDS(X)                                                         \
	X(APPLIED, applied, applied, 1)                                        \
	X(SCREENING, screening, screening, 2)                                  \
	X(ASSESSMENT, assessment, assessment, 3)                               \
	X(INVITED, interview_invited, interview, 4)                            \
	X(SCHEDULED, interview_scheduled, interview, 5)                        \
	X(RESCHEDULED, interview_rescheduled, interview, 6)                    \
	X(CANCELLED, interview_cancelled, interview, 7)                        \
	X(OFFER, offer, offer, 8)                                              \
	X(ACCEPTED, accepted, accepted, 9)                                     \
	X(CLOSED, closed, closed, 10)                                          \
	X(REJECTED, rejected, rejected, 11)                                    \
	X(WITHDRAWN, withdrawn, withdrawn, 12)

/* P(stage, flags, "phrase"): JOB: only where the mail is about a job. NOT: the
 * phrase says "not" itself. OUT: written by the user; IN: to the user; neither:
 * either. ASK: also as a question. DATED: with a moment in the sentence. */
#define STAGE_PHRASES(P)                                                       \
	/* applied */                                                          \
	P(APPLIED, IN | JOB, "thank|thanks|appreciate ... for ... applying|application|applied") \
	P(APPLIED, IN | JOB, "thank|thanks|appreciate ... to apply")           \
	P(APPLIED, IN | JOB, "appreciate you|your applying|application")       \
	P(APPLIED, IN | JOB, "received|got|receive ?all your|the ... application|resume|cv|submission|documents") \
	P(APPLIED, IN | JOB, "your ... application|submission|resume|cv|candidacy ... received|submitted|reached|landed|registered|arrived|in") \
	P(APPLIED, IN | JOB, "your ... application ... was|been sent")         \
	P(APPLIED, IN | JOB, "receipt of .. your|the .. application|resume|cv|documents") \
	P(APPLIED, IN | JOB, "you ?have successfully applied|submitted")       \
	P(APPLIED, IN | JOB, "you ?have applied for|to the .. position|role|job|vacancy|opening") \
	P(APPLIED, IN | JOB, "thank|thanks|appreciate ... sending|submitting ... application|resume|cv|documents") \
	P(APPLIED, IN | JOB, "thank|thanks ... interest in .. the ... position|role|job|opening|vacancy|opportunity") \
	P(APPLIED, IN | JOB, "thank|thanks ... interest in .. joining|working|employment|career*") \
	P(APPLIED, IN | JOB, "thank|thanks ... hat in the ring")               \
	P(APPLIED, IN | JOB, "application|resume|cv ... has|have|was been ?successfully submitted|received|sent") \
	P(APPLIED, IN | JOB, "vielen dank für ihre|deine bewerbung")           \
	P(APPLIED, IN | JOB, "eingang ihrer|deiner bewerbung")                 \
	P(APPLIED, IN | JOB, "ihre|deine bewerbung ... erhalten|eingegangen")  \
	P(APPLIED, OUT | JOB, "apply|applying|applied for|to|as")              \
	P(APPLIED, OUT | JOB, "my .. application for|as|to")                   \
	P(APPLIED, OUT | JOB, "attached|enclosed|find|attaching|submit|submitting ... my .. application|resume|cv|cover") \
	P(APPLIED, OUT | JOB, "my .. resume|cv|application is|are attached")   \
	P(APPLIED, OUT | JOB, "interested in the ... position|role|opening|vacancy ... attached|resume|cv") \
	P(APPLIED, OUT | JOB, "bewerbe mich .. um|als|auf|für")                \
	/* screening */                                                        \
	P(SCREENING, IN | JOB | ASK, "schedule|arrange|set|book|have|find|organise|organize|invite|hop|jump ... phone|telephone|initial|introductory|intro|preliminary|screening|short|brief|quick|exploratory|first|minute ... call|screen|screening|conversation|chat") \
	P(SCREENING, IN | JOB, "next|first step .. is|would|will ... call|screen|screening|chat") \
	P(SCREENING, IN | JOB | ASK, "phone|recruiter|telephone|hr|initial|pre screen|screening|prescreen") \
	P(SCREENING, IN | JOB | ASK, "speak|talk|chat|connect with you .. for|about|regarding ... screening|application|background|call|role|position") \
	P(SCREENING, IN | JOB | ASK, "get to know you ... phone|call")         \
	P(SCREENING, IN | JOB | ASK, "call to|so ... learn|discuss|hear|talk ... more|application|background|experience|role") \
	P(SCREENING, IN | JOB | ASK, "time|availability|available|free .. for .. a .. intro|introductory|phone|quick|short|brief .. call|chat|conversation") \
	P(SCREENING, IN | JOB | ASK, "telefonat|telefongespräch|telefoninterview .. vereinbaren|führen|einladen") \
	/* assessment */                                                       \
	P(ASSESSMENT, IN | JOB | ASK, "complete|finish|take|solve|do|submit|return|start|begin|work ... assessment|challenge|test|assignment|exercise|case|questionnaire|codility|hackerrank|codesignal|testgorilla") \
	P(ASSESSMENT, IN | JOB | ASK, "take home ?coding ?technical|design assignment|exercise|test|project|task|challenge|case") \
	P(ASSESSMENT, IN | JOB | ASK, "coding|technical|skills|online|programming|aptitude|personality challenge|test|assessment|exercise") \
	P(ASSESSMENT, IN | JOB | ASK, "invite* .. to .. take|complete|do|work|sit ... assessment|challenge|test|assignment|exercise|case") \
	P(ASSESSMENT, IN | JOB | ASK, "case study .. that|which|for|attached|to") \
	P(ASSESSMENT, IN | JOB | ASK, "attached|below|here ... case study|test|assignment|challenge|exercise") \
	/* interview: invited */                                               \
	P(INVITED, IN | ASK, "invite|inviting|invited you ... interview*")     \
	P(INVITED, IN | ASK, "invitation to|for ... interview*")               \
	P(INVITED, IN | ASK, "like|love|happy|pleased|excited|glad|delighted|keen to interview you") \
	P(INVITED, IN | ASK, "like|love|happy|pleased|excited|glad|delighted|keen|want to .. meet|have|see|know|bring ... you ... interview*") \
	P(INVITED, IN | ASK, "schedule|arrange|book|organise|organize ... interview*") \
	P(INVITED, IN | ASK, "set up .. interview*")                           \
	P(INVITED, IN, "move|moving|moved|advance|advancing|advanced|progress|progressing|progressed|bring|invite you|your ... round|stage|interview*") \
	P(INVITED, IN, "you|application|your ... selected|shortlisted|chosen|picked|advanced|advancing|moved|moving ... interview*|round") \
	P(INVITED, IN | ASK, "availability|available|slot*|time|times|date|dates|suit*|free ... for .. a|an|the|your|our ... interview*|round") \
	P(INVITED, IN | ASK, "available|availability|free|suit* ... interview*") \
	P(INVITED, IN | ASK | JOB, "wants|like|love|want|eager|excited|keen to meet you ... interview*|round|role|position|team|call") \
	P(INVITED, IN | ASK, "meet you ... slot*|time|times ... interview*")   \
	P(INVITED, IN | ASK, "pick|choose|select|book ... time|slot|date ... interview*") \
	P(INVITED, IN | ASK, "come .. in|by|over .. for .. interview*")        \
	P(INVITED, IN | ASK, "next step* .. is|would|will .. be|an|a ... interview*") \
	P(INVITED, IN | ASK | JOB, "vorstellungsgespräch|bewerbungsgespräch .. ein|einladen|vereinbaren") \
	P(INVITED, IN | ASK | JOB, "laden .. sie|dich ... gespräch|vorstellungsgespräch|interview") \
	/* interview: scheduled */                                             \
	P(SCHEDULED, IN, "your|our|the|this .. ?video ?phone interview ... scheduled|confirmed|booked|arranged") \
	P(SCHEDULED, IN | DATED, "your|our|the .. interview|onsite|round ... is|be|take|takes|set|held|on|at") \
	P(SCHEDULED, IN | DATED, "your|our|the .. on site .. at|with|will|takes|is") \
	P(SCHEDULED, IN, "confirm*|confirmation|confirming ... your|the|our .. interview") \
	P(SCHEDULED, IN | DATED, "confirm*|booked|scheduled|set|arranged|down|see|expect|meet|meeting|speak|speaking|talk|talking ... you ... interview|round") \
	P(SCHEDULED, IN | DATED, "scheduled|booked|arranged|set .. up .. an|a|the|your .. interview") \
	P(SCHEDULED, IN | DATED, "have|got you ... interview|round")           \
	P(SCHEDULED, IN | DATED | JOB, "look* forward to ... interview|meeting|speaking|seeing|talking|conversation") \
	P(SCHEDULED, IN | DATED | JOB, "vorstellungsgespräch|interview|gespräch .. findet|ist|am") \
	/* interview: rescheduled */                                           \
	P(RESCHEDULED, IN | ASK, "reschedul* ... interview|conversation|call|meeting|screen") \
	P(RESCHEDULED, IN | ASK, "interview|call|screen|onsite|conversation ... reschedul*") \
	P(RESCHEDULED, IN | ASK, "interview ... moved|postponed|pushed|shifted|changed|brought|delayed ... to|new|time|until|now") \
	P(RESCHEDULED, IN | ASK | DATED, "move|push|postpone|shift|delay|moving|pushing|postponing|change ... interview|call|conversation|onsite") \
	P(RESCHEDULED, IN | ASK | DATED, "new|different|another time|date|slot ... interview|is") \
	P(RESCHEDULED, IN | ASK | DATED, "time|date of your|the|our interview ... changed|moved|is") \
	/* interview: cancelled */                                             \
	P(CANCELLED, IN, "cancel*|cancelling ... interview|onsite|screen")     \
	P(CANCELLED, IN, "interview|onsite .. has|is|was|been|had|must|be .. cancel*|called") \
	P(CANCELLED, IN, "call|calling|called off ... interview|onsite")       \
	P(CANCELLED, IN | NOT, "interview .. will|can|does|must not .. take|be|happen|go") \
	/* offer */                                                            \
	P(OFFER, IN, "offer* you ... position|role|job|employment|internship|post|placement|apprenticeship|contract") \
	P(OFFER, IN | JOB, "offer* you the|a|an|our .. opportunity")           \
	P(OFFER, IN | JOB, "extend*|make|making|present|presenting|share|sharing ... offer ... you|employment|role|position|job|formal|join|for") \
	P(OFFER, IN | JOB, "make|making|extend|extending|give|giving|send|sending you ... offer") \
	P(OFFER, IN, "offer of employment")                                    \
	P(OFFER, IN | JOB, "offer letter|package .. is|attached|enclosed|ready|below|has|for|from") \
	P(OFFER, IN | JOB, "attached|find|enclosed|here|see|review|sign ... offer|contract letter|of|for|and") \
	P(OFFER, IN | JOB, "your ... offer ... ready|sign|signature|signing|expires|valid|attached") \
	P(OFFER, IN | JOB, "congratulations ... got|have|selected|chosen|hired ... job|position|role|join*") \
	P(OFFER, IN | JOB, "you ?have got the job")                            \
	P(OFFER, IN | JOB, "you ... have|been selected|chosen for the ... job|position|role") \
	P(OFFER, IN | JOB, "like|love|want|thrilled|excited|delighted you to join ... as|team|us") \
	P(OFFER, IN | JOB, "employment|work|job contract|agreement .. is|attached|for|enclosed") \
	P(OFFER, IN | JOB, "arbeitsvertrag|stellenangebot .. anbei|im|finden|für") \
	P(OFFER, IN | JOB, "ihnen|dir die|eine stelle ... anbieten|anzubieten") \
	/* accepted */                                                         \
	P(ACCEPTED, OUT, "accept|accepting|accepted your|the|this .. offer|position|role|job|contract") \
	P(ACCEPTED, OUT | JOB, "signed the|my|your|and .. contract|offer|letter|agreement") \
	P(ACCEPTED, IN | JOB, "thank|thanks|glad|happy|thrilled|delighted ... you|for ?have accept* ... offer|position|role") \
	P(ACCEPTED, IN | JOB, "received your signed|countersigned offer|contract|letter|agreement") \
	/* closed */                                                           \
	P(CLOSED, IN | JOB, "position|role|vacancy|opening|job|requisition|posting|search ... filled|closed|paused|frozen|eliminated|cancelled|canceled") \
	P(CLOSED, IN | JOB, "position|role|vacancy|opening|job|requisition|posting|hiring|recruitment|search|recruiting|process ... on hold|pause|ice") \
	P(CLOSED, IN | JOB | NOT, "position|role|vacancy|opening|job|posting .. no longer .. available|open|exist*|active|being") \
	P(CLOSED, IN | JOB | NOT, "no longer .. hiring|recruiting|looking|filling|seeking|accepting .. for|to|the|a|applications") \
	P(CLOSED, IN | JOB, "hiring freeze")                                   \
	P(CLOSED, IN | JOB, "filled the|this|that .. position|role|vacancy|job|opening") \
	P(CLOSED, IN | JOB | NOT, "not .. be .. filling|hiring .. the|this|for .. position|role|job|vacancy|opening") \
	P(CLOSED, IN | JOB, "stelle .. ist|wurde .. besetzt|vergeben")         \
	/* rejected */                                                         \
	P(REJECTED, IN | JOB | NOT, "not .. move|moving|go|going|proceed*|progress*|advanc*|continu*|pursu*|tak*|bring*|carry* ... forward|further|application|candidacy|process|profile|ahead|stage|round") \
	P(REJECTED, IN | JOB | NOT, "not .. proceed*|move|moving|continu*|going|go|progress* with|to you|your|the|interview|next") \
	P(REJECTED, IN | JOB, "unable|not able to .. offer|move|proceed|advance|progress|continue|take|invite|extend ... you|your|forward|further") \
	P(REJECTED, IN | JOB | NOT, "not .. able to .. offer|move|proceed|advance|progress|continue|take|invite|extend ... you|your|forward|further") \
	P(REJECTED, IN | JOB | NOT, "not .. offer*|hir*|invit*|extend*|select*|shortlist*|consider* you ?an ... position|role|interview|job|further|offer|place|time") \
	P(REJECTED, IN | JOB | NOT, "not .. invit*|offer* you")                \
	P(REJECTED, IN | JOB | NOT, "not .. extend* ... offer")                \
	P(REJECTED, IN | JOB, "decided|chosen|chose|choose|opted|elected|selected|decision|going|moving|moved|move|proceed*|continu*|pursu* ... other|another|different ... candidate*|applicant*|direction|person|people|individual*|profile*|finalist*|path") \
	P(REJECTED, IN | JOB, "candidate*|applicant*|someone|somebody|people whose|who|with ... match*|fit*|fits|align*|closer|closely|better|suited|meet*|qualif*|experience") \
	P(REJECTED, IN | JOB, "another|other|different candidate|applicant|person .. was|has|have|is|were|been .. chosen|selected|hired|picked|offered|accepted|appointed") \
	P(REJECTED, IN | JOB, "offered|given|gone|went|awarded .. to|with another|someone|somebody|other|an|a .. candidate|applicant|internal|else|person") \
	P(REJECTED, IN | JOB | NOT, "you|your|application|candidacy|profile ... not .. selected|chosen|successful|shortlisted|progressed|advanced|picked|accepted|progressing|considered|moving|advancing|short|continue") \
	P(REJECTED, IN | JOB, "application|candidacy|you ... unsuccessful|rejected|declined") \
	P(REJECTED, IN | JOB, "unsuccessful .. on|with|in|at .. this|your|the") \
	P(REJECTED, IN | JOB, "reject*|declin* .. your|you .. application|candidacy|for") \
	P(REJECTED, IN | JOB | NOT, "not .. a|the|quite|right|be ?the ?a ?right match|fit") \
	P(REJECTED, IN | JOB | NOT, "no|not longer .. consider*|under|in|moving|pursu*|be .. consider*|application|candidacy|you|forward|consideration") \
	P(REJECTED, IN | JOB, "decided|have|chosen|going|need|regretfully to pass .. on|at|this|for") \
	P(REJECTED, IN | JOB, "it is a no .. from|for|this|at")                \
	P(REJECTED, IN | JOB | NOT, "not work out ... candidate|applicant|role|position|time") \
	P(REJECTED, IN | JOB, "filled ... by|with another|an|other .. candidate|applicant|internal") \
	P(REJECTED, IN | JOB, "absage ... erteilen|mitteilen|bewerbung")       \
	P(REJECTED, IN | JOB | NOT, "ihre|deine bewerbung ... nicht ... berücksichtig*|entschieden|weiter") \
	P(REJECTED, IN | JOB, "für .. andere|anderen|einen ... bewerber|kandidat* ... entschieden") \
	/* withdrawn */                                                        \
	P(WITHDRAWN, OUT, "withdraw*|rescind*|retract* .. my ... application|candidacy|name|candidature|acceptance") \
	P(WITHDRAWN, OUT | JOB, "withdraw* ... from ... process|consideration|position|role|search|running") \
	P(WITHDRAWN, OUT, "declin*|turn|turning|reject|refuse .. ?down your|the|this|it .. offer|position|role|opportunity|invitation") \
	P(WITHDRAWN, OUT | JOB, "offer ... declin*|pass|turn|refuse")          \
	P(WITHDRAWN, OUT | JOB, "take|taking|remove|removing|withdraw|pull|pulling me|myself|my ... running|consideration|process|pool") \
	P(WITHDRAWN, OUT | JOB | NOT, "no longer .. interested|pursue|pursuing|available|wish|want|be .. in|for|the|to|this|pursuing") \
	P(WITHDRAWN, OUT | JOB | NOT, "not .. be|wish|want|like .. pursu*|continu*|mov*|proceed* ... position|role|opportunity|process|application|further|forward|with") \
	P(WITHDRAWN, OUT | JOB | NOT, "can|will not .. accept .. your|the .. offer|position|role") \
	P(WITHDRAWN, IN | JOB, "withdrawn|withdrew|withdraw .. your .. application|candidacy|candidature") \
	P(WITHDRAWN, IN | JOB, "your|the .. application|candidacy ... withdrawn") \
	P(WITHDRAWN, IN | JOB, "you|your ... decision|decided|wish|request|asked to withdraw") \
	P(WITHDRAWN, OUT | JOB, "bewerbung ... zurück|zurückziehen|zurückzuziehen")

/* What makes a mail one about a job, and what makes an "application" one for
 * something else. */
#define STAGE_JOB_WORDS                                                        \
	"position|positions|role|roles|candidate|candidates|candidacy|"        \
	"interview|interviews|interviewing|hiring|recruiter|recruiting|"       \
	"recruitment|talent|resume|cv|job|jobs|career|careers|vacancy|"        \
	"opening|requisition|employment|employer|onsite|stelle|bewerbung|"     \
	"vorstellungsgespräch|apply|applying|applied|applicant|applicants|"    \
	"application|bewerber|lebenslauf|internship|hire|engineer|manager|"    \
	"developer|analyst|designer"
/* Half a word for a job. */
#define STAGE_WEAK_WORDS                                                       \
	"assessment|assignment|codility|hackerrank|codesignal|coding|screen|"  \
	"screening|profile|skills|experience|background|qualifications|team|"  \
	"offer|salary|onboarding|round|challenge|contract|opportunity"
#define STAGE_OTHER_WORDS                                                      \
	"loan|rental|tenant|tenancy|flat|apartment|lease|mortgage|parcel|"     \
	"refund|shipping|discount|scholarship|licence|license|visa|passport|"  \
	"membership|grant|subscription|coupon|landlord|warranty|claim|"        \
	"checkout|voucher|kredit|kreditkarte|wohnung|rabatt|bestellung|"       \
	"ordered|orders|delivery|delivered|sale|deal|deals|magazine|"          \
	"tuition|semester|planning|permit|patent"
#define STAGE_OTHER_PAIRS                                                      \
	"credit card|summer school|free trial|your order|early bird|"          \
	"housing association|building permit|software application|"            \
	"mobile application|web application|insurance claim"

/* An unasked mail of a recruiter, not an answer to an application. */
#define STAGE_COLD_PHRASES(C)                                                  \
	C("came across your ?linkedin|online|github profile|background|resume|cv|work") \
	C("found|saw|noticed|discovered your .. profile|background|resume|cv|github") \
	C("on|via|your linkedin .. profile|and|background|i|but|caught")       \
	C("my|our client")                                                     \
	C("would|are you be|open|interested .. in|to .. a|an|hearing|exploring|new|chat|quick|opportunit*|interview") \
	C("reaching|reach out ... opportunit*|role|position|profile")          \
	C("opportunit* .. that|which .. might|may|could|would .. interest|suit|be") \
	C("open to .. new|other ... opportunit*|roles|challenge*")

#endif
