/* lexicon.def.h - the grammar's words in English, German, French and Spanish.
 *
 *   I(intent, weight, "phrase|phrase")   points towards an intent
 *   C("category ...", "phrase|...")      names triage's categories
 *   A(asked, "phrase|...")               what kind of fact is asked for
 *   M(mark, "phrase|...")                see lexicon.h
 *   T(about, "phrase|...")               asks an agent beside search
 *   P(place, "phrase|...")               which mail of the answer before
 *   S("word|...")                        says nothing that could be searched
 *
 * Phrases are compared word by word, by stem and without accents or case; the
 * longest at a place wins, and one phrase may stand on several lines.
 */
#define LEXICON(I, C, A, M, T, P, S)                                           \
	LEXICON_INTENTS(I) LEXICON_WORDINGS(I) LEXICON_CATEGORIES(C)           \
	LEXICON_ASKED(A)                                                       \
	LEXICON_MARKS(M) LEXICON_ABOUT(T) LEXICON_PLACES(P) LEXICON_STOP(S)

#define LEXICON_INTENTS(I)                                                     \
	I(UNSUBSCRIBE, 10, "unsubscribe|opt out|stop receiving|stop getting|"  \
	    "abmelden|abbestellen|desabonner|desabonne|desinscrire|"           \
	    "darse de baja|darme de baja|dar de baja|cancelar suscripcion|"    \
	    "stop sending|get me off|take me off|no more mail from|"           \
	    "no more mails from|no more emails from|never hear from|"          \
	    "never want to hear from|keine mails mehr|plus recevoir|"          \
	    "ne plus recevoir|no quiero recibir|dejar de recibir")             \
	I(FLAG, 9, "suspicious|phishing|phish|scam|scams|fraud|fraudulent|"    \
	    "quarantine|verdachtig|verdachtige|verdachtigen|betrug|suspect|"   \
	    "suspects|suspecte|suspectes|arnaque|fraude|hameconnage|"          \
	    "sospechoso|sospechosos|estafa|estafas")                           \
	I(FLAG, 8, "high risk|risky|dangerous|gefahrlich|riskant|dangereux|"   \
	    "peligroso|peligrosos")                                            \
	I(FLAG, 8, "legit|legitimate|genuine|trustworthy|is it safe|is this safe|" \
	    "can i trust|should i trust|fake|a trick|vertrauenswurdig|"        \
	    "de confiance|de fiar|falso|falsa")                                \
	I(FLAG, 6, "flag|spoofed|malicious")                                   \
	I(CLEAN, 9, "clean up|tidy up|declutter|clear out|aufraumen|nettoyer|" \
	    "nettoie|limpiar|limpia|get rid of")                               \
	I(CLEAN, 7, "clean|archive|archivieren|archiver|archivar|delete|"      \
	    "loschen|supprimer|supprime|borrar|borra|eliminar")                \
	I(CLEAN, 5, "remove|entfernen|trash")                                  \
	I(CALENDAR, 8, "calendar|my schedule|upcoming|coming up|kalender|"     \
	    "termin|termine|terminen|anstehend|anstehende|anstehenden|"        \
	    "bevorstehend|bevorstehende|"                                      \
	    "calendrier|rendez vous|a venir|calendario|citas|agenda")          \
	I(CALENDAR, 6, "appointment|appointments|meeting|meetings|reunion|"    \
	    "reuniones|reunions|treffen")                                      \
	I(CALENDAR, 4, "schedule|scheduled|event|events|evento|eventos|"       \
	    "evenement|evenements|veranstaltung|veranstaltungen")              \
	I(TASK, 9, "to do|todo|todos|action item|action items|my tasks|"       \
	    "remind me|erinnere mich|rappelle moi|recuerdame")                 \
	I(TASK, 8, "task|tasks|deadline|deadlines|aufgabe|aufgaben|frist|"     \
	    "fristen|fallig|fallige|tache|taches|echeance|echeances|tarea|"    \
	    "tareas|pendiente|pendientes|plazo|plazos")                        \
	I(TASK, 6, "due|overdue|uberfallig|vence|vencen|vencimiento")          \
	I(FOLLOW_UP, 10, "follow up|follow ups|need reply|needs reply|"        \
	    "need a reply|needs a reply|need to reply|need to answer|"         \
	    "needs an answer|need an answer|need a response|needs a response|" \
	    "need to respond|have not replied|haven t replied|"                \
	    "have not answered|haven t answered|did not reply|didn t reply|"   \
	    "didn t answer|not answered|waiting for my reply|"                 \
	    "waiting for my answer|waiting for me|nachfassen|nachhaken|"       \
	    "sans reponse|sin respuesta|sin responder|hacer seguimiento")      \
	I(FOLLOW_UP, 10, "heard back|no response|no reply|no answer|"          \
	    "has not replied|hasn t replied|hasn t answered|"                  \
	    "has not answered|have not heard|haven t heard|"                   \
	    "replied to me|answered me|waiting for a reply|"                   \
	    "waiting for an answer|keine antwort|nicht geantwortet|"           \
	    "pas repondu|no ha respondido|no han respondido")                  \
	I(FOLLOW_UP, 10, "owe|owes|owed|owes me|owe me|owes me a reply|"       \
	    "do i owe|i owe|schulde ich|schuldet mir|je dois une reponse|"     \
	    "me doit une reponse|le debo|les debo|me debe|me deben|"           \
	    "want from me|need from me|wants from me|needs from me|"           \
	    "expect from me|expects from me|expected of me|"                   \
	    "will von mir|wollen von mir|attend de moi|quiere de mi")          \
	I(FOLLOW_UP, 8, "unanswered|owe a reply|draft a reply|draft reply|"    \
	    "reply to|respond to|beantworten|unbeantwortet|unbeantwortete|"    \
	    "antworten|relancer|repondre|responder|seguimiento")               \
	I(FIND, 5, "find|search|search for|look for|looking for|locate|finde|" \
	    "suche|such|zeige|zeig|cherche|trouve|montre|busca|buscar|"        \
	    "encuentra|muestra|mostrar")                                       \
	I(FIND, 4, "show|show me|list|display|when|where|which|who|how much|"  \
	    "how many|do i have|have i|did i|wann|wer|wo|welche|welcher|"      \
	    "welches|wieviel|wie viel|wie viele|quand|combien|quel|quelle|"    \
	    "quels|quelles|ou est|cuando|donde|quien|cuanto|cuanta|cuantos|"   \
	    "cual|cuales|what did|what does|what is|what was|what s|was hat|"  \
	    "was ist|qu est ce que|que dijo|que ha")                           \
	I(FIND, 2, "what|how|did|is there|are there|was|qui|que")              \
	I(SUMMARIZE, 10, "summarize|summarise|summary|summaries|overview|"     \
	    "catch me up|catch up|recap|sum up|zusammenfassung|"               \
	    "zusammenfassen|fasse|uberblick|resumer|apercu|resumen|resumir|"   \
	    "resumeme")                                                        \
	I(SUMMARIZE, 8, "what came in|what has come in|what arrived|"          \
	    "what did i get|what did i receive|what have i received|"          \
	    "what s new|what is new|anything new|anything important|"          \
	    "what s important|what is important|what happened|"                \
	    "what s happening|was ist neu|was gibt es neues|quoi de neuf|"     \
	    "que hay de nuevo|tell me about")                                  \
	I(SUMMARIZE, 3, "resume|brief|briefing|recent|recently|latest news")

/* What else the eight are asked by. */
#define LEXICON_WORDINGS(I)                                                    \
	I(UNSUBSCRIBE, 10, "abbestelle|abbestellt|nicht mehr bekommen|"        \
	    "nicht mehr erhalten|keine mails von|keine mail von|"              \
	    "nichts mehr von|kundige den newsletter|"                          \
	    "newsletter kundigen|desabonnez|desabonnement|"                    \
	    "me desabonner|veux plus recevoir|arrete de m envoyer|"            \
	    "plus de mails de|remove me from|sign me off|"                     \
	    "stop mails from|stop emails from|stop mail from|"                 \
	    "stop the mails|stop the emails")                                  \
	I(FLAG, 9, "betrugerisch|betruger|betrugsversuch|gefalscht|"           \
	    "gefalschte|frauduleux|frauduleuse|escroquerie|escroc|"            \
	    "sketchy|fishy|spoof|dodgy|a con")                                 \
	I(FLAG, 8, "ist das echt|ist die echt|echt|serios|"                    \
	    "kann ich vertrauen|kann ich trauen|fiable|"                       \
	    "peux je faire confiance|est ce vrai|un piege|"                    \
	    "une arnaque|is it real|is this real|is that real")                \
	I(CLEAN, 9, "entrumple|entrumpeln|weg mit|fais le menage|"             \
	    "faire le menage|fais du tri|faire du tri|debarrasse moi|"         \
	    "vide ma boite|throw away|throw out|bin")                          \
	I(CLEAN, 7, "archiviere|archivier|losch|losche|wirf|archive les|"      \
	    "efface|effacer|range")                                            \
	I(CALENDAR, 8, "was steht an|steht diese woche an|steht heute an|"     \
	    "steht morgen an|besprechung|besprechungen|verabredung|"           \
	    "verabredungen|rendezvous|rdv|emploi du temps|"                    \
	    "ai je de prevu|j ai de prevu|de prevu|quoi de prevu|"             \
	    "my diary|planned|free on|busy on")                                \
	I(TASK, 9, "erinnere|erinner|to do liste|rappelle|pense bete|"         \
	    "a faire|zu tun|zu erledigen|have to do|must do|"                  \
	    "need to do|supposed to do|got to do|gotta do")                    \
	I(TASK, 8, "muss ich tun|muss ich machen|muss ich erledigen|"          \
	    "muss ich noch|was muss ich|muss ich zahlen|"                      \
	    "muss ich bezahlen|dois je faire|que dois je|"                     \
	    "je dois faire|dois je payer|have to pay|need to pay|"             \
	    "must i pay|a payer|bezahlen muss")                                \
	I(FOLLOW_UP, 10, "nudge|chase|chase up|chasing|ping|follow up with|"   \
	    "remind them|not replied|anyone not replied|"                      \
	    "still waiting|waiting on|left hanging|"                           \
	    ""                                                                 \
	    "no word from|"                                                    \
	    "any word from|gone quiet|gone dark|ignored me|"                   \
	    "ignoring me|pending replies|waiting to hear|"                     \
	    "should i answer|should i reply|must i answer|"                    \
	    "forgot to answer|forgotten to answer|forgot to reply|"            \
	    "left unanswered|response from me|reply from me|"                  \
	    "answer from me")                                                  \
	I(FOLLOW_UP, 10, "not got back|t got back|not gotten back|t gotten back|" \
	    "not written back|t written back|not write back|"                  \
	    "t write back|not wrote back|not get back|t get back|"             \
	    "never got back|never wrote back")                                 \
	I(FOLLOW_UP, 10, "wartet auf|warten auf|wartet noch|antwort von mir|"  \
	    "muss ich antworten|muss ich noch antworten|"                      \
	    "muss ich beantworten|noch beantworten|noch antworten|"            \
	    "noch nicht beantwortet|noch nicht geantwortet|"                   \
	    "antwort schuldig|hat nicht geantwortet|"                          \
	    "haben nicht geantwortet|nicht zuruckgemeldet|"                    \
	    "nicht gemeldet|warte ich noch|warte ich auf|antworte|"            \
	    "nachfragen bei")                                                  \
	I(FOLLOW_UP, 10, "dois je repondre|dois je encore repondre|"           \
	    "dois encore repondre|dois repondre|je repondre|"                  \
	    "attend une reponse|attendent une reponse|"                        \
	    "attend ma reponse|attend encore|en attente|"                      \
	    "n a pas repondu|n ont pas repondu|pas encore repondu|"            \
	    "relance|relancer|dois relancer|oublie de repondre|"               \
	    "j attends|attends une reponse|reponds a")                         \
	I(FIND, 4, "how often|wie oft|combien de fois|gib mir|hast du|habe ich|gibt es|welchen|welchem|" \
	    "wie lautet|wie hoch|wohin|warum|was kostet|was schreibt|"         \
	    "was schrieb|donne moi|est ce que j ai|ai je|y a t il|"            \
	    "pourquoi|c est quoi|quel est|quelle est|montre moi|"              \
	    "recherche|dis moi|can you tell me|could you tell me|"             \
	    "would you tell me|do you know")                                   \
	I(SUMMARIZE, 10, "fass|zusammengefasst|kurzfassung|resume les|resume mes|" \
	    "resume moi|resume le|resume la|resume ce|resume l|"               \
	    "un resume|resumes moi|synthese|fais le point|"                    \
	    "faire le point|recapitule|recapitulatif|"                         \
	    "bring me up to speed|up to speed|tl dr|in a nutshell|"            \
	    "gist of|the gist")                                                \
	I(SUMMARIZE, 8, "was war los|was gab es|was ist passiert|"             \
	    "quelles nouvelles|les nouvelles")

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
	A(WHO, "who|who is|who s|who was|who are|wer ist|wer war|quien es|whom|whose|wer|wem|wen|qui est|qui a|quien|quienes") \
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
	A(COUNT, "how many|how often|how many times|wie oft|combien de fois|number of|wie viele|wieviele|combien de|cuantos|" \
	    "cuantas")

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
	    ""                                                                 \
	    "no word from|any word from|gone quiet|"                           \
	    "gone dark|ignored me|ignoring me|waiting to hear|"                \
	    "hat nicht geantwortet|haben nicht geantwortet|"                   \
	    "noch nicht geantwortet|nicht zuruckgemeldet|"                     \
	    "nicht gemeldet|warte ich noch|warte ich auf|nachfassen|"          \
	    "nachhaken|nachfragen bei|n a pas repondu|"                        \
	    "n ont pas repondu|pas encore repondu|relance|relancer|"           \
	    "dois relancer|j attends|attends une reponse")                     \
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
	M(MAKE, "create|add|remind me|erinnere|erinner|rappelle|make a|put|draft|draft a reply|" \
	    "draft reply|write a reply|schedule|erstelle|erinnere mich|"       \
	    "eintragen|entwirf|cree|ajoute|rappelle moi|redige|crea|anade|"    \
	    "recuerdame|redacta")                                              \
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
	    "which applications are still open|open applications|active applications|running applications|" \
	    "applications are open|applications are still open|"               \
	    "offene bewerbungen|laufende bewerbungen|candidatures en cours|"   \
	    "candidaturas abiertas")                                           \
	T(GHOSTED, "ghosted|ghosted me|never heard back|went silent|"          \
	    "gone silent|nie geantwortet|jamais repondu|nunca respondieron")   \
	T(SENDERS, "who writes me most|writes me the most|who writes to me most|" \
	    "writes to me the most|writes most|emails me most|"                \
	    "emails me the most|sends me the most|top senders|"                \
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

#define LEXICON_STOP(S)                                                        \
	S("a|an|the|this|that|i|me|my|mine|we|us|our|you|your|of|to|in|on|at|" \
	  "for|with|about|as|is|are|was|were|be|been|am|do|does|did|done|"     \
	  "have|has|had|can|could|would|should|will|shall|may|might|must|"     \
	  "not|no|any|some|all|every|each|there|here|if|or|so|than|then|too|"  \
	  "very|just|please|by|into|over|out|up|down|off|it|its|get|got|give|" \
	  "tell|say|said|says|let|want|need|know|see|look|go|going|come|came|" \
	  "receive|received|arrive|arrived|send|sent|write|wrote|written|"     \
	  "hear|heard|reply|replied|answer|answered|"                          \
	  "s|t|ll|re|ve|m|d|new|recent|recently|latest|newest|last|next|"      \
	  "first|most|more|many|much|important|"                               \
	  "email|emails|mail|mails|message|messages|inbox|mailbox|e|"          \
	  "nachricht|nachrichten|postfach|posteingang|courriel|courriels|"     \
	  "boite|correo|correos|mensaje|mensajes|bandeja|"                     \
	  "something|anything|everything|thing|things|one|ones|someone|"       \
	  "anyone|still|yet|ever|already|currently|what|which|how|why|"        \
	  "wants|needs|asks|ask|thread|conversation|people|person|company|"    \
	  "companies|between|during|since|until|till|before|after|older|"      \
	  "newer|than|ago|past|day|days|week|weeks|month|months|year|years|"   \
	  "old|stuff|back|who|whose|when|where|really|actually|maybe|big|"     \
	  "give|gave|given|made|make|makes|take|takes|took|put|happen|"        \
	  "happened|happening|happens|named|called|contain|contains|end|"      \
	  "finally|other|others|another|per|else|exactly|correct|whats|hows|"  \
	  "wheres|whens|theres|im|ive|id|asking|asked|wanted|looking|wen|"     \
	  "tonight|right|regarding|concerning|pls|plz|"                        \
	  "work|works|working|higher|lower|bigger|smaller|better|worse|"       \
	  "cheaper|longer|shorter|good|bad|long|short|often|always|never|"     \
	  "again|own|same|different|"                                          \
	  "time|times|thanks|thank|two|three|four|five")                       \
	S("der|die|das|den|dem|des|ein|eine|einen|einem|einer|und|oder|ist|"   \
	  "sind|war|waren|hat|habe|haben|hatte|mein|meine|meinen|meiner|"      \
	  "meinem|ich|mir|mich|wir|uns|du|er|es|was|wie|zu|zum|zur|im|am|an|"  \
	  "auf|mit|fur|bei|uber|aus|nach|nicht|kein|keine|gibt|bitte|neue|"    \
	  "neuen|alle|allen|noch|schon|bekommen|erhalten|geschrieben|gesagt|"  \
	  "heute|mal|welche|welcher|kann|soll|muss|werden|wird|seit|vor|"      \
	  "the|als|auch|nur|sehr|tag|tage|tagen|woche|wochen|monat|monate|"    \
	  "monaten|jahr|jahre")                                                \
	S("le|la|les|un|une|des|du|de|d|l|et|ou|est|sont|a|ai|as|ont|etait|"   \
	  "mon|ma|mes|je|j|moi|nous|vous|tu|il|elle|on|au|aux|dans|sur|avec|"  \
	  "pour|par|chez|ce|cet|cette|ces|qui|que|qu|quoi|ne|n|pas|plus|tout|tous|" \
	  "toutes|recu|recus|dit|fait|faut|dois|peux|nouveau|nouveaux|"        \
	  "nouvelle|depuis|avant|apres|jour|jours|semaine|semaines|mois|an|"   \
	  "ans|annee|c|se|y|en|m|entre")                                       \
	S("el|los|las|unos|unas|del|al|es|son|era|mi|mis|yo|me|nos|tu|su|sus|" \
	  "con|por|para|sobre|sin|ha|han|he|hay|hecho|dijo|no|si|todo|todos|"  \
	  "todas|nuevo|nuevos|nueva|nuevas|lo|se|que|como|esta|este|estas|"    \
	  "tengo|tiene|recibi|recibido|desde|antes|despues|dia|dias|semana|"   \
	  "semanas|mes|meses|ano|anos|entre|favor|muy|mas")                    \
	LEXICON_POLITE(S)

#define LEXICON_POLITE(S)                                                      \
	S("hope you are well|hope you re well|hope all is well|"               \
	    "would you mind|do you mind|if you don t mind|"                    \
	    "be so kind and|be so kind|so kind|thanks a lot|"                  \
	    "thank you|many thanks|thanks in advance|in advance|"              \
	    "i would like to know|i d like to know|would like to|"             \
	    "i was wondering|i wonder if|i wonder|if possible|"                \
	    "let me know|telling me|tell me|wants to know|"                    \
	    "want to know|need to know|help me|can you|could you|"             \
	    "would you|will you|find out|kindly|danke schon|"                  \
	    "vielen dank|herzlichen dank|danke|kannst du|konntest du|"         \
	    "konnen sie|wurdest du|bitte|sag mir|sag mal|"                     \
	    "ich mochte wissen|s il te plait|s il vous plait|"                 \
	    "merci d avance|merci beaucoup|merci|svp|peux tu|"                 \
	    "pourrais tu|pouvez vous|pourriez vous|"                           \
	    "je voudrais savoir|j aimerais savoir|dis moi")                    \
	S("daran|dass|damit|dabei|davon|welchen|welchem|gerade|"               \
	    "denn|doch|vielleicht|gern|gerne|hast|bist|sich|ihre|"             \
	    "ihren|ihrem|ihrer|sein|seine|seinen|dein|deine|um|bis|"           \
	    "jetzt|von|vom|gegen|dann|wenn|ob|bald|steht|stehen|"              \
	    "lautet|ab|los|alte|alten|neu|kommt|kam|kamen|schick|"             \
	    "schicke|schrieb|schreibt|sagte|sagt|jede|jeder|viel|"             \
	    "viele|haben|hatten|wollte|will|wer|wo|wann|kommen|"               \
	    "letzten|letzte")                                                  \
	S("est ce que|est ce|quand|comment|encore|deja|bientot|"               \
	    "etre|avoir|faire|veux|voudrais|peut|aussi|donc|alors|"            \
	    "ecrit|ecrire|envoye|envoyer|sa|son|ses|ton|ta|tes|notre|"         \
	    "votre|leurs|dernier|derniere|derniers|dernieres|lui|"             \
	    "fois|ancien|anciens|mail|mails|avez|avons|ete|combien|"           \
	    "quel|quelle|quels|quelles|proposer")
