// paint.mjs - how soon pages are there: "NAME MILLISECONDS" a line, medians.
//
//   node tests/browser/paint.mjs ROUNDS
import { start } from "./lib/browser.mjs";

const rounds = Number(process.argv[2] ?? 15);
const pages = [
	["inbox", "/", ".main li"],
	["search", "/search?q=interview", ".hit"],
	["chat", "/chat", ".composer"],
];
const median = (v) => v.sort((a, b) => a - b)[Math.floor(v.length / 2)];

const b = await start();
await b.signIn();
const kept = await b.context.storageState();
const browser = b.context.browser();
for (const [name, path, ready] of pages) {
	const paints = [];
	const whole = [];
	for (let i = 0; i < rounds; i++) {
		const context = await browser.newContext({ storageState: kept, viewport: { width: 1440, height: 900 } });
		const page = await context.newPage();
		await page.goto(process.env.APPLYLENS_URL + path);
		await page.locator(ready).first().waitFor();
		whole.push(await page.evaluate(() => performance.now()));
		paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
		await context.close();
	}
	console.log(`${name}_first_paint`, median(paints).toFixed(0));
	console.log(`${name}_there`, median(whole).toFixed(0));
}
await browser.close();
