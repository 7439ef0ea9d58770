/* lexicon_lures_south.def.h - what frauds write in French, Spanish,
 * Portuguese and Italian, and a little in other scripts. */
#define LEXICON_LURES_SOUTH(L)                                                 \
	L(CALL_US, "appelez le", "llame al", "ligue para")                     \
	L(SCAN_CODE, "scannez le", "scannez ce", "escanea el", "escanee el",   \
	    "escaneie o")                                                      \
	L(CREDENTIALS, "confirmez votre identite", "verifiez votre compte",    \
	    "mettre a jour vos informations",                                  \
	    "mettez a jour vos coordonnees", "confirmer vos informations",     \
	    "mise a jour de vos informations", "actualiser votre dossier",     \
	    "vos coordonnees bancaires", "vos informations personnelles",      \
	    "coordonnees bancaires", "confirmer votre identite",               \
	    "actualisez vos", "mettre a jour votre", "mettez a jour votre",    \
	    "renseignez vos", "verifier votre compte",                         \
	    "verifier vos informations", "confirmez vos informations",         \
	    "confirmez votre adresse", "confirmer votre adresse",              \
	    "confirmer votre livraison", "mettre a jour vos",                  \
	    "mettez a jour vos", "mise a jour de votre",                       \
	    "mise a jour obligatoire", "validez votre", "valider votre",       \
	    "reactivez votre", "reactiver votre", "securipass", "certicode",   \
	    "cle digitale", "nouveau service de securite", "carte vitale",     \
	    "renouvellement de votre carte", "renouveler votre carte",         \
	    "completer le formulaire", "remplir le formulaire",                \
	    "remplissez le formulaire", "authentification forte",              \
	    "numero de carte", "donnees bancaires",                            \
	    "informations de paiement", "moyen de paiement",                   \
	    "mode de paiement", "conserver votre mot de passe",                \
	    "garder le meme mot", "verifique su cuenta",                       \
	    "confirme su identidad", "actualice sus datos",                    \
	    "actualizar sus datos", "verificar su identidad",                  \
	    "sus datos bancarios", "verifique sus", "verificar sus datos",     \
	    "confirme sus datos", "actualice su", "actualizar su cuenta",      \
	    "datos de su tarjeta", "verificar su cuenta",                      \
	    "confirme su cuenta", "confirme su direccion",                     \
	    "confirmar su direccion", "confirma tus datos",                    \
	    "actualiza tus datos", "actualizar tus datos",                     \
	    "verifica tu cuenta", "verificar tu cuenta",                       \
	    "verifica tu identidad", "activar su", "active su",                \
	    "reactivar su", "validar su", "valide su",                         \
	    "completar el formulario", "complete el formulario",               \
	    "datos de pago", "metodo de pago", "informacion de pago",          \
	    "datos de acceso", "clave de acceso", "firma digital",             \
	    "dispositivo de confianza", "actualizacion de seguridad",          \
	    "numero de tarjeta", "tus datos bancarios", "mantener la misma",   \
	    "confirme seus dados", "atualize seus dados", "atualize seu",      \
	    "atualizar seus dados", "atualize os seus dados",                  \
	    "confirmar seus dados", "confirme os seus dados",                  \
	    "atualizacao cadastral", "atualizacao de seguranca",               \
	    "token expirou", "seu token", "senha expira",                      \
	    "confirme sua conta", "confirme sua identidade",                   \
	    "confirmar sua identidade", "verifique sua conta",                 \
	    "verificar sua conta", "atualize sua", "atualizar sua",            \
	    "atualizacao obrigatoria", "atualizacao pendente", "validar seu",  \
	    "validar sua", "valide seu", "valide sua", "sincronizacao",        \
	    "sincronizar", "recadastramento", "recadastrar",                   \
	    "modulo de seguranca", "habilitar dispositivo", "habilite sua",    \
	    "habilite seu", "desbloquear sua", "desbloqueie", "reativar sua",  \
	    "regularize", "regularizar", "regularizacao", "manter senha",      \
	    "manter a mesma senha", "sua senha expira", "senha expirou",       \
	    "dados de pagamento", "dados bancarios", "forma de pagamento",     \
	    "dados do cartao", "confirme seu endereco", "confirmar endereco",  \
	    "verifica il tuo account", "verifichi i suoi dati",                \
	    "conferma i tuoi dati", "aggiorna i tuoi dati",                    \
	    "verifica la tua", "conferma la tua", "confermare la tua",         \
	    "confermi i suoi", "aggiornare i dati", "aggiorni i suoi",         \
	    "aggiornare i suoi", "aggiorna le tue", "verificare il tuo",       \
	    "verificare la tua", "verifica la sua", "attivare il",             \
	    "riattivare il", "dati bancari", "dati di pagamento",              \
	    "metodo di pagamento", "dati della carta", "credenziali",          \
	    "codici di accesso", "nuova procedura di sicurezza",               \
	    "web sicurezza", "sicurezza web", "completa il modulo",            \
	    "compilare il modulo", "mantenere la password")                    \
	L(THREAT, "compte suspendu", "compte est suspendu",                    \
	    "compte a ete suspendu", "compte sera suspendu", "compte bloque",  \
	    "acces limite", "activite inhabituelle", "sera desactive",         \
	    "sera suspendu", "n'a pas pu etre livre", "suspendu",              \
	    "suspension de votre", "sera ferme", "sera supprime",              \
	    "frais de livraison", "frais de douane",                           \
	    "en attente de livraison", "colis en attente", "bloquee",          \
	    "compte est bloque", "compte a ete bloque",                        \
	    "compte a ete limite", "compte est limite", "compte sera bloque",  \
	    "compte desactive", "a ete suspendu", "a ete suspendue",           \
	    "est suspendu", "ete bloque", "ete desactive", "ete limite",       \
	    "sera limite", "a expire", "expire bientot",                       \
	    "arrive a expiration", "va expirer", "tentative de connexion",     \
	    "connexion inhabituelle", "connexion suspecte",                    \
	    "activite suspecte", "paiement refuse", "paiement a ete refuse",   \
	    "prelevement rejete", "colis bloque", "colis est bloque",          \
	    "colis n'a pas", "colis est en attente", "livraison a echoue",     \
	    "livraison echouee", "tentative de livraison",                     \
	    "livrer votre colis", "frais de port", "frais d'expedition",       \
	    "frais de traitement", "contravention", "infraction", "impayee",   \
	    "impaye", "remboursement en attente", "stockage plein",            \
	    "espace de stockage", "seront supprimees", "seront supprimes",     \
	    "dernier avis", "dernier avertissement", "convocation",            \
	    "mise en demeure", "poursuites", "cuenta suspendida",              \
	    "cuenta ha sido suspendida", "cuenta sera suspendida",             \
	    "cuenta bloqueada", "actividad inusual", "acceso limitado",        \
	    "bloqueada", "bloqueado", "suspendida", "sera bloqueada",          \
	    "sera cerrada", "retenido en aduana", "pago rechazado",            \
	    "ha sido bloqueada", "ha sido bloqueado", "ha sido suspendido",    \
	    "ha sido limitada", "ha sido restringido", "fue suspendida",       \
	    "fue bloqueada", "sera suspendida", "sera desactivada",            \
	    "sera eliminada", "sera eliminado", "seran eliminados",            \
	    "seran eliminadas", "ha caducado", "ha expirado", "caduca hoje",   \
	    "caduca hoy", "expira hoy", "esta por vencer",                     \
	    "acceso no autorizado", "acceso inusual", "actividad sospechosa",  \
	    "intento de acceso", "paquete pendiente", "paquete esta",          \
	    "su pedido esta retenido", "encomenda pendente",                   \
	    "gastos de envio", "gastos de aduana", "tasas de aduana",          \
	    "pendiente de entrega", "no se pudo entregar",                     \
	    "no ha podido ser entregado", "intento de entrega",                \
	    "entrega fallida", "pago pendiente", "cargo no autorizado",        \
	    "factura pendiente", "deuda pendiente", "almacenamiento lleno",    \
	    "almacenamiento esta", "ultima notificacion",                      \
	    "ultima advertencia", "citacion judicial",                         \
	    "notificacion judicial", "conta suspensa", "conta bloqueada",      \
	    "foi bloqueada", "foi bloqueado", "sera bloqueado",                \
	    "sera cancelado", "sera cancelada", "sera suspensa",               \
	    "expiram hoje", "vao expirar", "acesso suspeito",                  \
	    "atividade suspeita", "debito em aberto", "negativacao",           \
	    "intimacao", "sera desativada", "sera desativado",                 \
	    "sera suspenso", "sera excluida", "sera excluido",                 \
	    "serao excluidos", "serao excluidas", "foi suspensa",              \
	    "foi suspenso", "esta suspensa", "esta bloqueada",                 \
	    "esta desabilitada", "irregularidade", "irregularidades",          \
	    "expirou", "prestes a expirar", "vencimento hoje", "em atraso",    \
	    "cpf irregular", "seu cpf", "processo judicial",                   \
	    "notificacao judicial", "notificacao extrajudicial", "intimado",   \
	    "seu pedido esta", "aguardando pagamento", "aguardando retirada",  \
	    "taxa de importacao", "taxa alfandegaria", "tributacao",           \
	    "nao foi possivel entregar", "tentativa de entrega",               \
	    "caixa postal", "caixa de entrada cheia", "armazenamento cheio",   \
	    "acesso nao autorizado", "compra aprovada", "compra suspeita",     \
	    "transacao suspeita", "ultimo dia", "ultima chance",               \
	    "in giacenza", "conto bloccato", "conto sospeso",                  \
	    "account sospeso", "e stato bloccato", "e stato sospeso",          \
	    "e stato limitato", "e stata sospesa", "e stata bloccata",         \
	    "e stata limitata", "verra sospeso", "verra bloccato",             \
	    "verra disattivato", "sara sospeso", "sara bloccato",              \
	    "sara disattivato", "in scadenza", "accesso anomalo",              \
	    "accesso sospetto", "attivita sospetta", "attivita insolita",      \
	    "transazione sospetta", "il suo pacco", "pacco in attesa",         \
	    "pacco in giacenza", "spedizione in attesa",                       \
	    "spese di spedizione", "spese doganali", "consegna non riuscita",  \
	    "tentativo di consegna", "mancata consegna",                       \
	    "impossibile consegnare", "pagamento rifiutato",                   \
	    "pagamento in sospeso", "fattura scaduta", "casella piena",        \
	    "spazio esaurito", "spazio di archiviazione",                      \
	    "saranno eliminati", "saranno eliminate", "ultimo avviso")         \
	L(URGENT, "immediatement", "urgence", "sous 00 heures",                \
	    "dernier rappel", "dans les plus brefs delais", "au plus vite",    \
	    "sous 00h", "sous 00 h", "derniere chance",                        \
	    "aujourd'hui seulement", "des maintenant", "sans delai",           \
	    "avant expiration", "urgente", "inmediatamente", "cuanto antes",   \
	    "de inmediato", "lo antes posible", "en 00 horas",                 \
	    "ultima oportunidad", "solo hoy", "plazo de", "imediatamente",     \
	    "o mais rapido", "em 00 horas", "ate 00 horas", "somente hoje",    \
	    "ainda hoje", "hoje mesmo", "prazo 00h", "immediatamente",         \
	    "al piu presto", "entro 00 ore", "ultima possibilita",             \
	    "solo oggi")                                                       \
	L(MONEY_BAIT, "vous avez gagne", "vous avez ete selectionne",          \
	    "votre recompense", "heritage de", "vous avez ete choisi",         \
	    "reclamez votre", "cher bien aime", "cher beneficiaire",           \
	    "bien aime en", "vous etes l'heureux", "heureux gagnant",          \
	    "tirage au sort", "cadeau vous attend", "votre cadeau",            \
	    "carte cadeau", "carte cadeaux", "repondez a notre",               \
	    "repondre a notre sondage", "notre sondage", "notre enquete",      \
	    "cette enquete", "faire un don", "je vous fais",                   \
	    "million d'euros", "millions d'euros", "offre de pret",            \
	    "pret entre particulier", "besoin d'un pret",                      \
	    "taux d'interet de", "chance de recevoir", "chance de gagner",     \
	    "votre lot", "usted ha ganado", "ha ganado",                       \
	    "ha sido seleccionado", "herencia", "ha sido elegido",             \
	    "reclame su premio", "estimado beneficiario",                      \
	    "querido beneficiario", "hermana en cristo", "has ganado",         \
	    "ganador", "has sido seleccionado", "ha resultado ganador",        \
	    "tu premio", "su premio", "recompensa", "tarjeta regalo",          \
	    "tarjeta de regalo", "sorpresa para", "donacion",                  \
	    "millones de dolares", "millones de euros", "oferta de prestamo",  \
	    "regalo te espera", "caja misteriosa", "parabens voce",            \
	    "resgate seus pontos", "resgate agora", "pontos expiram",          \
	    "sorteado", "querido amado", "querida amada",                      \
	    "saudacoes querida", "cara amada", "querido no senhor",            \
	    "querida no senhor", "caro destinatario", "prezado beneficiario",  \
	    "voce ganhou", "voce foi selecionado", "voce foi sorteado",        \
	    "voce foi escolhido", "seu premio", "resgatar", "resgate seus",    \
	    "resgatar pontos", "seus pontos", "pontos acumulados",             \
	    "pontos disponiveis", "mil pontos", "saldo disponivel",            \
	    "saldo liberado", "valores a receber", "valor a receber",          \
	    "valor disponivel", "valores disponiveis", "liberacao pendente",   \
	    "liberacao de", "restituicao", "restituir",                        \
	    "devolucao de valores", "troque seus pontos", "troque seus",       \
	    "vale presente", "pesquisa rapida", "doacao", "heranca",           \
	    "emprestimo aprovado", "credito aprovado", "limite aprovado",      \
	    "milhoes de", "desconto na fatura", "fatura zerada", "hai vinto",  \
	    "buono regalo", "carta regalo", "caro beneficiario",               \
	    "sei stato selezionato", "sei stato scelto", "sei il vincitore",   \
	    "vincitore", "il tuo premio", "ricompensa", "sondaggio e vinci",   \
	    "eredita", "donazione", "offerta di prestito", "milioni di euro",  \
	    "buono sconto")                                                    \
	L(JUNK_OFFER, "rencontrer des femmes", "rencontre une femme",          \
	    "femmes russes", "femme russe", "filles russes",                   \
	    "femmes mariees", "perdre du poids", "perte de poids", "maigrir",  \
	    "minceur", "casino en ligne", "tours gratuits", "erection",        \
	    "pompe a chaleur", "panneaux solaires", "voyance",                 \
	    "gagner de l'argent", "complement de revenu", "mujeres rusas",     \
	    "mujeres ucranianas", "conocer mujeres", "chicas cerca",           \
	    "perder peso", "adelgazar", "casino en linea", "tiradas gratis",   \
	    "giros gratis", "disfuncion erectil", "ganar dinero",              \
	    "ingresos extra", "mulheres russas", "mulheres ucranianas",        \
	    "conhecer mulheres", "emagrecer", "cassino online",                \
	    "rodadas gratis", "ganhar dinheiro", "renda extra",                \
	    "plano de saude", "planos de saude", "tabela promocional",         \
	    "disfuncao eretil", "donne russe", "ragazze russe",                \
	    "ragazza ucraina", "donne ucraine", "incontra donne",              \
	    "perdere peso", "dimagrire", "dimagrimento", "casino online",      \
	    "giri gratis", "erezione", "guadagnare soldi")                     \
	L(DOC_LURE, "nouveau message vocal", "message vocal",                  \
	    "nouveau document", "document partage", "message securise",        \
	    "facture en piece", "facture impayee", "nuevo mensaje de voz",     \
	    "mensaje de voz", "nuevo documento", "documento compartido",       \
	    "mensaje seguro", "factura adjunta", "en adjunto",                 \
	    "documento adjunto", "segue em anexo", "no anexo",                 \
	    "anexo abaixo", "arquivo em anexo", "pdf em anexo",                \
	    "nota fiscal eletronica", "boleto em anexo",                       \
	    "comprovante em anexo", "fatura em anexo", "fatura anexa",         \
	    "documento em anexo", "mensagem de voz", "orcamento em anexo",     \
	    "notificacao emitida", "processo em anexo",                        \
	    "nuovo messaggio vocale", "messaggio vocale", "nuovo documento",   \
	    "documento condiviso", "messaggio protetto", "fattura allegata",   \
	    "fattura in allegato")                                             \
	L(EXTORTION, "votre webcam", "acces a votre appareil",                 \
	    "pirate votre", "j'ai enregistre", "video de vous",                \
	    "portefeuille bitcoin", "adresse bitcoin", "vos contacts",         \
	    "su camara web", "he hackeado", "acceso a su dispositivo",         \
	    "video tuyo", "videos tuyos", "billetera bitcoin",                 \
	    "direccion bitcoin", "monedero bitcoin", "seus dispositivos",      \
	    "video seu", "videos seus", "carteira bitcoin",                    \
	    "endereco bitcoin", "seus contatos", "tuo video",                  \
	    "indirizzo bitcoin", "portafoglio bitcoin", "взломал",             \
	    "видео с вами")                                                    \
	L(SHAME, "hackeado", "invadi", "hackerato", "ウイルス",                    \
	    "ビットコイン", "比特币", "биткоин")                                        \
	L(GIFT_CARD, "cartes cadeaux", "nouveau rib",                          \
	    "nouvelles coordonnees bancaires", "coupons pcs", "carte pcs",     \
	    "etes vous disponible", "tickets neosurf", "coupon transcash",     \
	    "tarjetas de regalo", "nuevos datos bancarios",                    \
	    "esta disponible ahora", "numero de celular")                      \
	L(CLICK, "cliquez ici", "cliquez sur", "confirmer maintenant",         \
	    "je confirme", "cliquant ici", "cliquer ici", "en cliquant",       \
	    "acceder a mon", "acceder a votre", "suivre mon colis",            \
	    "suivre votre colis", "je commence", "commencez maintenant",       \
	    "commencer", "mon espace client", "espace client", "profiter de",  \
	    "j'en profite", "lien ci dessous", "lien suivant", "haga clic",    \
	    "haz clic", "pulse aqui", "acceder", "ver documento", "ingrese",   \
	    "acceder a", "haciendo clic", "clic aqui", "siguiente enlace",     \
	    "ingresar", "ver mensaje", "verificar ahora", "confirmar ahora",   \
	    "rastrear", "ver detalles", "empezar ahora", "reclamar",           \
	    "acceda", "clique aqui", "baixar", "acessar", "acesse",            \
	    "clique no", "visualizar", "confira", "clicando aqui",             \
	    "clique abaixo", "clicar aqui", "clique para", "saiba mais",       \
	    "quero resgatar", "resgatar agora", "consultar agora",             \
	    "baixar agora", "baixe", "abrir documento", "atualizar agora",     \
	    "confirmar agora", "regularizar agora", "link abaixo",             \
	    "clicca qui", "accedi", "clicca", "verifica ora", "clicca sul",    \
	    "cliccare qui", "clicca per", "clicchi qui", "accedere",           \
	    "conferma ora", "aggiorna ora", "traccia il", "inizia ora",        \
	    "link sottostante", "seguente link", "partecipa ora")              \
	L(SOFT_LURE, "votre colis", "amende", "remboursement",                 \
	    "ultimo aviso", "inicio de sesion", "su paquete", "tu paquete",    \
	    "su envio", "multa", "reembolso", "devolucion", "fotos y videos",  \
	    "pendencia", "bloqueio", "cancelamento", "expirar", "vencida",     \
	    "divida", "dividas", "protesto", "receita federal", "audiencia",   \
	    "encomenda", "sua encomenda", "seu pacote", "aviso de",            \
	    "bloccato", "sospeso", "limitazione", "scaduto", "scaduta",        \
	    "il tuo pacco", "rimborso", "prazo", "felicitations", "gagnant",   \
	    "don de", "sorteo", "felicidades", "premio", "encuesta",           \
	    "prestamo", "parabens", "resgate", "fidelidade", "livelo",         \
	    "cashback", "emprestimo", "congratulazioni", "complimenti",        \
	    "regalo", "sondaggio", "prestito", "mutuelle", "cotacao",          \
	    "consorcio", "incontri", "guadagna", "piece jointe", "ci joint",   \
	    "archivo adjunto", "em anexo", "nota fiscal", "boleto",            \
	    "comprovante", "segunda via", "protocolo", "in allegato")
