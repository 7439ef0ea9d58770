/* web.c - the web app: its files, and its page for the paths that the app
 * itself understands. */
#include "services/gateway/web.h"

#include "services/gateway/front.h"

static task_step web;
static task_step *const web_steps[] = {web, NULL};

static const struct gateway_route row = {
    ACCESS_PUBLIC, CLASS_OPEN, NULL, MSG_none, FROM_QUERY, "The web app."};

const struct http_route gateway_web_route = {
    .method = HTTP_GET, .path = "/{path*}", .steps = web_steps, .data = &row};

/* A browser that opens a page says so; scripts and programs do not. */
static bool wants_page(const struct http_request *r)
{
	struct str accept = http_header(r, "accept"), item, name;

	while (str_split(&accept, ',', &item)) {
		(void)str_split(&item, ';', &name);
		if (str_ieqs(str_trim(name), "text/html"))
			return true;
	}
	return false;
}

static void answer(struct gateway_request *r, const struct http_file *file)
{
	const struct gateway_front *front = gateway_of(r)->front;

	r->http.standing_headers = file->is_page ? front->page : front->asset;
	http_file_answer(&r->http, file);
}

bool gateway_web_wanted(struct gateway_request *r)
{
	return gateway_of(r)->front->files != NULL && wants_page(&r->http);
}

bool gateway_web_home(struct gateway_request *r)
{
	const struct http_files *files = gateway_of(r)->front->files;

	if (files == NULL)
		return false;
	http_add_header(&r->http, "Vary", "Accept");
	if (!wants_page(&r->http))
		return false;
	answer(r, http_files_find(files, "/"));
	return true;
}

static bool is_api(const char *path)
{
	return streq(path, "/api") || str_starts(str_of(path), "/api/");
}

static enum step_result web(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct http_files *files = gateway_of(r)->front->files;
	const struct http_file *file = NULL;

	if (!is_api(r->http.path)) {
		file = http_files_find(files, r->http.path);
		if (file == NULL && wants_page(&r->http))
			file = http_files_find(files, "/");
	}
	if (file != NULL && r->http.method == HTTP_OPTIONS) {
		http_add_header(&r->http, "Allow", "GET, HEAD, OPTIONS");
		http_answer(&r->http, 204, NULL, (struct str){"", 0});
		return STEP_NEXT;
	}
	if (file != NULL) {
		answer(r, file);
		return STEP_NEXT;
	}
	err_set(&t->err, ERR_NOT_FOUND, "there is nothing at this path");
	return gateway_problem(r);
}
