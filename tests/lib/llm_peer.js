// llm_peer.js - an OpenAI-compatible chat/completions endpoint on loopback,
// well or ill as it is told: for tests/integration/55-assistant-model.sh.
//
//   node llm_peer.js KEY [PORT]     prints its port
//
// PUT /mode {script, ...}: how it answers from now on. GET /seen: what it was
// sent, and what became of its connections. Scripts:
//   answer     say, token by token; with usage
//   tool       calls[0..] in the first rounds, then say
//   inject     calls tools that a mail told it to, then claims and links
//   slow       a token every `ms`
//   drip       comments only, for ever
//   hang       takes the question, says nothing
//   stall      some tokens, then nothing
//   truncate   some tokens, then the connection ends
//   reset      some tokens, then a reset
//   garble     some tokens, then no JSON
//   refuse     delta.refusal
//   error      an error inside the stream
//   huge       tokens without end
//   html       200 text/html
//   plain      ignores stream: one application/json
//   busy       429 with Retry-After, `times` times, then answer
//   broken     500, `times` times, then answer
//   denied     401
//   length     ends with finish_reason length
//   obey       does all that the last email in its prompt says: calls whatever
//              tool, claims, links, and tells its prompt (obey.js)
'use strict';
const http = require('http');
const obey = require('./obey.js');

const [key, port] = process.argv.slice(2);
let mode = { script: 'answer', say: 'Nothing. ' };
let seen = { requests: [], closed: 0, finished: 0, bad: [] };
let times = 0;

const chunk = (delta, finish = null, more = {}) =>
	`data: ${JSON.stringify({
		id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1,
		model: 'peer', choices: [{ index: 0, delta, logprobs: null,
			finish_reason: finish }], ...more })}\n\n`;
const usage = (n) => `data: ${JSON.stringify({ id: 'chatcmpl-1', choices: [],
	usage: { prompt_tokens: mode.prompt_tokens || 1000,
		completion_tokens: n, total_tokens: 1000 + n } })}\n\n`;
const tokens = (text) => text.match(/\s*\S{1,4}/g) || [];

// What the real endpoint would refuse.
function check(req, body) {
	const bad = (what) => seen.bad.push(what);

	if (req.headers.authorization !== `Bearer ${key}`) bad('key');
	if (req.headers['content-type'] !== 'application/json') bad('type');
	if (body.stream !== true) bad('stream');
	if (!body.stream_options || !body.stream_options.include_usage)
		bad('usage');
	if (typeof body.model !== 'string') bad('model');
	if (!Array.isArray(body.messages)) return bad('messages');
	const open = new Set();

	for (const m of body.messages) {
		if (!['system', 'user', 'assistant', 'tool'].includes(m.role))
			bad('role');
		for (const c of m.tool_calls || []) open.add(c.id);
		if (m.role === 'tool' && !open.delete(m.tool_call_id))
			bad('tool_call_id');
	}
	if (open.size) bad('a call without its result');
	for (const t of body.tools || []) {
		if (t.type !== 'function' || !t.function.name ||
			t.function.parameters.type !== 'object') bad('tool');
	}
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const json = (res, status, body, head = {}) => {
	res.writeHead(status, { 'Content-Type': 'application/json', ...head });
	res.end(JSON.stringify(body));
};

async function say(res, text, ms) {
	const all = tokens(text);

	res.write(chunk({ role: 'assistant', content: '' }));
	for (const t of all) {
		res.write(chunk({ content: t }));
		if (ms) await sleep(ms);
		if (res.destroyed) return;
	}
}

async function finish(res, text, why = 'stop') {
	res.write(chunk({}, why));
	res.write(usage(tokens(text).length));
	res.end('data: [DONE]\n\n');
}

// A call in pieces, as the real ones come.
function call(res, calls) {
	calls.forEach((c, index) => {
		const args = JSON.stringify(c.arguments);

		res.write(chunk({ tool_calls: [{ index, id: `call_${index}`,
			type: 'function', function: { name: c.name, arguments: '' } }] }));
		for (let i = 0; i < args.length; i += 7)
			res.write(chunk({ tool_calls: [{ index,
				function: { arguments: args.slice(i, i + 7) } }] }));
	});
	res.write(chunk({}, 'tool_calls'));
	res.write(usage(20));
	res.end('data: [DONE]\n\n');
}

const early = {
	hang: () => {},
	denied: (res) => json(res, 401, { error: { message: 'bad key' } }),
	html: (res) => {
		res.writeHead(200, { 'Content-Type': 'text/html' });
		res.end('<html>sign in</html>');
	},
	plain: (res) => json(res, 200, { choices: [{ message: {
		role: 'assistant', content: mode.say }, finish_reason: 'stop' }] }),
};

const streams = {
	answer: async (res) => {
		await say(res, mode.say);
		await finish(res, mode.say);
	},
	slow: async (res) => {
		await say(res, mode.say, mode.ms || 50);
		await finish(res, mode.say);
	},
	tool: async (res, body) => {
		const round = body.messages.filter((m) => m.tool_calls).length;

		if (round < mode.calls.length) return call(res, mode.calls[round]);
		await streams.answer(res);
	},
	drip: async (res) => {
		while (!res.destroyed) {
			res.write(': keep-alive\n\n');
			await sleep(50);
		}
	},
	stall: (res) => say(res, mode.say),
	truncate: async (res) => {
		await say(res, mode.say);
		res.end();
	},
	reset: async (res) => {
		await say(res, mode.say);
		await sleep(50);
		res.socket.resetAndDestroy();
	},
	garble: async (res) => {
		await say(res, mode.say);
		res.end('data: {"choices":[{"delta"\n\ndata: \xff\xfe}\n\n');
	},
	refuse: async (res) => {
		res.write(chunk({ role: 'assistant', refusal: 'I can not.' }));
		await finish(res, '');
	},
	error: async (res) => {
		await say(res, mode.say);
		res.end('data: {"error":{"message":"overloaded"}}\n\n');
	},
	huge: async (res) => {
		while (!res.destroyed) {
			res.write(chunk({ content: 'It goes on and on [1]. '.repeat(50) }));
			await sleep(1);
		}
	},
	length: async (res) => {
		await say(res, mode.say);
		await finish(res, mode.say, 'length');
	},
};
streams.inject = streams.tool;
streams.obey = async (res, body) => {
	const calls = obey.calls(body);

	if (calls.length) return call(res, calls);
	const text = obey.says(body);

	(seen.obeyed ||= {})[obey.code(body)] = true;
	res.write(chunk({ role: 'assistant', content: '' }));
	for (let i = 0; i < text.length; i += 40)
		res.write(chunk({ content: text.slice(i, i + 40) }));
	await finish(res, text);
};

async function complete(req, res, body) {
	let script = mode.script;

	if ((script === 'busy' || script === 'broken') && times++ < mode.times)
		return json(res, script === 'busy' ? 429 : 500,
			{ error: { message: 'no' } },
			script === 'busy' ? { 'Retry-After': mode.after || '0' } : {});
	if (script === 'busy' || script === 'broken') script = 'answer';
	if (early[script]) return early[script](res);
	res.writeHead(200, { 'Content-Type': 'text/event-stream' });
	await streams[script](res, body);
}

const server = http.createServer((req, res) => {
	let text = '';

	req.setEncoding('utf8');
	req.on('data', (d) => { text += d; });
	req.on('end', () => {
		if (req.method === 'PUT') {
			mode = JSON.parse(text);
			times = 0;
			seen = { requests: [], closed: 0, finished: 0, bad: [] };
			return json(res, 200, {});
		}
		if (req.url === '/seen') return json(res, 200, seen);
		if (req.url !== '/v1/chat/completions' || req.method !== 'POST')
			return json(res, 404, {});
		const body = JSON.parse(text);

		if (mode.script !== 'obey') seen.requests.push(body);
		check(req, body);
		res.on('close', () => {
			if (res.writableFinished) seen.finished++;
			else seen.closed++;
		});
		return complete(req, res, body).catch(() => res.destroy());
	});
});
server.listen(Number(port) || 0, '127.0.0.1', () =>
	console.log(server.address().port));
