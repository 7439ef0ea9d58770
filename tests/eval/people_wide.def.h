/* people_wide.def.h - names and sentences of the wide world, laid out by hand.
 * DEV was looked at while rules were made; TEST was written before them, by
 * the same hand, and shares no name and no sentence with it.
 *
 * VARIANTS: X(first address, second, a shown name, another way of it).
 * OWN: sentences in which the sender gives an address of their own, %s.
 * OTHERS: sentences that give somebody else's. */
#ifndef EVAL_PEOPLE_WIDE_DEF_H
#define EVAL_PEOPLE_WIDE_DEF_H

#define WIDE_DEV_VARIANTS(X)                                                   \
	X("anna.kovacs", "akovacs", "Anna Kovács", "KOVÁCS Anna")              \
	X("sergei.volkov", "svolkov", "Sergei Volkov", "Сергей Волков")        \
	X("kenji.tanaka", "ktanaka", "Kenji Tanaka", "TANAKA Kenji")           \
	X("francisco.ibanez", "fibanez", "Francisco Ibáñez", "Paco Ibanez")    \
	X("juergen.mueller-lutz", "jmuellerlutz", "Jürgen Müller-Lutz",        \
	    "Juergen Mueller-Lutz")                                            \
	X("giuseppe.ricci", "gricci", "Giuseppe Ricci", "Beppe Ricci")         \
	X("nikos.papadakis", "npapadakis", "Nikos Papadakis",                  \
	    "Νίκος Παπαδάκης")                                                 \
	X("alexander.orlov", "aorlov", "Alexander Orlov", "Sasha Orlov")       \
	X("thuy.dang", "tdang", "Thuỳ Đặng", "Dang Thuy")                      \
	X("katarzyna.zielinska", "kzielinska", "Katarzyna Zielińska",          \
	    "Kasia Zielinska")                                                 \
	X("robert.marsh", "rmarsh", "Robert J. Marsh", "Marsh, Bob")           \
	X("peter.vandijk", "pvandijk", "Peter van Dijk", "van Dijk, Peter")    \
	X("olena.shevchuk", "oshevchuk", "Olena Shevchuk", "Shevchuk Olena")   \
	X("jose.carreno", "jcarreno", "José Carreño", "Jose\xcc\x81 Carren\xcc\x83o") \
	X("matthew.quinn", "mquinn", "Matthew Quinn", "Dr. Matt Quinn, PhD")   \
	X("elif.yildiz", "eyildiz", "Elif Yıldız", "Elif YILDIZ")
#define WIDE_DEV_OWN                                                           \
	"After the wedding everything for me goes to %s.",                     \
	    "I no longer read this account, %s is the better one.",            \
	    "We merged with another firm and this address will stop working; " \
	    "please change it to %s in your contacts.",                        \
	    "Ab Juli bin ich unter %s zu erreichen.",                          \
	    "Use %s from now on, the old one is being shut down.",             \
	    "You'll find me at %s."
#define WIDE_DEV_OTHERS                                                        \
	"My colleague takes over from me, please write to %s.",                \
	    "I forwarded your question to %s.",                                \
	    "If I am away, my assistant at %s can help you.",                  \
	    "My wife uses %s, send her the pictures.",                         \
	    "I met the new director yesterday, you can ask %s.",               \
	    "Meine Kollegin hilft Ihnen gern: %s."

#define WIDE_TEST_VARIANTS(X)                                                  \
	X("eszter.nemeth", "enemeth", "Eszter Németh", "NÉMETH Eszter")        \
	X("dmitry.sokolov", "dsokolov", "Dmitry Sokolov", "Дмитрий Соколов")   \
	X("yuki.hayashi", "yhayashi", "Yuki Hayashi", "HAYASHI Yuki")          \
	X("jose.barrios", "jbarrios", "José Barrios", "Pepe Barrios")          \
	X("kaethe.groessl", "kgroessl", "Käthe Größl", "Kaethe Groessl")       \
	X("luigi.bianchi", "lbianchi", "Luigi Bianchi", "Gigi Bianchi")        \
	X("maria.georgiou", "mgeorgiou", "Maria Georgiou", "Μαρία Γεωργίου")   \
	X("ekaterina.morozova", "emorozova", "Ekaterina Morozova",             \
	    "Katya Morozova")                                                  \
	X("linh.pham", "lpham", "Linh Phạm", "Pham Linh")                      \
	X("malgorzata.lis", "mlis", "Małgorzata Lis", "Gosia Lis")             \
	X("william.thornbury", "wthornbury", "William P. Thornbury",           \
	    "Thornbury, Bill")                                                 \
	X("jan.deboer", "jdeboer", "Jan de Boer", "de Boer, Jan")              \
	X("olga.tkachenko", "otkachenko", "Olga Tkachenko", "Tkachenko Olga")  \
	X("ines.pena", "ipena", "Inés Peña", "Ine\xcc\x81s Pen\xcc\x83" "a")   \
	X("margaret.doyle", "mdoyle", "Margaret Doyle", "Prof. Peggy Doyle")   \
	X("can.ozdemir", "cozdemir", "Can Özdemir", "Can OZDEMIR")
#define WIDE_TEST_OWN                                                          \
	"My mail has moved, so put %s into your phone.",                       \
	    "This inbox is checked once a week only; %s reaches me faster.",   \
	    "Since the divorce I go by my maiden name: %s.",                   \
	    "Meine neue Adresse lautet %s.",                                   \
	    "Please replace my old address with %s.",                          \
	    "Private things are better sent to %s, I read it at home."
#define WIDE_TEST_OTHERS                                                       \
	"Please talk to my boss instead: %s.",                                 \
	    "I have copied %s, who knows the details.",                        \
	    "While I am on leave, he is in charge: %s.",                       \
	    "My brother may know more, his address is %s.",                    \
	    "I asked %s to call you.",                                         \
	    "Bitte schreiben Sie meinem Kollegen: %s."

#endif
