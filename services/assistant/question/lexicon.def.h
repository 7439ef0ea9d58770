/* lexicon.def.h - the grammar's words in English, German, French and Spanish.
 *
 *   I(intent, weight, "phrase|phrase")   points towards an intent
 *   C("category ...", "phrase|...")      names triage's categories
 *   A(asked, "phrase|...")               what kind of fact is asked for
 *   M(mark, "phrase|...")                see lexicon.h
 *   S("word|...")                        says nothing that could be searched
 *
 * Phrases are compared word by word, by stem and without accents or case; the
 * longest at a place wins, and one phrase may stand on several lines.
 */
#define LEXICON(I, C, A, M, S)                                                 \
	LEXICON_INTENTS(I) LEXICON_CATEGORIES(C) LEXICON_ASKED(A)              \
	LEXICON_MARKS(M) LEXICON_STOP(S)

#define LEXICON_INTENTS(I)                                                     \
	I(UNSUBSCRIBE, 10, "unsubscribe|opt out|stop receiving|stop getting|"  \
	    "abmelden|abbestellen|desabonner|desabonne|desinscrire|"           \
	    "darse de baja|darme de baja|dar de baja|cancelar suscripcion")    \
	I(FLAG, 9, "suspicious|phishing|phish|scam|scams|fraud|fraudulent|"    \
	    "quarantine|verdachtig|verdachtige|verdachtigen|betrug|suspect|"   \
	    "suspects|suspecte|suspectes|arnaque|fraude|hameconnage|"          \
	    "sospechoso|sospechosos|estafa|estafas")                           \
	I(FLAG, 8, "high risk|risky|dangerous|gefahrlich|riskant|dangereux|"   \
	    "peligroso|peligrosos")                                            \
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

#define LEXICON_CATEGORIES(C)                                                  \
	C("interview", "interview|interviews|phone screen|phone screens|"      \
	    "screening call|vorstellungsgesprach|vorstellungsgesprache|"       \
	    "entretien|entretiens|entrevista|entrevistas|"                     \
	    "bewerbungsgesprach|bewerbungsgesprache")                          \
	C("offer", "job offer|job offers|offer|offers|offer letter|angebot|"   \
	    "angebote|jobangebot|jobangebote|stellenangebot|offre|offres|"     \
	    "oferta|ofertas")                                                  \
	C("rejection", "rejection|rejections|rejected|turned down|absage|"     \
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
	    "bookings|itinerary|train ticket|train tickets|boarding pass|"     \
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
	A(WHO, "who|whom|whose|wer|wem|wen|qui est|qui a|quien|quienes")       \
	A(WHERE, "where|what address|which address|wo|wohin|ou est|"           \
	    "ou se trouve|quelle adresse|donde|que direccion")                 \
	A(COUNT, "how many|number of|wie viele|wieviele|combien de|cuantos|"   \
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
	M(MAKE, "create|add|remind me|make a|put|draft|draft a reply|"         \
	    "draft reply|write a reply|schedule|erstelle|erinnere mich|"       \
	    "eintragen|entwirf|cree|ajoute|rappelle moi|redige|crea|anade|"    \
	    "recuerdame|redacta")                                              \
	M(QUARANTINE, "flag|quarantine|block|put away|isolate|report|"         \
	    "unter quarantane|bloquer|bloquear")

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
	  "newer|than|ago|past|day|days|week|weeks|month|months|year|years")   \
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
	  "pour|par|ce|cet|cette|ces|qui|que|qu|quoi|ne|n|pas|plus|tout|tous|" \
	  "toutes|recu|recus|dit|fait|faut|dois|peux|nouveau|nouveaux|"        \
	  "nouvelle|depuis|avant|apres|jour|jours|semaine|semaines|mois|an|"   \
	  "ans|annee|c|se|y|en|m|entre")                                       \
	S("el|los|las|unos|unas|del|al|es|son|era|mi|mis|yo|me|nos|tu|su|sus|" \
	  "con|por|para|sobre|sin|ha|han|he|hay|hecho|dijo|no|si|todo|todos|"  \
	  "todas|nuevo|nuevos|nueva|nuevas|lo|se|que|como|esta|este|estas|"    \
	  "tengo|tiene|recibi|recibido|desde|antes|despues|dia|dias|semana|"   \
	  "semanas|mes|meses|ano|anos|entre|favor|muy|mas")
