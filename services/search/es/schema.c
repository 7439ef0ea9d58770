/* schema.c - gmail-emails-template: how Elasticsearch keeps mail.
 *
 * Text fields have two forms: stemmed, with the synonyms of a job search when
 * searched, and .exact. Nothing is mapped by guess: unknown fields are refused.
 */
#include "services/search/es/part.h"
#include "services/search/rank/synonyms.def.h"

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

static const char template[] =
    "{\"index_patterns\":[\"" ES_ALIAS "-*\"],\"priority\":500,\"template\":{"
    "\"settings\":{\"number_of_shards\":1,\"refresh_interval\":\"1s\","
    "\"index.lifecycle.name\":\"emails-rolling-90d\","
    "\"index.lifecycle.rollover_alias\":\"" ES_ALIAS "\","
    "\"analysis\":{\"filter\":{"
    "\"mail_stem\":{\"type\":\"stemmer\",\"language\":\"english\"},"
    "\"mail_synonyms\":{\"type\":\"synonym_graph\",\"lenient\":true,"
    "\"synonyms\":[" SYNONYMS "]}},"
    "\"analyzer\":{"
    "\"mail_index\":{\"tokenizer\":\"standard\",\"filter\":[\"lowercase\","
    "\"asciifolding\",\"mail_stem\"]},"
    "\"mail_search\":{\"tokenizer\":\"standard\",\"filter\":[\"lowercase\","
    "\"asciifolding\",\"mail_synonyms\",\"mail_stem\"]},"
    "\"mail_exact\":{\"tokenizer\":\"standard\",\"filter\":[\"lowercase\","
    "\"asciifolding\"]}}}},"
    "\"mappings\":{" STRICT ",\"_routing\":{\"required\":true},"
    "\"properties\":{"
    "\"user_id\":" KEYWORD ",\"id\":" LONG ",\"thread_id\":" LONG
    ",\"received_at\":{\"type\":\"date\",\"format\":\"epoch_millis\"}"
    ",\"message_id\":" KEYWORD ",\"subject\":" TEXT ",\"from\":" TEXT
    ",\"to\":" TEXT ",\"cc\":" TEXT ",\"bcc\":" TEXT ",\"list\":" TEXT
    ",\"delivered\":" TEXT ",\"body\":" TEXT ",\"files\":" TEXT
    ",\"sender\":" KEYWORD ",\"sender_line\":" KEYWORD ",\"labels\":" KEYWORD
    ",\"labels_shown\":" SHOWN ",\"snippet\":" SHOWN ",\"category\":" KEYWORD
    ",\"band\":" KEYWORD ",\"level\":" KEYWORD ",\"flags\":" KEYWORD
    ",\"priority\":{\"type\":\"integer\"},\"risk\":{\"type\":\"integer\"}"
    ",\"size\":" LONG "}}}}";

const char *es_schema_template(void)
{
	return template;
}

const char *es_schema_first(void)
{
	return "{\"aliases\":{\"" ES_ALIAS "\":{\"is_write_index\":true}}}";
}
