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

await page.getByRole("button", { name: 'Edit the task "Brush the zebra"' }).click();
is("its form has what it is", await field("due_at").inputValue(), "2031-03-04");
await field("title").fill("Brush the quagga");
await field("notes").fill("softly");
await b.axe("a task's form", ["light"]);
await page.getByRole("button", { name: "Save" }).click();
ok("a task is changed", await see(made("Brush the quagga")));
has("with its notes", await made("Brush the quagga").textContent(), "softly");
await toast("Task changed").getByRole("button", { name: "Undo" }).click();
ok("and changed back", await see(made("Brush the zebra")));

// ---- a date ----
await make("c", { title: "Zebra day", starts_at: "2031-03-04T10:00", ends_at: "2031-03-04T11:30", location: "Zoo" }, "Zebra day");
await b.goto("/actions?tab=calendar");
ok("a date is in the calendar", await see(made("Zebra day")));
has("in the reader's own zone", await made("Zebra day").textContent(), "10:00 to 11:30");
await b.axe("calendar");
const ics = await Promise.all([page.waitForEvent("download"),
	page.getByRole("link", { name: "Download Zebra day as .ics" }).click()]);
has("it can be taken into any calendar", readFileSync(await ics[0].path(), "utf8"), "DTSTART:20310304T090000Z");

await page.getByRole("button", { name: "Edit Zebra day" }).click();
is("its form has its time in the reader's zone", await field("starts_at").inputValue(), "2031-03-04T10:00");
await field("title").fill("Quagga day");
await field("ends_at").fill("2031-03-04T09:00");
await page.getByRole("button", { name: "Save" }).click();
ok("an end before its beginning is refused in the server's words", await see(page.locator(".make .note-error", { hasText: "must be after starts_at" })));
await b.axe("an event's form, refused");
await field("all_day").check();
await field("starts_at").fill("2031-03-04");
await field("ends_at").fill("2031-03-05");
await page.getByRole("button", { name: "Save" }).click();
ok("an event is written anew", await see(made("Quagga day")));
has("as whole days, the last one with them", await made("Quagga day").textContent(), "5 March 2031");
is("which the server keeps as the first day behind", (await api("GET", "/api/calendar")).events.find((e) => e.title === "Quagga day").ends_at, "2031-03-06");
await page.getByRole("button", { name: "Edit Quagga day" }).click();
is("its form shows the last day again", await field("ends_at").inputValue(), "2031-03-05");
await page.keyboard.press("Escape");
await toast("Event changed").getByRole("button", { name: "Undo" }).click();
ok("and it is as it was", await see(made("Zebra day")));
await page.getByRole("button", { name: /^Delete "Zebra day"/ }).click();
await page.getByRole("button", { name: "Delete", exact: true }).click();
ok("an event is deleted", await see(toast("Deleted.")));
is("and away", await until(() => made("Zebra day").count(), (n) => n === 0), 0);

// ---- more than a page ----
const proposals = Array.from({ length: 60 }, (_, i) => ({
	email_id: about.id, kind: "task", params: { title: `Zebra ${String(i).padStart(2, "0")}`, due_at: "2031-05-01" },
}));
const many = (await api("POST", "/api/actions/propose", { proposals })).results.map((r) => r.id);
await api("POST", "/api/actions/decide", { ids: many, decision: "approve" });
await b.goto("/actions?tab=tasks");
await made("Zebra").first().waitFor();
const some = await page.locator(".made > li").count();
is("a page of tasks is fifty", some, 50);
await page.getByRole("button", { name: "Show more" }).click();
const all = await until(() => page.locator(".made > li").count(), (n) => n > some);
ok("and the rest comes when asked for", all >= 61, `${all}`);
is("then there is no more", await page.getByRole("button", { name: "Show more" }).count(), 0);
await api("POST", "/api/actions/decide", { ids: many, decision: "undo" });

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
