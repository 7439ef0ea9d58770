LIBS += mail
mail_SRC := $(addprefix common/mail/, message.c head.c field.c word.c \
	charset.c addr.c domain.c subject.c mime.c leaf.c transfer.c flowed.c \
	mbox.c html.c htmlout.c htmltag.c htmlstyle.c spans.c quotewords.c text.c \
	thread.c authres.c source.c walk.c \
	unsubscribe.c reading.c tokens.c word_set.c ics.c icsout.c mailto.c \
	compose.c unpack.c \
	$(addprefix when/when, .c _word.c _day.c _near.c _time.c _zone.c))
mail_SRC += $(addprefix common/mail/safe/, html.c nest.c attrs.c elements.c css.c \
	url.c link.c image.c text.c)
mail_LINK := $(shell $(PKG_CONFIG) --libs gmime-3.0)

BENCHES += tests/bench/bench_mail tests/bench/bench_mail_safe
tests/bench/bench_mail_safe_LINK := -lgumbo

MAIL_FUZZ_SRC := $(mail_SRC) $(base_SRC)
FUZZERS += tests/fuzz/fuzz_mail_message tests/fuzz/fuzz_mbox \
	tests/fuzz/fuzz_html_text
tests/fuzz/fuzz_mail_message_SRC := $(MAIL_FUZZ_SRC)
tests/fuzz/fuzz_mail_message_LINK := $(mail_LINK) $(base_LINK)
tests/fuzz/fuzz_mbox_SRC := $(MAIL_FUZZ_SRC)
tests/fuzz/fuzz_mbox_LINK := $(mail_LINK) $(base_LINK)
tests/fuzz/fuzz_html_text_SRC := $(MAIL_FUZZ_SRC)
tests/fuzz/fuzz_html_text_LINK := $(mail_LINK) $(base_LINK)
FUZZERS += tests/fuzz/fuzz_mail_safe
tests/fuzz/fuzz_mail_safe_SRC := $(MAIL_FUZZ_SRC) tests/unit/mail/page_oracle.c
tests/fuzz/fuzz_mail_safe_LINK := $(mail_LINK) $(base_LINK) -lgumbo
FUZZERS += tests/fuzz/fuzz_when
tests/fuzz/fuzz_when_SRC := $(MAIL_FUZZ_SRC)
tests/fuzz/fuzz_when_LINK := $(mail_LINK) $(base_LINK)
FUZZERS += tests/fuzz/fuzz_unsubscribe
tests/fuzz/fuzz_unsubscribe_SRC := common/mail/unsubscribe.c $(base_SRC)

TESTS += $(addprefix tests/unit/mail/, test_message test_words test_mime \
	test_addr test_html test_text test_mbox test_source test_thread \
	test_authres test_unsubscribe test_when test_ics test_safe_html \
	test_safe_text test_safe_corpus)
TESTS += $(addprefix tests/unit/mail/, test_icsout test_letter test_unpack)
FUZZERS += tests/fuzz/fuzz_unpack
tests/fuzz/fuzz_unpack_SRC := $(MAIL_FUZZ_SRC)
tests/fuzz/fuzz_unpack_LINK := $(mail_LINK) $(base_LINK)
FUZZERS += tests/fuzz/fuzz_letter
tests/fuzz/fuzz_letter_SRC := $(MAIL_FUZZ_SRC)
tests/fuzz/fuzz_letter_LINK := $(mail_LINK) $(base_LINK)
tests/unit/mail/test_safe_corpus_SRC := tests/unit/mail/page_oracle.c
tests/unit/mail/test_safe_corpus_LINK := -lgumbo
