/* when.def.h - the words of dates and zones, in English, German, French and
 * Spanish, laid out by hand; folded: lower case, no accents. N(name, value);
 * Z(name, minutes east of UTC in standard time, rule of summer time). */
#define WHEN_MONTHS(N)                                                         \
	N("january", 1) N("jan", 1) N("januar", 1) N("janner", 1)              \
	N("janvier", 1) N("janv", 1) N("enero", 1) N("ene", 1)                 \
	N("february", 2) N("feb", 2) N("februar", 2) N("fevrier", 2)           \
	N("fevr", 2) N("fev", 2) N("febrero", 2)                               \
	N("march", 3) N("mar", 3) N("marz", 3) N("maerz", 3) N("mrz", 3)       \
	N("mars", 3) N("marzo", 3)                                             \
	N("april", 4) N("apr", 4) N("avril", 4) N("avr", 4) N("abril", 4)      \
	N("abr", 4) N("may", 5) N("mai", 5) N("mayo", 5)                       \
	N("june", 6) N("jun", 6) N("juni", 6) N("juin", 6) N("junio", 6)       \
	N("july", 7) N("jul", 7) N("juli", 7) N("juillet", 7) N("juil", 7)     \
	N("julio", 7) N("august", 8) N("aug", 8) N("aout", 8) N("agosto", 8)   \
	N("ago", 8) N("september", 9) N("sep", 9) N("sept", 9)                 \
	N("septembre", 9) N("septiembre", 9)                                   \
	N("october", 10) N("oct", 10) N("oktober", 10) N("okt", 10)            \
	N("octobre", 10) N("octubre", 10)                                      \
	N("november", 11) N("nov", 11) N("novembre", 11) N("noviembre", 11)    \
	N("december", 12) N("dec", 12) N("dezember", 12) N("dez", 12)          \
	N("decembre", 12) N("diciembre", 12) N("dic", 12)

#define WHEN_WEEKDAYS(N)                                                       \
	N("sunday", 0) N("sun", 0) N("sonntag", 0) N("dimanche", 0)            \
	N("domingo", 0)                                                        \
	N("monday", 1) N("mon", 1) N("montag", 1) N("lundi", 1) N("lunes", 1)  \
	N("tuesday", 2) N("tue", 2) N("tues", 2) N("dienstag", 2)              \
	N("mardi", 2) N("martes", 2)                                           \
	N("wednesday", 3) N("wed", 3) N("weds", 3) N("mittwoch", 3)            \
	N("mercredi", 3) N("miercoles", 3)                                     \
	N("thursday", 4) N("thu", 4) N("thur", 4) N("thurs", 4)                \
	N("donnerstag", 4) N("jeudi", 4) N("jueves", 4)                        \
	N("friday", 5) N("fri", 5) N("freitag", 5) N("vendredi", 5)            \
	N("viernes", 5) N("saturday", 6) N("sat", 6) N("samstag", 6)           \
	N("sonnabend", 6) N("samedi", 6) N("sabado", 6)

#define WHEN_DAYS(N)                                                           \
	N("today", 0) N("tonight", 0) N("heute", 0) N("aujourd'hui", 0)        \
	N("hoy", 0) N("tomorrow", 1) N("tmrw", 1) N("morgen", 1)               \
	N("demain", 1) N("manana", 1) N("ubermorgen", 2) N("uebermorgen", 2)

#define WHEN_NUMBERS(N)                                                        \
	N("one", 1) N("a", 1) N("two", 2) N("three", 3) N("four", 4)           \
	N("five", 5) N("six", 6) N("seven", 7) N("eight", 8) N("nine", 9)      \
	N("ten", 10) N("fourteen", 14) N("einem", 1) N("einer", 1)             \
	N("zwei", 2) N("drei", 3) N("vier", 4) N("funf", 5) N("fuenf", 5)      \
	N("sechs", 6) N("sieben", 7) N("acht", 8) N("zehn", 10)                \
	N("vierzehn", 14) N("un", 1) N("une", 1) N("deux", 2) N("trois", 3)    \
	N("quatre", 4) N("cinq", 5) N("sept", 7) N("huit", 8) N("dix", 10)     \
	N("quinze", 15) N("una", 1) N("dos", 2) N("tres", 3) N("cuatro", 4)    \
	N("cinco", 5) N("seis", 6) N("siete", 7) N("ocho", 8) N("diez", 10)    \
	N("quince", 15)

/* With these begin moments that begin with none of the above. */
#define WHEN_BEGINNINGS(N)                                                     \
	N("in", 0) N("within", 0) N("innerhalb", 0) N("binnen", 0)             \
	N("dans", 0) N("sous", 0) N("en", 0) N("end", 0) N("ende", 0)          \
	N("noon", 0) N("midday", 0) N("midnight", 0) N("mittag", 0)            \
	N("mitternacht", 0) N("midi", 0) N("minuit", 0) N("mediodia", 0)       \
	N("medianoche", 0)

#define WHEN_ZONES(Z)                                                          \
	Z("utc", 0, FIXED) Z("gmt", 0, FIXED) Z("z", 0, FIXED)                 \
	Z("est", -300, FIXED) Z("edt", -240, FIXED) Z("et", -300, US)          \
	Z("cst", -360, FIXED) Z("cdt", -300, FIXED) Z("ct", -360, US)          \
	Z("mst", -420, FIXED) Z("mdt", -360, FIXED) Z("mt", -420, US)          \
	Z("pst", -480, FIXED) Z("pdt", -420, FIXED) Z("pt", -480, US)          \
	Z("eastern", -300, US) Z("central", -360, US)                          \
	Z("mountain", -420, US) Z("pacific", -480, US)                         \
	Z("wet", 0, FIXED) Z("west", 60, FIXED) Z("bst", 60, FIXED)            \
	Z("cet", 60, FIXED) Z("cest", 120, FIXED) Z("mez", 60, FIXED)          \
	Z("mesz", 120, FIXED) Z("eet", 120, FIXED) Z("eest", 180, FIXED)       \
	Z("london", 0, EU) Z("uk", 0, EU) Z("dublin", 0, EU)                   \
	Z("lisbon", 0, EU) Z("berlin", 60, EU) Z("paris", 60, EU)              \
	Z("madrid", 60, EU) Z("rome", 60, EU) Z("amsterdam", 60, EU)           \
	Z("vienna", 60, EU) Z("zurich", 60, EU) Z("stockholm", 60, EU)         \
	Z("helsinki", 120, EU) Z("athens", 120, EU)                            \
	Z("msk", 180, FIXED) Z("ist", 330, FIXED) Z("sgt", 480, FIXED)         \
	Z("hkt", 480, FIXED) Z("jst", 540, FIXED) Z("kst", 540, FIXED)         \
	Z("aest", 600, FIXED) Z("aedt", 660, FIXED) Z("awst", 480, FIXED)      \
	Z("nzst", 720, FIXED) Z("nzdt", 780, FIXED) Z("brt", -180, FIXED)      \
	Z("america/new_york", -300, US) Z("america/toronto", -300, US)         \
	Z("america/detroit", -300, US) Z("america/chicago", -360, US)          \
	Z("america/denver", -420, US) Z("america/phoenix", -420, FIXED)        \
	Z("america/los_angeles", -480, US) Z("america/vancouver", -480, US)    \
	Z("america/sao_paulo", -180, FIXED) Z("america/bogota", -300, FIXED)   \
	Z("europe/london", 0, EU) Z("europe/dublin", 0, EU)                    \
	Z("europe/lisbon", 0, EU) Z("europe/berlin", 60, EU)                   \
	Z("europe/paris", 60, EU) Z("europe/madrid", 60, EU)                   \
	Z("europe/rome", 60, EU) Z("europe/amsterdam", 60, EU)                 \
	Z("europe/vienna", 60, EU) Z("europe/zurich", 60, EU)                  \
	Z("europe/stockholm", 60, EU) Z("europe/oslo", 60, EU)                 \
	Z("europe/copenhagen", 60, EU) Z("europe/brussels", 60, EU)            \
	Z("europe/prague", 60, EU) Z("europe/warsaw", 60, EU)                  \
	Z("europe/budapest", 60, EU) Z("europe/helsinki", 120, EU)             \
	Z("europe/athens", 120, EU) Z("europe/istanbul", 180, FIXED)           \
	Z("europe/moscow", 180, FIXED) Z("asia/kolkata", 330, FIXED)           \
	Z("asia/calcutta", 330, FIXED) Z("asia/dubai", 240, FIXED)             \
	Z("asia/singapore", 480, FIXED) Z("asia/hong_kong", 480, FIXED)        \
	Z("asia/shanghai", 480, FIXED) Z("asia/tokyo", 540, FIXED)             \
	Z("asia/seoul", 540, FIXED) Z("etc/utc", 0, FIXED)                     \
	Z("australia/brisbane", 600, FIXED)                                    \
	Z("eastern standard time", -300, US)                                   \
	Z("central standard time", -360, US)                                   \
	Z("mountain standard time", -420, US)                                  \
	Z("pacific standard time", -480, US)                                   \
	Z("gmt standard time", 0, EU) Z("greenwich standard time", 0, FIXED)   \
	Z("w. europe standard time", 60, EU)                                   \
	Z("romance standard time", 60, EU)                                     \
	Z("central europe standard time", 60, EU)                              \
	Z("central european standard time", 60, EU)                            \
	Z("fle standard time", 120, EU) Z("gtb standard time", 120, EU)        \
	Z("india standard time", 330, FIXED)                                   \
	Z("singapore standard time", 480, FIXED)                               \
	Z("china standard time", 480, FIXED)                                   \
	Z("tokyo standard time", 540, FIXED)
