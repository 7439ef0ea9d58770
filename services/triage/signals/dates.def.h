/* dates.def.h - the words of dates, in English, French, German and Spanish,
 * folded (lower case, no accents).
 *
 * N("name", value): a month 1 to 12, a weekday 0 (Sunday) to 6, or days
 * counted from today. C("phrase"): what stands before a date, whole words.
 */
#define MONTH_NAMES(N)                                                         \
	N("january", 1) N("januar", 1) N("janvier", 1) N("janv", 1)            \
	N("enero", 1) N("jan", 1) N("ene", 1) N("february", 2)                 \
	N("februar", 2) N("fevrier", 2) N("febrero", 2) N("fevr", 2)           \
	N("feb", 2) N("fev", 2) N("march", 3) N("marz", 3) N("maerz", 3)       \
	N("mars", 3) N("marzo", 3) N("mar", 3) N("mrz", 3) N("april", 4)       \
	N("avril", 4) N("abril", 4) N("apr", 4) N("avr", 4) N("abr", 4)        \
	N("may", 5) N("mai", 5) N("mayo", 5) N("june", 6) N("juni", 6)         \
	N("juin", 6) N("junio", 6) N("jun", 6) N("july", 7) N("juli", 7)       \
	N("juillet", 7) N("julio", 7) N("juil", 7) N("jul", 7)                 \
	N("august", 8) N("aout", 8) N("agosto", 8) N("aug", 8) N("ago", 8)     \
	N("september", 9) N("septembre", 9) N("septiembre", 9) N("sept", 9)    \
	N("sep", 9) N("october", 10) N("oktober", 10) N("octobre", 10)         \
	N("octubre", 10) N("oct", 10) N("okt", 10) N("november", 11)           \
	N("novembre", 11) N("noviembre", 11) N("nov", 11) N("december", 12)    \
	N("dezember", 12) N("decembre", 12) N("diciembre", 12) N("dec", 12)    \
	N("dez", 12) N("dic", 12)

#define WEEKDAY_NAMES(N)                                                       \
	N("sunday", 0) N("sonntag", 0) N("dimanche", 0) N("domingo", 0)        \
	N("monday", 1) N("montag", 1) N("lundi", 1) N("lunes", 1)              \
	N("tuesday", 2) N("dienstag", 2) N("mardi", 2) N("martes", 2)          \
	N("wednesday", 3) N("mittwoch", 3) N("mercredi", 3)                    \
	N("miercoles", 3) N("thursday", 4) N("donnerstag", 4) N("jeudi", 4)    \
	N("jueves", 4) N("friday", 5) N("freitag", 5) N("vendredi", 5)         \
	N("viernes", 5) N("saturday", 6) N("samstag", 6) N("samedi", 6)        \
	N("sabado", 6)

#define RELATIVE_NAMES(N)                                                      \
	N("today", 0) N("heute", 0) N("aujourd'hui", 0) N("hoy", 0)            \
	N("tonight", 0) N("tomorrow", 1) N("morgen", 1) N("demain", 1)         \
	N("manana", 1) N("ubermorgen", 2)

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
