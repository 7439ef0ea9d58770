// differ.mjs - the same bytes to our server, nginx, HAProxy and llhttp: how
// many requests did each see, where did each end, what was its body? TAP.
//
//	node tests/http/differ.mjs [-v]      from the root of the tree
//
// It fails where we take what two of the others refuse, and where one of them
// takes a case as we do but sees other requests in it. What is excused has
// its reason in `excused`.
import fs from 'node:fs'
import os from 'node:os'
import { cases } from './cases.mjs'
import { exchange, path, recorder } from './wire.mjs'
import { startEcho, startHaproxy, startLlhttp, startNginx, stopAll }
	from './servers.mjs'

const WAIT_MS = 1000 // for what a server believes is still to come
const QUIET_MS = 4 * WAIT_MS
const AT_ONCE = 24
const others = ['nginx', 'haproxy', 'llhttp']
const verbose = process.argv.includes('-v')

// llhttp stops at any Upgrade and leaves the connection to whoever listens for
// that; we do not know the protocol and go on, as RFC 9110, 7.8 has it.
const excused = {
	'upgrade to h2c': 'llhttp',
	'upgrade to websocket': 'llhttp',
}

function plain(saw) {
	const [method, target, body = ''] = saw.split(' ')
	return `${method} ${path(target)} ${body}`
}

// What one server made of a case: the requests it saw, and its verdict.
//   takes     every byte, up to the request behind the case or its close
//   refuses   with a status, or by closing without a word
//   waits     for more: it takes what is behind for a part of the case
function judge({ how, answers }) {
	const saw = []
	for (const a of answers) {
		if (a.saw === undefined && a.status === 204 && a.allow)
			saw.push('OPTIONS * ')
		else if (a.saw === undefined)
			return { saw, verdict: a.status === 408 ? 'waits' : 'refuses',
				status: a.status }
		else if (a.saw.startsWith('GET /sentinel'))
			return { saw, verdict: 'takes' }
		else saw.push(plain(a.saw))
	}
	if (how === 'silence') return { saw, verdict: 'waits' }
	return { saw, verdict: saw.length > 0 ? 'takes' : 'refuses' }
}

const dir = fs.mkdtempSync(`${os.tmpdir()}/http-differ-`)
const at = (name) => `${dir}/${name}`
process.on('exit', () => { stopAll(); fs.rmSync(dir, { recursive: true }) })

await recorder(at('seen'))
await Promise.all([
	startEcho(dir, at('ours'), WAIT_MS),
	startNginx(dir, at('nginx'), at('seen'), WAIT_MS),
	startHaproxy(dir, at('haproxy'), at('seen'), WAIT_MS),
	startLlhttp(at('llhttp'), WAIT_MS),
])

const all = cases('tests/http/corpus.txt')
const todo = [...all]
async function work() {
	for (let c; (c = todo.shift());) {
		const names = ['ours', ...others]
		const got = await Promise.all(names.map(async (name) => {
			const began = Date.now()
			const result = judge(await exchange(at(name), c.bytes, QUIET_MS))
			// nginx closes without a word when it waited in vain.
			if (Date.now() - began >= WAIT_MS * 0.9 &&
				result.verdict !== 'takes' && !result.status)
				result.verdict = 'waits'
			return [name, result]
		}))
		c.got = Object.fromEntries(got)
	}
}
await Promise.all(Array.from({ length: AT_ONCE }, work))

const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i])
const failures = []
const table = { takes: {}, refuses: {}, waits: {} }
for (const { name, got } of all) {
	const ours = got.ours
	const refusing = others.filter((o) => got[o].verdict === 'refuses')
	const said = Object.entries(got).map(([n, g]) =>
		`${n} ${g.verdict}${g.status ? ' ' + g.status : ''} ` +
		`[${g.saw.join('; ')}]`).join(', ')

	for (const [n, g] of Object.entries(got))
		table[g.verdict][n] = (table[g.verdict][n] ?? 0) + 1
	if (verbose) console.log(`# ${name}: ${said}`)
	if (ours.verdict !== 'refuses' && refusing.length >= 2)
		failures.push(`taken though ${refusing} refuse: ${name}: ${said}`)
	for (const o of others.filter((n) => excused[name] !== n))
		if (ours.verdict !== 'refuses' && got[o].verdict !== 'refuses' &&
			(ours.verdict !== got[o].verdict || !same(ours.saw, got[o].saw)))
			failures.push(`seen otherwise by ${o}: ${name}: ${said}`)
}

console.log(`# ${all.length} cases    ours  nginx  haproxy  llhttp`)
for (const verdict of ['takes', 'refuses', 'waits'])
	console.log(`# ${verdict.padEnd(12)}` + ['ours', ...others]
		.map((n) => String(table[verdict][n] ?? 0).padStart(7)).join(''))
for (const f of failures) console.log(`# ${f}`)
console.log(`${failures.length ? 'not ok' : 'ok'} 1 - ${all.length} cases: ` +
	'nothing taken that two others refuse, no boundary seen otherwise')
console.log(`${all.length >= 250 ? 'ok' : 'not ok'} 2 - at least 250 cases`)
console.log('1..2')
process.exit(failures.length ? 1 : 0)
