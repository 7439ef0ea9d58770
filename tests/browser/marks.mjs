// marks.mjs - read and unread, and many mails at once: by keys, by the mouse,
// with one preview and one undo; the menu of the account.
import { DESKTOP, done, has, is, ok, PHONE, start } from "./lib/browser.mjs";
import { api, until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const toast = (text) => page.locator(".toast", { hasText: text });
const rows = page.locator(".mailrow");
const labels = async (id) => (await api("GET", `/api/emails/${id}`)).labels;
const unread = async () => (await api("GET", "/api/search?q=in:inbox+is:unread&limit=1")).total;
const badge = async () => Number((await page.locator(".nav-count").textContent()).replace(/\D/g, ""));
const press = async (...keys) => {
	for (const k of keys)
		await page.keyboard.press(k);
};

// ---- the ways in that there are ----
await b.goto("/");
await page.getByLabel("Email").waitFor();
await page.waitForLoadState("networkidle");
is("what is not set up is not offered", await page.getByText("Sign in with Google").count(), 0);
await page.route("**/version", (route) => route.fulfill({ json: { version: "1", commit: "x", google_sign_in: true } }));
await b.goto("/");
ok("Google is, where it is set up", await see(page.getByRole("link", { name: "Sign in with Google" })));
await b.axe("signing in with Google");
await page.unroute("**/version");
await b.signIn();

// ---- read by opening, unread by u ----
await rows.first().waitFor();
const first = await rows.first().getAttribute("data-id");
const before = await until(unread, (n) => n > 0);
is("the inbox says how many are unread", await until(badge, (n) => n === before), before);
ok("an unread mail is bold", await rows.first().evaluate((el) =>
	Number(getComputedStyle(el.querySelector(".mailrow-subject")).fontWeight)) >= 600);
await rows.first().locator(".mailrow-link").focus();
await press("o");
await page.locator(".mail-open").first().waitFor();
ok("a mail that is opened is read", !(await until(() => labels(first), (l) => !l.includes("UNREAD"))).includes("UNREAD"));
await until(badge, (n) => n < before);
is("and the count follows", await badge(), await unread());
await b.axe("reader, read");
await press("Escape");
const line = page.locator(`.mailrow[data-id="${first}"]`);
await line.waitFor();
ok("it is not bold any more", await line.evaluate((el) =>
	Number(getComputedStyle(el.querySelector(".mailrow-subject")).fontWeight)) < 600);
await page.waitForFunction((id) => document.activeElement?.closest("[data-id]")?.dataset.id === id, first);
await press("o");
await page.locator(".mail-open").first().waitFor();
await press("u");
ok("u marks it as unread and leaves it", await see(toast("Marked as unread")));
ok("for good", (await until(() => labels(first), (l) => l.includes("UNREAD"))).includes("UNREAD"));
await line.waitFor();
await press("z");
ok("z takes that back", !(await until(() => labels(first), (l) => !l.includes("UNREAD"))).includes("UNREAD"));
await page.route("**/api/emails/read", (route) => route.fulfill({
	status: 503, contentType: "application/problem+json",
	body: JSON.stringify({ title: "Away", detail: "ingest is away", status: 503 }),
}));
await line.locator(".mailrow-link").focus();
await press("u");
ok("what the server can't do is said", await see(page.locator(".toast-error", { hasText: "ingest is away" })));
is("and shown as it was", await until(() => line.evaluate((el) => el.className.includes("mailrow-unread")), (x) => !x), false);
await page.unroute("**/api/emails/read");

// ---- many ----
await b.goto("/?sort=newest");
await rows.first().waitFor();
const ids = await rows.evaluateAll((all) => all.slice(0, 4).map((el) => el.dataset.id));
await rows.first().locator(".mailrow-link").focus();
await press("x", "J", "J");
is("x, then J extends the selection", await page.locator(".mailrow-chosen").count(), 3);
await b.axe("mails selected");
await b.shots("selected");
await press("u");
const word = await until(() => page.locator(".toast").last().textContent(), (t) => /Marked as/.test(t));
has("u marks what is selected at once", word, "3 mails");
await press("z");
await toast("Undone").first().waitFor();
await press("e");
ok("archiving many is previewed", await see(page.getByRole("dialog", { name: "Archive: 3 mails" })));
has("once for all of them", await page.locator(".many").textContent(), "3 mails");
has("with what changes", await page.locator(".many .changes").first().textContent(), "inbox");
is("nothing is done before a yes", (await Promise.all(ids.slice(0, 3).map(labels))).every((l) => l.includes("INBOX")), true);
is("nor proposed", (await api("GET", `/api/actions?email_id=${ids[0]}&status=proposed`)).actions.length, 0);
await b.axe("archiving many");
await b.shots("many");
await press("Escape");
await page.getByRole("dialog").waitFor({ state: "detached" });
is("Escape leaves it, and the selection", await page.locator(".mailrow-chosen").count(), 3);
await press("e");
await page.getByRole("button", { name: "Archive 3 mails" }).waitFor();
await page.waitForFunction(() => document.activeElement?.textContent === "Archive 3 mails");
await press("Enter");
ok("Enter does it", await see(toast("Archived (3 mails)")));
const gone = async () => (await Promise.all(ids.slice(0, 3).map(labels))).filter((l) => !l.includes("INBOX")).length;
is("all of them are archived", await until(gone, (n) => n === 3), 3);
is("and away from the list", await page.locator(`.mailrow[data-id="${ids[1]}"]`).count(), 0);
await toast("Archived (3 mails)").getByRole("button", { name: "Undo" }).click();
is("one undo takes all back", await until(gone, (n) => n === 0), 0);
ok("into the list, too", await see(page.locator(`.mailrow[data-id="${ids[1]}"]`)));

await b.goto("/");
await rows.first().waitFor();
const group = page.locator(".maillist section").first();
await group.getByRole("checkbox", { name: /^Select all: / }).click();
is("a band is selected as a whole", await page.locator(".mailrow-chosen").count(), await group.locator(".mailrow").count());
await press("Escape");
is("and Escape selects nothing", await page.locator(".mailrow-chosen").count(), 0);
await rows.nth(1).locator(".mailrow-link").focus();
await press("X");
is("X selects the band by the keyboard", await page.locator(".mailrow-chosen").count(), await group.locator(".mailrow").count());
await page.route("**/api/actions/propose", (route) => route.fulfill({
	status: 503, contentType: "application/problem+json",
	body: JSON.stringify({ title: "Away", detail: "ingest is away", status: 503 }),
}));
await press("e");
ok("a preview that can't be had says why", await see(page.locator(".many .note-error", { hasText: "ingest is away" })));
ok("and nothing can be approved", await page.getByRole("button", { name: "Archive 0 mails" }).isDisabled());
await b.axe("archiving many, failed");
await page.unroute("**/api/actions/propose");
await press("Escape");

// ---- the account's menu ----
const menu = page.getByRole("dialog", { name: "Account" });
await page.getByRole("button", { name: "Account" }).click();
ok("the account's menu opens", await see(menu.getByRole("button", { name: "Sign out" })));
await b.axe("account");
await press("Escape");
ok("Escape shuts it", await until(() => menu.isVisible(), (v) => !v) === false);
await page.getByRole("button", { name: "Account" }).click();
await menu.waitFor();
await page.mouse.click(700, 600);
ok("and so does a click elsewhere", await until(() => menu.isVisible(), (v) => !v) === false);
await page.getByRole("button", { name: "Account" }).click();
await menu.getByRole("link", { name: "Settings" }).click();
ok("what is chosen in it opens", await see(page.getByRole("heading", { name: "Settings", level: 1 })));
ok("and shuts it", await until(() => menu.isVisible(), (v) => !v) === false);

// ---- a phone ----
await page.setViewportSize(PHONE);
await b.goto("/");
await rows.first().waitFor();
await rows.nth(0).locator("input").click();
await rows.nth(1).locator("input").click();
await b.axe("mails selected on a phone");
await page.setViewportSize({ width: 360, height: 740 });
const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
ok("the bar fits 360 pixels", wide <= room, `${wide} of ${room}`);
await page.setViewportSize(DESKTOP);
await b.end();
done();
