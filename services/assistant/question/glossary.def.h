/* glossary.def.h - everyday words of mail in English, German, French and
 * Spanish: G("word|word"), each group one thing. A question in one language
 * finds mail in another by them. Single words only. */
#ifndef ASSISTANT_GLOSSARY_DEF_H
#define ASSISTANT_GLOSSARY_DEF_H

#define GLOSSARY_HOME(G)                                                       \
	G("electricity|power|strom|\xc3\xa9lectricit\xc3\xa9|electricidad")    \
	G("water|wasser|eau|agua")                                             \
	G("heating|heizung|chauffage|calefacci\xc3\xb3n")                      \
	G("rent|miete|loyer|alquiler")                                         \
	G("landlord|vermieter|hausverwaltung|propri\xc3\xa9taire|casero")      \
	G("room|zimmer|chambre|habitaci\xc3\xb3n")                             \
	G("flat|apartment|wohnung|appartement|piso|apartamento")               \
	G("house|haus|maison|casa")                                            \
	G("key|schl\xc3\xbcssel|cl\xc3\xa9|llave")                             \
	G("door|t\xc3\xbcr|porte|puerta")                                      \
	G("lift|elevator|aufzug|ascenseur|ascensor")                           \
	G("repair|reparatur|r\xc3\xa9paration|reparaci\xc3\xb3n")              \
	G("neighbour|neighbor|nachbar|voisin|vecino")                          \
	G("moving|umzug|d\xc3\xa9m\xc3\xa9nagement|mudanza")

#define GLOSSARY_MONEY(G)                                                      \
	G("tax|taxes|steuer|steuern|imp\xc3\xb4t|imp\xc3\xb4ts|impuesto|"      \
	  "impuestos")                                                         \
	G("insurance|versicherung|assurance|mutuelle|seguro")                  \
	G("card|karte|carte|tarjeta")                                          \
	G("account|konto|compte|cuenta")                                       \
	G("bank|banque|banco")                                                 \
	G("refund|refunded|erstattung|erstattet|remboursement|reembolso")      \
	G("fee|fees|geb\xc3\xbchr|geb\xc3\xbchren|frais|comisi\xc3\xb3n")      \
	G("deposit|kaution|anzahlung|caution|acompte|fianza")                  \
	G("salary|gehalt|salaire|salario|sueldo|pay")                          \
	G("transfer|\xc3\xbc"                                                  \
	  "berweisung|virement|transferencia")                                 \
	G("price|preis|prix|precio")                                           \
	G("reminder|mahnung|erinnerung|rappel|relance|recordatorio")

#define GLOSSARY_TRAVEL(G)                                                     \
	G("train|zug|bahn|tren")                                               \
	G("flight|flug|vol|vuelo")                                             \
	G("ticket|tickets|fahrkarte|fahrschein|billet|billete|billetes")       \
	G("seat|platz|sitzplatz|si\xc3\xa8ge|asiento")                         \
	G("departure|abfahrt|abflug|d\xc3\xa9part|salida")                     \
	G("arrival|arrive|arrives|arriving|ankunft|arriv\xc3\xa9"              \
	  "e|llegada")                                                         \
	G("delay|delayed|late|versp\xc3\xa4tung|versp\xc3\xa4tet|retard|"      \
	  "retard\xc3\xa9|retraso")                                            \
	G("night|nacht|nuit|noche")                                            \
	G("station|bahnhof|gare|estaci\xc3\xb3n")                              \
	G("luggage|baggage|gep\xc3\xa4"                                        \
	  "ck|bagage|bagages|equipaje")                                        \
	G("holiday|holidays|vacation|urlaub|cong\xc3\xa9s|vacances|"           \
	  "vacaciones")

#define GLOSSARY_PEOPLE(G)                                                     \
	G("mother|mum|mom|mutter|mama|m\xc3\xa8re|maman|madre|mam\xc3\xa1")    \
	G("father|dad|vater|papa|p\xc3\xa8re|padre")                           \
	G("grandfather|grandpa|granddad|opa|gro\xc3\x9fvater|papi|papy|"       \
	  "abuelo")                                                            \
	G("grandmother|grandma|granny|oma|gro\xc3\x9fmutter|mamie|abuela")     \
	G("sister|schwester|s\xc5\x93ur|soeur|hermana")                        \
	G("brother|bruder|fr\xc3\xa8re|hermano")                               \
	G("doctor|arzt|\xc3\xa4rztin|m\xc3\xa9"                                \
	  "decin|docteur|m\xc3\xa9"                                            \
	  "dico")                                                              \
	G("dentist|zahnarzt|zahnarztpraxis|dentiste|dentista")                 \
	G("choir|chor|ch\xc5\x93ur|choeur|coro")                               \
	G("concert|konzert|concierto")                                         \
	G("birthday|geburtstag|anniversaire|cumplea\xc3\xb1os")                \
	G("wedding|hochzeit|mariage|boda")                                     \
	G("party|feier|f\xc3\xaate|fiesta")                                    \
	G("dinner|abendessen|d\xc3\xaener|cena")                               \
	G("lunch|mittagessen|d\xc3\xa9jeuner|almuerzo")                        \
	G("cake|kuchen|g\xc3\xa2teau|tarta|pastel")                            \
	G("coffee|kaffee|caf\xc3\xa9")                                         \
	G("dog|hund|chien|perro")                                              \
	G("photo|photos|foto|fotos|picture|pictures")

#define GLOSSARY_WORK(G)                                                       \
	G("job|stelle|poste|emploi|puesto|trabajo")                            \
	G("company|firma|unternehmen|entreprise|empresa")                      \
	G("contract|vertrag|arbeitsvertrag|contrat|contrato")                  \
	G("office|b\xc3\xbcro|bureau|oficina")                                 \
	G("reference|references|referenz|referenzen|r\xc3\xa9"                 \
	  "f\xc3\xa9rence|r\xc3\xa9"                                           \
	  "f\xc3\xa9rences|referencias")                                       \
	G("test|exercise|aufgabe|\xc3\xbc"                                     \
	  "bung|exercice|ejercicio")                                           \
	G("school|schule|\xc3\xa9"                                             \
	  "cole|escuela")                                                      \
	G("talk|vortrag|expos\xc3\xa9|charla|ponencia")

#define GLOSSARY_THINGS(G)                                                     \
	G("parcel|package|paket|colis|paquete")                                \
	G("delivery|delivered|lieferung|zustellung|livraison|entrega")         \
	G("shipping|shipped|versand|exp\xc3\xa9"                               \
	  "dition|env\xc3\xado")                                               \
	G("return|returned|r\xc3\xbc"                                          \
	  "cksendung|retour|devoluci\xc3\xb3n")                                \
	G("phone|mobile|telefon|handy|t\xc3\xa9l\xc3\xa9phone|"                \
	  "tel\xc3\xa9"                                                        \
	  "fono|m\xc3\xb3vil")                                                 \
	G("password|passwords|passwort|passw\xc3\xb6rter|"                     \
	  "contrase\xc3\xb1"                                                   \
	  "a|contrase\xc3\xb1"                                                 \
	  "as")                                                                \
	G("headphones|kopfh\xc3\xb6rer|casque|auriculares")                    \
	G("jacket|jacke|regenjacke|veste|chaqueta")                            \
	G("shoes|schuhe|chaussures|zapatos")                                   \
	G("bike|bicycle|fahrrad|v\xc3\xa9lo|bici|bicicleta")                   \
	G("book|books|buch|b\xc3\xbc"                                          \
	  "cher|livre|livres|libro|libros")                                    \
	G("car|auto|voiture|coche")

#define GLOSSARY(G)                                                            \
	GLOSSARY_HOME(G) GLOSSARY_MONEY(G) GLOSSARY_TRAVEL(G)                  \
	GLOSSARY_PEOPLE(G) GLOSSARY_WORK(G) GLOSSARY_THINGS(G)

#endif
