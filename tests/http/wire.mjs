// wire.mjs - bytes on sockets: requests and answers taken apart, plainly.
import net from 'node:net'

const text = (b) => b.toString('latin1')

// A target without what only absolute form has.
export const path = (target) => target.replace(/^https?:\/\/[^/?]*(?=(.?))/i,
	(_, next) => next === '/' ? '' : '/')

// The head's lines and where it ends; undefined when it has not ended.
function head(buf) {
	const end = buf.indexOf('\r\n\r\n')
	if (end < 0) return undefined
	const [first, ...lines] = text(buf.subarray(0, end)).split('\r\n')
	const headers = lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(),
		l.slice(l.indexOf(':') + 1).trim()])
	const all = (name) => headers.filter((h) => h[0] === name).map((h) => h[1])
	return { first, all, bytes: end + 4 }
}

// A body in chunks: {body, bytes}, undefined when it has not ended, null when
// it is malformed.
function chunks(buf) {
	const parts = []
	for (let at = 0; ;) {
		const eol = buf.indexOf('\r\n', at)
		if (eol < 0) return undefined
		const size = /^([0-9a-f]+)(;.*)?$/i.exec(text(buf.subarray(at, eol)))
		if (!size) return null
		const n = parseInt(size[1], 16)
		at = eol + 2
		if (n === 0) {
			for (;;) { // trailers
				const end = buf.indexOf('\r\n', at)
				if (end < 0) return undefined
				const last = end === at
				at = end + 2
				if (last) return { body: Buffer.concat(parts), bytes: at }
			}
		}
		if (buf.length < at + n + 2) return undefined
		parts.push(buf.subarray(at, at + n))
		at += n + 2
	}
}

function body(h, buf) {
	const rest = buf.subarray(h.bytes)
	const coding = h.all('transfer-encoding'), length = h.all('content-length')
	if (coding.length > 0) {
		if (coding.length > 1 || !/^chunked$/i.test(coding[0]) || length.length)
			return null
		return chunks(rest)
	}
	if (length.length > 1) return null
	if (length.length && !/^\d+$/.test(length[0])) return null
	const n = Number(length[0] ?? 0)
	return rest.length < n ? undefined : { body: rest.subarray(0, n), bytes: n }
}

// The next whole request of buf: {method, target, body, bytes}; undefined:
// not yet; null: what no front may send.
export function request(buf) {
	const h = head(buf)
	if (!h) return undefined
	const line = /^([A-Za-z]+) (\S+) HTTP\/1\.[01]$/.exec(h.first)
	if (!line || h.all('host').length > 1) return null
	const b = body(h, buf)
	if (!b) return b
	return { method: line[1], target: line[2], body: b.body,
		bytes: h.bytes + b.bytes }
}

// The next final answer of buf: {status, saw}; undefined: not yet. ended: the
// connection has, and with it whatever body there was.
export function answer(buf, ended) {
	let skip = 0
	for (;;) {
		const h = head(buf.subarray(skip))
		const line = h && /^HTTP\/1\.[01] (\d+)/.exec(h.first)
		if (!line) return undefined
		const status = Number(line[1])
		if (status < 200) {
			skip += h.bytes
			continue
		}
		const saw = h.all('x-saw')[0]
		// What was seen is answered without a body, and so is 204.
		const b = saw !== undefined || status === 204 || status === 304
			? { bytes: 0 } : body(h, buf.subarray(skip))
		if (!b && !ended) return undefined
		return { status, saw, allow: h.all('allow')[0],
			id: h.all('x-request-id')[0],
			bytes: b ? skip + h.bytes + b.bytes : buf.length }
	}
}

// A server that answers each request with what it saw.
export function recorder(where, onRequest = () => {}) {
	const server = net.createServer((s) => {
		let buf = Buffer.alloc(0)
		s.on('error', () => {})
		s.on('data', (d) => {
			buf = Buffer.concat([buf, d])
			for (let r; (r = request(buf)) !== undefined;) {
				if (r === null) {
					onRequest('malformed ' + JSON.stringify(text(buf)))
					s.destroy()
					return
				}
				buf = buf.subarray(r.bytes)
				onRequest(r)
				s.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Saw: ' +
					`${r.method} ${r.target} ${r.body.toString('hex')}` +
					'\r\n\r\n')
			}
		})
	})
	return new Promise((ok) => server.listen(where, () => ok(server)))
}

// Stands between a front and `to` ({path} or {port}) and notes what the front
// sent and what it was answered, connection by connection.
export function tap(where, to, connections) {
	const server = net.createServer((front) => {
		const noted = { sent: [], answered: [] }
		const back = net.connect(to)
		connections.push(noted)
		front.on('data', (d) => { noted.sent.push(d); back.write(d) })
		back.on('data', (d) => { noted.answered.push(d); front.write(d) })
		front.on('end', () => back.end())
		back.on('end', () => front.end())
		for (const [s, o] of [[front, back], [back, front]]) {
			s.on('error', () => o.destroy())
			s.on('close', () => o.destroy())
		}
	})
	return new Promise((ok) => server.listen(where, () => ok(server)))
}

// All of next(buf) that buf holds, and what is left over.
export function split(buf, next) {
	const found = []
	for (let x; (x = next(buf)); buf = buf.subarray(x.bytes)) found.push(x)
	return { found, left: buf.length }
}

// Sends bytes and tells what came back until the end or silence.
export function exchange(where, bytes, quietMs) {
	return new Promise((ok) => {
		const s = net.connect({ path: where })
		let buf = Buffer.alloc(0), timer
		const done = (how) => {
			clearTimeout(timer)
			s.destroy()
			const answers = []
			for (let a; (a = answer(buf, true)) !== undefined;) {
				answers.push(a)
				buf = buf.subarray(a.bytes)
			}
			ok({ how, answers })
		}
		const wait = () => {
			clearTimeout(timer)
			timer = setTimeout(() => done('silence'), quietMs)
		}
		s.on('connect', () => s.write(bytes))
		s.on('data', (d) => { buf = Buffer.concat([buf, d]); wait() })
		s.on('error', () => done('closed'))
		s.on('end', () => done('closed'))
		s.on('close', () => done('closed'))
		wait()
	})
}
