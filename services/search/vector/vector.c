/* vector.c - the files of all users: opened by use, written under a lock. */
#include "services/search/vector/store.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REWRITE_ROWS 1024 /* smaller files are left as they are */

int vectors_open(
    const char *dir, size_t max_open, struct vectors **v_r, struct err *err)
{
	struct vectors *v;

	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return err_set(
		    err, ERR_UNAVAILABLE, "make %s: %s", dir, strerror(errno));
	v = xcalloc(1, sizeof *v);
	v->dir = xstrdup(dir);
	v->max_open = max_open == 0 ? 64 : max_open;
	v->by_user = map_new();
	v->kernel = vector_kernel_best();
	list_init(&v->used);
	*v_r = v;
	return 0;
}

static void drop(struct vectors *v, struct vector_file *f)
{
	map_take(v->by_user, f->user_id);
	vector_file_close(&f);
}

void vectors_close(struct vectors **vp)
{
	struct vectors *v = *vp;

	*vp = NULL;
	if (v == NULL)
		return;
	LIST_EACH (it, &v->used)
		drop(v, LIST_ENTRY(it, struct vector_file, node));
	map_free(&v->by_user);
	free(v->dir);
	free(v);
}

struct vector_file *vectors_acquire(
    struct vectors *v, uint64_t user_id, const char *model, struct err *err)
{
	struct vector_file *f = map_get(v->by_user, user_id);

	err_clear(err);
	if (f != NULL && (!vector_file_is_current(v->dir, f) ||
			     (model != NULL && !streq(f->map->model, model)))) {
		drop(v, f);
		f = NULL;
	}
	if (f == NULL) {
		if (map_len(v->by_user) >= v->max_open)
			drop(v,
			    LIST_ENTRY(v->used.prev, struct vector_file, node));
		f = vector_file_open(v->dir, user_id, model, err);
		if (f == NULL)
			return NULL;
		map_put(v->by_user, user_id, f);
	}
	if (vector_file_refresh(f, err) != 0) {
		drop(v, f);
		return NULL;
	}
	list_remove(&f->node);
	list_insert_before(v->used.next, &f->node);
	return f;
}

static int check(
    const uint64_t *ids, const char *model, size_t n, struct err *err)
{
	if (*model == '\0' || strlen(model) > VECTOR_MODEL_MAX)
		return err_set(
		    err, ERR_INVALID, "model: 1 to %d bytes", VECTOR_MODEL_MAX);
	for (size_t i = 0; i < n; i++) {
		if (ids[i] == 0)
			return err_set(err, ERR_INVALID, "id: 0 is none");
	}
	return 0;
}

static bool is_half_dead(const struct vector_file *f)
{
	return f->map->rows >= REWRITE_ROWS && f->map->dead * 2 > f->map->rows;
}

int vectors_add(struct vectors *v, uint64_t user_id, const char *model,
    const uint64_t *ids, const int8_t *rows, size_t n, struct err *err)
{
	struct vector_file *f;
	size_t before;
	int rc;

	if (check(ids, model, n, err) != 0)
		return -1;
	f = vectors_acquire(v, user_id, model, err);
	if (f == NULL || vector_file_lock(f, err) != 0)
		return -1;
	before = vector_file_rows(f);
	rc = vector_file_append(f, ids, rows, n, err);
	if (rc == 0)
		vector_file_kill(f, ids, n, before);
	if (f->map == NULL) /* could not be mapped again */
		drop(v, f);
	else
		vector_file_unlock(f);
	return rc;
}

int vectors_remove(struct vectors *v, uint64_t user_id, const uint64_t *ids,
    size_t n, struct err *err)
{
	struct vector_file *f = vectors_acquire(v, user_id, NULL, err);
	int rc = 0;

	if (f == NULL)
		return err->code == ERR_OK ? 0 : -1;
	if (vector_file_lock(f, err) != 0)
		return -1;
	vector_file_kill(f, ids, n, vector_file_rows(f));
	if (is_half_dead(f))
		rc = vector_file_rewrite(v->dir, f, err);
	vector_file_unlock(f);
	return rc;
}

int vectors_erase(struct vectors *v, uint64_t user_id, struct err *err)
{
	struct vector_file *f = map_get(v->by_user, user_id);
	char *path = vector_file_path(v->dir, user_id);
	int rc = 0;

	if (f != NULL)
		drop(v, f);
	if (unlink(path) != 0 && errno != ENOENT)
		rc = err_set(
		    err, ERR_UNAVAILABLE, "erase vectors: %s", strerror(errno));
	free(path);
	return rc;
}

int vectors_counts(struct vectors *v, uint64_t user_id,
    struct vector_counts *r_r, struct err *err)
{
	struct vector_file *f = vectors_acquire(v, user_id, NULL, err);

	*r_r = (struct vector_counts){0};
	if (f == NULL)
		return err->code == ERR_OK ? 0 : -1;
	r_r->rows = vector_file_rows(f);
	r_r->live = r_r->rows - (size_t)f->map->dead;
	r_r->bytes = f->map_bytes;
	memcpy(r_r->model, f->map->model, sizeof r_r->model);
	return 0;
}

int vectors_ids(struct vectors *v, uint64_t user_id, uint64_t **ids_r,
    size_t *n_r, struct err *err)
{
	struct vector_file *f = vectors_acquire(v, user_id, NULL, err);
	size_t rows = f == NULL ? 0 : vector_file_rows(f);

	*n_r = 0;
	*ids_r = NULL;
	if (f == NULL && err->code != ERR_OK)
		return -1;
	*ids_r = xcalloc(rows + 1, sizeof **ids_r);
	for (size_t i = 0; i < rows; i++) {
		uint64_t id = vector_file_entry(f, i)->id;

		if (id != 0)
			(*ids_r)[(*n_r)++] = id;
	}
	return 0;
}
