// page_peer.js - PagerDuty's Events API v2 and Slack's Web API and incoming
// webhook on loopback, as their documentation has them, well or ill as it is
// told: for tests of pages. It keeps what it got as they would, so that what
// was doubled or lost shows.
//
//   node page_peer.js KEY TOKEN     prints its port
//
// PUT /mode {pagerduty, slack, times, after}: how each answers from now on,
// `times` times (0: for ever), then well again:
//   ok        as it should
//   drop      takes it, then closes without an answer
//   flaky     every second time drop
//   busy      429, with Retry-After: `after` where that is given
//   broken    500     denied  403     hang   never answers
//   garble    200 that is no JSON     slow   answers after `ms`
//   restricted  (Slack) no channel may be made
// PUT /tell {to, secrets, event, signature}: PagerDuty's v3 webhook, as somebody
// there did it; signed by each of the secrets, or with `signature`. Answers
// {status, body}.
// PUT /forget: as if it had just begun. GET /seen: what it has.
'use strict';
const crypto = require('crypto');
const http = require('http');

const [key, token] = process.argv.slice(2);
let mode, left, turn, seen;

function forget() {
	mode = { pagerduty: 'ok', slack: 'ok', times: 0 };
	left = { pagerduty: 0, slack: 0 };
	turn = { pagerduty: 0, slack: 0 };
	seen = { events: 0, alerts: [], calls: [], rooms: [], messages: [],
		webhook: [], bad: [] };
}
forget();

const json = (res, status, body, head = {}) => {
	res.writeHead(status, { 'Content-Type': 'application/json', ...head });
	res.end(JSON.stringify(body));
};

// ---- PagerDuty: an alert by its key, open until it is resolved ----

function eventErrors(e) {
	const errors = [];

	if (!['trigger', 'acknowledge', 'resolve'].includes(e.event_action))
		errors.push("'event_action' is invalid");
	if (e.routing_key !== key) errors.push("'routing_key' is invalid");
	if (e.event_action !== 'trigger') {
		if (!e.dedup_key) errors.push("'dedup_key' is missing");
		return errors;
	}
	const p = e.payload || {};

	if (!p.summary || p.summary.length > 1024)
		errors.push("'payload.summary' is missing or too long");
	if (!['critical', 'error', 'warning', 'info'].includes(p.severity))
		errors.push("'payload.severity' is invalid");
	if (!p.source) errors.push("'payload.source' is missing");
	if (e.dedup_key && e.dedup_key.length > 255)
		errors.push("'dedup_key' is too long");
	for (const l of e.links || [])
		if (!l.href) errors.push("'links.href' is missing");
	return errors;
}

// What a person would notice: notified counts calls of somebody.
function takeEvent(e) {
	let open = seen.alerts.find((a) =>
		a.key === e.dedup_key && a.state !== 'resolved');

	seen.events++;
	if (e.event_action === 'trigger') {
		if (open) {
			open.again++;
			return;
		}
		seen.alerts.push({ key: e.dedup_key, state: 'triggered', again: 0,
			notified: 1, severity: e.payload.severity,
			summary: e.payload.summary, links: e.links,
			details: e.payload.custom_details });
	} else if (open) {
		open.state = e.event_action === 'resolve' ? 'resolved'
			: 'acknowledged';
	}
}

const pagerduty = (e) => {
	const errors = eventErrors(e);

	if (errors.length) {
		seen.bad.push(...errors);
		return [400, { status: 'invalid event',
			message: 'Event object is invalid', errors }];
	}
	takeEvent(e);
	return [202, { status: 'success', message: 'Event processed',
		dedup_key: e.dedup_key }];
};

// ---- Slack ----

const methods = {
	'conversations.create': (b) => {
		if (mode.slack === 'restricted')
			return { ok: false, error: 'restricted_action' };
		if (!/^[a-z0-9_-]{1,80}$/.test(b.name))
			return { ok: false, error: 'invalid_name_specials' };
		if (seen.rooms.some((r) => r.name === b.name))
			return { ok: false, error: 'name_taken' };
		const room = { id: `C${1000 + seen.rooms.length}`, name: b.name,
			topic: '', users: [] };

		seen.rooms.push(room);
		return { ok: true, channel: { id: room.id, name: room.name } };
	},
	// Two on the first page, so that whoever looks must turn it.
	'conversations.list': (b) => {
		const from = Number(b.cursor || 0);
		const to = from ? from + b.limit : 2;
		const all = seen.rooms.slice(from, to);

		return { ok: true,
			channels: all.map(({ id, name }) => ({ id, name })),
			response_metadata: { next_cursor:
				to < seen.rooms.length ? String(to) : '' } };
	},
	'conversations.setTopic': (b, room) => {
		if (!room) return { ok: false, error: 'channel_not_found' };
		if ([...b.topic].length > 250) return { ok: false, error: 'too_long' };
		room.topic = b.topic;
		return { ok: true, channel: { id: room.id } };
	},
	'conversations.invite': (b, room) => {
		if (!room) return { ok: false, error: 'channel_not_found' };
		if (room.users.includes(b.users))
			return { ok: false, error: 'already_in_channel' };
		room.users.push(b.users);
		return { ok: true, channel: { id: room.id } };
	},
	'chat.postMessage': (b, room) => {
		if (!room && b.channel !== '#incidents')
			return { ok: false, error: 'channel_not_found' };
		if (room && room.archived) return { ok: false, error: 'is_archived' };
		if (!b.text) return { ok: false, error: 'no_text' };
		if (!/^[0-9a-f-]{36}$/.test(b.client_msg_id || ''))
			seen.bad.push('client_msg_id');
		if (/<!|<#/.test(b.text)) seen.bad.push(`mention: ${b.text}`);
		const had = seen.messages.find((m) => m.id === b.client_msg_id);

		if (had) had.again++;
		else seen.messages.push({ id: b.client_msg_id, again: 0,
			room: room ? room.name : b.channel, text: b.text });
		return { ok: true, channel: b.channel, ts: '1.000001' };
	},
};

function slack(req, body) {
	const method = req.url.replace('/api/', '');

	if (req.headers.authorization !== `Bearer ${token}`)
		return [200, { ok: false, error: 'invalid_auth' }];
	if (!methods[method]) return [200, { ok: false, error: 'unknown_method' }];
	seen.calls.push(method);
	return [200, methods[method](body,
		seen.rooms.find((r) => r.id === body.channel))];
}

// ---- both ----

function answer(req, res, who, text) {
	let how = mode[who], body;

	if (mode.times > 0 && ++left[who] > mode.times) how = 'ok';
	if (how === 'busy')
		return json(res, 429, { error: 'ratelimited' }, mode.after === undefined
			? {} : { 'Retry-After': String(mode.after) });
	if (how === 'broken') return json(res, 500, {});
	if (how === 'denied') return json(res, 403, {});
	if (how === 'hang') return undefined;
	if (how === 'garble') return res.writeHead(200).end('<html>');
	try {
		body = JSON.parse(text);
	} catch (e) {
		seen.bad.push('no JSON');
		return json(res, 400, { status: 'invalid', message: 'no JSON' });
	}
	const [status, said] = who === 'pagerduty' ? pagerduty(body)
		: slack(req, body);

	if (how === 'drop' || (how === 'flaky' && turn[who]++ % 2 === 0))
		return req.socket.destroy();
	if (how === 'slow')
		return setTimeout(() => json(res, status, said), mode.ms || 200);
	return json(res, status, said);
}

function webhook(req, res, text) {
	const how = mode.slack;

	if (how === 'hang') return undefined;
	if (how === 'broken') return json(res, 500, {});
	if (how === 'denied') {
		res.writeHead(404);
		return res.end('no_service');
	}
	seen.webhook.push(JSON.parse(text).text);
	if (how === 'drop') return req.socket.destroy();
	res.writeHead(200);
	return res.end('ok');
}

// ---- PagerDuty tells ----

async function tell(res, { to, secrets, event, signature }) {
	const body = JSON.stringify({ event: { resource_type: 'incident',
		client: null, ...event } });
	const signed = signature ?? (secrets || []).map((s) => `v1=${
		crypto.createHmac('sha256', s).update(body).digest('hex')}`)
		.join(',');
	const headers = { 'Content-Type': 'application/json',
		'User-Agent': 'PagerDuty-Webhook/V3.0' };

	if (signed) headers['X-PagerDuty-Signature'] = signed;
	const answer = await fetch(to, { method: 'POST', headers, body });

	json(res, 200, { status: answer.status, body: await answer.json() });
}

const server = http.createServer((req, res) => {
	let text = '';

	req.setEncoding('utf8');
	req.on('data', (d) => { text += d; });
	req.on('end', () => {
		if (req.url === '/seen') return json(res, 200, seen);
		if (req.url === '/forget') {
			forget();
			return json(res, 200, {});
		}
		if (req.url === '/mode') {
			mode = { pagerduty: 'ok', slack: 'ok', times: 0,
				...JSON.parse(text) };
			left = { pagerduty: 0, slack: 0 };
			turn = { pagerduty: 0, slack: 0 };
			return json(res, 200, {});
		}
		if (req.url === '/tell')
			return tell(res, JSON.parse(text)).catch((e) =>
				json(res, 500, { error: String(e) }));
		if (req.url === '/v2/enqueue')
			return answer(req, res, 'pagerduty', text);
		if (req.url.startsWith('/api/')) return answer(req, res, 'slack', text);
		if (req.url === '/hook') return webhook(req, res, text);
		return json(res, 404, {});
	});
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
