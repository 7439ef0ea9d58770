/* lexicon_mail.def.h - what ordinary mail says, in the languages of
 * lexicon.def.h. */
#define LEXICON_MAIL(L)                                                        \
	L(CODE, "verification code", "security code", "one time code",         \
	    "one time password", "one time passcode", "login code",            \
	    "sign in code", "confirmation code", "authentication code",        \
	    "passcode is", "your code is", "code is 000000", "0000 is your",   \
	    "000000 is your", "bestatigungscode", "sicherheitscode",           \
	    "verifizierungscode", "anmeldecode", "einmalcode",                 \
	    "einmalpasswort", "code de verification", "code de securite",      \
	    "code de connexion", "code de confirmation",                       \
	    "codigo de verificacion", "codigo de seguridad",                   \
	    "codigo de acceso")                                                \
	L(UNSUBSCRIBE_TEXT, "unsubscribe", "manage preferences",               \
	    "manage your preferences", "email preferences",                    \
	    "notification settings", "opt out", "view in browser",             \
	    "view this email in your browser", "you are receiving this",       \
	    "you're receiving this", "you received this email because",        \
	    "abmelden", "abbestellen", "newsletter abbestellen",               \
	    "im browser ansehen", "sie erhalten diese", "se desabonner",       \
	    "se desinscrire", "desinscription", "desabonnement",               \
	    "voir dans le navigateur", "vous recevez", "darse de baja",        \
	    "cancelar suscripcion", "cancelar la suscripcion",                 \
	    "ver en el navegador", "dar de baja")                              \
	L(SAYS_REJECTION, "not to move forward", "not be moving forward",      \
	    "not to proceed", "not be proceeding", "decided not to move",      \
	    "not moving forward", "won't be moving forward",                   \
	    "move forward with other candidates",                              \
	    "moving forward with other candidates",                            \
	    "proceed with other candidates", "pursue other candidates",        \
	    "another candidate", "other applicants",                           \
	    "other candidates whose", "unable to offer you",                   \
	    "unable to progress your", "application has been unsuccessful",    \
	    "application was unsuccessful", "has not been successful",         \
	    "not been selected", "not selected for", "were not selected",      \
	    "we regret to inform", "position has been filled",                 \
	    "role has been filled", "we have decided to go",                   \
	    "decided to go with another", "not the right fit",                 \
	    "no longer under consideration", "no longer being considered",     \
	    "wish you success in your search", "absage", "leider mitteilen",   \
	    "leider nicht berucksichtigen", "leider nicht",                    \
	    "fur einen anderen kandidaten", "fur andere bewerber",             \
	    "fur eine andere kandidatin", "anderweitig besetzt",               \
	    "fur ihren weiteren berufsweg", "nicht in die engere auswahl",     \
	    "pas retenu", "pas ete retenue", "n'a pas ete retenue",            \
	    "ne pas donner suite", "pas donner une suite favorable",           \
	    "suite favorable", "d'autres candidats", "au regret de",           \
	    "poste a ete pourvu", "no ha sido seleccionado",                   \
	    "no ha sido seleccionada", "no continuar con",                     \
	    "otros candidatos", "lamentamos informarle",                       \
	    "lamentamos comunicarle", "hemos decidido no",                     \
	    "no seguir adelante")                                              \
	L(SAYS_INTERVIEW, "invite you to an interview",                        \
	    "invite you for an interview", "interview invitation",             \
	    "schedule an interview", "schedule your interview",                \
	    "schedule a call", "phone screen", "phone interview",              \
	    "video interview", "technical interview", "onsite interview",      \
	    "on site interview", "final interview", "first interview",         \
	    "second interview", "next round", "interview confirmation",        \
	    "interview is confirmed", "your interview", "interview with",      \
	    "interview process", "interview slot", "hiring manager",           \
	    "your availability", "book a time", "coding challenge",            \
	    "take home assignment", "vorstellungsgesprach",                    \
	    "bewerbungsgesprach", "kennenlerngesprach", "telefoninterview",    \
	    "zum gesprach einladen", "zum interview einladen",                 \
	    "personlich kennenlernen", "gesprachstermin",                      \
	    "entretien d'embauche", "entretien telephonique",                  \
	    "entretien technique", "un entretien", "votre entretien",          \
	    "vos disponibilites", "echanger avec vous", "una entrevista",      \
	    "entrevista de trabajo", "entrevista tecnica",                     \
	    "entrevista telefonica", "su entrevista", "tu entrevista",         \
	    "su disponibilidad", "tu disponibilidad")                          \
	L(SAYS_OFFER, "offer letter", "job offer", "offer of employment",      \
	    "pleased to offer you", "delighted to offer you",                  \
	    "happy to offer you", "excited to offer you", "extend an offer",   \
	    "extend you an offer", "formal offer", "employment contract",      \
	    "starting salary", "signing bonus", "sign on bonus",               \
	    "compensation package", "accept the offer", "accept this offer",   \
	    "your offer", "welcome to the team", "arbeitsvertrag",             \
	    "vertragsangebot", "jobangebot", "stelle anbieten", "zusage",      \
	    "gehaltsangebot", "proposition d'embauche",                        \
	    "promesse d'embauche", "offre d'embauche", "contrat de travail",   \
	    "vous proposer le poste", "oferta de empleo", "carta de oferta",   \
	    "oferta laboral", "contrato de trabajo", "ofrecerle el puesto",    \
	    "ofrecerte el puesto")                                             \
	L(SAYS_RECEIVED, "received your application", "application received",  \
	    "application has been received", "application was received",       \
	    "thank you for applying", "thanks for applying",                   \
	    "thank you for your application", "thanks for your application",   \
	    "application submitted", "application has been submitted",         \
	    "your application was sent", "successfully applied",               \
	    "successfully submitted your application",                         \
	    "review your application", "reviewing your application",           \
	    "confirm receipt of your application", "eingangsbestatigung",      \
	    "ihre bewerbung erhalten", "deine bewerbung erhalten",             \
	    "ihre bewerbung ist eingegangen", "bewerbung eingegangen",         \
	    "danke fur ihre bewerbung", "dank fur ihre bewerbung",             \
	    "danke fur deine bewerbung", "eingang ihrer bewerbung",            \
	    "bien recu votre candidature", "accuse de reception",              \
	    "candidature a bien ete", "reception de votre candidature",        \
	    "merci pour votre candidature", "recibido tu solicitud",           \
	    "recibido su solicitud", "recibido su candidatura",                \
	    "recibido tu candidatura", "gracias por tu candidatura",           \
	    "gracias por su candidatura", "hemos recibido tu")                 \
	L(SAYS_BILL, "amount due", "payment due", "balance due",               \
	    "invoice attached", "your invoice", "invoice number",              \
	    "your bill", "your statement", "total due", "please pay",          \
	    "payment reminder", "past due", "overdue", "outstanding balance",  \
	    "minimum payment", "due date", "direct debit", "rechnung",         \
	    "ihre rechnung", "rechnungsbetrag", "zahlbar bis",                 \
	    "zahlungserinnerung", "mahnung", "falliger betrag",                \
	    "lastschrift", "wird abgebucht", "facture", "votre facture",       \
	    "montant a payer", "a regler", "echeance", "prelevement",          \
	    "su factura", "tu factura", "importe a pagar", "vencimiento",      \
	    "recibo de la luz", "domiciliado")                                 \
	L(SAYS_RECEIPT, "your receipt", "receipt from", "payment received",    \
	    "thank you for your payment", "order confirmation", "your order",  \
	    "order number", "thank you for your order",                        \
	    "thanks for your order", "has shipped", "has been shipped",        \
	    "your purchase", "payment confirmation", "order has been",         \
	    "out for delivery", "was delivered", "refund",                     \
	    "bestellbestatigung", "ihre bestellung", "deine bestellung",       \
	    "zahlungsbestatigung", "zahlung erhalten", "kaufbeleg",            \
	    "quittung", "versandbestatigung", "confirmation de commande",      \
	    "votre commande", "votre recu", "paiement recu",                   \
	    "confirmation de paiement", "votre achat",                         \
	    "confirmacion de pedido", "tu pedido", "su pedido", "tu compra",   \
	    "pago recibido", "recibo de pago")                                 \
	L(SAYS_SALE, "shop now", "buy now", "order now", "free shipping",      \
	    "limited time", "promo code", "coupon", "discount code",           \
	    "sale ends", "ends tonight", "off everything", "black friday",     \
	    "cyber monday", "new arrivals", "best sellers", "save up to",      \
	    "exclusive offer", "special offer", "off your next",               \
	    "up to 00 off", "00 off", "jetzt kaufen", "jetzt sparen",          \
	    "rabatt", "gutschein", "gutscheincode", "angebot endet",           \
	    "versandkostenfrei", "jetzt shoppen", "nur bis", "code promo",     \
	    "livraison gratuite", "livraison offerte", "profitez", "soldes",   \
	    "de reduction", "offre exclusive", "compra ahora",                 \
	    "envio gratis", "descuento", "codigo promocional", "rebajas",      \
	    "oferta exclusiva")                                                \
	L(ASKS_REPLY, "let me know", "let us know", "please reply",            \
	    "please respond", "get back to me", "get back to us",              \
	    "please confirm", "can you confirm", "could you confirm",          \
	    "looking forward to your reply", "looking forward to hearing",     \
	    "look forward to hearing", "what do you think", "can you please",  \
	    "could you please", "would you be", "are you interested",          \
	    "are you free", "are you available", "does that work",             \
	    "would that work", "when are you", "please send", "please share",  \
	    "please advise", "rsvp", "your thoughts", "your availability",     \
	    "give me a call", "hear from you", "waiting for your",             \
	    "bitte melden", "melde dich", "gib bescheid",                      \
	    "geben sie bescheid", "bitte bestatigen", "kannst du",             \
	    "konnen sie", "konnten sie", "konntest du", "passt ihnen",         \
	    "passt dir", "passt es", "haben sie interesse", "ruckmeldung",     \
	    "bitte antworten", "bitte teilen sie", "uber ihre antwort",        \
	    "merci de confirmer", "pouvez vous", "peux tu", "pourriez vous",   \
	    "tiens moi au courant", "tenez moi", "dans l'attente de",          \
	    "merci de me", "merci de nous", "qu'en penses tu",                 \
	    "votre retour", "ton retour", "etes vous disponible",              \
	    "es tu disponible", "confirmez nous", "por favor confirma",        \
	    "por favor confirme", "puedes", "podrias", "podria",               \
	    "puede usted", "me avisas", "avisame", "dime si",                  \
	    "que te parece", "quedo a la espera", "espero tu respuesta",       \
	    "espero su respuesta", "te interesa", "le interesa",               \
	    "te viene bien", "le viene bien")                                  \
	L(SAYS_NO_REPLY, "do not reply", "don't reply",                        \
	    "please do not reply", "not monitored", "cannot receive replies",  \
	    "unmonitored", "no need to reply", "no reply needed",              \
	    "nicht antworten", "antworten sie nicht",                          \
	    "automatisch generierte", "automatisch erstellt",                  \
	    "ne pas repondre", "merci de ne pas", "message automatique",       \
	    "no responda", "no respondas", "mensaje automatico",               \
	    "this is an automated", "automated message",                       \
	    "automatically generated")
