// servers.mjs - the servers to compare, each on a socket of its own in dir.
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { spawn } from 'node:child_process'

const sleep = (ms) => new Promise((ok) => setTimeout(ok, ms))

async function listening(path) {
	for (let i = 0; i < 500; i++) {
		const up = await new Promise((ok) => {
			const s = net.connect({ path })
			s.on('connect', () => { s.destroy(); ok(true) })
			s.on('error', () => ok(false))
		})
		if (up) return
		await sleep(20)
	}
	throw new Error(`nothing listens on ${path}`)
}

const children = []

function run(command, args, log) {
	const out = fs.openSync(log, 'a')
	const child = spawn(command, args, { stdio: ['ignore', out, out] })
	child.on('error', (e) => { throw e })
	children.push(child)
}

export function stopAll() {
	for (const child of children) child.kill('SIGTERM')
}

export async function startEcho(dir, path, waitMs) {
	run('build/bin/http_echo', [`unix:${path}`, String(waitMs)], `${dir}/echo.log`)
	await listening(path)
}

// Both fronts keep their connections to what is behind them, as in production.
export async function startNginx(dir, path, behind, waitMs) {
	const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map((n) => `${n}_temp_path ${dir}/${n};`).join(' ')
	fs.writeFileSync(`${path}.conf`, `
		daemon off; master_process off;
		pid ${path}.pid; error_log ${path}.log crit;
		events { worker_connections 1024; }
		http {
			access_log off; ${temp}
			client_header_timeout ${waitMs}ms;
			client_body_timeout ${waitMs}ms;
			upstream behind { server unix:${behind}; keepalive 8; }
			server {
				listen unix:${path};
				location / {
					proxy_pass http://behind;
					proxy_http_version 1.1;
					proxy_set_header Connection "";
					proxy_set_header Host $host;
				}
			}
		}`)
	run('nginx', ['-p', dir, '-e', `${path}.log`, '-c', `${path}.conf`],
		`${path}.log`)
	await listening(path)
}

export async function startHaproxy(dir, path, behind, waitMs) {
	fs.writeFileSync(`${path}.cfg`, `
global
	maxconn 500
defaults
	mode http
	timeout connect 1s
	timeout server 5s
	timeout client ${waitMs}ms
	timeout http-request ${waitMs}ms
	timeout http-keep-alive ${waitMs}ms
	option http-buffer-request
	http-reuse always
frontend front
	bind unix@${path}
	default_backend behind
backend behind
	server one unix@${behind}
`)
	run('haproxy', ['-db', '-f', `${path}.cfg`], `${path}.log`)
	await listening(path)
}

// Node's own parser, llhttp, with its strict defaults.
export function startLlhttp(path, waitMs) {
	const server = http.createServer({ requestTimeout: waitMs,
		headersTimeout: waitMs, connectionsCheckingInterval: 100 })
	const saw = (req, res) => {
		const parts = []
		req.on('data', (d) => parts.push(d))
		req.on('end', () => {
			res.setHeader('X-Saw', `${req.method} ${req.url} ` +
				Buffer.concat(parts).toString('hex'))
			res.setHeader('Content-Length', '0')
			res.end()
		})
	}
	server.on('request', saw)
	server.on('checkContinue', (req, res) => { res.writeContinue(); saw(req, res) })
	return new Promise((ok) => server.listen(path, () => ok(server)))
}
