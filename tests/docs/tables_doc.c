/* tables_doc.c - prints the pages that are made from the daemons' tables.
 *
 *	tables_doc options | metrics | api | routes | query | objectives |
 *	burns | rules
 */
#include "common/config/config.h"
#include "common/metrics/metrics.h"
#include "common/service/services.def.h"
#include "docs/tables.h"
#include "services/search/es/part.h"
#include "tests/docs/api_page.h"

#include "common/base/str.h"

#include <stdio.h>
#include <sysexits.h>

static const char options_intro[] =
    "# Options\n\n"
    "*Made from the `options.def.h` beside each daemon by `make docs`; change "
    "the tables, not this page.*\n\n"
    "All configuration comes from the environment. A daemon reads all of its "
    "options before it opens a socket; with a mistake among them it names "
    "every one (secrets masked) and does not start. `-t` only checks, "
    "`--options` prints the values. An empty variable counts as not set.\n\n";

static const char endpoints_intro[] =
    "## Where the daemons are\n\n"
    "A daemon's bus endpoint is `APPLYLENS_<NAME>_URL`, by default "
    "`ipc://$APPLYLENS_RUN_DIR/<name>.sock`; the endpoint of its canary lane "
    "`APPLYLENS_<NAME>_CANARY_URL`, by default none. Several, by commas, "
    "share the calls. Its events are at `APPLYLENS_<NAME>_EVENTS_URL`, by "
    "default `ipc://$APPLYLENS_RUN_DIR/<name>.events`. `ipc://` and "
    "`tcp://host:port` are understood.\n\n"
    "| daemon | agent | health port | what it does |\n|---|---|---|---|\n";

static const char metrics_intro[] =
    "# Metrics\n\n"
    "*Made from the tables in the code by `make docs`; change the tables, not "
    "this page.*\n\n"
    "`GET /metrics` on the health port of every daemon (on the gateway's own "
    "port too) answers them in Prometheus' text format. What a library "
    "counts, every daemon that uses it has.\n\n";

#define X_SERVICE(name, agent, port, doc)                                      \
	buf_addf(out, "| %s | %s | %d | %s |\n", #name, agent, port, doc);

#define X_OPTIONS(folder, TABLE)                                               \
	{                                                                      \
		static const struct config_option table[] = {                  \
		    TABLE(CONFIG_OPTION)};                                     \
		config_print_markdown(                                         \
		    title_of(folder), table, ARRAY_LEN(table), out);           \
	}
#define X_METRICS(folder, TABLE)                                               \
	{                                                                      \
		static const struct metric_def table[] = {TABLE(METRICS_DEF)}; \
		metrics_print_markdown(folder, table, ARRAY_LEN(table), out);  \
	}

/* "services/gateway" is the gateway's; what is common is everybody's. */
static const char *title_of(const char *folder)
{
	struct str s = str_of(folder);

	return str_starts(s, "services/") ? folder + strlen("services/")
					  : "Every daemon";
}

static void options_page(struct buf *out)
{
	buf_adds(out, options_intro);
	OPTION_TABLES(X_OPTIONS)
	buf_adds(out, endpoints_intro);
	SERVICES(X_SERVICE)
}

static void metrics_page(struct buf *out)
{
	buf_adds(out, metrics_intro);
	METRIC_TABLES(X_METRICS)
}

/* infra/elasticsearch/gmail-emails-template.json, on one line. */
static void es_template(struct buf *out)
{
	buf_adds(out, es_schema_template(true));
	buf_addc(out, '\n');
}

static const struct {
	const char *word;
	void (*page)(struct buf *out);
} pages[] = {{"options", options_page}, {"metrics", metrics_page},
    {"api", api_page}, {"routes", routes_list}, {"query", query_page},
    {"objectives", objectives_page}, {"burns", burns_list},
    {"es-template", es_template}, {"rules", objectives_rules}};

int main(int argc, char **argv)
{
	struct buf out;

	for (size_t i = 0; i < ARRAY_LEN(pages) && argc == 2; i++) {
		int code = EX_OK;

		if (!streq(argv[1], pages[i].word))
			continue;
		buf_init(&out, 4u << 20);
		pages[i].page(&out);
		/* One empty line at the end is one too many. */
		while (out.len > 1 && out.data[out.len - 2] == '\n')
			out.data[--out.len] = '\0';
		if (buf_failed(&out) || fputs(buf_str(&out), stdout) == EOF ||
		    fflush(stdout) == EOF)
			code = EX_IOERR;
		buf_deinit(&out);
		return code;
	}
	fputs("usage: tables_doc options | metrics | api | routes | "
	      "query | objectives | burns | es-template | rules\n",
	    stderr);
	return EX_USAGE;
}
