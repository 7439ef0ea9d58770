/* lexicon_lures.def.h - what frauds write in English. See lexicon.def.h. */
#define LEXICON_LURES(L)                                                       \
	L(CALL_US, "call us at", "call us on", "call our", "call now",         \
	    "please call", "ring us", "contact us at", "helpline number",      \
	    "toll free", "support number", "customer care number",             \
	    "call immediately", "reach us at", "dispute this charge",          \
	    "cancel this order", "cancel the order",                           \
	    "cancel your subscription call", "if you did not authorize",       \
	    "if you didn't authorize", "not authorized by you",                \
	    "has been renewed", "will be debited", "will be charged today",    \
	    "charged today", "auto renewal", "auto renewed",                   \
	    "cancel your membership", "cancel the membership",                 \
	    "cancel the subscription", "cancel this subscription",             \
	    "cancel your subscription", "cancel your order",                   \
	    "cancel or refund", "cancel this transaction",                     \
	    "cancel the transaction", "cancellation or refund",                \
	    "refund department", "billing department at", "contact our",       \
	    "reach out to us at", "reach our", "reach us on", "dial",          \
	    "speak with our", "talk to our", "customer support at",            \
	    "support team at", "help desk at", "helpdesk number",              \
	    "yearly membership", "annual membership", "successfully renewed",  \
	    "auto debited", "auto debit", "will be auto",                      \
	    "has been deducted", "amount will be deducted",                    \
	    "if you have not placed", "did not place this order",              \
	    "did not make this", "not make this purchase",                     \
	    "was not you call")                                                \
	L(SCAN_CODE, "scan the qr", "scan the code", "scan the barcode",       \
	    "scan this code", "scan this qr", "qr code below",                 \
	    "qr code attached", "scan with your phone", "scan below")          \
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
	    "confirm your details", "enter your password",                     \
	    "your recovery phrase", "seed phrase", "wallet verification",      \
	    "verify your wallet", "keep the same password",                    \
	    "keep same password", "keep current password", "re confirm your",  \
	    "reactivate your account", "restore your account",                 \
	    "restore access", "unlock your account", "card number and",        \
	    "social security number", "verify your mailbox",                   \
	    "validate your mailbox", "validate your email",                    \
	    "confirm your email password", "confirm your card",                \
	    "confirm your card details", "confirm your wallet",                \
	    "connect your wallet", "update your card",                         \
	    "update your payment details", "update your details",              \
	    "update your profile", "re validate", "revalidate", "re verify",   \
	    "reverify your", "recovery phrase", "secret phrase",               \
	    "private key", "twelve words", "12 word", "24 word",               \
	    "account verification", "identity verification",                   \
	    "complete the verification", "verification required",              \
	    "verification form", "use your email and password",                \
	    "password to view", "bank details below", "migrate your",          \
	    "upgrade your mailbox", "retrieve your messages",                  \
	    "release your messages", "release to inbox", "release messages",   \
	    "keep my password", "keep password", "your email password",        \
	    "keep your current password", "retain your password",              \
	    "continue using the same password", "maintain same password",      \
	    "re authenticate", "reauthenticate", "authenticate your account",  \
	    "authenticate your email", "resolve your account",                 \
	    "secure your account now", "verify account", "verify ownership",   \
	    "prove you are not a robot", "sync your wallet",                   \
	    "link your wallet", "import your wallet", "restore your wallet",   \
	    "validate your wallet", "sign your assets", "kyc verification",    \
	    "complete your kyc", "verify your device",                         \
	    "register your device", "confirm ownership",                       \
	    "confirm your information", "confirm your payment",                \
	    "confirm your billing", "billing information is",                  \
	    "update your shipping", "update your address",                     \
	    "confirm your address", "confirm your delivery address",           \
	    "incorrect delivery address", "missing address",                   \
	    "incomplete address", "update your delivery",                      \
	    "reschedule your delivery", "upgrade your webmail",                \
	    "update your mailbox", "update your webmail", "webmail upgrade",   \
	    "server upgrade", "increase your quota", "increase storage",       \
	    "upgrade your storage", "extend your storage",                     \
	    "renew your membership", "renew your subscription now",            \
	    "update your membership", "review and sign", "release your mail",  \
	    "deliver messages", "allow messages", "fix messages",              \
	    "recover messages", "recover your messages",                       \
	    "continue with same password")                                     \
	L(LOGIN_ASK, "login to your account", "log in to your account",        \
	    "sign in to your account", "log into your account",                \
	    "sign into your account", "sign in to continue",                   \
	    "login to continue", "verify your email", "confirm your email",    \
	    "login to view", "log in to view", "sign in to view",              \
	    "update payment", "update billing", "account details",             \
	    "card number", "email and password", "upgrade your account",       \
	    "reset your password", "change your password", "card details",     \
	    "login details", "open the attached", "see the attached",          \
	    "see attached", "attached document", "attached file",              \
	    "attached pdf", "attached invoice", "find attached")               \
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
	    "storage is almost full", "quota exceeded",                        \
	    "exceeded your quota", "messages are pending",                     \
	    "undelivered messages", "pending messages", "incoming messages",   \
	    "password expires", "password will expire",                        \
	    "password has expired", "password is about to expire",             \
	    "delivery failed because", "could not be delivered",               \
	    "legal action", "final notice", "photos will be deleted",          \
	    "subscription has expired", "will be disabled",                    \
	    "has been disabled", "will be locked", "has been locked",          \
	    "will be blocked", "has been blocked", "temporarily locked",       \
	    "temporarily suspended", "temporarily limited",                    \
	    "temporarily restricted", "permanently closed",                    \
	    "permanently suspended", "permanently disabled",                   \
	    "permanently locked", "will be shut down", "will be erased",       \
	    "lose access", "loss of access", "avoid suspension",               \
	    "avoid interruption", "avoid losing", "avoid deactivation",        \
	    "avoid closure", "unusual sign in", "unusual login",               \
	    "unusual signin", "suspicious sign in", "suspicious login",        \
	    "sign in attempt", "unrecognized device", "unauthorized login",    \
	    "someone tried to", "payment declined", "payment was declined",    \
	    "payment failed", "payment has failed",                            \
	    "could not process your payment",                                  \
	    "couldn't process your payment",                                   \
	    "unable to process your payment", "unable to bill",                \
	    "problem with your payment", "billing problem", "billing issue",   \
	    "membership expired", "membership has expired",                    \
	    "subscription expired", "will expire today", "storage limit",      \
	    "almost full", "out of storage", "running out of storage",         \
	    "package is waiting", "parcel is waiting", "package could not",    \
	    "delivery attempt", "attempted delivery", "missed delivery",       \
	    "customs fee", "shipping fee", "unpaid customs", "delivery fee",   \
	    "pending delivery", "undelivered package", "account is at risk",   \
	    "quarantined messages", "messages are held", "emails are held",    \
	    "deactivation request", "termination request",                     \
	    "request to deactivate", "copyright infringement",                 \
	    "violation of our", "page will be", "legal proceedings",           \
	    "account is on hold", "account has been flagged",                  \
	    "account has been deactivated", "account will expire",             \
	    "account is about to expire", "account is restricted",             \
	    "account is limited", "account has expired",                       \
	    "account may be suspended", "account may be closed",               \
	    "service suspension", "suspension notice",                         \
	    "service interruption", "will be deactivated",                     \
	    "will be suspended", "has been suspended", "is suspended",         \
	    "will be discontinued", "will be permanently",                     \
	    "has been deactivated", "has been limited", "has been flagged",    \
	    "has been compromised", "was compromised", "security breach",      \
	    "data breach", "unusual transaction", "suspicious transaction",    \
	    "unauthorized payment", "unauthorised transaction",                \
	    "unauthorized purchase", "we detected a", "we noticed some",       \
	    "we noticed unusual", "your mailbox will", "your email will",      \
	    "your password will", "mailbox quota", "mailbox storage",          \
	    "quota limit", "quota full", "unable to receive",                  \
	    "unable to send", "failed to deliver", "blocked messages",         \
	    "incoming mails", "incoming emails", "messages pending",           \
	    "undelivered mails", "mails are pending", "emails are pending",    \
	    "on hold due", "held due to", "package is on hold",                \
	    "parcel is on hold", "shipment is on hold", "shipment on hold",    \
	    "package on hold", "held at our", "pending shipment",              \
	    "delivery suspended", "delivery was unsuccessful",                 \
	    "unsuccessful delivery", "delivery has failed",                    \
	    "failed delivery", "unable to deliver", "could not deliver",       \
	    "incomplete delivery", "refund pending", "payment pending",        \
	    "payment on hold", "outstanding payment", "overdue payment",       \
	    "your payment has been", "last notice", "final warning",           \
	    "final attempt", "second attempt", "third attempt",                \
	    "your files will", "your subscription ended",                      \
	    "subscription has ended", "protection has expired",                \
	    "antivirus has expired", "license has expired",                    \
	    "domain will expire", "domain has expired", "will be deleted",     \
	    "failure to comply", "failure to do", "failure to verify",         \
	    "if you do not verify", "if you ignore")                           \
	L(URGENT, "within 24 hours", "within 48 hours", "within 00 hours",     \
	    "immediately", "urgent", "act now", "as soon as possible",         \
	    "last chance", "final reminder", "last reminder",                  \
	    "expires today", "action required", "immediate action", "asap",    \
	    "last warning", "today only", "time sensitive",                    \
	    "respond immediately", "urgent response", "urgently", "hurry up",  \
	    "before it expires", "expires in", "within 0 days",                \
	    "within 00 hrs", "without delay", "act fast", "do not ignore",     \
	    "final call", "last day", "last attempt")                          \
	L(MONEY_BAIT, "you have won", "you've won", "lottery", "next of kin",  \
	    "million dollars", "million usd", "atm card",                      \
	    "compensation fund", "donation of", "business proposal",           \
	    "investment proposal", "guaranteed income",                        \
	    "work from home and earn", "claim your prize",                     \
	    "claim your reward", "your reward", "you have been selected",      \
	    "you have been chosen", "congratulations you",                     \
	    "exclusive reward", "crypto investment", "strictly confidential",  \
	    "late husband", "deceased client", "you are the winner",           \
	    "lucky winner", "winner of", "you were selected",                  \
	    "you have been randomly selected", "chosen to receive",            \
	    "you've been chosen", "selected to receive",                       \
	    "answer a short survey", "complete the survey",                    \
	    "take the survey", "claim it now", "claim your", "claim now",      \
	    "claim here", "your gift", "gift awaits", "loyalty reward",        \
	    "reward points", "points expire", "redeem your points",            \
	    "redeem now", "cash prize", "usd has been", "btc has been",        \
	    "pending withdrawal", "your balance of", "airdrop",                \
	    "million euros", "million pounds", "trust fund",                   \
	    "charity project", "business partnership", "inheritance fund",     \
	    "compensation payment", "fund transfer", "release of your fund",   \
	    "dear beloved", "dearest beloved", "dearest one",                  \
	    "beloved friend", "beloved in", "attention beneficiary",           \
	    "attn beneficiary", "dear beneficiary", "attention dear",          \
	    "compliment of the day", "compliments of the day",                 \
	    "are now rich", "withdraw your", "your withdrawal",                \
	    "to withdraw", "short survey", "beneficiary",                      \
	    "transfer to your account", "will be cancelled in",                \
	    "money is waiting", "funds are waiting", "claim your money",       \
	    "unclaimed funds", "unclaimed prize", "unclaimed package",         \
	    "unclaimed reward", "your winnings", "you could win",              \
	    "chance to win", "a chance to receive", "lucky chance",            \
	    "lucky customer", "lucky user", "lucky recipient",                 \
	    "exclusive prize", "mystery box", "free iphone", "free samsung",   \
	    "survey about", "complete our survey", "marketing survey",         \
	    "quick survey", "opinion survey", "0 minute survey",               \
	    "00 gift card", "000 gift card", "0000 gift card",                 \
	    "gift card worth", "gift voucher", "shopping voucher",             \
	    "reward is waiting", "reward inside", "reward has arrived",        \
	    "rewards have arrived", "surprise for you", "selected winner",     \
	    "official winner", "final winner", "winning number",               \
	    "winning notification", "award notification", "grant funds",       \
	    "donated to you", "has donated", "donation to you",                \
	    "financial donation", "charity donation", "i am donating",         \
	    "philanthropist", "mutual benefit", "business deal",               \
	    "fund transfer to", "my late husband", "my late father",           \
	    "dying of", "cancer of", "orphanage", "humanitarian", "diplomat",  \
	    "consignment", "united nations", "compensation of",                \
	    "overdue fund", "payment of your fund", "bank draft",              \
	    "certified draft", "swift transfer", "money gram",                 \
	    "claim your funds", "claim your tokens", "claim your airdrop",     \
	    "claim rewards", "claim reward", "token airdrop",                  \
	    "token sale now", "nft drop", "free mint", "free bitcoin",         \
	    "bitcoin balance", "btc balance", "balance has been replenished",  \
	    "credited to your", "has been credited to",                        \
	    "your score has been released", "your balance is",                 \
	    "you have received a payment", "you received a payment",           \
	    "inheritance of", "offer you a loan", "loan offer", "loan at",     \
	    "urgent loan", "low interest rate", "approved loan",               \
	    "loan approval", "cash advance", "pre approved", "preapproved",    \
	    "you are approved", "you qualify for", "stimulus", "relief fund")  \
	L(JUNK_OFFER, "free gift", "viagra", "cialis", "erectile",             \
	    "male enhancement", "enlargement", "weight loss", "lose weight",   \
	    "burn fat", "keto", "cbd gummies", "gummies", "hair loss",         \
	    "tinnitus", "toenail fungus", "blood sugar", "joint pain",         \
	    "back pain", "pain relief", "hot singles", "meet singles",         \
	    "single women", "lonely women", "russian girls", "russian women",  \
	    "ukrainian women", "ukrainian girls", "asian women",               \
	    "looking for a man", "dating site", "hookup", "horny", "naughty",  \
	    "online casino", "free spins", "no deposit bonus",                 \
	    "slot machine", "jackpot", "sports betting", "risk free",          \
	    "double your", "earn money", "extra income", "passive income",     \
	    "per day from home", "bitcoin profit", "bitcoin trading",          \
	    "trading bot", "trading platform", "crypto trading",               \
	    "extended warranty", "auto warranty", "car warranty",              \
	    "home warranty", "term life insurance", "health insurance plans",  \
	    "medicare plans", "solar panels", "gutter guards",                 \
	    "walk in shower", "walk in tubs", "stairlift", "hearing aids",     \
	    "dental implants", "timeshare", "debt relief", "credit repair",    \
	    "payday loan", "personal loan", "business loan", "cheap meds",     \
	    "online pharmacy", "no prescription", "seo services",              \
	    "rank your website", "first page of google", "backlinks",          \
	    "guest post", "redesign your website",                             \
	    "app development services", "email leads", "replica watches",      \
	    "cpanels", "smtps")                                                \
	L(DOC_LURE, "new voicemail", "voice message", "new voice message",     \
	    "voicemail received", "audio message", "new fax", "fax received",  \
	    "incoming fax", "received a fax", "secure message",                \
	    "protected message", "shared a document", "shared a file",         \
	    "shared document", "shared file", "document has been shared",      \
	    "document shared", "received a document", "sent you a document",   \
	    "document for your review", "review the document",                 \
	    "documents to sign", "sign the document", "signature required",    \
	    "signature requested", "complete with docusign",                   \
	    "remittance advice", "payment advice", "payment slip",             \
	    "swift copy", "proof of payment", "request for quotation",         \
	    "request for quote", "view the attached", "scanned document",      \
	    "scanned from", "payroll adjustment", "salary increase",           \
	    "salary review", "employee handbook", "new benefits",              \
	    "wire confirmation", "ach payment", "eft payment",                 \
	    "payment copy", "bill of lading", "shipping documents",            \
	    "overdue invoice", "unpaid invoice")                               \
	L(EXTORTION, "bitcoin wallet", "bitcoin address", "btc address",       \
	    "btc wallet", "i recorded you", "recorded you", "your webcam",     \
	    "your device was hacked", "your contacts will", "you pervert",     \
	    "hacked your device", "have access to your device",                \
	    "full access to your", "spyware on", "to all your contacts",       \
	    "send the video", "release the video", "video of you",             \
	    "bitcoins to", "transfer bitcoin", "recorded a video",             \
	    "video with you", "your private data", "your dirty",               \
	    "gained access to your", "access to all your devices",             \
	    "malware on your", "my malware", "installed a trojan",             \
	    "transfer the money", "to my wallet", "to my bitcoin",             \
	    "after receiving payment")                                         \
	L(SHAME, "i hacked", "adult sites", "embarrassing", "trojan",          \
	    "adult websites", "porn", "pornographic", "hacked your",           \
	    "infected your", "your operating system", "installed malware",     \
	    "satisfying yourself", "masturbating", "in bitcoin", "in btc",     \
	    "pegasus")                                                         \
	L(GIFT_CARD, "gift cards", "gift card codes", "itunes card",           \
	    "steam card", "google play card", "wire transfer",                 \
	    "are you available", "are you at your desk", "western union",      \
	    "moneygram", "change of bank details", "new bank details",         \
	    "changed our bank account", "update my direct deposit",            \
	    "i'm in a meeting", "in a meeting right now", "quick task",        \
	    "run a task", "do me a favor", "do me a favour", "need a favor",   \
	    "need a favour", "apple cards", "amazon cards", "store vouchers",  \
	    "scratch the back", "scratch them", "your cell number",            \
	    "your cell phone number", "your mobile number",                    \
	    "text me your number", "change my bank",                           \
	    "change my direct deposit", "update my bank",                      \
	    "payroll information", "new account details", "new bank account",  \
	    "our bank account has changed", "remit payment")                   \
	L(CLICK, "click here", "click below", "click the link",                \
	    "click the button", "click on the link", "follow the link",        \
	    "tap here", "log in now", "verify now", "update now",              \
	    "confirm now", "review now", "track your", "view document",        \
	    "view message", "open document", "view invoice",                   \
	    "schedule delivery", "pay now", "continue", "get started",         \
	    "learn more", "unsubscribe here", "click to", "tap to",            \
	    "press the button", "use the button", "use the link",              \
	    "using the link", "follow this link", "visit the link",            \
	    "access here", "access now", "confirm here", "verify here",        \
	    "update here", "sign in now", "sign in here", "login now",         \
	    "login here", "log in here", "redeem", "check activity",           \
	    "review activity", "view details", "view file", "view documents",  \
	    "open file", "click continue", "open now", "get it now",           \
	    "start now", "see more", "get access", "get the details",          \
	    "check now", "check it", "unlock", "activate now", "get yours",    \
	    "play now", "join now", "join free", "read message",               \
	    "listen now", "play message", "download now", "track now",         \
	    "track package", "confirm your")                                   \
	L(SOFT_LURE, "security alert", "new sign in from", "login attempt",    \
	    "your package is", "tax refund", "photos and videos",              \
	    "cloud storage", "hurry", "win a", "our survey", "widow",          \
	    "sum of", "sexy", "casino bonus", "credit score", "cpanel",        \
	    "missed call", "has shared", "shared with you", "new document",    \
	    "purchase order")
