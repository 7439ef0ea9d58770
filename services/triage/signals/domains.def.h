/* domains.def.h - what is known of domains by their name.
 *
 * X(KIND, "domain domain ..."): a host belongs to a kind when it is one of
 * the domains or below one. A leading dot names a top-level domain.
 */
#define DOMAIN_KINDS(X)                                                        \
	X(ATS, "greenhouse.io greenhouse-mail.io lever.co workday.com "        \
	    "myworkday.com myworkdayjobs.com smartrecruiters.com ashbyhq.com " \
	    "icims.com jobvite.com taleo.net breezy.hr recruitee.com "         \
	    "teamtailor.com teamtailor-mail.com personio.de personio.com "     \
	    "bamboohr.com workable.com workablemail.com successfactors.com "   \
	    "successfactors.eu applytojob.com jazz.co jazzhr.com pinpointhq.com " \
	    "oraclecloud.com rexx-systems.com softgarden.io softgarden.de "    \
	    "welcomekit.co homerun.co join.com traffit.com comeet.co "         \
	    "comeet-notifications.com gem.com hire.lever.co brassring.com "    \
	    "ultipro.com paylocity.com dover.com rippling-ats.com cornerstone.jobs") \
	X(JOB_BOARD, "indeed.com indeedemail.com glassdoor.com linkedin.com "  \
	    "stepstone.de stepstone.com xing.com monster.com ziprecruiter.com " \
	    "wellfound.com angel.co welcometothejungle.com infojobs.net "      \
	    "hellowork.com apec.fr dice.com hired.com otta.com reed.co.uk "    \
	    "totaljobs.com cv-library.co.uk jobs.ac.uk arbeitsagentur.de "     \
	    "kununu.com simplyhired.com careerbuilder.com jooble.org "         \
	    "adzuna.com talent.com seek.com.au naukri.com francetravail.fr "   \
	    "cadremploi.fr tecnoempleo.com remoteok.com weworkremotely.com")   \
	X(SOCIAL, "facebookmail.com facebook.com instagram.com x.com "         \
	    "twitter.com linkedin.com pinterest.com reddit.com redditmail.com " \
	    "tiktok.com snapchat.com discord.com discordapp.com quora.com "    \
	    "nextdoor.com tumblr.com mastodon.social threads.net bsky.app "    \
	    "strava.com goodreads.com stackoverflow.email xing.com vk.com "    \
	    "duolingo.com youtube.com twitch.tv")                              \
	X(TRAVEL, "booking.com airbnb.com expedia.com hotels.com "             \
	    "lufthansa.com bahn.de deutschebahn.com sncf.com sncf-connect.com " \
	    "oui.sncf ryanair.com easyjet.com delta.com united.com aa.com "    \
	    "ba.com britishairways.com klm.com airfrance.fr airfrance.com "    \
	    "iberia.com renfe.com trainline.com thetrainline.com eurostar.com " \
	    "flixbus.com flixbus.de southwest.com emirates.com uber.com "      \
	    "lyft.com hertz.com sixt.com avis.com marriott.com hilton.com "    \
	    "ihg.com accor.com kayak.com skyscanner.net tripit.com trip.com "  \
	    "amtrak.com vueling.com swiss.com austrian.com oebb.at sbb.ch "    \
	    "agoda.com hostelworld.com omio.com blablacar.com")                \
	X(PAYMENT, "paypal.com stripe.com square.com squareup.com venmo.com "  \
	    "klarna.com klarna.de wise.com shopify.com shopifyemail.com "      \
	    "paddle.com gumroad.com fastspring.com adyen.com sumup.com "       \
	    "revolut.com mollie.com braintreepayments.com")                    \
	X(EVENTS, "eventbrite.com meetup.com luma-mail.com lu.ma "             \
	    "ticketmaster.com ticketmaster.de eventim.de calendly.com "        \
	    "evite.com partiful.com hopin.com ticketswap.com doodle.com "      \
	    "dice.fm eventbrite.de eventbrite.fr fnacspectacles.com")          \
	X(WORK_TOOLS, "github.com gitlab.com atlassian.com atlassian.net "     \
	    "jira.com slack.com notion.so asana.com trello.com basecamp.com "  \
	    "bitbucket.org monday.com linear.app sentry.io pagerduty.com "     \
	    "figma.com zendesk.com circleci.com")                              \
	X(FREE_MAIL, "gmail.com googlemail.com outlook.com hotmail.com "       \
	    "hotmail.fr hotmail.de hotmail.es hotmail.co.uk live.com msn.com " \
	    "yahoo.com yahoo.fr yahoo.de yahoo.es yahoo.co.uk ymail.com "      \
	    "icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com web.de " \
	    "t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net " \
	    "sfr.fr proton.me protonmail.com mail.com mail.ru yandex.ru "      \
	    "yandex.com zoho.com fastmail.com posteo.de mailbox.org "          \
	    "tutanota.com hey.com pm.me telefonica.net qq.com 163.com 126.com") \
	X(SHORTENER, "bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly "     \
	    "rebrand.ly cutt.ly rb.gy shorturl.at tiny.cc s.id t.ly v.gd "     \
	    "bl.ink lnk.to qrco.de urlz.fr x.gd tny.im shorte.st adf.ly "      \
	    "soo.gd clck.ru u.to linktr.ee l.ead.me ibit.ly shorturl.ac "      \
	    "shrtco.de short.gy urlz.io kutt.it bitly.com shorturl.asia "      \
	    "did.li surl.li rebrandly.com me2.do han.gl t2m.io sht.moe "       \
	    "app.goo.gl page.link onelink.me hyperurl.co lihi.cc reurl.cc urly.fi lc.cx "    \
	    "qrcodes.pro qr.link urlshortener.at")                          \
	X(FREE_HOST, "web.app firebaseapp.com weebly.com weeblysite.com "      \
	    "blogspot.com wixsite.com wixstudio.io r2.dev workers.dev "        \
	    "pages.dev netlify.app vercel.app glitch.me 000webhostapp.com "    \
	    "duckdns.org ngrok.io ngrok-free.app herokuapp.com surge.sh "      \
	    "godaddysites.com square.site webflow.io framer.app carrd.co "     \
	    "typeform.com jotform.com forms.gle storage.googleapis.com "       \
	    "sites.google.com docs.google.com drive.google.com "               \
	    "s3.amazonaws.com blob.core.windows.net web.core.windows.net "     \
	    "azurewebsites.net azurefd.net cloudfront.net mystrikingly.com "   \
	    "strikingly.com jimdosite.com yolasite.com webnode.page "          \
	    "ipfs.io dweb.link translate.goog repl.co replit.app onrender.com " \
	    "railway.app fly.dev github.io gitlab.io altervista.org "          \
	    "linodeobjects.com "                  \
	    "digitaloceanspaces.com backblazeb2.com myftpupload.com "          \
	    "hostingersite.com contaboserver.net wordpress.com "                  \
	    "onmicrosoft.com lovable.app bubbleapps.io notion.site gitbook.io "  \
	    "framer.website blogspot.fr amazonaws.com appspot.com "                \
	    "trycloudflare.com serveo.net tiiny.site b-cdn.net "               \
	    "forms.office.com forms.yandex.ru forms.yandex.com jotform.com "   \
	    "forms.zohopublic.com formstack.com cognitoforms.com paperform.co " \
	    "sway.office.com canva.site wixstudio.com myportfolio.com "        \
	    "publiccloud.com.br infinityfreeapp.com 000webhost.com byet.host " \
	    "rf.gd epizy.com zapto.org ddns.net hopto.org servehttp.com "      \
	    "sytes.net no-ip.org dns.army mypi.co 4everland.app fleek.co "     \
	    "nftstorage.link infura-ipfs.io cf-ipfs.com cloudflare-ipfs.com "  \
	    "pinata.cloud filebase.io storjshare.io "            \
	    "dropboxusercontent.com googleusercontent.com "      \
	    "mystrikingly.com softr.app "       \
	    "my.canva.site tilda.ws ucraft.net simvoly.com "        \
	    "webador.com site123.me jimdofree.com cprapid.com "    \
	    "plesk.page cloudwaysapps.com azureedge.net windows.net "          \
	    "myqcloud.com aliyuncs.com digitaloceanspaces.com vultrobjects.com") \
	X(MAILER, "sendgrid.net mailchimp.com list-manage.com mcsv.net "       \
	    "mcdlv.net rsgsv.net mandrillapp.com mailgun.org mailgun.net "     \
	    "amazonses.com awstrack.me sparkpostmail.com hubspotlinks.com "    \
	    "hubspotlinksfree.com hubspotemail.net hs-sites.com hubspot.com "  \
	    "klclick.com klclick1.com klclick2.com klclick3.com "              \
	    "klaviyomail.com kmail-lists.com mailjet.com mjt.lu "              \
	    "exacttarget.com salesforce.com createsend.com createsend1.com "   \
	    "cmail19.com cmail20.com constantcontact.com rs6.net ccsend.com "  \
	    "sendinblue.com sendibm1.com sendibm2.com sendibm3.com brevo.com " \
	    "acemlnc.com acemlna.com acemlnb.com acemlnd.com activehosted.com " \
	    "convertkit-mail.com convertkit-mail2.com kit-mail3.com ck.page "  \
	    "beehiiv.com substack.com mailerlite.com mlsend.com "              \
	    "dripemail2.com getresponse.com gr-mail.com customeriomail.com "   \
	    "customer.io intercom-mail.com intercom-links.com pstmrk.it "      \
	    "mtasv.net emarsys.net responsys.net iterable.com braze.com "      \
	    "sailthru.com marketo.com eloqua.com en25.com aweber.com "         \
	    "benchmarkemail.com elasticemail.com smtp2go.com mailersend.net "  \
	    "maillist-manage.com zcsend.net freshemail.io sarbacane.com "      \
	    "cleverreach.com rapidmail.de newsletter2go.com inxmail.com "      \
	    "episerver.net optivo.com campaign-archive.com vresp.com "         \
	    "bmsend.com moosend.com omnisend.com ontraport.com keap.app "      \
	    "infusionsoft.com infusionmail.com getvero.com resend.com")               \
	X(RISKY_TLD, ".xyz .top .click .link .kim .gq .work .zip .mov .tk "    \
	    ".ml .ga .cf .icu .buzz .rest .cam .cyou .sbs .monster .quest "    \
	    ".bar .lol .cfd .support .country .beauty .hair .makeup .skin "    \
	    ".bond .live .shop .online .site .website .space .fun .store "     \
	    ".vip .win .bid .loan .date .review .stream .download .racing "    \
	    ".ru .su .cn .pw .cc .ws .life .world .today .club .pro .info .best "    \
	    ".autos .boats .homes .mom .pics .lat .biz .men .party .trade "   \
	    ".webcam .science .accountant .faith .cricket .gdn .host .press "  \
	    ".uno sa.com za.com ru.com com.de")

/* Sites that lead on to any URL. X("host", "path"): the host or one below
 * it, "google." any country's; the path begins so. */
#define DOMAIN_REDIRECTORS(X)                                                  \
	X("google.", "/url?")                                                  \
	X("google.", "/amp/")                                                  \
	X("google.com", "/travel/clk")                                         \
	X("googleadservices.com", "/pagead/aclk")                              \
	X("doubleclick.net", "/")                                              \
	X("bing.com", "/ck/a")                                                 \
	X("youtube.com", "/redirect")                                          \
	X("l.facebook.com", "/l.php")                                          \
	X("lm.facebook.com", "/l.php")                                         \
	X("l.instagram.com", "/")                                              \
	X("linkedin.com", "/slink")                                            \
	X("linkedin.com", "/redir")                                            \
	X("vk.com", "/away")                                                   \
	X("yandex.ru", "/clck")                                                \
	X("baidu.com", "/link?")                                               \
	X("slack-redir.net", "/link")                                          \
	X("t.umblr.com", "/redirect")                                          \
	X("steamcommunity.com", "/linkfilter")                                 \
	X("href.li", "/?")                                                     \
	X("pixel.sitescout.com", "/iap")                                       \
	X("adnxs.com", "/click")
