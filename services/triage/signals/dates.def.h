/* dates.def.h - what stands before a date, in English, French, German and
 * Spanish, folded (lower case, no accents). C("phrase"): whole words.
 */
/* What must be done by the date. */
#define DEADLINE_CUES(C)                                                       \
	C("due") C("pay by") C("payable by") C("payable until")                \
	C("payment by") C("deadline") C("deadline is") C("expires")            \
	C("expire") C("expires on") C("expiring") C("respond by")              \
	C("reply by") C("before") C("submit by") C("no later than")            \
	C("not later than") C("until") C("by") C("overdue") C("accept by")     \
	C("confirm by") C("sign by") C("valid until") C("closes")              \
	C("will be charged") C("direct debit") C("will be debited")            \
	C("fallig") C("bis") C("bis zum") C("bis spatestens")                  \
	C("spatestens") C("zahlbar") C("frist") C("abgebucht")                 \
	C("eingezogen") C("echeance") C("avant le") C("au plus tard")          \
	C("jusqu'au") C("d'ici le") C("prelevement") C("preleve")              \
	C("date limite") C("a regler") C("vencimiento") C("vence")             \
	C("antes del") C("hasta el") C("a mas tardar") C("fecha limite")       \
	C("se cargara") C("fecha de pago")

/* The date has gone by. */
#define PAST_CUES(C)                                                           \
	C("was due") C("were due") C("overdue since") C("past due")            \
	C("expired") C("expired on") C("was payable") C("war fallig")          \
	C("seit dem") C("abgelaufen") C("etait du") C("est echue")             \
	C("vencio") C("vencida") C("paid on") C("ordered on")                  \
	C("purchased on") C("received on") C("sent on") C("dated")             \
	C("bezahlt am") C("bestellt am") C("vom") C("paye le")                 \
	C("commande du") C("pagado el") C("del pasado") C("applied on")        \
	C("since")

/* What takes place on the date. */
#define MEETING_CUES(C)                                                        \
	C("on") C("at") C("scheduled for") C("scheduled on")                   \
	C("takes place") C("starts") C("begins") C("departs")                  \
	C("departure") C("check-in") C("check in") C("arrival") C("when")      \
	C("date") C("join us") C("am") C("findet") C("termin") C("beginnt")    \
	C("abfahrt") C("abflug") C("wann") C("anreise") C("le") C("date")      \
	C("depart") C("rendez-vous") C("aura lieu") C("quand") C("el")         \
	C("fecha") C("salida") C("tendra lugar") C("cuando") C("cita")         \
	C("interview") C("meeting") C("call") C("gesprach") C("entretien")     \
	C("entrevista") C("moved to")
