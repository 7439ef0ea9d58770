/* phrases.def.h - what a draft says, by what is wanted, language and whether
 * it is polite (Sie, vous, Dear Ms).
 *
 * P(kind, language, polite, "text"): %s is the subject, %w when the mail's
 * event takes place, or "[date]". What only the person knows is in [brackets].
 */
#define REPLY_PHRASES(P)                                                       \
	P(ACCEPT, EN, false, "yes, %w works for me. Looking forward to it.")   \
	P(ACCEPT, EN, true, "I am happy to confirm %w.")                       \
	P(ACCEPT, DE, false, "ja, %w passt mir gut. Ich freue mich.")          \
	P(ACCEPT, DE, true, "gerne bestätige ich %w.")                         \
	P(ACCEPT, FR, false, "oui, %w me convient.")                           \
	P(ACCEPT, FR, true, "je vous confirme %w.")                            \
	P(DECLINE, EN, false,                                                  \
	    "thanks for asking, but I have to say no this time. [reason]")     \
	P(DECLINE, EN, true,                                                   \
	    "thank you for your message. Unfortunately I have to decline. "    \
	    "[reason]")                                                        \
	P(DECLINE, DE, false,                                                  \
	    "danke für die Nachricht, aber diesmal muss ich absagen. [Grund]") \
	P(DECLINE, DE, true,                                                   \
	    "vielen Dank für Ihre Nachricht. Leider muss ich absagen. "        \
	    "[Grund]")                                                         \
	P(DECLINE, FR, false,                                                  \
	    "merci pour ton message, mais cette fois je dois refuser. "        \
	    "[raison]")                                                        \
	P(DECLINE, FR, true,                                                   \
	    "merci pour votre message. Malheureusement, je dois décliner. "    \
	    "[raison]")                                                        \
	P(OTHER_TIME, EN, false,                                               \
	    "%w does not work for me. Could we do [another time] instead?")    \
	P(OTHER_TIME, EN, true,                                                \
	    "unfortunately %w does not suit me. Would [another time] be "      \
	    "possible?")                                                       \
	P(OTHER_TIME, DE, false,                                               \
	    "%w klappt bei mir leider nicht. Ginge auch [anderer Termin]?")    \
	P(OTHER_TIME, DE, true,                                                \
	    "leider ist mir %w nicht möglich. Wäre auch [anderer Termin] "     \
	    "möglich?")                                                        \
	P(OTHER_TIME, FR, false,                                               \
	    "%w ne me convient pas. On pourrait faire [autre date] ?")         \
	P(OTHER_TIME, FR, true,                                                \
	    "malheureusement, %w ne me convient pas. Serait-il possible de "   \
	    "prévoir [autre date] ?")                                          \
	P(THANK, EN, false, "thanks for your message, I appreciate it.")       \
	P(THANK, EN, true, "thank you very much for your message.")            \
	P(THANK, DE, false, "danke für deine Nachricht!")                      \
	P(THANK, DE, true, "vielen Dank für Ihre Nachricht.")                  \
	P(THANK, FR, false, "merci beaucoup pour ton message.")                \
	P(THANK, FR, true, "je vous remercie de votre message.")               \
	P(FOLLOW_UP, EN, false,                                                \
	    "just following up on my message about \"%s\". Any news?")         \
	P(FOLLOW_UP, EN, true,                                                 \
	    "I would like to follow up on my message about \"%s\". I would "   \
	    "be grateful for a short answer.")                                 \
	P(FOLLOW_UP, DE, false,                                                \
	    "ich wollte kurz nach meiner Nachricht \"%s\" fragen. Gibt es "    \
	    "etwas Neues?")                                                    \
	P(FOLLOW_UP, DE, true,                                                 \
	    "ich möchte an meine Nachricht \"%s\" erinnern und freue mich "    \
	    "über eine kurze Antwort.")                                        \
	P(FOLLOW_UP, FR, false,                                                \
	    "je reviens vers toi au sujet de \"%s\". As-tu des nouvelles ?")   \
	P(FOLLOW_UP, FR, true,                                                 \
	    "je me permets de revenir vers vous au sujet de \"%s\". Une "      \
	    "courte réponse me serait très utile.")                            \
	P(RECEIPT, EN, false, "got it, thanks. I will get back to you [when].") \
	P(RECEIPT, EN, true,                                                   \
	    "I confirm that I have received your message and will reply "      \
	    "[when].")                                                         \
	P(RECEIPT, DE, false, "ist angekommen, danke. Ich melde mich [wann].") \
	P(RECEIPT, DE, true,                                                   \
	    "ich bestätige den Eingang Ihrer Nachricht und melde mich "        \
	    "[wann].")                                                         \
	P(RECEIPT, FR, false, "bien reçu, merci. Je te réponds [quand].")      \
	P(RECEIPT, FR, true,                                                   \
	    "j'ai bien reçu votre message et vous répondrai [quand].")         \
	P(STATUS, EN, false, "how are things with \"%s\"?")                    \
	P(STATUS, EN, true,                                                    \
	    "could you please let me know the current status of \"%s\"?")      \
	P(STATUS, DE, false, "wie ist der Stand bei \"%s\"?")                  \
	P(STATUS, DE, true,                                                    \
	    "könnten Sie mir bitte den aktuellen Stand zu \"%s\" mitteilen?")  \
	P(STATUS, FR, false, "où en est-on pour \"%s\" ?")                     \
	P(STATUS, FR, true,                                                    \
	    "pourriez-vous m'indiquer où en est \"%s\" ?")                     \
	P(ANSWER, EN, false, "thanks for your message.")                       \
	P(ANSWER, EN, true, "thank you for your message.")                     \
	P(ANSWER, DE, false, "danke für deine Nachricht.")                     \
	P(ANSWER, DE, true, "vielen Dank für Ihre Nachricht.")                 \
	P(ANSWER, FR, false, "merci pour ton message.")                        \
	P(ANSWER, FR, true, "merci pour votre message.")
