/* image.c - images: those that came with the mail are written into the page,
 * all others become a place that names them. */
#include "common/mail/safe/pass.h"

#include "common/mail/safe/css.h"
#include "common/mail/transfer.h"

#include <glib.h>

#define ALT_BYTES 300
#define TRACKER_PIXELS 3 /* nobody looks at images this small */

/* ---- what an image is ----------------------------------------------------- */

static uint64_t big(const unsigned char *b, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | b[i];
	return v;
}

static uint64_t little(const unsigned char *b, size_t n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | b[n];
	return v;
}

/* Pixels by the frame header (SOF) of a JPEG; 0: it has none. */
static uint64_t jpeg_pixels(const unsigned char *b, size_t n)
{
	for (size_t i = 2; i + 9 < n && b[i] == 0xff;) {
		unsigned char m = b[i + 1];

		if (m == 0xff) {
			i++;
			continue;
		}
		if (m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 &&
		    m != 0xcc)
			return big(b + i + 5, 2) * big(b + i + 7, 2);
		i += 2 + (size_t)MAX(big(b + i + 2, 2), 2);
	}
	return 0;
}

static uint64_t webp_pixels(const unsigned char *b)
{
	if (memcmp(b + 12, "VP8X", 4) == 0)
		return (little(b + 24, 3) + 1) * (little(b + 27, 3) + 1);
	if (memcmp(b + 12, "VP8L", 4) == 0)
		return ((little(b + 21, 4) & 0x3fff) + 1) *
		       ((little(b + 21, 4) >> 14 & 0x3fff) + 1);
	if (memcmp(b + 12, "VP8 ", 4) == 0)
		return (little(b + 26, 2) & 0x3fff) *
		       (little(b + 28, 2) & 0x3fff);
	return 0;
}

const char *safe_image_type(struct str bytes)
{
	const unsigned char *b = (const unsigned char *)bytes.p;
	const char *type = NULL;
	uint64_t pixels = 0;

	if (bytes.n < 32 || bytes.n > SAFE_IMAGE_BYTES)
		return NULL;
	if (memcmp(b, "\x89PNG\r\n\x1a\n", 8) == 0 &&
	    memcmp(b + 12, "IHDR", 4) == 0) {
		type = "image/png";
		pixels = big(b + 16, 4) * big(b + 20, 4);
	} else if (memcmp(b, "GIF87a", 6) == 0 || memcmp(b, "GIF89a", 6) == 0) {
		type = "image/gif";
		pixels = little(b + 6, 2) * little(b + 8, 2);
	} else if (memcmp(b, "\xff\xd8\xff", 3) == 0) {
		type = "image/jpeg";
		pixels = jpeg_pixels(b, bytes.n);
	} else if (memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WEBP", 4) == 0) {
		type = "image/webp";
		pixels = webp_pixels(b);
	}
	return pixels > 0 && pixels <= SAFE_IMAGE_PIXELS ? type : NULL;
}

/* ---- where it is ---------------------------------------------------------- */

static int hex(char c)
{
	return c >= '0' && c <= '9'                 ? c - '0'
	       : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
						    : -1;
}

/* Percent-decoded in place. */
static struct str unescape(char *s, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++)
		if (s[i] == '%' && i + 2 < n + 0 && hex(s[i + 1]) >= 0 &&
		    hex(s[i + 2]) >= 0) {
			s[to++] = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
			i += 2;
		} else {
			s[to++] = s[i];
		}
	return (struct str){s, to};
}

static struct str from_part(struct safe_pass *p, struct str src)
{
	char id[512];

	if (src.n - 4 >= sizeof id)
		return (struct str){"", 0};
	memcpy(id, src.p + 4, src.n - 4);
	struct str want = unescape(id, src.n - 4);
	for (size_t i = 0; i < p->m->parts_n && want.n > 0; i++)
		if (str_eqs(want, p->m->parts[i].content_id))
			return p->m->parts[i].bytes;
	return (struct str){"", 0};
}

/* The bytes of "data:image/png;base64,...", in tmp. */
static struct str from_data(struct buf *tmp, struct str src)
{
	const char *comma = memchr(src.p, ',', src.n);
	uint32_t defects = 0;
	bool cut;

	if (comma == NULL)
		return (struct str){"", 0};
	struct str head = {src.p, (size_t)(comma - src.p)};
	if (head.n > 100 || str_ifind(head, ";base64") < 0)
		return (struct str){"", 0};
	return mail_transfer_decode(tmp,
	    (struct str){comma + 1, src.n - head.n - 1}, MAIL_TRANSFER_BASE64,
	    SAFE_IMAGE_BYTES + 1, &cut, &defects);
}

/* ---- writing -------------------------------------------------------------- */

static void put_base64(struct buf *out, struct str bytes)
{
	char piece[4 * 1024 + 8];
	int state = 0, save = 0;
	size_t n;

	for (size_t i = 0; i < bytes.n; i += 3 * 1000) {
		n = g_base64_encode_step((const guchar *)bytes.p + i,
		    MIN(bytes.n - i, 3 * 1000), FALSE, piece, &state, &save);
		buf_add(out, piece, n);
	}
	n = g_base64_encode_close(FALSE, piece, &state, &save);
	buf_add(out, piece, n);
}

static void put_alt(struct safe_pass *p, const struct safe_attrs *a)
{
	safe_attr_put(p->out, "alt",
	    str_trim(safe_attr_text(p, a->v[SAFE_ALT], ALT_BYTES)));
}

/* False: it is no image that may be shown, or there are too many. */
static bool put_image(
    struct safe_pass *p, const struct safe_attrs *a, struct str bytes)
{
	const char *type = safe_image_type(bytes);
	struct safe_mail *m = p->m;
	size_t from = p->out->len;

	if (type == NULL || m->inline_bytes + bytes.n > SAFE_IMAGES_BYTES)
		return false;
	m->inline_bytes += bytes.n;
	m->inline_images++;
	buf_adds(p->out, "<img src=\"data:");
	buf_adds(p->out, type);
	buf_adds(p->out, ";base64,");
	put_base64(p->out, bytes);
	buf_addc(p->out, '"');
	p->images += p->out->len - from;
	put_alt(p, a);
	safe_attrs_write(p, safe_element(STR("img")), a);
	buf_addc(p->out, '>');
	return true;
}

/* The number that a size attribute begins with; most when it has none. */
static size_t pixels(struct str v, size_t most)
{
	size_t n = 0, i = 0;

	v = str_trim(v);
	for (; i < v.n && i < 5 && v.p[i] >= '0' && v.p[i] <= '9'; i++)
		n = n * 10 + (size_t)(v.p[i] - '0');
	return i == 0 || (i < v.n && v.p[i] == '%') ? most : MIN(n, most);
}

static bool is_tracker(struct safe_pass *p, const struct safe_attrs *a)
{
	struct safe_css css = {.refused = 0};

	if (pixels(a->v[SAFE_WIDTH], 1000) < TRACKER_PIXELS ||
	    pixels(a->v[SAFE_HEIGHT], 1000) < TRACKER_PIXELS ||
	    a->v[SAFE_HIDDEN].p != NULL)
		return true;
	if (a->v[SAFE_STYLE].n == 0)
		return false;
	struct str v = safe_attr_text(p, a->v[SAFE_STYLE], SAFE_CSS_BYTES);
	buf_clear(&p->work);
	safe_css_filter(&p->work, v, &css);
	return css.unseen;
}

/* A frame of about its size that says what was there. */
static void put_place(struct safe_pass *p, const struct safe_attrs *a)
{
	struct str alt;
	size_t w = pixels(a->v[SAFE_WIDTH], 600),
	       h = pixels(a->v[SAFE_HEIGHT], 300);

	if (!p->m->marks)
		return;
	alt = str_trim(safe_attr_text(p, a->v[SAFE_ALT], ALT_BYTES));
	buf_adds(p->out, "<span class=\"al-image\"");
	if (a->v[SAFE_WIDTH].n > 0 && w >= 24 && h >= 16)
		buf_addf(p->out, " style=\"width:%zupx;min-height:%zupx\"", w,
		    a->v[SAFE_HEIGHT].n > 0 ? h : 16);
	buf_addc(p->out, '>');
	safe_put_text(p->out, alt.n > 0 ? alt : STR("image"));
	buf_adds(p->out, "</span>");
	safe_link_text(p, alt);
}

void safe_image(struct safe_pass *p, const struct safe_attrs *a)
{
	struct str raw = str_trim(a->v[SAFE_SRC]), src;
	struct buf tmp;
	bool shown = false;

	p->m->removed.handlers += a->handlers;
	if (raw.p == NULL && a->v[SAFE_SRCSET].p == NULL)
		return;
	src = safe_attr_text(p, raw, SAFE_URL_BYTES);
	if (safe_url_is_remote(src) || a->v[SAFE_SRCSET].n > 0) {
		p->m->remote_images++;
		if (is_tracker(p, a))
			p->m->trackers++;
		else
			put_place(p, a);
		return;
	}
	buf_init(&tmp, SAFE_IMAGE_BYTES + (64 << 10));
	if (str_istarts(src, "cid:"))
		shown = put_image(p, a, from_part(p, src));
	else if (str_istarts(raw, "data:"))
		shown = put_image(p, a, from_data(&tmp, raw));
	buf_deinit(&tmp);
	if (shown)
		return;
	p->m->removed.images++;
	put_place(p, a);
}
