LIBS += mail
mail_SRC := $(addprefix common/mail/, message.c head.c field.c word.c \
	charset.c addr.c domain.c subject.c mime.c leaf.c transfer.c flowed.c \
	mbox.c html.c htmltag.c htmlstyle.c spans.c quotewords.c text.c)
mail_LINK := $(shell pkg-config --libs gmime-3.0)
