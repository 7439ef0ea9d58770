/* lexicon.def.h - phrases that are signals by themselves, mostly English,
 * French, German, Spanish, Portuguese and Italian, folded (lower case, no accents), at most six
 * words. L(SIGNAL, "phrase", "phrase", ...)
 */
#define LEXICON(L)                                                             \
	L(CALL_US, "call us at", "call us on", "call our", "call now",         \
	    "please call", "ring us", "contact us at", "helpline number",      \
	    "toll free", "support number", "customer care number",             \
	    "call immediately", "reach us at", "dispute this charge",          \
	    "cancel this order", "cancel the order",                           \
	    "cancel your subscription call", "if you did not authorize",       \
	    "if you didn't authorize", "not authorized by you",                \
	    "has been renewed", "will be debited",                             \
	    "will be charged today", "charged today", "auto renewal",          \
	    "auto renewed", "rufen sie uns", "appelez le", "llame al",         \
	    "ligue para")                                                      \
	L(SCAN_CODE, "scan the qr", "scan the code", "scan the barcode",       \
	    "scan this code", "scan this qr", "qr code below",                 \
	    "qr code attached", "scan with your phone", "scan below",          \
	    "qr code scannen", "scannen sie", "scannez le", "scannez ce",      \
	    "escanea el", "escanee el", "escaneie o")                          \
	L(CONSENT, "accept the permissions", "requested permissions",          \
	    "grant access", "grant permission", "allow access",                \
	    "allow the app", "authorize the app", "authorise the app",         \
	    "approve the app", "permissions requested", "consent to the",      \
	    "mail reader")                                                     \
	L(CREDENTIALS, "verify your account", "verify your identity",          \
	    "confirm your identity", "confirm your account",                   \
	    "confirm your password", "update your payment",                    \
	    "update your billing", "update your account",                      \
	    "update your information", "validate your account",                \
	    "verify your information", "verify your details",                  \
	    "confirm your details", "verify your email",                       \
	    "login to your account", "log in to your account",                 \
	    "sign in to your account", "enter your password",                  \
	    "your recovery phrase", "seed phrase", "wallet verification",      \
	    "verify your wallet", "keep the same password",                    \
	    "keep same password", "keep current password",                     \
	    "re confirm your", "reactivate your account",                      \
	    "restore your account", "restore access", "unlock your account",   \
	    "card number and", "social security number",                       \
	    "bestatigen sie ihre daten", "bestatigen sie ihr konto",           \
	    "verifizieren sie ihr konto", "daten aktualisieren",               \
	    "konto bestatigen", "identitat bestatigen", "konto verifizieren",  \
	    "melden sie sich an um", "confirmez votre identite",               \
	    "verifiez votre compte", "mettre a jour vos informations",         \
	    "mettez a jour vos coordonnees", "confirmer vos informations",     \
	    "mise a jour de vos informations", "actualiser votre dossier",     \
	    "verifique su cuenta", "confirme su identidad",                    \
	    "actualice sus datos", "actualizar sus datos",                     \
	    "verificar su identidad", "confirme seus dados",                   \
	    "atualize seus dados", "verifica il tuo account",                  \
	    "verify your mailbox", "validate your mailbox",         \
	    "validate your email", "confirm your email password",              \
	    "confirm your card", "confirm your card details",                  \
	    "confirm your wallet", "connect your wallet",                      \
	    "update your card", "update your payment details",                 \
	    "update payment", "update billing", "update your details",         \
	    "update your profile", "re validate", "revalidate",                \
	    "re verify", "reverify your", "recovery phrase",                   \
	    "secret phrase", "private key", "twelve words", "12 word",         \
	    "24 word", "your pin", "account verification",                     \
	    "identity verification", "complete the verification",              \
	    "verification required", "verification form",                      \
	    "sign in to view", "sign in to continue", "login to view",         \
	    "log in to view", "login to continue",                             \
	    "use your email and password", "email and password",               \
	    "password to view", "card details", "card number",                 \
	    "bank details below", "account details", "migrate your",           \
	    "upgrade your mailbox", "upgrade your account",                    \
	    "retrieve your messages", "release your messages",                 \
	    "release to inbox", "release messages", "keep my password",        \
	    "keep password", "kontodaten", "kartendaten", "zugangsdaten",      \
	    "daten bestatigen", "bestatigen sie ihre identitat",               \
	    "verifizierung", "aktualisieren sie ihre", "legitimieren",         \
	    "vos coordonnees bancaires", "vos informations personnelles",      \
	    "coordonnees bancaires", "confirmer votre identite",               \
	    "actualisez vos", "mettre a jour votre",                           \
	    "mettez a jour votre", "renseignez vos",                           \
	    "sus datos bancarios", "verifique sus", "verificar sus datos",     \
	    "confirme sus datos", "actualice su", "actualizar su cuenta",      \
	    "datos de su tarjeta", "verificar su cuenta", "atualize seu",      \
	    "atualizar seus dados", "atualize os seus dados",                  \
	    "confirmar seus dados", "confirme os seus dados",                  \
	    "atualizacao cadastral", "atualizacao de seguranca",               \
	    "token expirou", "seu token", "senha expira",                      \
	    "verifichi i suoi dati", "conferma i tuoi dati",                   \
	    "aggiorna i tuoi dati", "verifica la tua",                         \
	    "gegevens bijwerken", "bevestig uw", "verifieer uw")               \
	L(THREAT, "account suspended", "account has been suspended",           \
	    "account will be suspended", "account has been limited",           \
	    "account has been locked", "account is locked",                    \
	    "account will be closed", "account will be deleted",               \
	    "account will be deactivated", "account has been disabled",        \
	    "account on hold", "unusual activity", "suspicious activity",      \
	    "unauthorized transaction", "unauthorized access",                 \
	    "permanently deleted", "will be terminated", "access restricted",  \
	    "has been restricted", "will be restricted", "limited access",     \
	    "mailbox is full", "mailbox is almost full", "storage is full",    \
	    "storage is almost full", "quota exceeded", "exceeded your quota", \
	    "messages are pending", "undelivered messages",                    \
	    "pending messages", "incoming messages", "password expires",       \
	    "password will expire", "password has expired",                    \
	    "password is about to expire", "delivery failed because",          \
	    "could not be delivered", "legal action", "final notice",          \
	    "photos will be deleted", "subscription has expired",              \
	    "konto gesperrt", "konto wurde gesperrt", "konto eingeschrankt",   \
	    "konto wird gesperrt", "ungewohnliche aktivitat",                  \
	    "vorubergehend gesperrt", "zugang gesperrt",                       \
	    "paket konnte nicht zugestellt", "compte suspendu",                \
	    "compte est suspendu", "compte a ete suspendu",                    \
	    "compte sera suspendu", "compte bloque", "acces limite",           \
	    "activite inhabituelle", "sera desactive", "sera suspendu",        \
	    "n'a pas pu etre livre", "cuenta suspendida",                      \
	    "cuenta ha sido suspendida", "cuenta sera suspendida",             \
	    "cuenta bloqueada", "actividad inusual", "acceso limitado",        \
	    "conta suspensa", "conta bloqueada",                               \
	    "will be disabled", "has been disabled",                     \
	    "will be locked", "has been locked", "will be blocked",            \
	    "has been blocked", "temporarily locked",                          \
	    "temporarily suspended", "temporarily limited",                    \
	    "temporarily restricted", "permanently closed",                    \
	    "permanently suspended", "permanently disabled",                   \
	    "permanently locked", "will be shut down", "will be erased",       \
	    "lose access", "loss of access", "avoid suspension",               \
	    "avoid interruption", "avoid losing", "avoid deactivation",        \
	    "avoid closure", "unusual sign in", "unusual login",               \
	    "unusual signin", "suspicious sign in", "suspicious login",        \
	    "sign in attempt", "unrecognized device",                          \
	    "unauthorized login", "someone tried to", "payment declined",      \
	    "payment was declined", "payment failed",                          \
	    "payment has failed", "could not process your payment",            \
	    "couldn't process your payment",                                   \
	    "unable to process your payment", "unable to bill",                \
	    "problem with your payment", "billing problem",                    \
	    "billing issue", "membership expired",                             \
	    "membership has expired", "subscription expired",                  \
	    "will expire today", "expires soon", "storage limit",              \
	    "almost full", "out of storage", "running out of storage",         \
	    "package is waiting", "parcel is waiting",                         \
	    "package could not", "delivery attempt", "attempted delivery",     \
	    "missed delivery", "customs fee", "shipping fee",                  \
	    "unpaid customs", "delivery fee", "pending delivery",              \
	    "undelivered package", "account is at risk", "viruses",            \
	    "virus detected", "infected", "quarantined messages",              \
	    "messages are held", "emails are held",                            \
	    "deactivation request", "termination request",                     \
	    "request to deactivate", "copyright infringement",                 \
	    "violation of our", "page will be", "legal proceedings",           \
	    "warrant", "gesperrt", "wird gesperrt", "eingeschrankt",           \
	    "lauft ab", "ablaufen", "sperrung", "zollgebuhr",                  \
	    "zahlung fehlgeschlagen", "bloque", "bloquee", "suspendu",         \
	    "suspension de votre", "sera ferme", "sera supprime",              \
	    "frais de livraison", "frais de douane",                           \
	    "en attente de livraison", "colis en attente", "bloqueada",        \
	    "bloqueado", "suspendida", "sera bloqueada", "sera cerrada",       \
	    "retenido en aduana", "pago rechazado", "foi bloqueada",           \
	    "foi bloqueado", "sera bloqueado", "sera cancelado",               \
	    "sera cancelada", "sera suspensa", "expiram hoje",                 \
	    "vao expirar", "ultimo aviso", "acesso suspeito",                  \
	    "atividade suspeita", "pendencia", "debito em aberto",             \
	    "negativacao", "intimacao", "bloccato", "sospeso", "limitato",     \
	    "in giacenza", "geblokkeerd", "opgeschort", "verloopt")            \
	L(URGENT, "within 24 hours", "within 48 hours", "within 00 hours",     \
	    "immediately", "urgent", "act now", "as soon as possible",         \
	    "last chance", "final reminder", "last reminder", "expires today", \
	    "action required", "immediate action", "asap", "last warning",     \
	    "dringend", "sofort", "umgehend", "letzte mahnung",                \
	    "letzte erinnerung", "immediatement", "urgence",                   \
	    "sous 00 heures", "dernier rappel", "dans les plus brefs delais",  \
	    "urgente", "inmediatamente", "ultimo aviso", "cuanto antes")       \
	L(MONEY_BAIT, "you have won", "you've won", "lottery",                 \
	    "inheritance", "next of kin", "unclaimed", "million dollars",      \
	    "million usd", "atm card", "compensation fund", "donation of",     \
	    "business proposal", "investment proposal", "guaranteed income",   \
	    "earn money", "make money", "work from home and earn",             \
	    "extra income", "double your", "risk free", "100 free",            \
	    "claim your prize", "claim your reward", "your reward",            \
	    "you have been selected", "you have been chosen",                  \
	    "congratulations you", "exclusive reward", "free gift",            \
	    "bitcoin profit", "bitcoin trading", "crypto investment",          \
	    "beneficiary", "strictly confidential", "late husband",            \
	    "deceased client", "gewonnen", "sie wurden ausgewahlt",            \
	    "herzlichen gluckwunsch sie", "ihr gewinn", "gewinnspiel",         \
	    "vous avez gagne", "vous avez ete selectionne",                    \
	    "votre recompense", "heritage", "usted ha ganado", "ha ganado",    \
	    "ha sido seleccionado", "herencia", "loteria", "parabens voce",    \
	    "you are the winner", "lucky winner", "winner of",       \
	    "you were selected", "you have been randomly selected",            \
	    "chosen to receive", "you've been chosen",                         \
	    "selected to receive", "answer a short survey",                    \
	    "short survey", "complete the survey", "take the survey",          \
	    "claim it now", "claim your", "claim now", "claim here",           \
	    "your gift", "gift awaits", "loyalty reward", "reward points",     \
	    "points expire", "redeem your points", "redeem now",               \
	    "cash prize", "usd has been", "btc has been", "withdraw your",     \
	    "your withdrawal", "pending withdrawal", "your balance of",        \
	    "airdrop", "free spins", "million euros", "million pounds",        \
	    "trust fund", "charity project", "business partnership",           \
	    "inheritance fund", "compensation payment", "your fund",           \
	    "fund transfer", "release of your fund",                           \
	    "resgate seus pontos", "resgate agora", "pontos expiram",          \
	    "sorteo", "sorteado", "hai vinto", "buono regalo",                 \
	    "carta regalo", "ha sido elegido", "reclame su premio",            \
	    "vous avez ete choisi", "reclamez votre",                          \
	    "gutschein gewonnen", "sie haben gewonnen")                        \
	L(EXTORTION, "bitcoin wallet", "bitcoin address", "btc address",       \
	    "btc wallet", "i recorded you", "recorded you", "your webcam",     \
	    "your device was hacked", "your contacts will", "you pervert",     \
	    "ihre webcam", "ihr gerat gehackt", "votre webcam",                \
	    "su camara web", "hacked your device",                             \
	    "have access to your device", "full access to your",               \
	    "spyware on", "to all your contacts", "send the video",            \
	    "release the video", "video of you", "bitcoins to",                \
	    "transfer bitcoin", "zugriff auf ihr gerat",                       \
	    "ihr gerat infiziert", "in bitcoin zu",                            \
	    "acces a votre appareil", "pirate votre", "he hackeado",           \
	    "acceso a su dispositivo", "seus dispositivos", "взломал",         \
	    "видео с вами")                                                    \
	L(SHAME, "i hacked", "adult sites", "embarrassing", "trojan",          \
	    "adult websites", "porn", "pornographic", "hacked your",           \
	    "infected your", "your operating system", "installed malware",     \
	    "satisfying yourself", "masturbating", "in bitcoin", "in btc",     \
	    "pegasus", "hackeado", "hackerato", "ウイルス", "ビットコイン", "比特币",       \
	    "биткоин", "invadi")                                               \
	L(GIFT_CARD, "gift cards", "gift card codes", "itunes card",           \
	    "steam card", "google play card", "wire transfer", "are you available", \
	    "are you at your desk", "western union", "moneygram",              \
	    "change of bank details", "new bank details",                      \
	    "changed our bank account", "update my direct deposit",            \
	    "geschenkkarten", "neue bankverbindung", "cartes cadeaux",         \
	    "nouveau rib", "nouvelles coordonnees bancaires",                  \
	    "tarjetas de regalo", "nuevos datos bancarios",                    \
	    "i'm in a meeting", "in a meeting right now",             \
	    "quick task", "run a task", "do me a favor", "do me a favour",     \
	    "need a favor", "need a favour", "apple cards",                    \
	    "amazon cards", "store vouchers", "scratch the back",              \
	    "scratch them", "your cell number", "your cell phone number",      \
	    "your mobile number", "text me your number", "change my bank",     \
	    "change my direct deposit", "update my bank",                      \
	    "payroll information", "new account details",                      \
	    "new bank account", "our bank account has changed",                \
	    "remit payment", "neue kontonummer",                               \
	    "geanderte bankverbindung")                                        \
	L(CODE, "verification code", "security code", "one time code",         \
	    "one time password", "one time passcode", "login code",            \
	    "sign in code", "confirmation code", "authentication code",        \
	    "passcode is", "your code is", "code is 000000", "0000 is your",   \
	    "000000 is your", "bestatigungscode", "sicherheitscode",           \
	    "verifizierungscode", "anmeldecode", "einmalcode", "einmalpasswort", \
	    "code de verification", "code de securite", "code de connexion",   \
	    "code de confirmation", "codigo de verificacion",                  \
	    "codigo de seguridad", "codigo de acceso")                         \
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
	    "another candidate", "other applicants", "other candidates whose", \
	    "unable to offer you", "unable to progress your",                  \
	    "application has been unsuccessful", "application was unsuccessful", \
	    "has not been successful", "not been selected",                    \
	    "not selected for", "were not selected", "we regret to inform",    \
	    "position has been filled", "role has been filled",                \
	    "we have decided to go", "decided to go with another",             \
	    "not the right fit", "no longer under consideration",              \
	    "no longer being considered", "wish you success in your search",   \
	    "absage", "leider mitteilen", "leider nicht berucksichtigen",      \
	    "leider nicht", "fur einen anderen kandidaten",                    \
	    "fur andere bewerber", "fur eine andere kandidatin",               \
	    "anderweitig besetzt", "fur ihren weiteren berufsweg",             \
	    "nicht in die engere auswahl", "pas retenu", "pas ete retenue",    \
	    "n'a pas ete retenue", "ne pas donner suite",                      \
	    "pas donner une suite favorable", "suite favorable",               \
	    "d'autres candidats", "au regret de", "poste a ete pourvu",        \
	    "no ha sido seleccionado", "no ha sido seleccionada",              \
	    "no continuar con", "otros candidatos", "lamentamos informarle",   \
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
	    "happy to offer you", "excited to offer you",                      \
	    "extend an offer", "extend you an offer", "formal offer",          \
	    "employment contract", "starting salary", "signing bonus",         \
	    "sign on bonus", "compensation package", "accept the offer",       \
	    "accept this offer", "your offer", "welcome to the team",          \
	    "arbeitsvertrag", "vertragsangebot", "jobangebot",                 \
	    "stelle anbieten", "zusage", "gehaltsangebot",                     \
	    "proposition d'embauche", "promesse d'embauche",                   \
	    "offre d'embauche", "contrat de travail", "vous proposer le poste", \
	    "oferta de empleo", "carta de oferta", "oferta laboral",           \
	    "contrato de trabajo", "ofrecerle el puesto",                      \
	    "ofrecerte el puesto")                                             \
	L(SAYS_RECEIVED, "received your application",                          \
	    "application received", "application has been received",           \
	    "application was received", "thank you for applying",              \
	    "thanks for applying", "thank you for your application",           \
	    "thanks for your application", "application submitted",            \
	    "application has been submitted", "your application was sent",     \
	    "successfully applied", "successfully submitted your application", \
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
	    "zahlungserinnerung", "mahnung", "falliger betrag", "lastschrift", \
	    "wird abgebucht", "facture", "votre facture",                      \
	    "montant a payer", "a regler", "echeance", "prelevement",          \
	    "su factura", "tu factura", "importe a pagar", "vencimiento",      \
	    "recibo de la luz", "domiciliado")                                 \
	L(SAYS_RECEIPT, "your receipt", "receipt from", "payment received",    \
	    "thank you for your payment", "order confirmation",                \
	    "your order", "order number", "thank you for your order",          \
	    "thanks for your order", "has shipped", "has been shipped",        \
	    "your purchase", "payment confirmation", "order has been",         \
	    "out for delivery", "was delivered", "refund", "bestellbestatigung", \
	    "ihre bestellung", "deine bestellung", "zahlungsbestatigung",      \
	    "zahlung erhalten", "kaufbeleg", "quittung", "versandbestatigung", \
	    "confirmation de commande", "votre commande", "votre recu",        \
	    "paiement recu", "confirmation de paiement", "votre achat",        \
	    "confirmacion de pedido", "tu pedido", "su pedido",                \
	    "tu compra", "pago recibido", "recibo de pago")                    \
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
	    "would that work", "when are you", "please send",                  \
	    "please share", "please advise", "rsvp", "your thoughts",          \
	    "your availability", "give me a call", "hear from you",            \
	    "waiting for your", "bitte melden", "melde dich", "gib bescheid",  \
	    "geben sie bescheid", "bitte bestatigen", "kannst du",             \
	    "konnen sie", "konnten sie", "konntest du", "passt ihnen",         \
	    "passt dir", "passt es", "haben sie interesse", "ruckmeldung",     \
	    "bitte antworten", "bitte teilen sie", "uber ihre antwort",        \
	    "merci de confirmer", "pouvez vous", "peux tu",                    \
	    "pourriez vous", "tiens moi au courant", "tenez moi",              \
	    "dans l'attente de", "merci de me", "merci de nous",               \
	    "qu'en penses tu", "votre retour", "ton retour",                   \
	    "etes vous disponible", "es tu disponible", "confirmez nous",      \
	    "por favor confirma", "por favor confirme", "puedes",              \
	    "podrias", "podria", "puede usted", "me avisas", "avisame",        \
	    "dime si", "que te parece", "quedo a la espera",                   \
	    "espero tu respuesta", "espero su respuesta", "te interesa",       \
	    "le interesa", "te viene bien", "le viene bien")                   \
	L(SAYS_NO_REPLY, "do not reply", "don't reply", "please do not reply", \
	    "not monitored", "cannot receive replies", "unmonitored",          \
	    "no need to reply", "no reply needed", "nicht antworten",          \
	    "antworten sie nicht", "automatisch generierte",                   \
	    "automatisch erstellt", "ne pas repondre", "merci de ne pas",      \
	    "message automatique", "no responda", "no respondas",              \
	    "mensaje automatico", "this is an automated",                      \
	    "automated message", "automatically generated")                    \
	L(CLICK, "click here", "click below", "click the link",    \
	    "click the button", "click on the link", "follow the link",        \
	    "tap here", "klicken sie hier", "hier klicken", "klicken sie",     \
	    "cliquez ici", "cliquez sur", "haga clic", "haz clic",             \
	    "pulse aqui", "clique aqui", "clicca qui", "log in now",           \
	    "verify now", "update now", "confirm now", "review now",           \
	    "track your", "view document", "view message", "open document",    \
	    "view invoice", "jetzt bestatigen", "jetzt aktualisieren",         \
	    "jetzt verifizieren", "confirmer maintenant", "klik hier",         \
	    "schedule delivery", "pay now", "continue", "get started",         \
	    "learn more", "unsubscribe here", "claim now",                     \
	    "click to", "tap to", "press the button",                     \
	    "use the button", "use the link", "using the link",                \
	    "follow this link", "visit the link", "access here",               \
	    "access now", "confirm here", "verify here", "update here",        \
	    "sign in now", "sign in here", "login now", "login here",          \
	    "log in here", "claim here", "redeem", "check activity",           \
	    "review activity", "view details", "view file",                    \
	    "view documents", "open file", "baixar", "acessar", "acesse",      \
	    "clique no", "visualizar", "confira", "accedi", "clicca",          \
	    "verifica ora", "acceder", "ver documento", "ingrese",             \
	    "acceder a", "je confirme", "zum konto", "jetzt anmelden",         \
	    "hier anmelden", "bekijk")
