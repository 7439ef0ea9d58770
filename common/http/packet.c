/* packet.c - a connection as bytes. See packet.h. The reader trusts nothing:
 * the writer may be an older program. */
#include "common/http/packet.h"

#define PACKET_MAGIC 0x48504131u /* "HPA" and the version of this layout */

enum { IS_STREAM = 1, HTTP10 = 2, KEEP_ALIVE = 4, ALL_FLAGS = 7 };

/* Both ends are one machine: its own byte order. */
struct head {
	uint32_t magic;
	uint32_t flags;
	uint32_t peer_bytes, in_bytes, out_bytes, path_bytes, state_bytes;
	uint32_t method;
};

void packet_write(struct buf *b, const struct packet *p)
{
	const struct head h = {
	    .magic = PACKET_MAGIC,
	    .flags = (p->is_stream ? IS_STREAM : 0u) |
		     (p->http10 ? HTTP10 : 0u) |
		     (p->keep_alive ? KEEP_ALIVE : 0u),
	    .peer_bytes = (uint32_t)p->peer.n,
	    .in_bytes = (uint32_t)p->in.n,
	    .out_bytes = (uint32_t)p->out.n,
	    .path_bytes = (uint32_t)p->path.n,
	    .state_bytes = (uint32_t)p->state.n,
	    .method = (uint32_t)p->method,
	};

	buf_add(b, &h, sizeof h);
	buf_add(b, p->peer.p, p->peer.n);
	buf_add(b, p->in.p, p->in.n);
	buf_add(b, p->out.p, p->out.n);
	buf_add(b, p->path.p, p->path.n);
	buf_add(b, p->state.p, p->state.n);
}

static struct str cut(struct str *rest, uint32_t n)
{
	struct str part = {rest->p, n};

	rest->p += n;
	rest->n -= n;
	return part;
}

static bool is_method(uint32_t m)
{
	return m >= HTTP_GET && m <= HTTP_PATCH && (m & (m - 1)) == 0;
}

static bool is_sound(const struct head *h, size_t rest)
{
	uint64_t texts = (uint64_t)h->peer_bytes + h->in_bytes + h->out_bytes +
			 h->path_bytes + h->state_bytes;

	if (h->magic != PACKET_MAGIC || (h->flags & ~(uint32_t)ALL_FLAGS) ||
	    texts != rest || h->peer_bytes > 47 ||
	    (uint64_t)h->in_bytes + h->out_bytes > HANDOFF_BYTES_MAX)
		return false;
	if ((h->flags & IS_STREAM) == 0)
		return h->method == 0 && h->path_bytes == 0 &&
		       h->state_bytes == 0;
	return is_method(h->method) && h->path_bytes > 0 &&
	       h->path_bytes <= PACKET_PATH_MAX &&
	       h->state_bytes <= HANDOFF_STATE_MAX;
}

int packet_read(struct str bytes, struct packet *p_r)
{
	struct str rest = bytes;
	struct head h;

	if (bytes.n < sizeof h)
		return -1;
	memcpy(&h, cut(&rest, sizeof h).p, sizeof h);
	if (!is_sound(&h, rest.n))
		return -1;
	*p_r = (struct packet){
	    .is_stream = (h.flags & IS_STREAM) != 0,
	    .http10 = (h.flags & HTTP10) != 0,
	    .keep_alive = (h.flags & KEEP_ALIVE) != 0,
	    .method = (enum http_method)h.method,
	};
	p_r->peer = cut(&rest, h.peer_bytes);
	p_r->in = cut(&rest, h.in_bytes);
	p_r->out = cut(&rest, h.out_bytes);
	p_r->path = cut(&rest, h.path_bytes);
	p_r->state = cut(&rest, h.state_bytes);
	/* A route's path has neither NUL nor a missing slash. */
	if (p_r->is_stream &&
	    (p_r->path.p[0] != '/' ||
		memchr(p_r->path.p, '\0', p_r->path.n) != NULL))
		return -1;
	return 0;
}
