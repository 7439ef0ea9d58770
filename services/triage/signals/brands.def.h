/* brands.def.h - names that frauds borrow, and the domains they really use.
 *
 * X("key", "domains", flags)
 *   key      as it appears folded in host names; several words are written
 *            together in hosts and apart in names ("bankofamerica")
 *   domains  registrable domains, separated by spaces; "amazon.*" is any
 *            country's domain of that label
 *   flags    BRAND_WORD: also an everyday word or a name, so only a whole
 *            display name that begins with it counts
 */
#define BRANDS(X)                                                              \
	X("paypal", "paypal.* paypal-communication.com paypalobjects.com", 0)  \
	X("microsoft", "microsoft.com microsoftonline.com live.com office.com " \
	    "outlook.com azure.com windows.com onmicrosoft.com xbox.com "      \
	    "microsoftemail.com skype.com office365.com sharepoint.com", 0)    \
	X("office365", "microsoft.com office.com office365.com "               \
	    "microsoftonline.com", 0)                                          \
	X("onedrive", "microsoft.com live.com onedrive.com office.com", 0)     \
	X("sharepoint", "microsoft.com sharepoint.com sharepointonline.com", 0) \
	X("outlook", "outlook.com microsoft.com live.com office.com", BRAND_WORD) \
	X("google", "google.* googlemail.com youtube.com gmail.com goo.gl "    \
	    "googleapis.com withgoogle.com", 0)                                \
	X("apple", "apple.com icloud.com me.com itunes.com", BRAND_WORD)       \
	X("icloud", "icloud.com apple.com me.com", 0)                          \
	X("amazon", "amazon.* amazonaws.com amazonses.com aws.com amzn.to", 0) \
	X("netflix", "netflix.com nflxext.com", 0)                             \
	X("facebook", "facebook.com facebookmail.com fb.com meta.com fb.me", 0) \
	X("instagram", "instagram.com facebook.com facebookmail.com", 0)       \
	X("whatsapp", "whatsapp.com whatsapp.net wa.me facebook.com", 0)       \
	X("linkedin", "linkedin.com licdn.com lnkd.in", 0)                     \
	X("dropbox", "dropbox.com dropboxmail.com dropboxusercontent.com", 0)  \
	X("docusign", "docusign.com docusign.net", 0)                          \
	X("adobe", "adobe.com adobesign.com echosign.com", 0)                  \
	X("dhl", "dhl.* dhl-usa.com dhl-news.com deutschepost.de dhlparcel.nl "  \
	    "logistics.dhl", 0)         \
	X("fedex", "fedex.com", 0)                                             \
	X("usps", "usps.com usps.gov uspsinformeddelivery.com", 0)                                      \
	X("royalmail", "royalmail.com", 0)                                     \
	X("dpd", "dpd.* dpdgroup.com dpdlocal.co.uk", 0)                       \
	X("hermes", "myhermes.de myhermes.co.uk hermesworld.com evri.com "     \
	    "hermes-europe.co.uk", BRAND_WORD) \
	X("colissimo", "laposte.fr colissimo.fr", 0)                           \
	X("laposte", "laposte.fr laposte.net", 0)                              \
	X("chronopost", "chronopost.fr", 0)                                    \
	X("correos", "correos.es correos.com", 0)                              \
	X("chase", "chase.com jpmorgan.com", BRAND_WORD)                       \
	X("wellsfargo", "wellsfargo.com wf.com", 0)                            \
	X("bankofamerica", "bankofamerica.com bofa.com", 0)                    \
	X("citibank", "citi.com citibank.com citibankonline.com", 0)           \
	X("capitalone", "capitalone.com", 0)                                   \
	X("americanexpress", "americanexpress.com aexp.com", 0)                \
	X("mastercard", "mastercard.com", 0)                                   \
	X("hsbc", "hsbc.* hsbc.co.uk", 0)                                      \
	X("barclays", "barclays.com barclays.co.uk", 0)                        \
	X("lloydsbank", "lloydsbank.com lloydsbank.co.uk", 0)                  \
	X("natwest", "natwest.com", 0)                                         \
	X("santander", "santander.* santanderbank.com gruposantander.com", 0)  \
	X("bbva", "bbva.* bbva.com", 0)                                        \
	X("caixabank", "caixabank.es caixabank.com lacaixa.es", 0)             \
	X("bradesco", "bradesco.com.br bradesco", 0)                           \
	X("itau", "itau.com.br itau-unibanco.com.br", 0)                       \
	X("sparkasse", "sparkasse.de sparkasse.at", 0)                         \
	X("volksbank", "volksbank.de vr.de volksbank.at", 0)                   \
	X("postbank", "postbank.de", 0)                                        \
	X("commerzbank", "commerzbank.de commerzbank.com", 0)                  \
	X("deutschebank", "deutsche-bank.de db.com", 0)                        \
	X("creditagricole", "credit-agricole.fr credit-agricole.com", 0)       \
	X("bnpparibas", "bnpparibas.com bnpparibas.net bnpparibas.fr", 0)      \
	X("societegenerale", "societegenerale.fr societegenerale.com", 0)      \
	X("ameli", "ameli.fr", 0)                                              \
	X("impots", "impots.gouv.fr gouv.fr", BRAND_WORD)                      \
	X("binance", "binance.com binance.us", 0)                              \
	X("coinbase", "coinbase.com", 0)                                       \
	X("metamask", "metamask.io consensys.net", 0)                          \
	X("trustwallet", "trustwallet.com", 0)                                 \
	X("ledger", "ledger.com", BRAND_WORD)                                  \
	X("blockchain", "blockchain.com", BRAND_WORD)                          \
	X("ebay", "ebay.* ebayinc.com ebay.com", 0)                            \
	X("walmart", "walmart.com", 0)                                         \
	X("costco", "costco.com", 0)                                           \
	X("spotify", "spotify.com spotifymail.com", 0)                         \
	X("disneyplus", "disneyplus.com disney.com", 0)                        \
	X("steam", "steampowered.com steamcommunity.com valvesoftware.com",    \
	    BRAND_WORD)                                                        \
	X("verizon", "verizon.com verizon.net verizonwireless.com", 0)                     \
	X("vodafone", "vodafone.* vodafone.com", 0)                            \
	X("telekom", "telekom.* t-online.de telekom.com", 0)                   \
	X("norton", "norton.com nortonlifelock.com gendigital.com", BRAND_WORD) \
	X("mcafee", "mcafee.com", 0)                                           \
	X("geeksquad", "bestbuy.com geeksquad.com", 0)                         \
	X("booking", "booking.com", BRAND_WORD)                                \
	X("airbnb", "airbnb.* airbnb.com", 0)                                  \
	X("github", "github.com githubusercontent.com", 0)                     \
	X("gitlab", "gitlab.com", 0)                                           \
	X("hmrc", "hmrc.gov.uk service.gov.uk gov.uk", 0)                      \
	X("stripe", "stripe.com", BRAND_WORD)                                  \
	X("klarna", "klarna.* klarna.com", 0)                                  \
	X("revolut", "revolut.com", 0)                                         \
	X("wetransfer", "wetransfer.com", 0)                                   \
	X("roundcube", "roundcube.net", 0)                                     \
	X("godaddy", "godaddy.com secureserver.net", 0)                        \
	X("cpanel", "cpanel.net", 0)                                           \
	X("ionos", "ionos.* ionos.com", 0)                                     \
	X("greenhouse", "greenhouse.io greenhouse-mail.io", BRAND_WORD)        \
	X("workday", "workday.com myworkday.com myworkdayjobs.com", 0) \
	X("nubank", "nubank.com.br nu.com.mx nubank.com", 0)                   \
	X("bancodobrasil", "bb.com.br bancobrasil.com.br", 0)                  \
	X("bradescard", "bradesco.com.br bradescard.com.br", 0)                \
	X("itaucard", "itau.com.br itaucard.com.br", 0)                        \
	X("serasa", "serasa.com.br serasaexperian.com.br serasaconsumidor.com.br", \
	    0)                                                                 \
	X("mercadopago", "mercadopago.* mercadolivre.com.br mercadolibre.com", 0) \
	X("mercadolivre", "mercadolivre.com.br mercadolibre.com", 0)           \
	X("livelo", "livelo.com.br pontolivelo.com.br", 0)                     \
	X("correios", "correios.com.br", 0)                                    \
	X("receitafederal", "gov.br", 0)                                       \
	X("bancocentral", "bcb.gov.br gov.br", 0)                              \
	X("banrisul", "banrisul.com.br", 0)                                    \
	X("sicredi", "sicredi.com.br", 0)                                      \
	X("hostgator", "hostgator.com hostgator.com.br newfold.com", 0)        \
	X("locaweb", "locaweb.com.br", 0)                                      \
	X("temu", "temu.com temuemail.com", 0)                                 \
	X("shein", "shein.com sheinemail.com shein.co.uk", 0)                  \
	X("aliexpress", "aliexpress.com alibaba.com", 0)                       \
	X("mediamarkt", "mediamarkt.* mediamarktsaturn.com", 0)                \
	X("kaufland", "kaufland.*", 0)                                         \
	X("edeka", "edeka.de", 0)                                              \
	X("carrefour", "carrefour.*", 0)                                       \
	X("decathlon", "decathlon.*", 0)                                       \
	X("opensea", "opensea.io", 0)                                          \
	X("uniswap", "uniswap.org", 0)                                         \
	X("cryptocom", "crypto.com", 0)                                        \
	X("tether", "tether.to tether.io", BRAND_WORD)                         \
	X("ripple", "ripple.com", BRAND_WORD)                                  \
	X("tmobile", "t-mobile.* t-mobile.com", 0)                             \
	X("xfinity", "xfinity.com comcast.net comcast.com", 0)                 \
	X("homedepot", "homedepot.com", 0)                                     \
	X("lowes", "lowes.com", BRAND_WORD)                                    \
	X("kohls", "kohls.com", 0)                                             \
	X("walgreens", "walgreens.com", 0)                                     \
	X("bestbuy", "bestbuy.com bestbuy.ca", 0)                              \
	X("interpol", "interpol.int", 0)                                       \
	X("europol", "europol.europa.eu europa.eu", 0)                         \
	X("postnl", "postnl.nl postnl.be", 0)                                  \
	X("rabobank", "rabobank.nl rabobank.com", 0)                           \
	X("abnamro", "abnamro.nl abnamro.com", 0)                              \
	X("belastingdienst", "belastingdienst.nl", 0)                          \
	X("inpost", "inpost.pl inpost.eu inpost.it inpost.co.uk", 0)           \
	X("allegro", "allegro.pl allegromail.pl", BRAND_WORD)                  \
	X("mondialrelay", "mondialrelay.fr mondialrelay.com", 0)               \
	X("intesasanpaolo", "intesasanpaolo.com", 0)                           \
	X("unicredit", "unicredit.* unicreditgroup.eu", 0)                     \
	X("posteitaliane", "poste.it posteitaliane.it", 0)
