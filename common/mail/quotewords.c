/* quotewords.c - how mail programs mark earlier mail, by language. */
#include "common/mail/quotewords.h"

/* First words of an attribution. */
static const char *const leads[] = {"On ", "Am ", "Le ", "El ", "Il ", "Em ",
    "Op ", "Den ", "W dniu ", "Dnia ", "Dne ", "Il giorno ", "At ",
    "In message ", "In article ", "Quoting ", "Pe ", "Na ", "Kl. "};

/* Words that end one, before ":". */
static const char *const verbs[] = {"wrote", "writes", "schrieb", "a écrit",
    "escribió", "ha scritto", "escreveu", "schreef", "skrev", "napisał",
    "napisał(a)", "napisała", "napsal", "написал", "пишет", "kirjoitti",
    "yazdı", "a scris", "написа", "写道", "のメール", "írta"};

static const char *const originals[] = {"original message", "original email",
    "original appointment", "original e-mail", "ursprüngliche nachricht",
    "urspruengliche nachricht", "originalnachricht", "original-nachricht",
    "message d'origine", "message d’origine", "message original",
    "mensaje original", "messaggio originale", "mensagem original",
    "oorspronkelijk bericht", "ursprungligt meddelande",
    "oprindelig meddelelse", "opprinnelig melding", "wiadomość oryginalna",
    "reply message"};

static const char *const forwards[] = {"forwarded message", "forwarded by",
    "weitergeleitete nachricht", "message transféré", "message transmis",
    "mensaje reenviado", "messaggio inoltrato", "mensagem encaminhada",
    "doorgestuurd bericht", "vidarebefordrat meddelande", "videresendt",
    "forwarded mail"};

static const char *const forward_lines[] = {"begin forwarded message",
    "anfang der weitergeleiteten nachricht", "début du message réexpédié",
    "début du message transféré", "inizio messaggio inoltrato",
    "inicio del mensaje reenviado", "begin doorgestuurd bericht",
    "start of forwarded message"};

struct field_word {
	const char *word;
	enum mail_quote_field field;
};

static const struct field_word field_words[] = {
    {"from", MAIL_FIELD_FROM},
    {"von", MAIL_FIELD_FROM},
    {"de", MAIL_FIELD_FROM},
    {"da", MAIL_FIELD_FROM},
    {"van", MAIL_FIELD_FROM},
    {"från", MAIL_FIELD_FROM},
    {"fra", MAIL_FIELD_FROM},
    {"od", MAIL_FIELD_FROM},
    {"от", MAIL_FIELD_FROM},
    {"发件人", MAIL_FIELD_FROM},
    {"sent", MAIL_FIELD_SENT},
    {"date", MAIL_FIELD_SENT},
    {"gesendet", MAIL_FIELD_SENT},
    {"datum", MAIL_FIELD_SENT},
    {"envoyé", MAIL_FIELD_SENT},
    {"enviado", MAIL_FIELD_SENT},
    {"enviada", MAIL_FIELD_SENT},
    {"enviado el", MAIL_FIELD_SENT},
    {"fecha", MAIL_FIELD_SENT},
    {"inviato", MAIL_FIELD_SENT},
    {"data", MAIL_FIELD_SENT},
    {"verzonden", MAIL_FIELD_SENT},
    {"skickat", MAIL_FIELD_SENT},
    {"sendt", MAIL_FIELD_SENT},
    {"wysłano", MAIL_FIELD_SENT},
    {"отправлено", MAIL_FIELD_SENT},
    {"发送时间", MAIL_FIELD_SENT},
    {"to", MAIL_FIELD_TO},
    {"an", MAIL_FIELD_TO},
    {"à", MAIL_FIELD_TO},
    {"para", MAIL_FIELD_TO},
    {"a", MAIL_FIELD_TO},
    {"aan", MAIL_FIELD_TO},
    {"till", MAIL_FIELD_TO},
    {"til", MAIL_FIELD_TO},
    {"do", MAIL_FIELD_TO},
    {"кому", MAIL_FIELD_TO},
    {"收件人", MAIL_FIELD_TO},
    {"cc", MAIL_FIELD_CC},
    {"subject", MAIL_FIELD_SUBJECT},
    {"betreff", MAIL_FIELD_SUBJECT},
    {"objet", MAIL_FIELD_SUBJECT},
    {"asunto", MAIL_FIELD_SUBJECT},
    {"oggetto", MAIL_FIELD_SUBJECT},
    {"assunto", MAIL_FIELD_SUBJECT},
    {"onderwerp", MAIL_FIELD_SUBJECT},
    {"ämne", MAIL_FIELD_SUBJECT},
    {"emne", MAIL_FIELD_SUBJECT},
    {"temat", MAIL_FIELD_SUBJECT},
    {"тема", MAIL_FIELD_SUBJECT},
    {"主题", MAIL_FIELD_SUBJECT},
};

static const char *const mobiles[] = {"sent from my ", "sent via ",
    "sent from yahoo mail", "sent from mail for windows", "sent from outlook",
    "sent from proton", "sent with proton", "get outlook for ", "von meinem ",
    "gesendet von ", "envoyé de mon ", "envoyé depuis ", "enviado desde ",
    "enviado do meu ", "enviado de mi ", "inviato da ", "verzonden vanaf ",
    "verstuurd vanaf ", "skickat från min ", "sendt fra min ", "wysłane z ",
    "отправлено с ", "hol dir outlook ", "obtener outlook para ",
    "télécharger outlook "};

static const char *const footers[] = {
    "you received this message because you are subscribed to ",
    "to unsubscribe from this group", "to unsubscribe, e-mail",
    "to unsubscribe send ", "yahoo! groups sponsor",
    "------------------------ yahoo! groups", "to unsubscribe from this list"};

static const char *const list_words[] = {"mailing list", "mailman/listinfo",
    "unsubscribe", "listinfo", "/mailman", "list-help"};

static bool starts_with_one(struct str s, const char *const *words, size_t n)
{
	char first = s.n == 0 ? '\0' : (char)(s.p[0] | 32);

	for (size_t i = 0; i < n; i++)
		if ((words[i][0] | 32) == first && str_istarts(s, words[i]))
			return true;
	return false;
}

bool mail_quote_lead(struct str line)
{
	for (size_t i = 0; i < ARRAY_LEN(leads); i++)
		if (line.n > 0 && line.p[0] == leads[i][0] &&
		    str_starts(line, leads[i]))
			return true;
	return false;
}

bool mail_quote_verb(struct str t)
{
	if (t.n < 8)
		return false;
	if (t.p[t.n - 1] != ':' && !str_ends(t, "："))
		return false;
	struct str body = {t.p, t.n - 1};
	if (str_ends(t, "："))
		body.n = t.n - 3;
	body = str_trim(body);
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
		if (str_ends(body, verbs[i]))
			return true;
	/* "Am 3.4. schrieb Ann <a@b>:" has the verb inside. */
	return str_find(body, " schrieb ") > 0 ||
	       str_find(body, " schreef ") > 0 ||
	       str_find(body, " skrev ") > 0 ||
	       str_find(body, " napisał") > 0 || str_find(body, " wrote ") > 0;
}

enum mail_quote_rule mail_quote_rule(struct str line)
{
	struct str t = line;

	if (starts_with_one(line, forward_lines, ARRAY_LEN(forward_lines)))
		return MAIL_RULE_FORWARD;
	while (t.n > 0 && strchr("-_=*> ", t.p[0]) != NULL) {
		t.p++;
		t.n--;
	}
	if (line.n - t.n < 2)
		return MAIL_RULE_NONE;
	if (starts_with_one(t, originals, ARRAY_LEN(originals)))
		return MAIL_RULE_ORIGINAL;
	if (starts_with_one(t, forwards, ARRAY_LEN(forwards)))
		return MAIL_RULE_FORWARD;
	return MAIL_RULE_NONE;
}

enum mail_quote_field mail_quote_field(struct str line)
{
	const char *colon;

	line = str_trim(line);
	while (line.n > 0 && line.p[0] == '*') { /* bold made plain */
		line.p++;
		line.n--;
	}
	colon = memchr(line.p, ':', MIN(line.n, 24));
	if (colon == NULL) {
		ptrdiff_t at =
		    str_find((struct str){line.p, MIN(line.n, 24)}, "：");
		if (at < 0)
			return MAIL_FIELD_NONE;
		colon = line.p + at;
	}
	struct str w = str_trim((struct str){line.p, (size_t)(colon - line.p)});
	while (w.n > 0 && w.p[w.n - 1] == '*')
		w.n--;
	for (size_t i = 0; i < ARRAY_LEN(field_words); i++)
		if (w.n > 0 && (w.p[0] | 32) == (field_words[i].word[0] | 32) &&
		    str_ieqs(w, field_words[i].word))
			return field_words[i].field;
	return MAIL_FIELD_NONE;
}

bool mail_quote_mobile(struct str line)
{
	return line.n < 120 &&
	       starts_with_one(line, mobiles, ARRAY_LEN(mobiles));
}

bool mail_quote_footer(struct str line)
{
	return starts_with_one(line, footers, ARRAY_LEN(footers));
}

bool mail_quote_list(struct str line)
{
	for (size_t i = 0; i < ARRAY_LEN(list_words); i++)
		if (str_ifind(line, list_words[i]) >= 0)
			return true;
	return false;
}
