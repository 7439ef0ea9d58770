/* schema.c - gmail-emails-template: how Elasticsearch keeps mail.
 *
 * Text fields have two forms: stemmed, with the synonyms of a job search when
 * searched, and .exact. Nothing is mapped by guess: unknown fields are refused.
 */
#include "services/search/es/part.h"
#include "services/search/rank/synonyms.def.h"

#include <stdio.h>

#define TEXT_OF_(n) #n
#define TEXT_OF(n) TEXT_OF_(n)
#define STRICT "\"dynamic\":\"strict\""
#define TEXT                                                                   \
	"{\"type\":\"text\",\"analyzer\":\"mail_index\","                      \
	"\"search_analyzer\":\"mail_search\",\"fields\":{\"exact\":"           \
	"{\"type\":\"text\",\"analyzer\":\"mail_exact\"}}}"
#define KEYWORD "{\"type\":\"keyword\",\"ignore_above\":1024}"
#define SHOWN "{\"type\":\"keyword\",\"index\":false,\"doc_values\":false}"
#define LONG "{\"type\":\"long\"}"

#define X_GROUP(text) "\"" text "\""
#define SYNONYMS RANK_SYNONYMS(X_GROUP, ",")

/* Bytes as embed makes them, compared by cosine; beside them in text, so that
 * hits bring them at a quarter of the size. */
#define MEANING                                                                \
	"\"meaning\":{\"type\":\"dense_vector\",\"dims\":384,"                 \
	"\"element_type\":\"byte\",\"index\":true,\"similarity\":"             \
	"\"cosine\",\"index_options\":{\"type\":\"hnsw\",\"m\":16,"            \
	"\"ef_construction\":100}},"
#define HASHES                                                                 \
	"\"meaning_bytes\":" SHOWN ",\"meaning_of\":" KEYWORD                  \
	",\"meaning_model\":" KEYWORD ",\"text_of\":" KEYWORD

#define TEMPLATE(fields)                                                       \
	"{\"version\":" TEXT_OF(                                               \
	    ES_SCHEMA_VERSION) ",\"index_patterns\":[\"" ES_ALIAS              \
			       "-*\"],\"priority\":500,\"allow_auto_create\":" \
			       "false,"                                        \
			       "\"template\":{"                                \
			       "\"settings\":{\"number_of_shards\":1,"         \
			       "\"refresh_interval\":\"1s\","                  \
			       "\"index.lifecycle.name\":\"emails-rolling-"    \
			       "90d\","                                        \
			       "\"index.lifecycle.rollover_alias\":"           \
			       "\"" ES_ALIAS "\","                             \
			       "\"analysis\":{\"filter\":{"                    \
			       "\"mail_stem\":{\"type\":\"stemmer\","          \
			       "\"language\":\"english\"},"                    \
			       "\"mail_synonyms\":{\"type\":\"synonym_"        \
			       "graph\",\"lenient\":true,"                     \
			       "\"synonyms\":[" SYNONYMS "]}},"                \
			       "\"analyzer\":{"                                \
			       "\"mail_index\":{\"tokenizer\":\"standard\","   \
			       "\"filter\":["                                  \
			       "\"lowercase\","                                \
			       "\"asciifolding\",\"mail_stem\"]},"             \
			       "\"mail_search\":{\"tokenizer\":\"standard\","  \
			       "\"filter\":["                                  \
			       "\"lowercase\","                                \
			       "\"asciifolding\",\"mail_synonyms\",\"mail_"    \
			       "stem\"]},"                                     \
			       "\"mail_exact\":{\"tokenizer\":\"standard\","   \
			       "\"filter\":["                                  \
			       "\"lowercase\","                                \
			       "\"asciifolding\"]}}}},"                        \
			       "\"mappings\":{" STRICT                         \
			       ",\"_routing\":{\"required\":true},"            \
			       "\"properties\":{"                              \
			       "\"user_id\":" KEYWORD ",\"id\":" LONG          \
			       ",\"thread_id\":" LONG                          \
			       ",\"received_at\":{\"type\":\"date\","          \
			       "\"format\":\"epoch_millis\"}"                  \
			       ",\"message_id\":" KEYWORD ",\"subject\":" TEXT \
			       ",\"from\":" TEXT ",\"to\":" TEXT               \
			       ",\"cc\":" TEXT ",\"bcc\":" TEXT                \
			       ",\"list\":" TEXT ",\"delivered\":" TEXT        \
			       ",\"body\":" TEXT ",\"files\":" TEXT            \
			       ",\"sender\":" KEYWORD                          \
			       ",\"sender_line\":" KEYWORD                     \
			       ",\"labels\":" KEYWORD                          \
			       ",\"labels_shown\":" SHOWN                      \
			       ",\"snippet\":" SHOWN ",\"category\":" KEYWORD  \
			       ",\"band\":" KEYWORD ",\"level\":" KEYWORD      \
			       ",\"flags\":" KEYWORD                           \
			       ",\"priority\":{\"type\":\"integer\"},"         \
			       "\"risk\":{\"type\":\"integer\"}"               \
			       ",\"size\":" LONG "," fields "}}}}"

static const char plain[] = TEMPLATE(HASHES);
static const char with_meaning[] = TEMPLATE(MEANING HASHES);

const char *es_schema_template(bool meaning)
{
	return meaning ? with_meaning : plain;
}

const char *es_schema_fields(bool meaning)
{
	return meaning ? "{\"properties\":{" MEANING HASHES "}}"
		       : "{\"properties\":{" HASHES "}}";
}

const char *es_schema_first(void)
{
	return "{\"aliases\":{\"" ES_ALIAS "\":{\"is_write_index\":true}}}";
}

bool es_schema_has_meaning(const struct json *root)
{
	const struct json *v = json_get(root, "version");
	const char *number = json_str(json_get(v, "number"), "");
	int major = 0, minor = 0;

	/* OpenSearch says its distribution, and has another kind of field. */
	return json_get(v, "distribution") == NULL &&
	       sscanf(number, "%4d.%4d", &major, &minor) == 2 &&
	       (major > 8 || (major == 8 && minor >= 6));
}
