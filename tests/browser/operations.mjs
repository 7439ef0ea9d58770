// operations.mjs - objectives, health and switches as an operator sees them, and
// as who is none does. OTHER_TOKEN is a user's.
import { DESKTOP, done, has, is, ok, PHONE, start } from "./lib/browser.mjs";
import { until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const button = (name) => page.getByRole("button", { name, exact: true });
const away = (pattern) => page.route(pattern, (route) => route.fulfill({
	status: 503, contentType: "application/problem+json",
	body: JSON.stringify({ title: "Away", detail: "oncall is away", status: 503, request_id: "r-9" }),
}));

await b.signIn();

// ---- objectives ----
await b.goto("/operations?tab=slo");
ok("objectives are listed by agent", await see(page.getByRole("heading", { name: /^inbox\.search/ })));
has("with what was promised", await page.locator(".objectives").nth(1).textContent(), "within 800 ms");
await b.axe("objectives");
await b.shots("objectives");
await away("**/api/slo");
await page.reload();
ok("objectives that can't be had are told why", await see(page.getByText("oncall is away")));
await page.unroute("**/api/slo");

// ---- a phone ----
await page.setViewportSize({ width: 360, height: 740 });
for (const tab of ["health", "incidents", "slo", "oncall", "switches"]) {
	await b.goto(`/operations?tab=${tab}`);
	await page.locator(".operations > *").first().waitFor();
	await until(() => page.locator(".skeleton").count(), (n) => n === 0);
	const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
	ok(`${tab} fits 360 pixels`, wide <= room, `${wide} of ${room}`);
}
await page.setViewportSize(PHONE);
await b.axe("switches on a phone");
await page.setViewportSize(DESKTOP);

// ---- who is no operator ----
await page.getByRole("button", { name: "Account" }).click();
await button("Sign out").click();
await button("Sign in with an API token").click();
await page.getByLabel("API token").fill(process.env.OTHER_TOKEN);
await button("Sign in").click();
await page.getByRole("navigation").first().waitFor();
is("a user's navigation has no operations", await page.getByRole("link", { name: "Operations" }).count(), 0);
await b.goto("/operations?tab=slo");
ok("and who follows a link there is told whose it is", await see(page.getByRole("heading", { name: "For operators" })));
await b.axe("operations, for a user");
await b.end();
done();
