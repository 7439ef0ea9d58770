/* when.def.h - time words, folded. X(token, value, "word|word")
 *
 * token is what a word is to the grammar of when.c; value is a number, a
 * weekday (0 is Sunday) or a month. */
#define TIME_WORDS(X)                                                          \
	X(DAY_IS, 0, "today|tonight|heute|hoy|aujourd")                        \
	X(DAY_IS, -1, "yesterday|gestern|hier|ayer")                           \
	X(DAY_IS, -2, "vorgestern|anteayer")                                   \
	X(DAY_IS, 1, "tomorrow|morgen|demain|manana")                          \
	X(DAY_IS, 2, "ubermorgen")                                             \
	X(LAST, 0, "last|past|previous|letzte|letzten|letzter|letztes|"        \
	    "vergangene|vergangenen|vorige|vorigen|dernier|derniere|derniers|" \
	    "dernieres|passe|passee|ultimo|ultima|ultimos|ultimas|pasado|"     \
	    "pasada|pasados|pasadas")                                          \
	X(THIS, 0, "this|current|diese|dieser|diesen|dieses|diesem|cette|cet|" \
	    "ce|este|esta")                                                    \
	X(NEXT, 0, "next|coming|upcoming|following|nachste|nachsten|"          \
	    "nachster|nachstes|kommende|kommenden|prochain|prochaine|"         \
	    "prochains|prochaines|proximo|proxima|proximos|proximas|"          \
	    "siguiente|siguientes|within")                                     \
	X(UNIT_DAY, 0, "day|days|tag|tage|tagen|jour|jours|dia|dias")          \
	X(UNIT_WEEK, 0, "week|weeks|woche|wochen|semaine|semaines|semana|"     \
	    "semanas")                                                         \
	X(UNIT_MONTH, 0, "month|months|monat|monate|monaten|monats|mois|mes|"  \
	    "meses")                                                           \
	X(UNIT_YEAR, 0, "year|years|jahr|jahre|jahren|annee|annees|an|ans|"    \
	    "ano|anos")                                                        \
	X(UNIT_QUARTER, 0, "quarter|quarters|quartal|trimestre")               \
	X(UNIT_WEEKEND, 0, "weekend|wochenende")                               \
	X(SINCE, 0, "since|seit|depuis|desde")                                 \
	X(BEFORE, 0, "before|until|till|vor|bis|avant|antes|hasta|jusque")     \
	X(AFTER, 0, "after|nach|apres|despues")                                \
	X(OLDER, 0, "older|alter|ancien|anciens|plus")                         \
	X(AGO, 0, "ago|hace")                                                  \
	X(IN, 0, "in|im|en|dans|of|during|le|el|on|am|du|for|from|dem|den")         \
	X(THAN, 0, "than|als|que|the|de|la|les|los|las|der|die|il|y|a")        \
	X(NUMBER, 1, "one|ein|eine|einem|einer|un|une|una")                    \
	X(NUMBER, 2, "two|zwei|deux|dos|couple")                               \
	X(NUMBER, 3, "three|drei|trois|tres|few")                              \
	X(NUMBER, 4, "four|vier|quatre|cuatro")                                \
	X(NUMBER, 5, "five|funf|cinq|cinco")                                   \
	X(NUMBER, 6, "six|sechs|seis")                                         \
	X(NUMBER, 7, "seven|sieben|siete")                                \
	X(NUMBER, 10, "ten|zehn|dix|diez")                                     \
	X(NUMBER, 12, "twelve|zwolf|douze|doce")                               \
	X(WEEKDAY, 1, "monday|montag|lundi|lunes")                             \
	X(WEEKDAY, 2, "tuesday|dienstag|mardi|martes")                         \
	X(WEEKDAY, 3, "wednesday|mittwoch|mercredi|miercoles")                 \
	X(WEEKDAY, 4, "thursday|donnerstag|jeudi|jueves")                      \
	X(WEEKDAY, 5, "friday|freitag|vendredi|viernes")                       \
	X(WEEKDAY, 6, "saturday|samstag|sonnabend|samedi|sabado")              \
	X(WEEKDAY, 0, "sunday|sonntag|dimanche|domingo")                       \
	X(MONTH, 1, "january|januar|janner|janvier|enero|jan")                 \
	X(MONTH, 2, "february|februar|fevrier|febrero|feb")                    \
	X(MONTH, 3, "march|marz|mars|marzo")                                   \
	X(MONTH, 4, "april|avril|abril|apr")                                   \
	X(MONTH, 5, "may|mai|mayo")                                            \
	X(MONTH, 6, "june|juni|juin|junio|jun")                                \
	X(MONTH, 7, "july|juli|juillet|julio|jul")                             \
	X(MONTH, 8, "august|aout|agosto|aug")                                  \
	X(MONTH, 9, "september|septembre|septiembre|sept|sep")                 \
	X(MONTH, 10, "october|oktober|octobre|octubre|oct|okt")                \
	X(MONTH, 11, "november|novembre|noviembre|nov")                        \
	X(MONTH, 12, "december|dezember|decembre|diciembre|dec|dez")
