/* defects.def.h - what may be wrong with a message that is still one.
 *
 * X(code, "name", "meaning"); positions are bits of mail_message.defects and
 * are stored, so lines are only appended.
 */
#define MAIL_DEFECTS(X)                                                        \
	X(NO_FROM, "no_from", "no usable From header")                         \
	X(NO_DATE, "no_date", "no usable Date header")                         \
	X(NO_MESSAGE_ID, "no_message_id", "no usable Message-ID header")       \
	X(BAD_HEADER, "bad_header", "a header line that is no field")          \
	X(HEADERS_CUT, "headers_cut", "too many headers or header bytes")      \
	X(HEADER_LONG, "header_long", "one header value was cut")              \
	X(DUPLICATE, "duplicate_header", "a header that must be single is not") \
	X(BAD_WORD, "bad_encoded_word", "an encoded word that can't be decoded") \
	X(BAD_CHARSET, "bad_charset", "unknown charset, or bytes not in it")   \
	X(BAD_ENCODING, "bad_encoding", "unknown or broken transfer encoding") \
	X(BASE64_CUT, "base64_cut", "base64 that ends in mid group")           \
	X(NO_BOUNDARY, "no_boundary", "a multipart whose boundary is missing") \
	X(NOT_CLOSED, "not_closed", "a multipart that is never closed")        \
	X(PARTS_CUT, "parts_cut", "too many parts; the rest was ignored")      \
	X(DEPTH_CUT, "depth_cut", "nested too deep; the rest was ignored")     \
	X(TEXT_CUT, "text_cut", "text beyond the limit was ignored")           \
	X(LIST_CUT, "list_cut", "too many addresses, links or attachments")    \
	X(NO_BODY, "no_body", "no text to read")                               \
	X(NUL_BYTE, "nul_byte", "NUL or other control bytes were removed")     \
	X(BAD_ADDRESS, "bad_address", "an address that is none")               \
	X(BAD_TYPE, "bad_type", "a Content-Type that can't be read")
