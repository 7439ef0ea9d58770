// made.mjs - what actions made: a task, a date, a draft; each asked for in the
// reader, seen beforehand, found in its list, changed there.
import { readFileSync } from "node:fs";

import { done, has, is, ok, start } from "./lib/browser.mjs";
import { api, until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const toast = (text) => page.locator(".toast", { hasText: text });
const field = (name) => page.getByRole("dialog").locator(`[name=${name}]`);
const made = (text) => page.locator(".made > li", { hasText: text });

await b.signIn();
const { emails } = await api("GET", "/api/emails?limit=50");
const about = emails.find((m) => m.risk < 40 && m.from_addr);

/** Opens the form by its key, fills it, approves its preview. */
async function make(key, values, preview) {
	await b.goto(`/mail/${about.id}`);
	await page.locator(".mail-open").first().waitFor();
	await page.keyboard.press(key);
	await page.getByRole("dialog").waitFor();
	for (const [name, value] of Object.entries(values))
		await field(name).fill(value);
	await page.getByRole("button", { name: "Preview" }).click();
	await page.locator(".changes").waitFor();
	has(`the preview says ${preview}`, await page.locator(".changes").textContent(), preview);
	await page.getByRole("button", { name: "Approve" }).click();
	await page.getByRole("dialog").waitFor({ state: "detached" });
}

// ---- a task ----
await make("t", { title: "Brush the zebra", due_at: "2031-03-04" }, "2031-03-04");
await b.goto("/actions?tab=tasks");
ok("a task is in its list", await see(made("Brush the zebra")));
await b.axe("tasks");
await b.shots("tasks");
await made("Brush the zebra").getByRole("checkbox").click();
ok("it is ticked off", await see(toast("Done")));
const status = async () => (await api("GET", "/api/tasks")).tasks[0].status;
is("for good", await until(status, (s) => s === "done"), "done");
await toast("Done").getByRole("button", { name: "Undo" }).click();
is("or not after all", await until(status, (s) => s === "open"), "open");

// ---- a date ----
await make("c", { title: "Zebra day", starts_at: "2031-03-04T10:00", ends_at: "2031-03-04T11:30", location: "Zoo" }, "Zebra day");
await b.goto("/actions?tab=calendar");
ok("a date is in the calendar", await see(made("Zebra day")));
has("in the reader's own zone", await made("Zebra day").textContent(), "10:00 to 11:30");
await b.axe("calendar");
const ics = await Promise.all([page.waitForEvent("download"),
	page.getByRole("link", { name: "Download Zebra day as .ics" }).click()]);
has("it can be taken into any calendar", readFileSync(await ics[0].path(), "utf8"), "DTSTART:20310304T090000Z");

// ---- a draft ----
await make("r", { subject: "Re: stripes", body: "Twenty-six, I think." }, "Twenty-six");
await b.goto("/actions?tab=drafts");
ok("a draft is kept", await see(made("Re: stripes")));
await b.axe("drafts");
await b.shots("drafts");
await made("Re: stripes").getByRole("button", { name: "Edit" }).click();
await field("body").fill("Twenty-seven.");
await b.axe("editing a draft");
await page.getByRole("button", { name: "Save" }).click();
ok("it is edited", await see(made("Twenty-seven.")));
has("it opens in a mail program", await page.getByRole("link", { name: "Open in mail program" }).getAttribute("href"), "mailto:");
const eml = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: ".eml" }).click()]);
has("or is a file of its own", readFileSync(await eml[0].path(), "utf8"), "Subject: Re: stripes");
await page.getByRole("button", { name: /^Delete the draft/ }).click();
await page.getByRole("dialog", { name: "Delete?" }).getByRole("button", { name: "Delete", exact: true }).click();
ok("and is deleted after asking", await see(page.getByText("No drafts")));

// ---- what is refused ----
await b.goto(`/mail/${about.id}`);
await page.locator(".mail-open").first().waitFor();
await page.keyboard.press("r");
await field("to").fill("not an address");
await page.getByRole("button", { name: "Preview" }).click();
const said = await page.getByRole("dialog").getByRole("alert").textContent();
ok("what the server refuses is said in its words", said.length > 10, said);
is("and what was written is kept", await field("to").inputValue(), "not an address");
await b.end();
done();
