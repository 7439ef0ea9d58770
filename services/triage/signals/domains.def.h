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
	    "soo.gd clck.ru u.to linktr.ee l.ead.me")                          \
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
	    "framer.website blogspot.fr "             \
	    "trycloudflare.com serveo.net tiiny.site b-cdn.net")               \
	X(RISKY_TLD, ".xyz .top .click .link .kim .gq .work .zip .mov .tk "    \
	    ".ml .ga .cf .icu .buzz .rest .cam .cyou .sbs .monster .quest "    \
	    ".bar .lol .cfd .support .country .beauty .hair .makeup .skin "    \
	    ".bond .live .shop .online .site .website .space .fun .store "     \
	    ".vip .win .bid .loan .date .review .stream .download .racing "    \
	    ".ru .su .cn .pw .cc .ws .life .world .today .club .pro .info")
