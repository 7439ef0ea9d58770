/* test_source.c - mbox, message, Maildir and tree are told by looking. */
#include "tests/unit/unit.h"

#include "common/base/buf.h"
#include "common/mail/source.h"
#include <stdio.h>
#include <sys/stat.h>

struct place {
	char dir[64];
};

static int setup(void **state)
{
	struct place *p = calloc(1, sizeof *p);

	strcpy(p->dir, "/tmp/test_source.XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct place *p = *state;
	char cmd[128];

	snprintf(cmd, sizeof(cmd), "rm -rf '%s'", p->dir);
	assert_int_equal(system(cmd), 0);
	free(p);
	return 0;
}

static void put(struct place *p, const char *name, const char *text)
{
	char path[256];

	for (const char *s = strchr(name, '/'); s != NULL;
	     s = strchr(s + 1, '/')) {
		snprintf(path, sizeof(path), "%s/%.*s", p->dir, (int)(s - name),
		    name);
		(void)mkdir(path, 0700);
	}
	snprintf(path, sizeof(path), "%s/%s", p->dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* "folder:flags:raw|" for each item, "!" for each that could not be read. */
static void lists(struct place *p, const char *name, enum mail_source_kind kind,
    size_t max, const char *want)
{
	char path[256];
	struct mail_source *s;
	struct mail_source_item it;
	struct mail_source_options opt = {.message_bytes = max};
	struct err err = {0};
	struct buf got;
	int r;

	snprintf(path, sizeof(path), "%s%s%s", p->dir, *name ? "/" : "", name);
	assert_int_equal(mail_source_open(path, &opt, &s, &err), 0);
	assert_int_equal(mail_source_kind(s), kind);
	buf_init(&got, 10000);
	while ((r = mail_source_next(s, &it, &err)) != 0) {
		if (r < 0) {
			assert_true(err.text[0] != '\0');
			buf_addc(&got, '!');
			continue;
		}
		buf_addf(&got, "%s:%u:%.*s|", it.folder, it.flags,
		    (int)it.raw.n, it.raw.p);
	}
	assert_string_equal(buf_str(&got), want);
	assert_int_equal(mail_source_done(s), mail_source_bytes(s));
	mail_source_close(&s);
	assert_null(s);
	buf_deinit(&got);
}

static void reads_an_mbox(void **state)
{
	put(*state, "m", "From a 1\nS: 1\n\nFrom b 2\nS: 2\n");
	lists(*state, "m", MAIL_SOURCE_MBOX, 0, ":0:S: 1\n|:0:S: 2\n|");
}

static void reads_one_message(void **state)
{
	put(*state, "m.eml", "S: 1\n\nx\n");
	lists(*state, "m.eml", MAIL_SOURCE_FILE, 0, ":0:S: 1\n\nx\n|");
}

static void reads_a_maildir_with_flags_and_folders(void **state)
{
	put(*state, "cur/1:2,FS", "S: 1\n");
	put(*state, "new/2", "S: 2\n");
	put(*state, "tmp/3", "S: 3\n");
	put(*state, "dovecot.index", "x");
	put(*state, ".Sent/cur/4:2,R", "S: 4\n");
	put(*state, ".hidden-file", "x");
	lists(*state, "", MAIL_SOURCE_MAILDIR, 0,
	    "Sent:2:S: 4\n|:5:S: 1\n|:64:S: 2\n|");
}

static void reads_a_tree_in_order_of_names(void **state)
{
	put(*state, "b/2", "S: 2\n");
	put(*state, "b/1", "S: 1\n");
	put(*state, "a/box", "From a 1\nS: a\n\nFrom b 2\nS: b\n");
	put(*state, "c.eml", "S: c\n");
	lists(*state, "", MAIL_SOURCE_TREE, 0,
	    ":0:S: a\n|:0:S: b\n|:0:S: 1\n|:0:S: 2\n|:0:S: c\n|");
}

static void a_message_that_is_too_long_is_reported_and_passed(void **state)
{
	put(*state, "1", "S: 0123456789\n");
	put(*state, "2", "S: 2\n");
	put(*state, "3", "From a 1\nS: 0123456789\n\nFrom b 2\nS: 3\n");
	lists(*state, "", MAIL_SOURCE_TREE, 10, "!:0:S: 2\n|!:0:S: 3\n|");
}

static void links_are_not_followed(void **state)
{
	struct place *p = *state;
	char link[128];

	put(p, "1", "S: 1\n");
	snprintf(link, sizeof(link), "%s/loop", p->dir);
	assert_int_equal(symlink(p->dir, link), 0);
	lists(p, "", MAIL_SOURCE_TREE, 0, ":0:S: 1\n|");
}

static void an_mbox_can_be_resumed(void **state)
{
	struct place *p = *state;
	char path[128];
	struct mail_source *s;
	struct mail_source_item it;
	struct mail_source_options opt = {0};
	struct err err = {0};

	put(p, "m", "From a 1\nS: 1\n\nFrom b 2\nS: 2\n");
	snprintf(path, sizeof(path), "%s/m", p->dir);
	assert_int_equal(mail_source_open(path, &opt, &s, &err), 0);
	assert_int_equal(mail_source_next(s, &it, &err), 1);
	opt.offset = it.next;
	mail_source_close(&s);
	assert_int_equal(mail_source_open(path, &opt, &s, &err), 0);
	assert_int_equal(mail_source_next(s, &it, &err), 1);
	assert_true(str_eqs(it.raw, "S: 2\n"));
	assert_int_equal(mail_source_next(s, &it, &err), 0);
	mail_source_close(&s);
}

static void what_is_not_there_is_said(void **state)
{
	struct mail_source *s = NULL;
	struct err err = {0};

	(void)state;
	assert_int_equal(mail_source_open("/no/such/path", NULL, &s, &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(mail_source_open("/dev/null", NULL, &s, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
}

#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(reads_an_mbox),
	    T(reads_one_message),
	    T(reads_a_maildir_with_flags_and_folders),
	    T(reads_a_tree_in_order_of_names),
	    T(a_message_that_is_too_long_is_reported_and_passed),
	    T(links_are_not_followed),
	    T(an_mbox_can_be_resumed),
	    T(what_is_not_there_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
