/* corpus.c - reads, strips, and splits the corpus. */
#include "services/triage/train/corpus.h"
#include "common/base/buf.h"
#include "common/base/die.h"
#include "common/base/map.h"
#include "proto/json.h"
#include "services/triage/model/model.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_FILES 20000
#define MAX_FILE_BYTES (4u << 20)
#define TRAIN_SHARE 70 /* percent */

static const struct {
	const char *name;
	bool spam;
} folders[] = {{"easy-ham-1", false}, {"easy-ham-2", false},
    {"hard-ham-1", false}, {"spam-1", true}, {"spam-2", true}};

/* What a filter may see beside the body; prefixes, any case. */
static const char *const kept[] = {
    "From:", "To:", "Cc:", "Subject:", "Reply-To:", "Content-Type:",
    "Content-Transfer-Encoding:", "MIME-Version:", "X-Mailer:", "User-Agent:",
    "Organization:", "X-Priority:", "X-MSMail-Priority:", "Importance:"};

static bool keeps(struct str line)
{
	for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
		if (str_istarts(line, kept[i]))
			return true;
	}
	return false;
}

struct str corpus_strip(struct arena *a, struct str raw)
{
	char *out = arena_alloc(a, raw.n + 2);
	struct str rest = raw, line;
	size_t n = 0;
	bool keep = false;

	while (str_split(&rest, '\n', &line)) {
		bool folded =
		    line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');

		if (str_trim(line).n == 0 && !folded)
			break;
		keep = folded ? keep : keeps(line);
		if (!keep)
			continue;
		memcpy(out + n, line.p, line.n);
		n += line.n;
		out[n++] = '\n';
	}
	out[n++] = '\n';
	if (rest.n > 0)
		memcpy(out + n, rest.p, rest.n);
	return (struct str){out, n + rest.n};
}

/* The same text sent twice, whoever it went to. */
static uint64_t content_key(struct str raw)
{
	struct str rest = raw, line;
	uint64_t h = 0;

	while (str_split(&rest, '\n', &line) && line.n > 0) {
		if (str_istarts(line, "Subject:"))
			h = triage_model_checksum(line.p, line.n);
	}
	return h ^ (triage_model_checksum(rest.p, rest.n) * 31);
}

static int add_file(struct corpus *c, struct map *seen, const char *path,
    bool spam, struct err *err)
{
	struct arena *a = arena_new(MAX_FILE_BYTES * 4);
	char *data = arena_alloc(a, MAX_FILE_BYTES);
	const struct json *j;
	FILE *f = fopen(path, "rb");
	struct str text, raw;
	uint64_t key;
	int rc = -1;

	if (f == NULL) {
		err_set(err, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
		goto out;
	}
	text = (struct str){data, fread(data, 1, MAX_FILE_BYTES - 1, f)};
	fclose(f);
	if (json_parse(a, text, &j, err) < 0) {
		err_wrap(err, "%s", path);
		goto out;
	}
	raw = corpus_strip(a, str_of(json_str(json_get(j, "text"), "")));
	key = content_key(raw);
	rc = 0;
	if (key == 0 || map_get(seen, key) != NULL)
		goto out;
	map_put(seen, key, c);
	c->v[c->n++] = (struct corpus_mail){.key = key,
	    .spam = spam,
	    .raw = {arena_strndup(c->arena, raw.p, raw.n), raw.n}};
out:
	arena_free(&a);
	return rc;
}

static int by_class_and_key(const void *a, const void *b)
{
	const struct corpus_mail *x = a, *y = b;

	if (x->spam != y->spam)
		return x->spam ? 1 : -1;
	return x->key < y->key ? -1 : x->key > y->key;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int add_folder(struct corpus *c, struct map *seen, const char *dir,
    bool spam, struct err *err)
{
	struct dirent **names;
	int n = scandir(dir, &names, NULL, by_name), rc = 0;

	if (n < 0)
		return err_set(
		    err, ERR_NOT_FOUND, "%s: %s", dir, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (rc == 0 && str_ends(str_of(names[i]->d_name), ".json") &&
		    c->n < MAX_FILES) {
			char *path = xprintf("%s/%s", dir, names[i]->d_name);

			rc = add_file(c, seen, path, spam, err);
			free(path);
		}
		free(names[i]);
	}
	free(names);
	return rc;
}

int corpus_read(const char *dir, struct corpus *c_r, struct err *err)
{
	struct map *seen = map_new();
	size_t spam = 0, ham = 0;
	int rc = 0;

	memset(c_r, 0, sizeof *c_r);
	c_r->arena = arena_new((size_t)1 << 30);
	c_r->v = ARENA_ARRAY(c_r->arena, struct corpus_mail, MAX_FILES);
	for (size_t i = 0; i < ARRAY_LEN(folders) && rc == 0; i++) {
		char *path = xprintf("%s/%s", dir, folders[i].name);

		rc = add_folder(c_r, seen, path, folders[i].spam, err);
		free(path);
	}
	map_free(&seen);
	if (rc < 0) {
		corpus_free(c_r);
		return -1;
	}
	qsort(c_r->v, c_r->n, sizeof *c_r->v, by_class_and_key);
	for (size_t i = 0; i < c_r->n; i++) {
		spam += c_r->v[i].spam;
		ham += !c_r->v[i].spam;
	}
	for (size_t i = 0; i < c_r->n; i++) {
		size_t at = c_r->v[i].spam ? i - ham : i;
		size_t of = c_r->v[i].spam ? spam : ham;

		c_r->v[i].train = at * 100 < of * TRAIN_SHARE;
	}
	return 0;
}

void corpus_free(struct corpus *c)
{
	arena_free(&c->arena);
	c->v = NULL;
	c->n = 0;
}
