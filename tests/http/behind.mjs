// behind.mjs - our server behind nginx and behind HAProxy: whatever clients
// send to the front, we see the requests that the front sent, each once, in
// order, with its body, and nothing else. TAP.
//
//	node tests/http/behind.mjs               http_echo, which tells what it saw
//	node tests/http/behind.mjs PORT LOG      a gateway, which logs what it saw
import fs from 'node:fs'
import os from 'node:os'
import { cases } from './cases.mjs'
import { answer, exchange, path, request, split, tap } from './wire.mjs'
import { startEcho, startHaproxy, startNginx, stopAll } from './servers.mjs'

const WAIT_MS = 1000
const AT_ONCE = 24
const [port, log] = process.argv.slice(2)

const dir = fs.mkdtempSync(`${os.tmpdir()}/http-behind-`)
const at = (name) => `${dir}/${name}`
process.on('exit', () => { stopAll(); fs.rmSync(dir, { recursive: true }) })

let tests = 0, failed = 0
function ok(holds, name, why = []) {
	console.log(`${holds ? 'ok' : 'not ok'} ${++tests} - ${name}`)
	if (!holds) failed++
	for (const w of holds ? [] : why.slice(0, 20)) console.log(`# ${w}`)
}

// Without what oncall asks: no case asks for the metrics.
const logged = () => fs.readFileSync(log, 'utf8').split('\n')
	.map((l) => /^[^{]*(\{.*"message":"request".*\})/.exec(l)?.[1])
	.filter((l) => l !== undefined)
	.map((l) => JSON.parse(l))
	.filter((l) => l.route !== '/metrics')
	.map((l) => l.request_id)

// What is wrong with one connection of a front to us; '' when nothing is.
function wrong({ sent, answered }, head) {
	const got = split(Buffer.concat(sent), request)
	const said = split(Buffer.concat(answered), (b) => answer(b, false))

	// The last one may have been given up by the front, or refused by us.
	const refused = said.found.at(-1)?.status >= 400
	if (got.left > 0 && !refused)
		return `the front sent no request: ${Buffer.concat(sent)}`
	if (said.found.length > got.found.length + (got.left > 0 ? 1 : 0))
		return `${said.found.length} answers to ${got.found.length} requests`
	for (const [i, a] of said.found.entries()) {
		const r = got.found[i]
		if (a.saw === undefined || r === undefined) continue
		const want =
			`${r.method} ${path(r.target)} ${r.body.toString('hex')}`
		if (decodeURI(want).trim() !== a.saw)
			return `sent '${want}', seen '${a.saw}'`
	}
	head.sent += got.found.length + (got.left > 0 ? 1 : 0)
	head.requests += said.found.length
	head.ids.push(...said.found.map((a) => a.id))
	return ''
}

async function through(name, front) {
	const connections = [], seen = { sent: 0, requests: 0, ids: [] }
	const before = log ? logged().length : 0
	await tap(at(`${name}.tap`), log ? { port: Number(port) } :
		{ path: at('ours') }, connections)
	await front(dir, at(name), at(`${name}.tap`), WAIT_MS)
	const todo = cases('tests/http/corpus.txt')
	const n = todo.length
	await Promise.all(Array.from({ length: AT_ONCE }, async () => {
		for (let c; (c = todo.shift());)
			await exchange(at(name), c.bytes, 4 * WAIT_MS)
	}))
	const faults = connections.map((c) => wrong(c, seen)).filter((w) => w)
	ok(faults.length === 0, `behind ${name}: ${n} cases became ` +
		`${seen.requests} requests on ${connections.length} connections, ` +
		'0 out of step', faults)
	ok(seen.requests > 100, `behind ${name}: enough came through`)
	if (!log) return
	let ids, lost
	for (let i = 0; i < 100; i++) { // svlogd writes a little later
		ids = logged().slice(before)
		lost = seen.ids.filter((id) => !ids.includes(id))
		if (lost.length === 0) break
		await new Promise((ok) => setTimeout(ok, 50))
	}
	ok(lost.length === 0,
		`behind ${name}: the gateway's log has each request that was sent`,
		[`${lost.length} are not there`, ...lost])
	// A front that has lost its client may not have waited for the answer.
	ok(ids.length >= seen.ids.length && ids.length <= seen.sent,
		`behind ${name}: and no more than were sent`,
		[`${ids.length} logged, ${seen.sent} sent`])
}

if (!log) await startEcho(dir, at('ours'), 5 * WAIT_MS)
await through('nginx', startNginx)
await through('haproxy', startHaproxy)
console.log(`1..${tests}`)
process.exit(failed ? 1 : 0)
