/* lexicon_intents.def.h - what points towards an intent. Columns:
 * lexicon.def.h; the intents are in lexicon.h. */
#define LEXICON_INTENTS(I)                                                     \
	I(UNSUBSCRIBE, 10, "unsubscribe|opt out|stop receiving|stop getting|"  \
	    "abmelden|abbestellen|desabonner|desabonne|desinscrire|"           \
	    "darse de baja|darme de baja|dar de baja|cancelar suscripcion|"    \
	    "stop sending|get me off|take me off|no more mail from|"           \
	    "no more mails from|no more emails from|never hear from|"          \
	    "never want to hear from|keine mails mehr|plus recevoir|"          \
	    "ne plus recevoir|no quiero recibir|dejar de recibir")             \
	I(UNSUBSCRIBE, 10, "abbestelle|abbestellt|nicht mehr bekommen|"        \
	    "nicht mehr erhalten|keine mails von|keine mail von|"              \
	    "nichts mehr von|kundige den newsletter|"                          \
	    "newsletter kundigen|desabonnez|desabonnement|"                    \
	    "me desabonner|veux plus recevoir|arrete de m envoyer|"            \
	    "plus de mails de|remove me from|sign me off|"                     \
	    "stop mails from|stop emails from|stop mail from|"                 \
	    "stop the mails|stop the emails")                                  \
	I(FLAG, 9, "suspicious|phishing|phish|scam|scams|fraud|fraudulent|"    \
	    "quarantine|verdachtig|verdachtige|verdachtigen|betrug|suspect|"   \
	    "suspects|suspecte|suspectes|arnaque|fraude|hameconnage|"          \
	    "sospechoso|sospechosos|estafa|estafas")                           \
	I(FLAG, 8, "high risk|risky|dangerous|gefahrlich|riskant|dangereux|"   \
	    "peligroso|peligrosos")                                            \
	I(FLAG, 8, "legit|legitimate|genuine|trustworthy|is it safe|"          \
	    "is this safe|can i trust|should i trust|fake|a trick|"            \
	    "vertrauenswurdig|de confiance|de fiar|falso|falsa")               \
	I(FLAG, 6, "flag|spoofed|malicious")                                   \
	I(FLAG, 9, "betrugerisch|betruger|betrugsversuch|gefalscht|"           \
	    "gefalschte|frauduleux|frauduleuse|escroquerie|escroc|"            \
	    "sketchy|fishy|spoof|dodgy|a con")                                 \
	I(FLAG, 8, "ist das echt|ist die echt|echt|serios|"                    \
	    "kann ich vertrauen|kann ich trauen|fiable|"                       \
	    "peux je faire confiance|est ce vrai|un piege|"                    \
	    "une arnaque|is it real|is this real|is that real")                \
	I(CLEAN, 9, "clean up|tidy up|declutter|clear out|aufraumen|nettoyer|" \
	    "nettoie|limpiar|limpia|get rid of")                               \
	I(CLEAN, 7, "clean|archive|archivieren|archiver|archivar|delete|"      \
	    "loschen|supprimer|supprime|borrar|borra|eliminar")                \
	I(CLEAN, 5, "remove|entfernen|trash")                                  \
	I(CLEAN, 9, "entrumple|entrumpeln|weg mit|fais le menage|"             \
	    "faire le menage|fais du tri|faire du tri|debarrasse moi|"         \
	    "vide ma boite|throw away|throw out|bin")                          \
	I(CLEAN, 7, "archiviere|archivier|losch|losche|wirf|archive les|"      \
	    "efface|effacer|range")                                            \
	I(CALENDAR, 8, "calendar|my schedule|upcoming|coming up|kalender|"     \
	    "termin|termine|terminen|anstehend|anstehende|anstehenden|"        \
	    "bevorstehend|bevorstehende|"                                      \
	    "calendrier|rendez vous|a venir|calendario|citas|agenda")          \
	I(CALENDAR, 6, "appointment|appointments|meeting|meetings|reunion|"    \
	    "reuniones|reunions|treffen")                                      \
	I(CALENDAR, 4, "schedule|scheduled|event|events|evento|eventos|"       \
	    "evenement|evenements|veranstaltung|veranstaltungen")              \
	I(CALENDAR, 8, "was steht an|steht diese woche an|steht heute an|"     \
	    "steht morgen an|besprechung|besprechungen|verabredung|"           \
	    "verabredungen|rendezvous|rdv|emploi du temps|"                    \
	    "ai je de prevu|j ai de prevu|de prevu|quoi de prevu|"             \
	    "my diary|planned|free on|busy on")                                \
	I(TASK, 9, "to do|todo|todos|action item|action items|my tasks|"       \
	    "remind me|erinnere mich|rappelle moi|recuerdame")                 \
	I(TASK, 8, "task|tasks|deadline|deadlines|aufgabe|aufgaben|frist|"     \
	    "fristen|fallig|fallige|tache|taches|echeance|echeances|tarea|"    \
	    "tareas|pendiente|pendientes|plazo|plazos")                        \
	I(TASK, 6, "due|overdue|uberfallig|vence|vencen|vencimiento")          \
	I(TASK, 9, "erinnere|erinner|to do liste|rappelle|pense bete|"         \
	    "a faire|zu tun|zu erledigen|have to do|must do|"                  \
	    "need to do|supposed to do|got to do|gotta do")                    \
	I(TASK, 8, "muss ich tun|muss ich machen|muss ich erledigen|"          \
	    "muss ich noch|was muss ich|muss ich zahlen|"                      \
	    "muss ich bezahlen|dois je faire|que dois je|"                     \
	    "je dois faire|dois je payer|have to pay|need to pay|"             \
	    "must i pay|a payer|bezahlen muss")                                \
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
	I(FOLLOW_UP, 10, "nudge|chase|chase up|chasing|ping|follow up with|"   \
	    "remind them|not replied|anyone not replied|"                      \
	    "still waiting|waiting on|left hanging|"                           \
	    "no word from|"                                                    \
	    "any word from|gone quiet|gone dark|ignored me|"                   \
	    "ignoring me|pending replies|waiting to hear|"                     \
	    "should i answer|should i reply|must i answer|"                    \
	    "forgot to answer|forgotten to answer|forgot to reply|"            \
	    "left unanswered|response from me|reply from me|"                  \
	    "answer from me")                                                  \
	I(FOLLOW_UP, 10, "not got back|t got back|not gotten back|"            \
	    "t gotten back|not written back|t written back|not write back|"    \
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
	I(FIND, 4, "how often|wie oft|combien de fois|gib mir|hast du|"        \
	    "habe ich|gibt es|welchen|welchem|wie lautet|wie hoch|wohin|"      \
	    "warum|was kostet|was schreibt|was schrieb|donne moi|"             \
	    "est ce que j ai|ai je|y a t il|pourquoi|c est quoi|quel est|"     \
	    "quelle est|montre moi|recherche|dis moi|can you tell me|"         \
	    "could you tell me|would you tell me|do you know")                 \
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
	I(SUMMARIZE, 3, "resume|brief|briefing|recent|recently|latest news")   \
	I(SUMMARIZE, 10, "fass|zusammengefasst|kurzfassung|resume les|"        \
	    "resume mes|resume moi|resume le|resume la|resume ce|resume l|"    \
	    "un resume|resumes moi|synthese|fais le point|faire le point|"     \
	    "recapitule|recapitulatif|bring me up to speed|up to speed|tl dr|" \
	    "in a nutshell|gist of|the gist")                                  \
	I(SUMMARIZE, 8, "was war los|was gab es|was ist passiert|"             \
	    "quelles nouvelles|les nouvelles")
