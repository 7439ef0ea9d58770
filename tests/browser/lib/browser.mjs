// browser.mjs - Chromium for tests: signed in, watched, tidy.
//
//   const b = await start();                    a browser and its page
//   await b.signIn();
//   await b.is("name", got, want); b.ok("name", cond, why);
//   await b.axe("name"); await b.shot("inbox"); await b.end();
//
// APPLYLENS_URL is the suite's, APPLYLENS_EMAIL and APPLYLENS_PASSWORD who
// signs in; SHOTS is a folder for pictures (none: none are made). Whatever the
// page says on its console as an error, throws, or asks of another origin,
// fails the test at its end.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(resolve(process.env.WEB_TOOLS ?? "build/web-tools", "x.js"));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const ARGS = [
	"--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync",
	"--disable-dev-shm-usage", "--force-color-profile=srgb",
];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

let tests = 0;
let failed = 0;

export function ok(name, cond, why = "") {
	tests++;
	failed += cond ? 0 : 1;
	console.log(`${cond ? "ok" : "not ok"} ${tests} - ${name}`);
	if (!cond && why !== "")
		console.log(String(why).slice(0, 2000).replace(/^/gm, "# "));
}

export const is = (name, got, want) =>
	ok(name, Object.is(got, want), `got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
export const has = (name, text, part) =>
	ok(name, String(text).includes(part), `no ${JSON.stringify(part)} in ${String(text).slice(0, 600)}`);

/** Prints the plan and ends the process. */
export function done() {
	console.log(`1..${tests}`);
	process.exit(failed === 0 ? 0 : 1);
}

class Tab {
	constructor(page, origin, offences) {
		Object.assign(this, { page, origin, offences });
	}

	/** What the browser itself reports of a status is no fault of the page. */
	watch(expected) {
		const note = (what) => {
			if (!expected.some((r) => r.test(what)))
				this.offences.push(what);
		};
		this.page.on("console", (m) => m.type() === "error" &&
			!/Failed to load resource/.test(m.text()) && note(`console: ${m.text()}`));
		this.page.on("pageerror", (e) => note(`thrown: ${e.stack ?? e}`));
		this.page.on("request", (r) => {
			if (!r.url().startsWith(this.origin) && !/^(data|blob|about):/.test(r.url()))
				note(`request to another origin: ${r.url().slice(0, 200)}`);
		});
	}

	goto(path) {
		return this.page.goto(this.origin + path);
	}

	async signIn(email = process.env.APPLYLENS_EMAIL, password = process.env.APPLYLENS_PASSWORD) {
		await this.goto("/");
		await this.page.getByLabel("Email").fill(email);
		await this.page.getByLabel("Password").fill(password);
		await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
		await this.page.getByRole("navigation").waitFor();
	}

	async theme(name) {
		await this.page.emulateMedia({ colorScheme: name });
	}

	/** No violation of WCAG A and AA, in the theme of now or in both. */
	async axe(name, themes = ["light", "dark"]) {
		for (const theme of themes) {
			await this.theme(theme);
			await this.page.evaluate(axeSource);
			const { violations } = await this.page.evaluate(() =>
				globalThis.axe.run(document, {
					runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
					iframes: false,
				}));
			ok(`${name}, ${theme}: axe finds nothing`, violations.length === 0,
				violations.map((v) => `${v.id}: ${v.help}\n` + v.nodes.slice(0, 3).map((n) =>
					`  ${n.html.slice(0, 200)}\n  ${n.failureSummary}`).join("\n")).join("\n"));
		}
		await this.theme("light");
	}

	/** Pictures of the page as it stands: desktop and phone, light and dark. */
	async shots(name, { full = false } = {}) {
		const dir = process.env.SHOTS;
		if (!dir)
			return;
		mkdirSync(dir, { recursive: true });
		for (const [size, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
			await this.page.setViewportSize(viewport);
			for (const theme of ["light", "dark"]) {
				await this.theme(theme);
				await this.page.waitForTimeout(150);
				await this.page.screenshot({ path: join(dir, `${name}-${size}-${theme}.png`), fullPage: full });
			}
		}
		await this.page.setViewportSize(DESKTOP);
		await this.theme("light");
	}
}

/** A browser with one page; expect: faults that the test provokes itself. */
export async function start({ expect = [], viewport = DESKTOP, launch = {} } = {}) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS, ...launch,
	});
	const context = await browser.newContext({
		viewport, locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce",
		acceptDownloads: true,
	});
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	const tab = new Tab(page, process.env.APPLYLENS_URL, []);
	tab.watch(expect);
	tab.context = context;
	tab.end = async () => {
		await browser.close();
		ok("no fault on the page, no request to another origin", tab.offences.length === 0,
			tab.offences.join("\n"));
	};
	return tab;
}
