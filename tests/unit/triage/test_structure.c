/* test_structure.c - signals that need no language: where the links lead,
 * what is hidden, which headers are missing. */
#include "common/base/buf.h"
#include "tests/unit/triage/triage_fixture.h"

#define LINK(href, text)                                                       \
	{                                                                      \
		{(href), sizeof(href) - 1},                                    \
		{                                                              \
			(text), sizeof(text) - 1                               \
		}                                                              \
	}

static bool with_link(
    struct fixture *f, const char *href, const char *text, enum triage_signal s)
{
	struct triage_link l = {str_of(href), str_of(text)};
	bool seen;

	f->mail.links = &l;
	f->mail.n_links = 1;
	f->mail.has_html = true;
	seen = sees(f, s);
	f->mail.links = NULL;
	f->mail.n_links = 0;
	return seen;
}

static void all_links_to_one_stranger_are_a_signal(void **state)
{
	static const struct triage_link two[] = {
	    LINK("https://a.one.example/", "x"),
	    LINK("https://b.two.example/", "y")};
	struct fixture *f = *state;

	assert_true(
	    with_link(f, "https://other.example/x", "Go", SIGNAL_ONE_SITE));
	assert_false(
	    with_link(f, "https://www.work.example/x", "Go", SIGNAL_ONE_SITE));
	assert_false(with_link(
	    f, "https://u1.ct.sendgrid.net/x", "Go", SIGNAL_ONE_SITE));
	f->mail.links = two;
	f->mail.n_links = 2;
	assert_false(sees(f, SIGNAL_ONE_SITE));
	f->user.knows_sender = true;
	assert_false(
	    with_link(f, "https://other.example/x", "Go", SIGNAL_ONE_SITE));
}

static void a_site_that_leads_elsewhere_is_a_signal(void **state)
{
	static const struct {
		const char *href;
		bool seen;
	} t[] = {{"https://www.google.com/url?q=https://x.example", true},
	    {"https://www.google.co.uk/amp/s/x.example/a", true},
	    {"https://google.com/maps", false},
	    {"https://mygoogle.com/url?q=1", false},
	    {"http://vk.com/away.php?to=x", true},
	    {"https://l.facebook.com/l.php?u=x", true},
	    {"https://www.facebook.com/l.php?u=x", false},
	    {"https://google.com", false}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		if (with_link(f, t[i].href, "Go", SIGNAL_OPEN_REDIRECT) !=
		    t[i].seen)
			fail_msg("%s", t[i].href);
	}
}

static void a_mailers_counter_disguises_nothing(void **state)
{
	struct fixture *f = *state;

	assert_false(with_link(f, "https://u1.ct.sendgrid.net/x",
	    "https://work.example/", SIGNAL_LINK_MISMATCH));
	assert_true(with_link(f, "https://u1.ct.sendgrid.net/x",
	    "https://www.bank.com/", SIGNAL_LINK_MISMATCH));
}

static void links_without_encryption_are_a_signal_since_2018(void **state)
{
	struct fixture *f = *state;

	assert_true(with_link(f, "http://other.example/", "Go", SIGNAL_NO_TLS));
	assert_true(with_link(f, "http://work.example/", "Go", SIGNAL_NO_TLS));
	assert_false(
	    with_link(f, "https://other.example/", "Go", SIGNAL_NO_TLS));
	f->mail.at_ms = INT64_C(1000000000000);
	assert_false(
	    with_link(f, "http://other.example/", "Go", SIGNAL_NO_TLS));
}

static void more_hidden_than_shown_is_a_signal(void **state)
{
	struct fixture *f = *state;

	f->mail.hidden_bytes = 300;
	assert_false(sees(f, SIGNAL_MOSTLY_HIDDEN));
	f->mail.hidden_bytes = 500;
	assert_true(sees(f, SIGNAL_MOSTLY_HIDDEN));
	f->mail.body = (struct str){arena_printf(f->arena, "%0600d", 0), 600};
	assert_false(sees(f, SIGNAL_MOSTLY_HIDDEN));
}

static void what_a_program_leaves_out_is_a_signal(void **state)
{
	struct fixture *f = *state;

	f->mail.message_id = STR("1@AM0.namprd02.prod.outlook.com");
	assert_false(sees(f, SIGNAL_LATE_ID));
	f->mail.message_id =
	    STR("2@AM0EUR02FT049.eop-EUR02.prod.protection.outlook.com");
	assert_true(sees(f, SIGNAL_LATE_ID));
	assert_false(sees(f, SIGNAL_TO_NOBODY));
	f->mail.to_nobody = true;
	assert_true(sees(f, SIGNAL_TO_NOBODY));
	f->mail.priority = STR("3");
	assert_false(sees(f, SIGNAL_PRIORITY));
	f->mail.priority = STR("1 (Highest)");
	assert_true(sees(f, SIGNAL_PRIORITY));
	f->user.knows_sender = true;
	assert_false(sees(f, SIGNAL_PRIORITY));
}

static void a_word_that_makes_each_copy_another_is_a_signal(void **state)
{
	static const struct {
		const char *subject;
		bool seen;
	} t[] = {{"Invoice - hSCXPVFj7yxfmvG", true},
	    {"Paid: qWrUAngJaLJzBndSE", true}, {"TheHickmanReport", false},
	    {"Families2019Renewal", false},
	    {"Order 405-5236882-9395563", false}, {"OpenCourseWare", false},
	    {"PR#4711: fixTheBuild", false}, {"", false}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		f->mail.subject = str_of(t[i].subject);
		if (sees(f, SIGNAL_HASH_BUSTER) != t[i].seen)
			fail_msg("%s", t[i].subject);
	}
}

static void a_strangers_file_or_shared_link_needs_words(void **state)
{
	static const struct triage_attachment pdf = {
	    {"a.pdf", 5}, {"application/pdf", 15}};
	struct fixture *f = *state;

	f->mail.attachments = &pdf;
	f->mail.n_attachments = 1;
	assert_false(sees(f, SIGNAL_FREE_MAIL_FILE));
	f->mail.from_addr = STR("ann@gmail.com");
	assert_true(sees(f, SIGNAL_FREE_MAIL_FILE));
	f->user.heard_before = true;
	assert_false(sees(f, SIGNAL_FREE_MAIL_FILE));
	f->user.heard_before = false;
	f->mail.n_attachments = 0;
	assert_false(sees(f, SIGNAL_FREE_MAIL_FILE));
	f->mail.body = STR("Look: https://drive.google.com/file/d/1J1rst/");
	assert_true(sees(f, SIGNAL_FREE_MAIL_FILE));
}

static void addresses_are_no_words_of_a_mail(void **state)
{
	struct fixture *f = *state;

	f->mail.n_images = 1;
	f->mail.has_html = true;
	f->mail.body = STR("<https://a.example/one> <https://a.example/two> a "
			   "b c <https://a.example/three-four-five-six-seven>");
	assert_true(sees(f, SIGNAL_PICTURE_ONLY));
	f->mail.body = STR("This mail has quite enough words to be read as "
			   "what it is, with no picture.");
	assert_false(sees(f, SIGNAL_PICTURE_ONLY));
}

static void lures_count_where_they_are_dense(void **state)
{
	struct buf b;
	struct fixture *f = *state;

	f->mail.body = STR("Votre compte est bloque. Confirmez votre identite. "
			   "Vous avez gagne un prix.");
	assert_true(sees(f, SIGNAL_MANY_LURES));
	buf_init(&b, 8000);
	for (int i = 0; i < 400; i++)
		buf_adds(&b, "word ");
	buf_adds(&b, "Verify your account. You have won. Gift cards.");
	f->mail.body = str_of(buf_str(&b));
	assert_false(sees(f, SIGNAL_CREDENTIALS));
	assert_false(sees(f, SIGNAL_MANY_LURES));
	buf_deinit(&b);
}

static void a_list_that_names_itself_only_is_none(void **state)
{
	struct fixture *f = *state;

	f->mail.from_name = STR("PayPal");
	f->mail.list_id = STR("offers.example");
	assert_true(sees(f, SIGNAL_BRAND_SPOOF));
	f->mail.list_post = STR("<mailto:paypal-users@lists.example>");
	assert_false(sees(f, SIGNAL_BRAND_SPOOF));
}

static void lures_are_found_in_eight_languages(void **state)
{
	static const struct {
		const char *body;
		enum triage_signal signal;
	} t[] = {{"Please confirm your delivery address.", SIGNAL_CREDENTIALS},
	    {"Ihr Konto wurde gesperrt.", SIGNAL_THREAT},
	    {"Votre colis est en attente: frais de port.", SIGNAL_THREAT},
	    {"Actualice sus datos bancarios", SIGNAL_CREDENTIALS},
	    {"Resgate seus pontos", SIGNAL_MONEY_BAIT},
	    {"Il tuo account e stato sospeso", SIGNAL_THREAT},
	    {"Je pakket kon niet worden bezorgd", SIGNAL_THREAT},
	    {"Twoje konto zosta\xC5\x82o zablokowane", SIGNAL_THREAT}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		f->mail.body = str_of(t[i].body);
		if (!sees(f, t[i].signal))
			fail_msg("%s", t[i].body);
	}
	f->mail.body = STR("The meeting moves to noon.");
	assert_false(sees(f, SIGNAL_THREAT));
	assert_false(sees(f, SIGNAL_CREDENTIALS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(all_links_to_one_stranger_are_a_signal),
	    TRIAGE_TEST(a_site_that_leads_elsewhere_is_a_signal),
	    TRIAGE_TEST(a_mailers_counter_disguises_nothing),
	    TRIAGE_TEST(links_without_encryption_are_a_signal_since_2018),
	    TRIAGE_TEST(more_hidden_than_shown_is_a_signal),
	    TRIAGE_TEST(what_a_program_leaves_out_is_a_signal),
	    TRIAGE_TEST(a_word_that_makes_each_copy_another_is_a_signal),
	    TRIAGE_TEST(a_strangers_file_or_shared_link_needs_words),
	    TRIAGE_TEST(addresses_are_no_words_of_a_mail),
	    TRIAGE_TEST(lures_count_where_they_are_dense),
	    TRIAGE_TEST(a_list_that_names_itself_only_is_none),
	    TRIAGE_TEST(lures_are_found_in_eight_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
