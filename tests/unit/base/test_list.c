/* test_list.c - the intrusive list. */
#include "tests/unit/unit.h"
#include "common/base/list.h"

struct item {
	int n;
	struct list link;
};

static int sum(struct list *head)
{
	int total = 0;

	LIST_EACH (it, head)
		total = total * 10 + LIST_ENTRY(it, struct item, link)->n;
	return total;
}

static void keeps_the_order_of_appending(void **state)
{
	struct item items[3] = {{.n = 1}, {.n = 2}, {.n = 3}};
	struct list head;

	(void)state;
	list_init(&head);
	assert_true(list_empty(&head));
	for (int i = 0; i < 3; i++)
		list_append(&head, &items[i].link);
	assert_int_equal(sum(&head), 123);
	assert_ptr_equal(LIST_FIRST(&head, struct item, link), &items[0]);
}

static void inserts_before_an_entry(void **state)
{
	struct item a = {.n = 1}, b = {.n = 2};
	struct list head;

	(void)state;
	list_init(&head);
	list_append(&head, &b.link);
	list_insert_before(&b.link, &a.link);
	assert_int_equal(sum(&head), 12);
}

static void an_entry_may_be_removed_twice(void **state)
{
	struct item a = {.n = 1};
	struct list head;

	(void)state;
	list_init(&head);
	assert_false(list_linked(&a.link));
	list_append(&head, &a.link);
	assert_true(list_linked(&a.link));
	list_remove(&a.link);
	list_remove(&a.link);
	assert_false(list_linked(&a.link));
	assert_true(list_empty(&head));
}

static void each_allows_removal_of_the_current(void **state)
{
	struct item items[4] = {{.n = 1}, {.n = 2}, {.n = 3}, {.n = 4}};
	struct list head;

	(void)state;
	list_init(&head);
	for (int i = 0; i < 4; i++)
		list_append(&head, &items[i].link);
	LIST_EACH (it, &head)
		if (LIST_ENTRY(it, struct item, link)->n % 2 == 0)
			list_remove(it);
	assert_int_equal(sum(&head), 13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_the_order_of_appending),
	    cmocka_unit_test(inserts_before_an_entry),
	    cmocka_unit_test(an_entry_may_be_removed_twice),
	    cmocka_unit_test(each_allows_removal_of_the_current),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
