/* convert_vocab.c - the words of tokenizer.json. */
#include "services/embed/convert/convert.h"

#include "proto/json.h"
#include "services/embed/model/words.h"

/* Every token once, numbered without a gap. */
static int add_words(
    const struct json *words, struct vocab *vocab_r, struct err *err)
{
	bool seen[MODEL_WORDS] = {false};

	for (const struct json *j = json_first(words); j != NULL;
	     j = json_next(j)) {
		int64_t id = json_i64(j, -1);

		if (id < 0 || id >= MODEL_WORDS || seen[id])
			return err_set(err, ERR_INVALID,
			    "model.vocab: number of \"%.60s\"", json_key(j));
		seen[id] = true;
		if (vocab_add(vocab_r, str_of(json_key(j)), (uint16_t)id) < 0)
			return err_set(err, ERR_INVALID,
			    "model.vocab: \"%.60s\" is empty, too long or "
			    "there twice",
			    json_key(j));
	}
	if (vocab_r->words != MODEL_WORDS)
		return err_set(err, ERR_INVALID,
		    "model.vocab: has %u words, not %d",
		    (unsigned)vocab_r->words, MODEL_WORDS);
	return 0;
}

static int name_special(struct vocab *vocab_r, struct err *err)
{
	const struct {
		const char *word;
		uint32_t *id_r;
	} all[] = {
	    {"[PAD]", &vocab_r->pad},
	    {"[UNK]", &vocab_r->unknown},
	    {"[CLS]", &vocab_r->begin},
	    {"[SEP]", &vocab_r->end},
	    {"[MASK]", &vocab_r->mask},
	};

	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		int id = vocab_find(vocab_r, str_of(all[i].word));

		if (id < 0)
			return err_set(err, ERR_INVALID, "model.vocab: no %s",
			    all[i].word);
		*all[i].id_r = (uint32_t)id;
	}
	return 0;
}

int convert_vocab(struct str tokenizer, struct vocab *vocab_r, struct err *err)
{
	struct arena *a = arena_new(64u << 20);
	const struct json *j, *model;
	int failed = -1;

	if (json_parse(a, tokenizer, &j, err) < 0)
		goto out;
	model = json_get(j, "model");
	if (!streq(json_str(json_get(model, "type"), ""), "WordPiece"))
		err_set(err, ERR_INVALID, "model.type: is not WordPiece");
	else if (add_words(json_get(model, "vocab"), vocab_r, err) == 0)
		failed = name_special(vocab_r, err);
out:
	arena_free(&a);
	return failed;
}
