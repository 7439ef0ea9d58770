// mail.mjs - inbox, reader, actions and import as a person uses them, with the
// mouse and by keys alone.
import { DESKTOP, done, has, is, ok, PHONE, start } from "./lib/browser.mjs";
import { api, drop, mail, mbox, until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const toast = (text) => page.locator(".toast", { hasText: text });
const row = (text) => page.locator(".mailrow", { hasText: text });
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const labels = async (id) => (await api("GET", `/api/emails/${id}`)).labels;

await b.signIn();

// ---- import ----
await page.keyboard.press("g");
await page.keyboard.press("m");
ok("g m leads to the import", await see(page.getByRole("heading", { name: "Import" })));
await b.axe("import, empty");
const first = mail("one", "Zebra <img src=x onerror=alert(1)> crossing", [
	"Could you tell me by tomorrow? See https://quagga.example/stripes.", "",
	"On Monday, Alex wrote:", "> Which zebra?", "-- ", "Zora",
]);
await drop(page, ".import-drop", [["two.mbox", mbox(first, mail("two", "Quagga weekly"))],
	["stripes.png", "\x89PNG\r\n"]]);
ok("what is no mail is left out, by name", await see(page.getByText("1 file is not mail and left out: stripes.png")));
ok("a dropped mailbox is imported", await see(page.getByText("2 imported, 0 already here")));
await drop(page, ".import-drop", [["one.eml", first], ["three.eml", mail("three", "Okapi")]]);
ok("dropped messages go together, what is there counts as there", await see(page.getByText("1 imported, 1 already here")));
let breaks = true;
await page.route("**/api/emails/import?*", (route) => (breaks ? route.abort() : route.continue()));
await drop(page, ".import-drop", [["four.eml", mail("four", "Tapir")]]);
ok("a connection that breaks is said", await see(page.getByText("The connection broke.")));
await b.axe("import, done and failed");
await b.shots("import");
breaks = false;
await page.getByRole("button", { name: "Try again" }).click();
ok("and nothing is lost: it can be tried again", await see(page.getByText("1 imported, 0 already here")));
await page.unroute("**/api/emails/import?*");
ok("the pipeline comes to its end", await see(page.getByText("All of them are judged, searchable and linked.")));

// ---- inbox ----
await page.keyboard.press("g");
await page.keyboard.press("i");
ok("the inbox is in bands", await see(page.getByRole("heading", { name: "Now", exact: true })));
await b.axe("inbox by bands");
await b.shots("inbox");
await page.locator(".why-button").first().click();
ok("why shows the reasons of a verdict", await see(page.locator(".reasons-part", { hasText: "Priority" })));
await b.axe("inbox with why");
await page.keyboard.press("Escape");
is("Escape shuts it", await until(() => page.locator(".reasons").count(), (n) => n === 0), 0);
await page.getByRole("button", { name: "Newest" }).click();
ok("newest first shows what was imported", await see(row("Zebra")));
const before = await page.locator(".mailrow").count();
await page.locator(".maillist").evaluate((el) => el.scrollTo(0, el.scrollHeight));
const after = await until(() => page.locator(".mailrow").count(), (n) => n > before);
ok("scrolling brings the next page", after > before, `${before} rows, then ${after}`);
await page.getByRole("combobox", { name: "Category" }).selectOption("offer");
ok("a category can be chosen", await see(page.locator(".badge-offer")));
ok("and is all that is shown", await until(async () => {
	const all = await page.locator(".mailrow").count();
	return all > 0 && all === await page.locator(".mailrow .badge-offer").count();
}, (is) => is));
await page.goBack();
ok("back is the list before", await see(row("Zebra")));

// ---- by keys alone: open, archive, undo ----
const zebra = await row("Zebra").getAttribute("data-id");
const press = async (...keys) => {
	for (const k of keys)
		await page.keyboard.press(k);
};
const focused = () => page.evaluate(() => document.activeElement?.closest("[data-id]")?.getAttribute("data-id") ?? "");
await row("Zebra").locator(".mailrow-link").focus();
await press("o");
ok("o opens the mail", await see(page.getByRole("heading", { name: /^Zebra/ })));
is("markup in a subject is text", await page.getByRole("heading", { name: /^Zebra/ }).textContent(),
	"Zebra <img src=x onerror=alert(1)> crossing");
ok("its text is there", await see(page.getByText("Could you tell me by tomorrow?")));
is("a quote is folded", await page.getByText("Which zebra?").isVisible(), false);
is("a link in text is a link that tells nothing", await page.locator(".mailbody-text a").first().getAttribute("rel"),
	"noopener noreferrer nofollow");
await b.axe("reader beside the list");
await b.shots("reader");
await press("Escape");
is("Escape goes back to the same mail", await until(focused, (id) => id === zebra), zebra);
await press("e");
ok("e archives", await see(toast("Archived")));
is("the mail leaves the list at once", await row("Zebra").count(), 0);
await until(() => labels(zebra), (l) => !l.includes("INBOX"));
ok("and its label INBOX is gone", !(await labels(zebra)).includes("INBOX"));
await press("z");
ok("z takes it back", await see(row("Zebra")));
ok("and it is in the inbox", (await until(() => labels(zebra), (l) => l.includes("INBOX"))).includes("INBOX"));
await row("Zebra").locator(".mailrow-link").focus();
await press("e");
await toast("Archived").first().waitFor();
await page.getByRole("combobox", { name: "Label" }).selectOption("SENT");
await page.waitForURL(/label=SENT/);
await page.locator(".mailrow").first().waitFor();
await page.locator(".mailrow-link").first().focus();
await press("z");
ok("it can be taken back from another list", (await until(() => labels(zebra), (l) => l.includes("INBOX"))).includes("INBOX"));
is("which does not show it", await row("Zebra").count(), 0);
await b.goto("/?sort=newest");
await row("Zebra").waitFor();

// ---- many ----
await row("Okapi").locator("input").click();
await row("Quagga weekly").locator("input").click({ modifiers: ["Shift"] });
const n = await page.locator(".mailrow-chosen").count();
ok("Shift and a click choose a range", n >= 2, `${n} chosen`);
await page.locator(".maillist-tools").getByRole("button", { name: "Label" }).click();
await page.getByLabel("Add a label").fill("zoo");
await b.axe("labels");
await page.getByRole("button", { name: "Apply" }).click();
await page.getByRole("button", { name: `Label ${n} mails` }).click();
ok("many are labelled at once", await see(toast(`Labelled zoo (${n} mails)`)));
await toast("Labelled zoo").getByRole("button", { name: "Undo" }).click();
const zoo = await until(async () => (await api("GET", "/api/emails?label=zoo")).emails.length, (x) => x === 0);
is("and the toast's undo takes the label from all", zoo, 0);

// ---- a failure is rolled back ----
await page.route("**/api/actions/propose", (route) => route.fulfill({
	status: 503, contentType: "application/problem+json",
	body: JSON.stringify({ title: "Away", detail: "ingest is away", status: 503, request_id: "r-1" }),
}));
await row("Okapi").locator(".mailrow-link").focus();
await press("e");
ok("what fails is said in the server's words", await see(toast("ingest is away")));
ok("and the mail is back in its place", await see(row("Okapi")));
await page.unroute("**/api/actions/propose");

// ---- correcting ----
await b.goto(`/mail/${zebra}`);
const category = page.locator(".mailverdict select").first();
const was = await category.inputValue();
await category.selectOption(was === "travel" ? "work" : "travel");
ok("a category is corrected", await see(page.getByText("corrected by you")));
await toast("Category corrected").getByRole("button", { name: "Undo" }).click();
is("and the correction taken back", await until(async () => (await api("GET", `/api/emails/${zebra}`)).category,
	(c) => c === was), was);

// ---- a task, by its preview ----
await press("t");
await page.getByRole("textbox", { name: "Task" }).fill("Count the stripes");
await page.getByRole("button", { name: "Preview" }).click();
has("the preview says exactly what will be", await page.locator(".changes").textContent(), "Count the stripes");
await b.axe("an action's preview");
await page.getByRole("button", { name: "Approve" }).click();
ok("approved, it is done", await see(toast("Task added")));

// ---- a warning ----
const risky = (await api("GET", "/api/emails?limit=200")).emails.find((m) => m.risk >= 60 && m.category === "phishing");
await b.goto(`/mail/${risky.id}`);
ok("a risky mail is warned of", await see(page.getByRole("heading", { name: "This looks like phishing" })));
ok("with reasons in words", await page.locator(".mailwarning-why li").count() >= 2);
is("its links are off", await page.locator(".mail-open .mailbody-text a").count(), 0);
is("and its design is not shown", await page.locator("iframe").count(), 0);
await b.axe("a warning");
await b.shots("warning");

// ---- actions ----
for (const kind of ["archive", "quarantine"])
	await api("POST", "/api/actions", { email_id: zebra, kind, reason: "to be tried" });
await page.keyboard.press("g");
await page.keyboard.press("a");
const item = (text) => page.locator(".trayitem", { hasText: text });
ok("what was proposed waits in the tray", await see(item("Archive")));
has("with what it changes", await item("Archive").locator(".changes").textContent(), "inbox");
await b.axe("actions, proposed");
await b.shots("actions");
await item("Quarantine").getByRole("button", { name: "Reject" }).click();
ok("an action is rejected", await see(toast("Rejected")));
await toast("Rejected").getByRole("button", { name: "Undo" }).click();
ok("and proposed anew when that is taken back", await see(item("Quarantine")));
await press("j", "a");
const left = await until(async () => (await api("GET", "/api/actions?status=proposed")).actions.length, (x) => x === 1);
is("j and a approve one by keys", left, 1);
await page.getByRole("link", { name: "Done" }).click();
ok("the task is among what was done", await see(item("Add a task")));
await b.axe("actions, done");
await item("Add a task").getByRole("button", { name: "Undo" }).click();
ok("and can be taken back", await see(toast("Taken back")));
await page.getByRole("link", { name: "Failed" }).click();
ok("nothing failed, and that is said", await see(page.getByText("Nothing failed")));
await b.axe("actions, none");

// ---- the server away ----
await page.route("**/api/emails?*", (route) => route.fulfill({
	status: 503, contentType: "application/problem+json",
	body: JSON.stringify({ title: "Away", detail: "the database is away", status: 503, request_id: "r-2" }),
}));
await b.goto("/");
ok("a list that can't be had says why", await see(page.getByText("the database is away")));
await b.axe("inbox, failed");
await page.unroute("**/api/emails?*");
await page.getByRole("button", { name: "Try again" }).click();
ok("and comes when asked again", await see(page.locator(".mailrow")));

// ---- a phone ----
await page.setViewportSize(PHONE);
await b.axe("inbox on a phone");
await page.locator(".mailrow-link").first().click();
ok("a phone shows the reader alone", await see(page.locator(".mail-open")));
is("without the list", await page.locator(".mailrow").count(), 0);
await b.axe("reader on a phone");
await page.setViewportSize({ width: 360, height: 740 });
for (const path of ["/", "/actions", "/import"]) {
	await b.goto(path);
	await page.getByRole("navigation").first().waitFor();
	const [wide, has] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
	ok(`${path} fits 360 pixels`, wide <= has, `${wide} of ${has}`);
}
await page.setViewportSize(DESKTOP);
await b.end();
done();
