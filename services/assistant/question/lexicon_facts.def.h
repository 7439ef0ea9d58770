/* lexicon_facts.def.h - what a question is about: categories of mail, the kind
 * of fact, who knows it, which mail of the answer before. Columns:
 * lexicon.def.h. */
#define LEXICON_CATEGORIES(C)                                                  \
	C("interview", "interview|interviews|phone screen|phone screens|"      \
	    "screening call|vorstellungsgesprach|vorstellungsgesprache|"       \
	    "entretien|entretiens|entrevista|entrevistas|"                     \
	    "bewerbungsgesprach|bewerbungsgesprache")                          \
	C("offer", "job offer|job offers|offer|offers|offer letter|angebot|"   \
	    "angebote|jobangebot|jobangebote|stellenangebot|offre|offres|"     \
	    "oferta|ofertas")                                                  \
	C("rejection", "rejection|rejections|rejected|turned down|absage|"     \
	    "which companies rejected me|companies rejected me|rejected me|"   \
	    "turned me down|who rejected me|abgelehnt|m ont refuse|"           \
	    "me rechazaron|me han rechazado|"                                  \
	    "absagen|refus|rechazo|rechazos|rechazado")                        \
	C("application_receipt", "application confirmation|"                   \
	    "application receipt|application receipts|"                        \
	    "eingangsbestatigung|accuse de reception")                         \
	C("application_receipt interview offer rejection recruiter",           \
	    "application|applications|job search|bewerbung|bewerbungen|"       \
	    "candidature|candidatures|candidatura|candidaturas|solicitudes")   \
	C("recruiter", "recruiter|recruiters|headhunter|headhunters|"          \
	    "recruteur|recruteurs|reclutador|reclutadores|recruiting")         \
	C("job_alert", "job alert|job alerts|new jobs|jobangebote per mail|"   \
	    "alerte emploi|alertes emploi|alerta de empleo")                   \
	C("newsletter", "newsletter|newsletters|mailing list|mailing lists|"   \
	    "rundbrief|infolettre|boletin|boletines")                          \
	C("promotion", "promotion|promotions|promo|promos|promotional|deals|"  \
	    "discounts|marketing|ads|sales mail|werbung|werbemails|pub|"       \
	    "publicite|publicites|promocion|promociones|publicidad")           \
	C("receipt", "receipt|receipts|order|orders|purchase|purchases|"       \
	    "bestellung|bestellungen|quittung|quittungen|"                     \
	    "recu|recus|commande|commandes|achat|achats|recibo|recibos|"       \
	    "pedido|pedidos|compra|compras")                                   \
	C("bill receipt", "payment|payments|paid|zahlung|zahlungen|paiement|"  \
	    "paiements|pago|pagos|subscription|abo")                           \
	C("bill", "bill|bills|invoice|invoices|rechnung|rechnungen|facture|"   \
	    "factures|factura|facturas|rent")                                  \
	C("travel", "travel|trip|trips|flight|flights|hotel|hotels|booking|"   \
	    "bookings|booking code|booking number|booking reference|"          \
	    "itinerary|train ticket|train tickets|boarding pass|"              \
	    "reise|reisen|flug|fluge|buchung|voyage|voyages|vol|vols|"         \
	    "reservation|viaje|viajes|vuelo|vuelos|reserva|reservas")          \
	C("event", "event|events|webinar|webinars|meetup|meetups|conference|"  \
	    "conferences|concert|invitation|invitations|veranstaltung|"        \
	    "veranstaltungen|einladung|einladungen|evenement|evenements|"      \
	    "evento|eventos|invitacion|invitaciones|konferenz")                \
	C("personal", "friends|family|personal mail|freunde|familie|famille|"  \
	    "amis|familia|amigos")                                             \
	C("work", "work mail|colleagues|kollegen|collegues|companeros")        \
	C("security", "security code|security codes|login code|login codes|"   \
	    "verification code|verification codes|sign in|sign ins|"           \
	    "security alert|security alerts|password reset|"                   \
	    "sicherheitscode|anmeldecode|code de verification|"                \
	    "codigo de verificacion")                                          \
	C("social", "social network|social media|social notifications")        \
	C("spam", "spam|junk|junk mail|pourriel|correo basura")                \
	C("phishing", "phishing|phish|hameconnage")

#define LEXICON_ASKED(A)                                                       \
	A(WHEN, "when|what time|what day|which day|what date|how soon|"        \
	    "by when|wann|um wieviel uhr|an welchem tag|quand|a quelle heure|" \
	    "quel jour|quelle date|cuando|a que hora|que dia|date of")         \
	A(AMOUNT, "how much|what price|what amount|price|cost|costs|salary|"   \
	    "total|amount|wieviel|wie viel|preis|kosten|gehalt|betrag|"        \
	    "combien|prix|montant|salaire|cuanto|cuanta|cuesta|precio|"        \
	    "importe|salario|sueldo|how expensive")                            \
	A(WHO, "who|who is|who s|who was|who are|wer ist|wer war|quien es|"    \
	    "whom|whose|wer|wem|wen|qui est|qui a|quien|quienes")              \
	A(WHERE, "where|what address|which address|wo|wohin|ou est|"           \
	    "ou se trouve|quelle adresse|donde|que direccion")                 \
	A(WHY, "why|reason|reasons|how come|warum|wieso|weshalb|grund|"        \
	    "pourquoi|raison|por que|razon|motivo")                            \
	A(CODE, "code|codes|booking code|booking number|booking reference|"    \
	    "reference number|ticket number|order number|tracking number|"     \
	    "pin|pnr|passcode|password for|digits|invoice number|"             \
	    "customer number|case number|buchungsnummer|bestellnummer|"        \
	    "sendungsnummer|kundennummer|numero de commande|"                  \
	    "numero de reservation|numero de pedido|codigo")                   \
	A(TEXT, "what did|what does|what do|what has|what have|tell me what|"  \
	    "read me|was schreibt|was sagt|was hat|qu est ce que|que dit|"     \
	    "que dice|que dijo|what s in|what is in")                          \
	A(COUNT, "how many|how often|how many times|wie oft|combien de fois|"  \
	    "number of|wie viele|wieviele|combien de|cuantos|cuantas")

#define LEXICON_MARKS(M)                                                       \
	M(FROM, "from|sent by|written by|von|vom|emails by|mail by|mails by|"  \
	    "de la part de|de parte de")                                       \
	M(EXCEPT, "except|unless|but not|excluding|keep|save|without|other "   \
	    "than|ausser|behalte|ohne|sauf|garde|excepto|salvo|menos")         \
	M(PRONOUN, "them|they|their|it|that one|those|these|he|she|him|her|"   \
	    "his|this one|the same|ihnen|ihm|ihr|sie|diese|denen|eux|elles|"   \
	    "ceux|lui|leur|ellos|ellas|esos|estos|le")                         \
	M(AND, "and|what about|how about|und|et|y|und was ist mit|"            \
	    "et pour|y que hay de|also|only|now")                              \
	M(AWAITING, "heard back|no response|no reply|no answer|"               \
	    "has not replied|hasn t replied|hasn t answered|"                  \
	    "has not answered|have not heard|haven t heard|replied to me|"     \
	    "answered me|waiting for a reply|waiting for an answer|"           \
	    "keine antwort|nicht geantwortet|pas repondu|no ha respondido|"    \
	    "no han respondido")                                               \
	M(AWAITING, "nudge|chase|chase up|chasing|ping|remind them|"           \
	    "not replied|anyone not replied|still waiting|waiting on|"         \
	    "no word from|any word from|gone quiet|gone dark|ignored me|"      \
	    "ignoring me|waiting to hear|hat nicht geantwortet|"               \
	    "haben nicht geantwortet|noch nicht geantwortet|"                  \
	    "nicht zuruckgemeldet|nicht gemeldet|warte ich noch|"              \
	    "warte ich auf|nachfassen|nachhaken|nachfragen bei|"               \
	    "n a pas repondu|n ont pas repondu|pas encore repondu|relance|"    \
	    "relancer|dois relancer|j attends|attends une reponse")            \
	M(AWAITING, "not got back|t got back|not gotten back|t gotten back|"   \
	    "not written back|t written back|not write back|"                  \
	    "t write back|not wrote back|not get back|t get back|"             \
	    "never got back|never wrote back")                                 \
	M(UNREAD, "unread|not read yet|not yet read|haven t read|"             \
	    "have not read|not opened yet|haven t opened|"                     \
	    "have not opened|ungelesen|ungelesene|ungelesenen|"                \
	    "noch nicht gelesen|nicht gelesen|non lu|non lus|"                 \
	    "non lues|pas lu|pas lus|pas encore lu|sin leer|no leido|"         \
	    "no leidos")                                                       \
	M(MAKE, "create|add|remind me|erinnere|erinner|rappelle|make a|put|"   \
	    "draft|draft a reply|draft reply|write a reply|schedule|erstelle|" \
	    "erinnere mich|eintragen|entwirf|cree|ajoute|rappelle moi|redige|" \
	    "crea|anade|recuerdame|redacta")                                   \
	M(IT, "it|that|es|ihn|ca|cela|eso")                                    \
	M(DAY_AFTER, "the day after|day after|the next day|the following day|" \
	    "am tag danach|am nachsten tag|le lendemain|le jour suivant|"      \
	    "al dia siguiente|el dia siguiente")                               \
	M(QUARANTINE, "flag|quarantine|block|put away|isolate|report|"         \
	    "unter quarantane|bloquer|bloquear")

#define LEXICON_ABOUT(T)                                                       \
	T(KNOW, "who do i know at|whom do i know at|do i know at|"             \
	    "do i know anyone at|do i know anybody at|do i know someone at|"   \
	    "anyone i know at|my contacts at|contacts at|contact at|"          \
	    "people i know at|people at|kenne ich bei|meine kontakte bei|"     \
	    "kontakte bei|je connais chez|mes contacts chez|contacts chez|"    \
	    "conozco en|mis contactos en|contactos en")                        \
	T(MET, "how did i meet|where did i meet|when did i meet|"              \
	    "how do i know|who introduced me to|introduced me to|"             \
	    "woher kenne ich|kennengelernt|comment je connais|"                \
	    "comment ai je connu|comment ai je rencontre|"                     \
	    "de que conozco a|como conoci a|quien me presento a")              \
	T(OPEN, "what is open with|what s open with|whats open with|"          \
	    "open with|still open with|outstanding with|pending with|"         \
	    "unfinished with|promise|promised|promises|"                       \
	    "offen mit|was ist offen mit|versprochen|en suspens avec|"         \
	    "promis a|pendiente con|he prometido a|prometi a")                 \
	T(WHO_IS, "who is|who s|who was|who are|wer ist|wer war|qui est|"      \
	    "c est qui|qui etait|quien es|quien era")                          \
	T(PROMISED, "did i promise|have i promised|i promised|"                \
	    "i have promised|my promises|promises of mine|"                    \
	    "did i commit to|did i agree to|did i say i would|"                \
	    "said i would|habe ich versprochen|ich versprochen|"               \
	    "hab ich versprochen|zugesagt|ai je promis|j ai promis|"           \
	    "ai je dit que|he prometido|prometi")                              \
	T(SEEN, "read my mail|read my last mail|read my email|"                \
	    "read my last email|read my message|read my last message|"         \
	    "opened my mail|opened my email|opened my message|"                \
	    "open my mail|open my email|seen my mail|seen my email|"           \
	    "seen my message|saw my mail|read receipt|read receipts|"          \
	    "meine mail gelesen|meine nachricht gelesen|"                      \
	    "meine letzte mail gelesen|lesebestatigung|lu mon mail|"           \
	    "lu mon message|lu mon dernier mail|ouvert mon mail|"              \
	    "leido mi correo")                                                 \
	T(OWED, "owe|owes|owed")                                               \
	T(OWES_ME, "owes me|owe me|owes me a reply|schuldet mir|"              \
	    "me doit une reponse|me debe|me deben")                            \
	T(I_OWE, "do i owe|i owe|schulde ich|je dois une reponse|le debo|"     \
	    "les debo")                                                        \
	T(TIMELINE, "timeline|history with|history of|chronology|zeitleiste|"  \
	    "zeitstrahl|verlauf mit|chronologie|historique avec|"              \
	    "cronologia|historial con")                                        \
	T(STATUS, "status of|status of my application|state of|progress of|"   \
	    "things stand with|things stand at|do i stand with|"               \
	    "do i stand at|what stage|which stage|stage of|how far along|"     \
	    "application status|status at|status with|stand der|"              \
	    "stand meiner bewerbung|wie steht es mit|wie steht es um|"         \
	    "wie steht s mit|ou en est|ou en sont|statut de|etat de|"          \
	    "estado de|como va")                                               \
	T(APPLICATIONS, "my applications|which applications|"                  \
	    "list applications|list my applications|show applications|"        \
	    "all applications|applications are|job applications|"              \
	    "how many applications|meine bewerbungen|"                         \
	    "welche bewerbungen|mes candidatures|quelles candidatures|"        \
	    "mis candidaturas|que candidaturas|which companies rejected me|"   \
	    "companies rejected me|rejected me|turned me down|"                \
	    "who rejected me|abgelehnt|m ont refuse|me rechazaron|"            \
	    "me han rechazado")                                                \
	T(ACTIVE, "which applications are open|"                               \
	    "which applications are still open|open applications|"             \
	    "active applications|running applications|applications are open|"  \
	    "applications are still open|offene bewerbungen|"                  \
	    "laufende bewerbungen|candidatures en cours|"                      \
	    "candidaturas abiertas")                                           \
	T(GHOSTED, "ghosted|ghosted me|never heard back|went silent|"          \
	    "gone silent|nie geantwortet|jamais repondu|nunca respondieron")   \
	T(SENDERS, "who writes me most|writes me the most|"                    \
	    "who writes to me most|writes to me the most|writes most|"         \
	    "emails me most|emails me the most|sends me the most|top senders|" \
	    "biggest senders|most mail from|most emails from|most mails from|" \
	    "schreibt mir am meisten|m ecrit le plus|me escribe mas")          \
	T(VOLUME, "how many mails|how many emails|how many messages|"          \
	    "number of mails|number of emails|number of messages|"             \
	    "how much mail|how much email|mail volume|wie viele mails|"        \
	    "wie viele e mails|wie viele nachrichten|combien de mails|"        \
	    "combien de courriels|combien de messages|cuantos correos|"        \
	    "cuantos mensajes|cuantos mails")                                  \
	T(RESPONSES, "how fast do i answer|how fast do i reply|"               \
	    "how quickly do i answer|how quickly do i reply|"                  \
	    "how long do i take|response time|response times|reply time|"      \
	    "reply times|answer time|antwortzeit|antwortzeiten|"               \
	    "temps de reponse|tiempo de respuesta")                            \
	T(TREND, "trend|trends|mail statistics|statistics|stats|"              \
	    "more mail than before|compared to before|busier than|"            \
	    "statistik|statistiken|statistiques|tendance|tendances|"           \
	    "estadisticas|tendencia|tendencias")

#define LEXICON_PLACES(P)                                                      \
	P(1, "first one|first mail|first email|first message|1st one|"         \
	    "number one|erste mail|ersten mail|le premier|premier mail|"       \
	    "el primero|primer correo")                                        \
	P(2, "second one|second mail|second email|second message|2nd one|"     \
	    "2nd mail|number two|zweite mail|zweiten mail|le deuxieme|"        \
	    "le second|deuxieme mail|el segundo|segundo correo")               \
	P(3, "third one|third mail|third email|third message|3rd one|"         \
	    "3rd mail|number three|dritte mail|dritten mail|le troisieme|"     \
	    "troisieme mail|el tercero|tercer correo")                         \
	P(4, "fourth one|fourth mail|fourth email|4th one|number four|"        \
	    "vierte mail|le quatrieme|el cuarto")                              \
	P(5, "fifth one|fifth mail|fifth email|5th one|number five|"           \
	    "funfte mail|le cinquieme|el quinto")                              \
	P(PLACE_FOCUS, "that mail|that email|that message|this mail|"          \
	    "this email|this message|that one|this one|the same mail|"         \
	    "diese mail|dieser mail|diese nachricht|ce mail|ce message|"       \
	    "cet email|ese correo|este correo|ese mensaje")                    \
	P(PLACE_NEWEST, "last one|latest one|newest one|most recent one|"      \
	    "last mail|latest mail|newest mail|die letzte|letzte mail|"        \
	    "neueste mail|le dernier|dernier mail|el ultimo|ultimo correo")    \
	P(PLACE_OLDER, "one before|one before that|previous one|"              \
	    "previous mail|die davor|mail davor|celui d avant|el anterior")    \
	P(PLACE_NEWER, "one after|one after that|mail after that|"             \
	    "die danach|celui d apres|el siguiente")                           \
	P(PLACE_ALL, "of those|of these|of them|among them|among those|"       \
	    "which ones|all of them|all of those|all of these|davon|"          \
	    "von denen|von diesen|d entre eux|parmi eux|parmi ceux|"           \
	    "parmi ces|de ellos|de esos|de estos")
