/* service.c - service_main(): read top to bottom, that is a daemon's life. */
#include "common/service/frame.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/config/envfile.h"
#include "common/pii/pii.h"
#include "common/service/worker.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_WAITING 10000
#define SETTLE_MS 10000 /* stores and neighbours are found by then */
#define READY_MS 1000   /* between questions to those that we call */

enum start { START_RUN, START_WORK, START_CHECK, START_HELP, START_OPTIONS };

static enum start read_args(int argc, char **argv);
static int run(struct service_frame *f, char **environment);
static int work(struct service_frame *f);
static void read_options(struct service_frame *f);
static void open_stores(struct service_frame *f);
static void open_bus(struct service_frame *f);
static void init_daemon(struct service_frame *f);
static void open_doors(struct service_frame *f);
static void close_all(struct service_frame *f);

static void usage(const struct service_desc *d)
{
	printf("usage: %s [-t | --options | --version | --help]\n"
	       "The ApplyLens daemon \"%s\". All configuration comes from the "
	       "environment.\n"
	       "  -t         check the configuration and exit\n"
	       "  --options  print every option as NAME=value and exit\n",
	    d->name, d->name);
}

int service_main(int argc, char **argv, const struct service_desc *desc)
{
	struct service_frame f = {.service = {.desc = desc}};
	enum start start = read_args(argc, argv);
	char **environment;

	f.service.name = desc->name;
	f.service.frame = &f;
	if (start == START_HELP) {
		usage(desc);
		return EX_OK;
	}
	log_open(desc->name, LOG_INFO, STDERR_FILENO);
	log_set_redaction(pii_redact);
	environment = frame_environment();
	if (argc == 3 && streq(argv[1], "--keep"))
		return frame_keep_on(desc->name, argv[2], environment);
	if (start == START_WORK && (f.worker = worker_open(argv[2])) == NULL)
		quit(EX_USAGE, "--worker is for keepers only; see --help");
	read_options(&f);
	if (start != START_RUN && start != START_WORK) {
		struct buf b;

		buf_init(&b, 1 << 20);
		config_print(desc->options, desc->n_options, f.own, &b);
		if (start == START_OPTIONS)
			fputs(buf_str(&b), stdout);
		buf_deinit(&b);
		arena_free(&f.arena);
		return EX_OK;
	}
	return run(&f, environment);
}

static int run(struct service_frame *f, char **environment)
{
	if (f->service.desc->http_address == NULL || f->worker != NULL)
		return work(f);
	return frame_keep(f, environment);
}

static void on_settle(void *arg)
{
	(void)arg;
	frame_settle();
}

static int work(struct service_frame *f)
{
	f->service.loop = loop_new();
	f->service.metrics =
	    metrics_new(f->service.name, APPLYLENS_VERSION, APPLYLENS_COMMIT);
	frame_metrics_new(f);
	open_stores(f);
	open_bus(f);
	init_daemon(f);
	open_doors(f);
	frame_watch_signals(f);
	frame_jobs_start(f);
	f->settle = timer_new(f->service.loop, on_settle, NULL);
	timer_arm(f->settle, SETTLE_MS);
	log_info("ready", LOG_S("version", APPLYLENS_VERSION),
	    LOG_S("commit", APPLYLENS_COMMIT),
	    LOG_S("lane", lane_name(f->service.lane)), LOG_I("pid", getpid()));
	if (f->worker != NULL)
		worker_begin(f->worker, f);
	loop_run(f->service.loop);
	close_all(f);
	return f->exit_code;
}

static enum start read_args(int argc, char **argv)
{
	if (argc <= 1)
		return START_RUN;
	if (argc == 3 && streq(argv[1], "--keep"))
		return START_RUN;
	if (argc == 3 && streq(argv[1], "--worker"))
		return START_WORK;
	if (argc > 2)
		quit(EX_USAGE, "unknown argument %s; see --help", argv[2]);
	if (streq(argv[1], "-t"))
		return START_CHECK;
	if (streq(argv[1], "--options"))
		return START_OPTIONS;
	if (streq(argv[1], "--help") || streq(argv[1], "-h"))
		return START_HELP;
	if (streq(argv[1], "--version")) {
		printf("%s %s\n", APPLYLENS_VERSION, APPLYLENS_COMMIT);
		exit(EX_OK);
	}
	quit(EX_USAGE, "unknown argument %s; see --help", argv[1]);
}

/* ---- options: everything is read and checked before a socket opens ---- */

static void need(struct config_errors *errors, unsigned needs, unsigned bit,
    const char *name, const char *value)
{
	if ((needs & bit) && value[0] == '\0')
		config_errors_add(
		    errors, "%s must be set for this daemon", name);
}

static void read_options(struct service_frame *f)
{
	static const struct config_option common[] = {
	    SERVICE_OPTIONS(CONFIG_OPTION)};
	const struct service_desc *d = f->service.desc;
	struct config_errors errors;
	const char *file = getenv("APPLYLENS_ENV_FILE");
	struct err err = {0};
	uint8_t key[16];

	f->arena = arena_new(16u << 20);
	f->own = arena_alloc(f->arena, MAX(d->options_bytes, (size_t)1));
	config_errors_init(&errors);
	if (file != NULL && file[0] != '\0')
		(void)!!envfile_load(file,
		    f->worker == NULL ? -1 : worker_settings_fd(f->worker),
		    &errors);
	(void)!!config_load(
	    common, ARRAY_LEN(common), &f->common, f->arena, &errors);
	(void)!!config_load(
	    d->options, d->n_options, f->own, f->arena, &errors);
	if (errors.count == 0) {
		need(&errors, d->needs, SERVICE_PG, "DATABASE_URL",
		    f->common.database_url);
		need(&errors, d->needs, SERVICE_KV, "REDIS_URL",
		    f->common.redis_url);
		if (hex_decode(str_of(f->common.lane_key), key, sizeof key) < 0)
			config_errors_add(&errors,
			    "APPLYLENS_LANE_KEY must be 32 hex digits");
		if (endpoints_read(
			f->arena, d->name, &f->common, &f->endpoints, &err) < 0)
			config_errors_add(&errors, "%s", err.text);
		if (d->check != NULL)
			d->check(f->own, &errors);
	}
	if (errors.count > 0) {
		worker_say_failed(f->worker, buf_str(&errors.text));
		quit(EX_CONFIG, "%s", buf_str(&errors.text));
	}
	config_errors_deinit(&errors);
	log_open(d->name, (enum log_level)f->common.log_level, STDERR_FILENO);
	f->service.options = f->own;
	f->service.run_dir = f->common.run_dir;
	f->service.lane = (enum lane)f->common.lane;
	f->service.database_url = f->common.database_url;
	f->service.environment = (const char *const[]){
	    "dev", "staging", "canary", "prod"}[f->common.environment];
}

/* ---- stores and bus ---- */

static NORETURN void cannot(
    struct service_frame *f, const char *what, const struct err *err)
{
	worker_say_failed(f->worker, err->text);
	quit(err->code == ERR_INVALID ? EX_CONFIG : EX_UNAVAILABLE,
	    "cannot %s: %s", what, err->text);
}

static void open_stores(struct service_frame *f)
{
	struct service *s = &f->service;
	struct err err = {0};
	const struct pg_config pg = {
	    .url = f->common.database_url,
	    .connections = (size_t)f->common.database_connections,
	    .max_waiting = MAX_WAITING,
	    .metrics = s->metrics,
	};
	const struct kv_config kv = {
	    .url = f->common.redis_url,
	    .max_in_flight = MAX_WAITING,
	    .metrics = s->metrics,
	};

	if ((s->desc->needs & SERVICE_PG) &&
	    pg_open(s->loop, &pg, &s->pg, &err) < 0)
		cannot(f, "use DATABASE_URL", &err);
	if ((s->desc->needs & SERVICE_KV) &&
	    kv_open(s->loop, &kv, &s->kv, &err) < 0)
		cannot(f, "use REDIS_URL", &err);
}

static void open_bus(struct service_frame *f)
{
	struct service *s = &f->service;
	const struct endpoints *e = &f->endpoints;
	struct bus_config c = {
	    .service = s->name,
	    .ready_ms = READY_MS,
	    .metrics = s->metrics,
	    .done = frame_request_done,
	    .done_arg = f,
	};
	struct err err = {0};

	if (hex_decode(
		str_of(f->common.lane_key), c.lane_key, sizeof c.lane_key) < 0)
		die("lane key was checked before");
	if (s->desc->needs & SERVICE_CALLS) {
		c.peers = e->peers;
		c.n_peers = e->n;
	}
	if (bus_open(s->loop, &c, &s->bus, &err) < 0)
		cannot(f, "open the bus", &err);
	if ((s->desc->needs & SERVICE_EVENTS) &&
	    event_pub_open(s->loop, e->events, &s->events, &err) < 0)
		cannot(f, "publish events", &err);
	if ((s->desc->needs & SERVICE_HEARS) &&
	    event_hub_open(s->loop, e->all_events, &s->hub, &err) < 0)
		cannot(f, "hear events", &err);
}

static void init_daemon(struct service_frame *f)
{
	const struct service_desc *d = f->service.desc;
	struct err err = {0};

	MUST(d->daemon_bytes >= sizeof(struct service *));
	f->daemon = xcalloc(1, d->daemon_bytes);
	*(struct service **)f->daemon = &f->service;
	if (d->init != NULL && d->init(f->daemon, &err) < 0)
		cannot(f, "start", &err);
}

static void open_doors(struct service_frame *f)
{
	struct service *s = &f->service;
	const struct endpoints *e = &f->endpoints;
	const struct bus_handler *handlers;
	struct err err = {0};
	size_t n;

	handlers = frame_handlers(f, &n);
	if (bus_serve_on(s->bus, e->listen,
		f->worker == NULL ? -1 : worker_bus_fd(f->worker), handlers, n,
		s->desc->max_requests > 0 ? s->desc->max_requests : MAX_WAITING,
		f->daemon, &err) < 0)
		cannot(f, "listen on the bus", &err);
	if (frame_health_open(f, e->health, &err) < 0)
		cannot(f, "listen for HTTP", &err);
}

/* ---- the end ---- */

static void close_all(struct service_frame *f)
{
	struct service *s = &f->service;

	frame_jobs_stop(f);
	http_server_close(&f->health);
	bus_close(&s->bus);
	if (s->desc->deinit != NULL)
		s->desc->deinit(f->daemon);
	free(f->daemon);
	event_hub_close(&s->hub);
	event_pub_close(&s->events);
	kv_close(&s->kv);
	pg_close(&s->pg);
	timer_free(&f->drain);
	timer_free(&f->settle);
	signal_watch_free(&f->term);
	signal_watch_free(&f->interrupt);
	signal_watch_free(&f->hangup);
	metrics_free(&s->metrics);
	worker_close(&f->worker);
	loop_free(&s->loop);
	log_info("stopped");
	log_flush();
	arena_free(&f->arena);
}
