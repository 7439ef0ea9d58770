/* fuzz_triage_url.c - URLs found in text parse within their bounds. */
#include "common/base/die.h"
#include "services/triage/signals/host.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_host(
    const struct triage_domains *d, const struct triage_url *u)
{
	struct str host = str_of(u->host);
	char eye[TRIAGE_HOST_BYTES];

	MUST(host.n > 0 && host.n < TRIAGE_HOST_BYTES);
	(void)triage_host_skeleton(host, eye);
	MUST(strlen(eye) < TRIAGE_HOST_BYTES);
	if (triage_brand_owner(d, host) != NULL)
		MUST(triage_brand_of_host(d, host) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct triage_domains *domains;
	char *copy = malloc(size == 0 ? 1 : size);
	struct str text = {copy, size}, url;
	struct triage_url u;
	size_t pos = 0, last = 0;

	if (domains == NULL)
		domains = triage_domains_new();
	memcpy(copy, data, size);
	while (triage_url_find(text, &pos, &url)) {
		MUST(pos > last && pos <= size);
		MUST(url.p >= copy && url.p + url.n <= copy + size);
		last = pos;
		if (triage_url_parse(url, true, &u))
			check_host(domains, &u);
	}
	if (triage_url_parse(text, size % 2 == 0, &u))
		check_host(domains, &u);
	if (triage_url_shown(text, &u))
		check_host(domains, &u);
	(void)triage_brand_of_name(text);
	free(copy);
	return 0;
}
