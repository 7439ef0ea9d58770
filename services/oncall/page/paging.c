/* paging.c - see paging.h. */
#include "services/oncall/page/paging.h"

#include "common/base/die.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define CONNECTIONS 8

void paging_check(const struct oncall_options *o, struct config_errors *errors)
{
	struct hours h;

	if (hours_read(str_of(o->business_hours), &h) < 0)
		config_errors_add(errors,
		    "APPLYLENS_BUSINESS_HOURS='%.20s': expected 09:00-18:00",
		    o->business_hours);
	if (o->slack_webhook_url[0] != '\0' &&
	    !str_starts(str_of(o->slack_webhook_url), "https://") &&
	    !str_starts(str_of(o->slack_webhook_url), "http://"))
		config_errors_add(
		    errors, "SLACK_WEBHOOK_URL: expected an https URL");
}

/* Of this start of the machine: clocks are compared within one only. */
static void read_boot_id(struct paging *p)
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, p->boot_id, sizeof p->boot_id - 1);

	if (fd >= 0)
		close(fd);
	while (n > 0 && p->boot_id[n - 1] == '\n')
		n--;
	p->boot_id[MAX(n, 0)] = '\0';
}

int paging_init(struct oncall *d, struct err *err)
{
	struct paging *p = xcalloc(1, sizeof *p);
	char host[128] = "";

	d->paging = p;
	p->links =
	    (struct page_links){d->opt->public_url, d->opt->runbooks_url};
	read_boot_id(p);
	if (gethostname(host, sizeof host - 1) < 0 || host[0] == '\0')
		str_copy(host, sizeof host, STR("localhost"));
	p->place = xprintf("%s/%s/", host, lane_name(d->service->lane));
	p->self = xprintf("%s%d", p->place, (int)getpid());
	MUST(hours_read(str_of(d->opt->business_hours), &p->hours) == 0);
	if (zone_open("UTC", &p->utc, err) == 0 &&
	    http_client_open(d->service->loop, CONNECTIONS, &p->http, err) ==
		0 &&
	    pg_listener_open(d->service->loop, d->service->database_url,
		"applylens_paging", &p->listener, err) == 0)
		return 0;
	paging_deinit(d);
	return -1;
}

void paging_deinit(struct oncall *d)
{
	struct paging *p = d->paging;

	if (p == NULL)
		return;
	pg_listener_close(&p->listener);
	if (p->http != NULL)
		http_client_close(&p->http);
	zone_close(&p->utc);
	free(p->self);
	free(p->place);
	free(p);
	d->paging = NULL;
}
