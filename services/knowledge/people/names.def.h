/* names.def.h - what the reading of names knows by heart; laid out by hand.
 * Short forms are common ones of European languages, and the ways in which a
 * name of another alphabet is written. */
#ifndef KNOWLEDGE_NAMES_DEF_H
#define KNOWLEDGE_NAMES_DEF_H

/* X(short, "long"): both as name_fold() leaves them, sorted by the first; no
 * long form is another's short one. */
#define NICKNAMES(X)                                                           \
	X("abbie", "abigail") X("abby", "abigail") X("aggie", "agnes")         \
	X("al", "albert") X("alec", "alexander") X("alejandro", "alexander")   \
	X("aleksander", "alexander") X("aleksandr", "alexander")               \
	X("alessandro", "alexander") X("alex", "alexander")                    \
	X("alexey", "aleksei") X("alyosha", "aleksei") X("andrei", "andrew")   \
	X("andrey", "andrew") X("andy", "andrew") X("ania", "anna")            \
	X("anka", "anna") X("ann", "anna") X("anne", "anna")                   \
	X("annie", "anna") X("annika", "anna") X("anushka", "anna")            \
	X("anya", "anna") X("asia", "joanna") X("babs", "barbara")             \
	X("barb", "barbara") X("bartek", "bartlomiej") X("basia", "barbara")   \
	X("bea", "beatrice") X("becky", "rebecca") X("ben", "benjamin")        \
	X("benny", "benjamin") X("beppe", "giuseppe") X("bernd", "bernhard")   \
	X("bernie", "bernard") X("bert", "albert") X("bess", "elizabeth")      \
	X("beth", "elizabeth") X("betsy", "elizabeth")                         \
	X("bettina", "elisabeth") X("betty", "elizabeth")                      \
	X("bill", "william") X("billy", "william") X("bob", "robert")          \
	X("bobby", "robert") X("brad", "bradley") X("caro", "caroline")        \
	X("cat", "catherine") X("cate", "catherine") X("cath", "catherine")    \
	X("cathy", "catherine") X("cesc", "francesc") X("charlie", "charles")  \
	X("chaz", "charles") X("chema", "josemaria") X("chip", "charles")      \
	X("chris", "christopher") X("chucho", "jesus") X("chuck", "charles")   \
	X("chuy", "jesus") X("cindy", "cynthia") X("cisco", "francisco")       \
	X("claus", "nikolaus") X("con", "cornelius")                           \
	X("concha", "concepcion") X("conchita", "concepcion")                  \
	X("conny", "cornelia") X("curro", "francisco") X("daisy", "margaret")  \
	X("dan", "daniel") X("danny", "daniel") X("dave", "david")             \
	X("deb", "deborah") X("debbie", "deborah") X("dick", "richard")        \
	X("dima", "dmitry") X("dimitri", "dmitry") X("dmitri", "dmitry")       \
	X("dmitrij", "dmitry") X("dolly", "dorothy") X("don", "donald")        \
	X("dotty", "dorothy") X("doug", "douglas") X("drew", "andrew")         \
	X("ebbe", "eberhard") X("ed", "edward") X("eddie", "edward")           \
	X("edi", "eduard") X("edu", "eduardo") X("elise", "elisabeth")         \
	X("eliza", "elizabeth") X("ellie", "eleanor") X("erzsi", "erzsebet")   \
	X("evgeni", "evgeny") X("evgenij", "evgeny") X("evguni", "evgeny")     \
	X("ewa", "eva") X("fanny", "frances") X("feri", "ferenc")              \
	X("fran", "frances") X("francie", "frances") X("franz", "frank")       \
	X("fred", "frederick") X("fritz", "friedrich") X("gabe", "gabriel")    \
	X("gabi", "gabriele") X("gaby", "gabriele") X("gene", "eugene")        \
	X("gerd", "gerhard") X("gert", "gerhard") X("gigi", "luigi")           \
	X("gino", "luigi") X("gosia", "malgorzata") X("greg", "gregory")       \
	X("gregor", "gregory") X("greta", "margarete")                         \
	X("gretchen", "margarete") X("grete", "margarete")                     \
	X("grzesiek", "grzegorz") X("guille", "guillermo") X("gus", "gustav")  \
	X("hank", "henry") X("hanka", "hanna") X("hanne", "johanna")           \
	X("hannes", "johannes") X("hans", "johannes") X("harald", "henry")     \
	X("harry", "henry") X("hein", "heinrich") X("heiner", "heinrich")      \
	X("heinz", "heinrich") X("henk", "hendrik") X("hias", "matthias")      \
	X("ilse", "elisabeth") X("inge", "ingeborg") X("iuliia", "julia")      \
	X("iury", "yury") X("iza", "izabela") X("jack", "john")                \
	X("jake", "jacob") X("jamie", "james") X("jancsi", "janos")            \
	X("janek", "jan") X("jarek", "jaroslaw") X("jas", "jan")               \
	X("jasiek", "jan") X("jeff", "jeffrey") X("jen", "jennifer")           \
	X("jenny", "jennifer") X("jerry", "gerald") X("jim", "james")          \
	X("jimmy", "james") X("jo", "joseph") X("jochem", "joachim")           \
	X("jochen", "joachim") X("johnny", "john") X("jon", "jonathan")        \
	X("jorg", "georg") X("joschi", "joachim") X("josh", "joshua")          \
	X("josie", "josephine") X("joy", "joseph") X("judy", "judith")         \
	X("jules", "julia") X("juli", "julia") X("julie", "julia")             \
	X("juri", "yury") X("kasia", "katarzyna") X("kaska", "katarzyna")      \
	X("kat", "katherine") X("kate", "katherine")                           \
	X("katharine", "katherine") X("kathe", "katharina")                    \
	X("kathi", "katharina") X("kathryn", "katherine")                      \
	X("kathy", "katherine") X("kati", "katharina")                         \
	X("katia", "ekaterina") X("katie", "katherine")                        \
	X("katja", "katharina") X("katya", "ekaterina") X("ken", "kenneth")    \
	X("kiko", "francisco") X("kim", "kimberly") X("kit", "christopher")    \
	X("klaus", "nikolaus") X("kolya", "nikolay") X("kris", "kristina")     \
	X("krzysiek", "krzysztof") X("kuba", "jakub") X("laci", "laszlo")      \
	X("lalo", "eduardo") X("larry", "lawrence") X("len", "leonard")        \
	X("lena", "helena") X("leni", "helene") X("lenka", "helena")           \
	X("lenny", "leonard") X("lex", "alexander") X("liesel", "elisabeth")   \
	X("lili", "elisabeth") X("lisa", "elizabeth")                          \
	X("lisbeth", "elisabeth") X("lise", "elisabeth")                       \
	X("liz", "elizabeth") X("lizzie", "elizabeth") X("lola", "dolores")    \
	X("loli", "dolores") X("lucho", "luis") X("luda", "lyudmila")          \
	X("lupe", "guadalupe") X("lyosha", "aleksei") X("lyuba", "lyubov")     \
	X("lyuda", "lyudmila") X("magda", "magdalena")                         \
	X("maggie", "margaret") X("maks", "maximilian") X("mandy", "amanda")   \
	X("manny", "manul") X("manolo", "manul") X("manu", "manul")            \
	X("marge", "margaret") X("margie", "margaret") X("mariia", "maria")    \
	X("mariya", "maria") X("marty", "martin") X("maruja", "maria")         \
	X("mary", "maria") X("marysia", "maria") X("masha", "maria")           \
	X("mats", "matthias") X("matt", "matthew") X("mattias", "matthias")    \
	X("max", "maximilian") X("maxim", "maximilian") X("meg", "margaret")   \
	X("mel", "melissa") X("micha", "michal") X("michel", "michal")         \
	X("michele", "michal") X("mick", "michal") X("micky", "michal")        \
	X("migul", "michal") X("mike", "michal") X("mikhail", "michal")        \
	X("mila", "lyudmila") X("mimi", "maria") X("mindy", "melinda")         \
	X("mischa", "michal") X("misha", "michal") X("mitch", "mitchell")      \
	X("mitzi", "maria") X("mo", "mohammed") X("mohamed", "mohammed")       \
	X("mohammad", "mohammed") X("mort", "mortimer")                        \
	X("muhammad", "mohammed") X("mykola", "nikolay")                       \
	X("nacho", "ignacio") X("nando", "fernando") X("nastya", "anastasia")  \
	X("nata", "natalia") X("nataliia", "natalia")                          \
	X("nataliya", "natalia") X("natalya", "natalia")                       \
	X("natasha", "natalia") X("nate", "nathan") X("ned", "edward")         \
	X("nell", "eleanor") X("nelly", "cornelia") X("nick", "nicholas")      \
	X("nico", "nicholas") X("nicolas", "nicholas") X("niko", "nicholas")   \
	X("nikola", "nicholas") X("nikolai", "nikolay") X("nori", "eleonore")  \
	X("oleksandr", "alexander") X("ollie", "oliver") X("olya", "olga")     \
	X("paco", "francisco") X("pam", "pamela") X("pancho", "francisco")     \
	X("paquito", "francisco") X("pasha", "pavel") X("pat", "patrick")      \
	X("patsy", "patricia") X("patty", "patricia") X("pawel", "pavel")      \
	X("peg", "margaret") X("peggy", "margaret") X("pepa", "josefa")        \
	X("pepe", "jose") X("pepita", "josefa") X("peppe", "giuseppe")         \
	X("pete", "peter") X("petr", "pyotr") X("petro", "pyotr")              \
	X("petya", "pyotr") X("phil", "philip") X("piet", "pieter")            \
	X("pim", "willem") X("pino", "giuseppe") X("piotr", "pyotr")           \
	X("pisti", "istvan") X("quiqu", "enriqu") X("rafa", "rafal")           \
	X("raffi", "rafal") X("randy", "randall") X("ray", "raymond")          \
	X("reggie", "reginald") X("ricardo", "richard")                        \
	X("riccardo", "richard") X("rich", "richard") X("richie", "richard")   \
	X("rick", "richard") X("ricky", "richard") X("rik", "hendrik")         \
	X("rita", "margarita") X("rob", "robert") X("robbie", "robert")        \
	X("roberto", "robert") X("rolf", "rudolf") X("ron", "ronald")          \
	X("rosie", "rose") X("roy", "leroy") X("rudi", "rudolf")               \
	X("russ", "russell") X("sally", "sarah") X("salva", "salvador")        \
	X("sam", "samul") X("sandro", "alexander") X("sandy", "sandra")        \
	X("sanne", "susanne") X("santi", "santiago") X("sascha", "alexander")  \
	X("sasha", "alexander") X("sepp", "josef") X("serge", "sergei")        \
	X("sergey", "sergei") X("sergio", "sergei") X("sergy", "sergei")       \
	X("serhy", "sergei") X("seryozha", "sergei") X("shura", "alexander")   \
	X("sid", "sidney") X("sofia", "sophia") X("sofiya", "sophia")          \
	X("sofya", "sophia") X("sonya", "sophia") X("sophie", "sophia")        \
	X("stan", "stanley") X("stas", "stanislav") X("stefan", "stephan")     \
	X("steff", "stephanie") X("steffi", "stephanie")                       \
	X("stephen", "steven") X("steve", "steven") X("su", "susan")           \
	X("suse", "susanne") X("susi", "susanne") X("suzanne", "susanne")      \
	X("suzy", "susan") X("sveta", "svetlana") X("svitlana", "svetlana")    \
	X("tania", "tatiana") X("tanya", "tatiana") X("tatyana", "tatiana")    \
	X("ted", "theodore") X("tere", "teresa") X("terri", "theresa")         \
	X("terry", "terence") X("tess", "theresa") X("tete", "teresa")         \
	X("tetiana", "tatiana") X("thea", "dorothea") X("theo", "theodore")    \
	X("thom", "thomas") X("tim", "timothy") X("toby", "tobias")            \
	X("tolya", "anatoly") X("tom", "thomas") X("tomas", "thomas")          \
	X("tomek", "tomasz") X("tommy", "thomas") X("toni", "anthony")         \
	X("tonio", "antonio") X("tony", "anthony") X("tricia", "patricia")     \
	X("trish", "patricia") X("trudi", "gertrud") X("trudy", "gertrude")    \
	X("ule", "ulrich") X("uli", "ulrich") X("ulla", "ursula")              \
	X("uschi", "ursula") X("val", "valerie") X("vania", "ivan")            \
	X("vanya", "ivan") X("vasya", "vasily") X("vicky", "victoria")         \
	X("victor", "viktor") X("vince", "vincent") X("vinnie", "vincent")     \
	X("vitya", "viktor") X("vlad", "vladimir") X("volodya", "vladimir")    \
	X("volodymyr", "vladimir") X("vova", "vladimir") X("wally", "walter")  \
	X("walt", "walter") X("wes", "wesley") X("will", "william")            \
	X("willi", "wilhelm") X("willy", "wilhelm") X("wim", "willem")         \
	X("wladimir", "vladimir") X("wojtek", "wojciech")                      \
	X("wolf", "wolfgang") X("xander", "alexander") X("xavi", "xavier")     \
	X("xisco", "francesc") X("yasha", "yakov") X("yevgeny", "evgeny")      \
	X("yulia", "julia") X("yuliya", "julia") X("yulya", "julia")           \
	X("yura", "yury") X("yuri", "yury") X("zach", "zachary")               \
	X("zhenya", "evgeny") X("zosia", "zofia") X("zsofi", "zsofia")         \
	X("zsuzsi", "zsuzsanna")

/* In front of a name or behind it, and no part of it. */
#define NAME_TITLES(X)                                                         \
	X("dr") X("mr") X("mrs") X("ms") X("miss") X("prof") X("professor")    \
	X("herr") X("frau") X("sir") X("phd") X("md") X("mba") X("jr")         \
	X("sr") X("ii") X("iii") X("iv") X("esq") X("cpa") X("dipl") X("ing")  \
	X("rer") X("nat") X("msc") X("bsc") X("pmp") X("rn") X("dds")

/* A name with one of these is of a desk, a firm or a machine. */
#define NAME_DESKS(X)                                                          \
	X("team") X("support") X("service") X("services") X("info") X("sales") \
	X("jobs") X("careers") X("career") X("hr") X("recruiting") X("talent") \
	X("newsletter") X("news") X("notifications") X("notification")         \
	X("alerts") X("alert") X("noreply") X("reply") X("billing")            \
	X("accounts") X("admin") X("office") X("customer") X("customers")      \
	X("help") X("helpdesk") X("desk") X("community") X("updates")          \
	X("digest") X("list") X("group") X("committee") X("department")        \
	X("university") X("inc") X("gmbh") X("ltd") X("llc") X("corp")         \
	X("bank") X("calendar") X("mailer") X("daemon") X("system")            \
	X("security") X("marketing") X("press") X("events") X("hiring")        \
	X("recruitment") X("the") X("undisclosed") X("recipients")             \
	X("mailbox") X("conference") X("store") X("shop") X("orders")

/* Local parts of functions; also with a tail after "-", "." or digits. */
#define ROLE_LOCALS(X)                                                         \
	X("info") X("contact") X("support") X("help") X("helpdesk") X("sales") \
	X("jobs") X("job") X("careers") X("career") X("hr") X("recruiting")    \
	X("recruitment") X("talent") X("hiring") X("apply") X("applications")  \
	X("noreply") X("no-reply") X("no_reply") X("donotreply")               \
	X("do-not-reply") X("do_not_reply") X("mailer-daemon") X("postmaster") \
	X("webmaster") X("hostmaster") X("abuse") X("root") X("admin")         \
	X("administrator") X("office") X("hello") X("hi") X("team") X("staff") \
	X("news") X("newsletter") X("newsletters") X("notifications")          \
	X("notification") X("notify") X("alerts") X("alert") X("billing")      \
	X("invoice") X("invoices") X("accounts") X("accounting")               \
	X("orders") X("order") X("shop") X("store") X("service") X("services") \
	X("customerservice") X("customer-service") X("customercare")           \
	X("feedback") X("marketing") X("press") X("media") X("security")       \
	X("privacy") X("legal") X("events") X("event") X("calendar")           \
	X("bounce") X("bounces") X("listserv") X("majordomo") X("reply")       \
	X("replies") X("inquiries") X("enquiries") X("reception") X("service-desk") \
	X("bewerbung") X("kontakt") X("buchhaltung") X("vertrieb") X("owner")  \
	X("members") X("membership") X("community") X("updates") X("digest")   \
	X("mail") X("email") X("mailer") X("system") X("daemon") X("it")       \
	X("payroll") X("finance") X("ops") X("devops") X("all") X("everyone")  \
	X("announce") X("list") X("users") X("dev") X("interviews")            \
	X("scheduling") X("people-ops") X("peopleops") X("people") X("offers")

/* Long forms as name_fold() leaves them, sorted: told from a family's name where the order of the
 * two is asked. Names that are as often a family's are left out. */
#define GIVEN_NAMES(X)                                                         \
	X("aaron") X("agnes") X("agnieszka") X("agota") X("ahmet") X("aisha")  \
	X("akiko") X("akira") X("akos") X("alberto") X("aleksei")              \
	X("alexander") X("alice") X("amanda") X("amit") X("amy") X("ana")      \
	X("anastasia") X("andrea") X("andreas") X("andrew") X("andry")         \
	X("andrzej") X("angela") X("anil") X("anja") X("anjali") X("anke")     \
	X("anna") X("anthony") X("anton") X("antonio") X("aoi") X("arjun")     \
	X("artem") X("ashley") X("attila") X("aurelie") X("ayse") X("ayumi")   \
	X("balazs") X("barbara") X("beatriz") X("bela") X("benjamin")          \
	X("bernhard") X("birgit") X("bohdan") X("boris") X("brenda")           \
	X("brian") X("brigitte") X("burak") X("camille") X("carlo")            \
	X("carlos") X("carmen") X("carolyn") X("catherine") X("celine")        \
	X("charles") X("cheryl") X("chiara") X("chlo") X("christa")            \
	X("christina") X("christine") X("christophe") X("christopher")         \
	X("claudia") X("cristina") X("csaba") X("cynthia") X("daisuke")        \
	X("daria") X("davide") X("deborah") X("deepa") X("denis") X("diane")   \
	X("diego") X("dieter") X("dimitrios") X("dimitris") X("dmitry")        \
	X("dolores") X("domenico") X("donald") X("donna") X("dora") X("dung")  \
	X("edward") X("ekaterina") X("elena") X("eleni") X("elif") X("elisa")  \
	X("elisabeth") X("elizabeth") X("elzbieta") X("emily") X("emine")      \
	X("emma") X("emre") X("enriqu") X("eric") X("erika") X("erzsebet")     \
	X("eszter") X("ethan") X("eunji") X("eva") X("evelyn") X("evgeny")     \
	X("fatima") X("fatma") X("federica") X("felix") X("ferenc")            \
	X("fernando") X("florian") X("frances") X("francesca") X("francesco")  \
	X("francisco") X("francois") X("franziska") X("fyodor") X("gabor")     \
	X("galina") X("gary") X("georgios") X("gerald") X("gergely")           \
	X("gerhard") X("giorgos") X("giovanna") X("giovanni") X("gisela")      \
	X("giulia") X("giuseppe") X("gloria") X("grigory") X("grzegorz")       \
	X("gunter") X("gunther") X("gyula") X("halyna") X("hanh") X("hanna")   \
	X("hannah") X("haruka") X("haruto") X("hatice") X("heike") X("helen")  \
	X("helga") X("helmut") X("hieu") X("hiroko") X("hiroshi") X("hoa")     \
	X("horst") X("hui") X("hung") X("huong") X("huseyin") X("hyun")        \
	X("ichiro") X("igor") X("ilona") X("ilya") X("imre") X("ines")         \
	X("ingrid") X("ioanna") X("ioannis") X("irina") X("iryna")             \
	X("isabel") X("isabelle") X("istvan") X("ivan") X("jacob")             \
	X("jacquline") X("jakub") X("janet") X("janice") X("janos")            \
	X("jason") X("javier") X("jeffrey") X("jennifer") X("jens")            \
	X("jeremy") X("jerzy") X("jessica") X("jihoon") X("jihye") X("jiro")   \
	X("jisoo") X("jiwoo") X("joan") X("joanna") X("johanna")               \
	X("johannes") X("john") X("jonas") X("jonathan") X("jorge") X("jose")  \
	X("joseph") X("joshua") X("jozsef") X("juan") X("judit") X("judith")   \
	X("julia") X("julien") X("jurgen") X("karen") X("karin") X("katalin")  \
	X("katarzyna") X("katerina") X("kateryna") X("katharina")              \
	X("katherine") X("kathleen") X("katrin") X("kavita") X("kazuo")        \
	X("keiko") X("kenji") X("kenneth") X("kerstin") X("kevin") X("khoa")   \
	X("kirill") X("koji") X("konstantin") X("konstantinos") X("krystyna")  \
	X("krzysztof") X("ksenia") X("lajos") X("lakshmi") X("laszlo")         \
	X("laura") X("lauren") X("layla") X("lea") X("leonid") X("linda")      \
	X("linh") X("luca") X("lucia") X("luigi") X("luis") X("lukas")         \
	X("lukasz") X("lyudmila") X("madison") X("magdalena") X("makoto")      \
	X("malgorzata") X("manfred") X("manon") X("manul") X("marcin")         \
	X("marek") X("margaux") X("maria") X("mariam") X("markus") X("marta")  \
	X("martha") X("martina") X("mateusz") X("matteo") X("matthew")         \
	X("matthias") X("maximilian") X("megan") X("mehmet") X("melissa")      \
	X("merve") X("michal") X("michelle") X("miklos") X("ming") X("minji")  \
	X("minjun") X("misaki") X("mohammed") X("monika") X("moritz")          \
	X("murat") X("mykhailo") X("nadiya") X("nancy") X("naoko")             \
	X("natalia") X("nathalie") X("nathan") X("neha") X("nga") X("nicole")  \
	X("niklas") X("nikolaos") X("nikolaus") X("nikolay") X("nikos")        \
	X("noah") X("oksana") X("oleg") X("oleksandra") X("olena") X("olga")   \
	X("olivia") X("pablo") X("paola") X("paolo") X("patricia")             \
	X("patrick") X("pavel") X("pedro") X("peter") X("petra")               \
	X("philippe") X("phuong") X("pierre") X("pietro") X("pilar")           \
	X("ping") X("polina") X("pooja") X("priya") X("pyotr") X("qiang")      \
	X("quang") X("rachel") X("rafal") X("rajesh") X("raqul") X("raul")     \
	X("ravi") X("raymond") X("rebecca") X("reka") X("renate")              \
	X("richard") X("robert") X("rocio") X("roman") X("ronald")             \
	X("ryszard") X("sabine") X("sakura") X("salvatore") X("samantha")      \
	X("sandor") X("sandra") X("sandrine") X("sanjay") X("sara")            \
	X("sarah") X("satoshi") X("sean") X("sebastian") X("seojun")           \
	X("sergei") X("sharon") X("shinji") X("shirley") X("silke")            \
	X("silvia") X("sophia") X("sota") X("soyeon") X("stanislav")           \
	X("stanislaw") X("stefano") X("stephan") X("stephanie") X("steven")    \
	X("sungmin") X("sunita") X("suresh") X("susan") X("susanne")           \
	X("sven") X("svetlana") X("sylvie") X("tadeusz") X("takashi")          \
	X("takeshi") X("tamas") X("taras") X("taro") X("tatiana") X("teresa")  \
	X("thanh") X("thao") X("thierry") X("thorsten") X("thuy")              \
	X("timothy") X("tobias") X("tomasz") X("torsten") X("trang")           \
	X("tuan") X("ulrike") X("ursula") X("uwe") X("valentina")              \
	X("vasiliki") X("vasily") X("veroniqu") X("victoria") X("vikram")      \
	X("viktor") X("vincenzo") X("vladimir") X("vyacheslav") X("werner")    \
	X("william") X("wojciech") X("wolfgang") X("xia") X("xiaoming")        \
	X("yannis") X("yaroslav") X("yevgenia") X("ying") X("yoko") X("yong")  \
	X("yoshi") X("youssef") X("yuki") X("yumi") X("yuna") X("yury")        \
	X("yuto") X("zachary") X("zbigniew") X("zeynep") X("zofia")            \
	X("zoltan") X("zsofia") X("zsuzsanna")

/* Names that many share: alone they join nothing. */
#define COMMON_SURNAMES(X)                                                     \
	X("smith") X("johnson") X("williams") X("brown") X("jones")            \
	X("garcia") X("miller") X("davis") X("rodriguez") X("martinez")        \
	X("hernandez") X("lopez") X("gonzalez") X("wilson") X("anderson")      \
	X("thomas") X("taylor") X("moore") X("jackson") X("martin") X("lee")   \
	X("perez") X("thompson") X("white") X("harris") X("sanchez")           \
	X("clark") X("lewis") X("robinson") X("walker") X("young")             \
	X("allen") X("king") X("wright") X("scott") X("hill") X("green")       \
	X("adams") X("nelson") X("baker") X("hall") X("nguyen") X("kim")       \
	X("chen") X("wang") X("li") X("zhang") X("liu") X("singh") X("kumar")  \
	X("patel") X("khan") X("muller") X("schmidt") X("schneider")           \
	X("fischer") X("weber") X("meyer") X("wagner") X("becker")             \
	X("schulz") X("hoffmann") X("silva") X("santos") X("rossi")            \
	X("ferrari") X("ivanov") X("kowalski") X("park") X("tran")

#endif
