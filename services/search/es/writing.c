/* writing.c - documents and their vectors to Elasticsearch, and away again. */
#include "services/search/es/hybrid.h"
#include "services/search/es/job.h"

static int read_bulk(struct es_job *j, const struct json *answer)
{
	struct es_bulk_counts c;

	if (es_bulk_read(answer, j->n, &c, &j->task.err) != 0) {
		j->b->backings.writer = 0;
		return -1;
	}
	if (j->written != NULL)
		*j->written = (struct index_written){
		    .indexed = c.created + c.updated, .unchanged = c.noop};
	if (j->deleted != NULL)
		*j->deleted = c.deleted;
	return 0;
}

static enum step_result bulk(struct es_job *j, struct task *t)
{
	if (j->n == 0) {
		struct arena *a = j->task.arena;

		buf_deinit(&j->body);
		arena_free(&a);
		return STEP_NEXT;
	}
	/* A few may be searched for at once, many when the second is over. */
	j->request.is_lines = true;
	j->request.path = j->n <= 10 ? "/_bulk?refresh=true" : "/_bulk";
	return es_job_start(j, t);
}

/* A job that writes n documents. */
static struct es_job *job_new(
    struct search_backend *b, uint64_t user_id, size_t n)
{
	struct es_job *j =
	    es_job_new(b, user_id, "POST", BODY_MAX_BYTES, read_bulk);

	j->n = n;
	j->places = ARENA_ARRAY(j->task.arena, struct es_place, MAX(n, 1));
	return j;
}

enum step_result es_write(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct search_doc *docs, size_t n,
    struct index_written *w_r)
{
	struct es_job *j = job_new(b, user_id, n);

	*w_r = (struct index_written){0};
	j->written = w_r;
	for (size_t i = 0; i < n; i++)
		j->places[i] = (struct es_place){
		    docs[i].id, es_bulk_put(&j->body, user_id, &docs[i])};
	return bulk(j, t);
}

enum step_result es_remove(struct search_backend *b, struct task *t,
    uint64_t user_id, const uint64_t *ids, size_t n, size_t *deleted_r)
{
	struct es_job *j = job_new(b, user_id, n);

	*deleted_r = 0;
	j->deleted = deleted_r;
	for (size_t i = 0; i < n; i++)
		j->places[i] = (struct es_place){ids[i],
		    es_bulk_action(&j->body, "delete", user_id, ids[i])};
	return bulk(j, t);
}

static int read_erased(struct es_job *j, const struct json *answer)
{
	const struct json *failures = json_get(answer, "failures");

	if (json_len(failures) > 0)
		return err_set(&j->task.err, ERR_UNAVAILABLE,
		    "elasticsearch: %zu documents are not erased",
		    json_len(failures));
	*j->deleted = (size_t)MAX(json_i64(json_get(answer, "deleted"), 0), 0);
	return 0;
}

enum step_result es_erase(struct search_backend *b, struct task *t,
    uint64_t user_id, size_t *deleted_r)
{
	struct es_job *j =
	    es_job_new(b, user_id, "POST", QUERY_BODY_BYTES, read_erased);

	*deleted_r = 0;
	j->deleted = deleted_r;
	j->request.path = es_job_path(
	    j, "_delete_by_query", "&refresh=true&conflicts=proceed");
	es_user_body(&j->body, user_id);
	return es_job_start(j, t);
}

enum step_result es_put_vectors(struct search_backend *b, struct task *t,
    uint64_t user_id, const char *model, const struct search_doc *docs,
    const int8_t *rows, size_t n)
{
	struct es_job *j = job_new(b, user_id, n);

	str_copy(j->b->model, sizeof j->b->model, str_of(model));
	for (size_t i = 0; i < n; i++)
		j->places[i] = (struct es_place){
		    docs[i].id, es_vector_put(&j->body, user_id, model,
				    &docs[i], rows + i * VECTOR_DIM)};
	return bulk(j, t);
}
