/* request.c - a request's parts: from its task, out of its path; and what may be
 * said of an error. */
#include "services/gateway/gateway.h"

#include <stdio.h>

struct gateway_request *gateway_request(struct task *t)
{
	return CONTAINER_OF(t, struct gateway_request, http.task);
}

struct gateway *gateway_of(const struct gateway_request *r)
{
	return r->http.daemon;
}

const struct gateway_route *gateway_route(const struct gateway_request *r)
{
	return r->http.route->data;
}

/* What a person at the other end can act on; our own troubles are in the log
 * under the request's id, not in the answer. */
void gateway_tame(struct err *err)
{
	if (err->code == ERR_INTERNAL)
		snprintf(err->text, sizeof err->text,
		    "something went wrong on our side; the log has it under "
		    "this request_id");
}

int gateway_path_id(
    struct gateway_request *r, size_t param, uint64_t *id_r, struct err *err)
{
	if (str_to_u64(str_of(r->http.params[param]), id_r) < 0 ||
	    *id_r > INT64_MAX)
		return err_set(err, ERR_NOT_FOUND, "no such id: %.40s",
		    r->http.params[param]);
	return 0;
}
