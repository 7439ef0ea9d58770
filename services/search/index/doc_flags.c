/* doc_flags.c - labels, attachments and links to flags. */
#include "services/search/index/doc_flags.h"

static const struct {
	const char *label;
	uint32_t flag;
} by_label[] = {{"INBOX", MAIL_INBOX}, {"UNREAD", MAIL_UNREAD},
    {"STARRED", MAIL_STARRED}, {"IMPORTANT", MAIL_IMPORTANT},
    {"SENT", MAIL_SENT}, {"DRAFT", MAIL_DRAFT}, {"DRAFTS", MAIL_DRAFT},
    {"SPAM", MAIL_SPAM}, {"QUARANTINE", MAIL_SPAM}, {"TRASH", MAIL_TRASH},
    {"CHAT", 0}};

static const struct {
	const char *ending;
	uint32_t flag;
} by_ending[] = {{".pdf", MAIL_PDF}, {".doc", MAIL_DOCUMENT},
    {".docx", MAIL_DOCUMENT}, {".odt", MAIL_DOCUMENT}, {".rtf", MAIL_DOCUMENT},
    {".txt", MAIL_DOCUMENT}, {".pages", MAIL_DOCUMENT},
    {".xls", MAIL_SPREADSHEET}, {".xlsx", MAIL_SPREADSHEET},
    {".ods", MAIL_SPREADSHEET}, {".csv", MAIL_SPREADSHEET},
    {".ppt", MAIL_PRESENTATION}, {".pptx", MAIL_PRESENTATION},
    {".odp", MAIL_PRESENTATION}, {".key", MAIL_PRESENTATION},
    {".png", MAIL_IMAGE}, {".jpg", MAIL_IMAGE}, {".jpeg", MAIL_IMAGE},
    {".gif", MAIL_IMAGE}, {".webp", MAIL_IMAGE}, {".heic", MAIL_IMAGE},
    {".svg", MAIL_IMAGE}, {".ics", MAIL_CALENDAR}};

static const struct {
	const char *begins;
	uint32_t flag;
} by_type[] = {{"application/pdf", MAIL_PDF}, {"image/", MAIL_IMAGE},
    {"application/msword", MAIL_DOCUMENT},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml",
	MAIL_DOCUMENT},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml",
	MAIL_SPREADSHEET},
    {"application/vnd.ms-excel", MAIL_SPREADSHEET},
    {"text/csv", MAIL_SPREADSHEET},
    {"application/vnd.openxmlformats-officedocument.presentationml",
	MAIL_PRESENTATION},
    {"application/vnd.ms-powerpoint", MAIL_PRESENTATION},
    {"text/calendar", MAIL_CALENDAR}};

static const struct {
	const char *part;
	uint32_t flag;
} by_link[] = {{"drive.google.com", MAIL_DRIVE},
    {"docs.google.com", MAIL_DRIVE}, {"1drv.ms", MAIL_DRIVE},
    {"sharepoint.com", MAIL_DRIVE}, {"dropbox.com", MAIL_DRIVE},
    {"docs.google.com/document", MAIL_DOCUMENT},
    {"docs.google.com/spreadsheets", MAIL_SPREADSHEET},
    {"docs.google.com/presentation", MAIL_PRESENTATION},
    {"youtube.com/", MAIL_YOUTUBE}, {"youtu.be/", MAIL_YOUTUBE}};

static uint32_t label_flag(const char *label)
{
	for (size_t i = 0; i < ARRAY_LEN(by_label); i++) {
		if (strieq(label, by_label[i].label))
			return by_label[i].flag;
	}
	/* Gmail's tabs are not the user's. */
	return str_istarts(str_of(label), "CATEGORY_") ? 0 : MAIL_USERLABELS;
}

static bool iends(struct str s, const char *ending)
{
	size_t n = strlen(ending);

	return s.n > n && str_ieqs((struct str){s.p + s.n - n, n}, ending);
}

/* A signature is a part of its own, but nothing that anybody attached. */
static bool is_signature(struct str type)
{
	return str_ieqs(type, "application/pgp-signature") ||
	       str_ieqs(type, "application/pkcs7-signature") ||
	       str_ieqs(type, "application/x-pkcs7-signature");
}

static bool has_attachment(const struct doc_facts *f)
{
	struct str rest = str_of(f->types), one;

	if (rest.n == 0)
		return *f->filenames != '\0';
	while (str_split(&rest, '\n', &one)) {
		if (one.n > 0 && !is_signature(one))
			return true;
	}
	return false;
}

static uint32_t attachment_flags(const struct doc_facts *f)
{
	struct str rest = str_of(f->filenames), one;
	uint32_t flags = has_attachment(f) ? MAIL_ATTACHMENT : 0;

	while (str_split(&rest, '\n', &one)) {
		for (size_t i = 0; i < ARRAY_LEN(by_ending); i++) {
			if (iends(one, by_ending[i].ending))
				flags |= by_ending[i].flag;
		}
	}
	rest = str_of(f->types);
	while (str_split(&rest, '\n', &one)) {
		for (size_t i = 0; i < ARRAY_LEN(by_type); i++) {
			if (str_istarts(one, by_type[i].begins))
				flags |= by_type[i].flag;
		}
	}
	return flags;
}

uint32_t doc_flags(const struct doc_facts *f)
{
	uint32_t flags = attachment_flags(f);

	for (size_t i = 0; i < f->n_labels; i++)
		flags |= label_flag(f->labels[i]);
	for (size_t i = 0; i < ARRAY_LEN(by_link); i++) {
		if (str_ifind(str_of(f->links), by_link[i].part) >= 0)
			flags |= by_link[i].flag;
	}
	flags |= f->has_links ? MAIL_LINK : 0;
	flags |= f->is_outgoing ? MAIL_SENT : 0;
	flags |= f->has_calendar ? MAIL_CALENDAR : 0;
	flags |= f->needs_reply ? MAIL_NEEDS_REPLY : 0;
	return flags;
}
