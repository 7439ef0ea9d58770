// hostile.mjs - every mail of tests/browser/hostile in Chromium: no script
// runs, nothing is asked for but the page itself.
//
// Three times: in a sandboxed frame as the app shows it; bare, with the
// policy taken off and scripts allowed, where what the server wrote must hold
// alone; and, as a check of the watching, the mail's own HTML bare, where
// many of the tricks must work. Every name but the suite's address leads to a
// server here that counts who connects.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { done, is, ok } from "./lib/browser.mjs";

const require = createRequire(join(process.cwd(), process.env.WEB_TOOLS ?? "build/web-tools", "x.js"));
const { chromium } = require("playwright-core");

const FOLDER = "tests/browser/hostile";
const MAILS_MIN = 120;
const WORKING_MIN = 50; // of every second trick, bare: else nobody watches
const FRAMES = 8; // mails in one page
const LOAD_MS = 20_000; // a page that takes longer hangs
const TRIES_MAX = 10; // at one import
const URL_ = process.env.APPLYLENS_URL;
const TOKEN = process.env.APPLYLENS_TOKEN;

// Too large to be kept in the tree.
const LARGE = {
	"size-deep-div": "<div>".repeat(100_000) + "<script>alert(1)</script>",
	"size-deep-table": "<table><tr><td>".repeat(30_000) + "<img src=x onerror=alert(1)>",
	"size-format": "<p>" + Array.from({ length: 3000 }, (_, i) => `<b><i><font color=#${String(i).padStart(6, "0")}>`).join("") + "<p>x".repeat(3000),
	"size-attributes": "<p " + Array.from({ length: 20_000 }, (_, i) => `a${i}=b`).join(" ") + " onclick=alert(1)>x",
	"size-long-attribute": `<p title="${"x".repeat(300_000)}" onclick=alert(1)>a<a href="http://probe.example/${"y".repeat(300_000)}">x</a>`,
	"size-unclosed-quote": `<a href="${"<script>alert(1)</script>".repeat(1000)}`,
	"size-comments": "<!--".repeat(30_000) + "<script>alert(1)</script>",
	"size-entities": "&lt;script&gt;".repeat(30_000),
	"size-svg": "<svg>".repeat(30_000) + "<p><script>alert(1)</script>",
	"size-style": `<p style="${"color:red;".repeat(30_000)}background:url(http://probe.example/a)">a`,
	"size-cells": "<table><tr>" + "<td colspan=99999999 rowspan=99999999>x".repeat(3000),
};

const mailOf = (name, html) =>
	Buffer.from(`From: Probe <probe@probe.example>\nSubject: hostile ${name}\n` +
		`Message-ID: <${name}@hostile.example>\nMIME-Version: 1.0\n` +
		`Content-Type: text/html; charset=utf-8\n\n${html}\n`);

const mails = readdirSync(FOLDER).filter((f) => f.endsWith(".eml")).sort()
	.map((f) => ({ name: f.slice(0, -4), raw: readFileSync(join(FOLDER, f)) }))
	.concat(Object.entries(LARGE).map(([name, html]) => ({ name, raw: mailOf(name, html), large: true })));

/** The HTML of a mail that is nothing but HTML in UTF-8; else null. */
function bareHtml(raw) {
	const text = raw.toString("utf8");
	const at = text.indexOf("\n\n");
	return /^Content-Type: text\/html; charset=utf-8$/m.test(text.slice(0, at)) ? text.slice(at + 2) : null;
}

/** Imports it; waits as told where the limit of imports says so. */
async function bring(mail) {
	for (let tries = 0; tries < TRIES_MAX; tries++) {
		const answer = await fetch(`${URL_}/api/emails/import`, {
			method: "POST", body: mail.raw,
			headers: { authorization: `Bearer ${TOKEN}`, "content-type": "message/rfc822" },
		});
		const told = await answer.json();
		if (answer.status !== 429)
			return told.email_ids?.[0] ?? console.log(`# ${mail.name}: ${answer.status} ${JSON.stringify(told)}`);
		await new Promise((on) => setTimeout(on, 1000 * Number(answer.headers.get("retry-after") ?? 1)));
	}
}

// Who came, by the first bytes: a request with its Host, a hello with its name.
// Chromium's own errands are no mail's doing; whoever says nothing counts.
const CHROMIUMS = /google|gstatic|gvt1|chromium/;
let connections = [];
const server = createServer((socket) => {
	const came = { said: "" };
	connections.push(came);
	socket.on("error", () => {});
	socket.once("data", (bytes) => {
		came.said = bytes.toString("latin1");
		socket.destroy();
	});
	setTimeout(() => socket.destroy(), 5000).unref();
});
await new Promise((up) => server.listen(0, "127.0.0.1", up));

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
		"--autoplay-policy=no-user-gesture-required",
		`--host-resolver-rules=MAP * 127.0.0.1:${server.address().port}, EXCLUDE 127.0.0.1`],
});

/** A page that notes what runs and what is asked for. */
async function watched(intercept) {
	const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${TOKEN}` } });
	const page = await context.newPage();
	const seen = { ran: [], asked: [], complained: [] };
	await context.exposeBinding("__hit", (_, what) => seen.ran.push(what));
	await context.addInitScript(() => {
		for (const f of ["alert", "confirm", "prompt", "print", "open"])
			globalThis[f] = () => globalThis.__hit(f);
	});
	page.on("dialog", (d) => { seen.ran.push("dialog"); d.dismiss().catch(() => {}); });
	page.on("pageerror", (e) => seen.ran.push(`thrown: ${e}`));
	page.on("popup", () => seen.ran.push("popup"));
	page.on("download", () => seen.ran.push("download"));
	page.on("worker", () => seen.ran.push("worker"));
	// What a policy stopped was tried: the page should not even try.
	page.on("console", (m) => /script|Refused|violates|blocked/i.test(m.text()) && seen.complained.push(m.text()));
	page.on("request", (r) => /^data:/.test(r.url()) || seen.asked.push(r.url()));
	if (intercept)
		await page.route("**/*", intercept);
	return { page, seen, context };
}

const clear = (seen) => Object.values(seen).forEach((v) => v.length = 0);
const settle = (page) => page.waitForTimeout(40);

/** Shows it and says what happened beside the expected requests. */
async function show({ page, seen }, url, expected) {
	clear(seen);
	connections = [];
	try {
		await page.goto(url, { waitUntil: "load", timeout: LOAD_MS });
		await settle(page);
	} catch (e) {
		seen.complained.push(`did not load: ${String(e).slice(0, 200)}`);
	}
	const asked = seen.asked.filter((u) => !expected.includes(u));
	return [
		...seen.ran.map((x) => `ran ${x}`), ...asked.map((x) => `asked for ${x.slice(0, 100)}`),
		...seen.complained.map((x) => x.slice(0, 160)),
		...connections.filter((c) => !CHROMIUMS.test(c.said))
			.map((c) => `a connection elsewhere: ${JSON.stringify(c.said.slice(0, 300))}`),
	];
}

ok("there are hostile mails", mails.length >= MAILS_MIN, `${mails.length}`);
const unread = [];
for (const mail of mails) {
	mail.id = await bring(mail);
	if (!mail.id)
		unread.push(mail.name);
}
is("each of them comes in", unread.join(" "), "");

// ---- in the app's frame ----
const shell = `${URL_}/__shell`;
const framePath = (id) => `/api/emails/${id}/html`;
const framed = await watched(async (route) => {
	const url = new URL(route.request().url());
	if (url.pathname !== "/__shell")
		return route.fallback();
	const frames = url.searchParams.getAll("id").map((id) =>
		`<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="${framePath(id)}" width=800 height=600></iframe>`);
	return route.fulfill({ contentType: "text/html", body: `<!doctype html>${frames.join("")}` });
});
for (let i = 0; i < mails.length; i += FRAMES) {
	const some = mails.slice(i, i + FRAMES);
	const own = `${shell}?${some.map((m) => `id=${m.id}`).join("&")}`;
	const wrong = await show(framed, own, [own, ...some.map((m) => URL_ + framePath(m.id))]);
	const shown = framed.page.frames().filter((f) => f.url().endsWith("/html")).length;
	if (shown !== some.length)
		wrong.push(`${shown} of ${some.length} frames show a mail`);
	ok(`framed: ${some.map((m) => m.name).join(" ")}`, wrong.length === 0, wrong.join("\n"));
}
await framed.context.close();

// ---- bare: what was written holds alone ----
const pages = new Map();
const bare = await watched(async (route) => {
	const html = pages.get(route.request().url());
	if (html === undefined)
		return route.abort();
	return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
});
for (const mail of mails) {
	const answer = await fetch(`${URL_}/api/emails/${mail.id}/html`, { headers: { authorization: `Bearer ${TOKEN}` } });
	const url = `${URL_}/__bare/${mail.name}`;
	pages.set(url, await answer.text());
	const wrong = await show(bare, url, [url]);
	if (answer.status !== 200)
		wrong.push(`status ${answer.status}`);
	const found = await bare.page.evaluate(() => [...document.querySelectorAll("*")].filter((e) =>
		e.namespaceURI !== "http://www.w3.org/1999/xhtml" || [...e.attributes].some((a) => /^on/i.test(a.name)) ||
		/^(script|iframe|object|embed|form|input|base|link|template|svg|math)$/i.test(e.localName) ||
		["fixed", "sticky", "absolute"].includes(getComputedStyle(e).position)).map((e) => e.outerHTML.slice(0, 100)));
	ok(`bare: ${mail.name}`, wrong.length + found.length === 0, [...wrong, ...found].join("\n"));
}

// ---- the tricks themselves, bare: is anybody watching? ----
let working = 0;
for (const mail of mails.filter((m, i) => !m.large && i % 2 === 0)) {
	const html = bareHtml(mail.raw);
	if (html === null)
		continue;
	const url = `${URL_}/__raw/${mail.name}`;
	pages.set(url, html);
	working += (await show(bare, url, [url])).length > 0 ? 1 : 0;
}
ok(`without the server's work at least ${WORKING_MIN} of them would have done something`,
	working >= WORKING_MIN, `${working}`);
console.log(`# ${working} tricks work in this Chromium when nobody takes them out`);
await bare.context.close();
await browser.close();
server.close();
done();
