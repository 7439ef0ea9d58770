/* lexicon_stop.def.h - what says nothing that could be searched: words in
 * English, German, French and Spanish, then what people say to be polite.
 * Columns: lexicon.def.h. */
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
	S("daran|dass|damit|dabei|davon|welchen|welchem|gerade|"               \
	    "denn|doch|vielleicht|gern|gerne|hast|bist|sich|ihre|"             \
	    "ihren|ihrem|ihrer|sein|seine|seinen|dein|deine|um|bis|"           \
	    "jetzt|von|vom|gegen|dann|wenn|ob|bald|steht|stehen|"              \
	    "lautet|ab|los|alte|alten|neu|kommt|kam|kamen|schick|"             \
	    "schicke|schrieb|schreibt|sagte|sagt|jede|jeder|viel|"             \
	    "viele|haben|hatten|wollte|will|wer|wo|wann|kommen|"               \
	    "letzten|letzte")                                                  \
	S("le|la|les|un|une|des|du|de|d|l|et|ou|est|sont|a|ai|as|ont|etait|"   \
	    "mon|ma|mes|je|j|moi|nous|vous|tu|il|elle|on|au|aux|dans|sur|"     \
	    "avec|pour|par|chez|ce|cet|cette|ces|qui|que|qu|quoi|ne|n|pas|"    \
	    "plus|tout|tous|toutes|recu|recus|dit|fait|faut|dois|peux|"        \
	    "nouveau|nouveaux|nouvelle|depuis|avant|apres|jour|jours|semaine|" \
	    "semaines|mois|an|ans|annee|c|se|y|en|m|entre")                    \
	S("est ce que|est ce|quand|comment|encore|deja|bientot|"               \
	    "etre|avoir|faire|veux|voudrais|peut|aussi|donc|alors|"            \
	    "ecrit|ecrire|envoye|envoyer|sa|son|ses|ton|ta|tes|notre|"         \
	    "votre|leurs|dernier|derniere|derniers|dernieres|lui|"             \
	    "fois|ancien|anciens|mail|mails|avez|avons|ete|combien|"           \
	    "quel|quelle|quels|quelles|proposer")                              \
	S("el|los|las|unos|unas|del|al|es|son|era|mi|mis|yo|me|nos|tu|su|sus|" \
	  "con|por|para|sobre|sin|ha|han|he|hay|hecho|dijo|no|si|todo|todos|"  \
	  "todas|nuevo|nuevos|nueva|nuevas|lo|se|que|como|esta|este|estas|"    \
	  "tengo|tiene|recibi|recibido|desde|antes|despues|dia|dias|semana|"   \
	  "semanas|mes|meses|ano|anos|entre|favor|muy|mas")                    \
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
	    "je voudrais savoir|j aimerais savoir|dis moi")
