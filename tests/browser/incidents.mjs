// incidents.mjs - incidents as an operator works on them.
import { done, has, is, ok, start } from "./lib/browser.mjs";
import { api, until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const toast = (text) => page.locator(".toast", { hasText: text });
const button = (name) => page.getByRole("button", { name, exact: true });
const away = (pattern) => page.route(pattern, (route) => route.fulfill({
	status: 503, contentType: "application/problem+json",
	body: JSON.stringify({ title: "Away", detail: "oncall is away", status: 503, request_id: "r-9" }),
}));

await b.signIn();

// ---- incidents ----
await b.goto("/operations?tab=incidents");
ok("nothing is wrong, and that is said", await see(page.getByRole("heading", { name: "Nothing is wrong" })));
ok("what changes will be told", await see(page.locator(".live", { hasText: /^Live/ })));
await b.axe("incidents, none");
const elsewhere = await api("POST", "/api/incidents", { title: "A gate elsewhere", severity: 3 });
ok("what somebody else opens is there without asking", await see(page.locator(".incident", { hasText: "A gate elsewhere" })));
ok("and is told to who listens", await see(page.getByRole("status").filter({ hasText: "SEV3 A gate elsewhere: investigating" })));
await api("POST", `/api/incidents/${elsewhere.id}/acknowledge`);
is("so is what they do", await until(() => page.locator(".incident .badge-risk").count(), (n) => n === 0), 0);
await api("POST", `/api/incidents/${elsewhere.id}/resolve`);
ok("and its end", await see(page.getByRole("heading", { name: "Nothing is wrong" })));

// ---- while nothing is told ----
await page.route("**/api/incidents/stream", (route) => route.abort());
await page.reload();
ok("without a stream that is said", await see(page.locator(".live", { hasText: "Not live" })));
await b.axe("incidents, not live");
await api("POST", `/api/incidents/${elsewhere.id}/reopen`);
ok("and what changes is looked for", await see(page.locator(".incident", { hasText: "A gate elsewhere" })));
await page.unroute("**/api/incidents/stream");
ok("a stream that comes back is taken", await see(page.locator(".live", { hasText: /^Live/ })));
await api("POST", `/api/incidents/${elsewhere.id}/resolve`);
ok("and tells again", await see(page.getByRole("heading", { name: "Nothing is wrong" })));

await button("Open an incident").click();
await page.getByLabel("What is wrong").fill("Zebras on the line");
await page.getByLabel("Severity").selectOption("2");
await page.getByLabel("What is known").fill("They came at noon.");
await b.axe("opening an incident", ["light"]);
await button("Open it").click();
ok("an incident is opened by hand", await see(page.getByRole("heading", { name: /Zebras on the line/ })));
let id = new URL(page.url()).searchParams.get("id");
const now = () => api("GET", `/api/incidents/${id}`);
has("with what is known", await page.locator(".incident-summary").textContent(), "They came at noon.");
await b.axe("an incident");
await button("Acknowledge").click();
ok("it is acknowledged", await see(toast("Acknowledged")));
ok("for good", !!(await until(now, (i) => i.acknowledged_at)).acknowledged_at);
is("and not to be acknowledged again", await until(() => button("Acknowledge").count(), (n) => n === 0), 0);
await page.getByLabel(/^What you know or did/).fill("The <b>fence</b> is open");
await button("Cause identified").click();
await until(now, (i) => i.status === "identified");
is("the cause is identified", (await now()).status, "identified");
ok("with its words, as text", await see(page.locator(".incident-timeline", { hasText: "The <b>fence</b> is open" })));
is("what was said is not said twice", await page.getByLabel(/^What you know or did/).inputValue(), "");
await page.getByLabel(/^What you know or did/).fill("Called the keeper");
await button("Only note it").click();
ok("a note is one line of the timeline", await see(page.locator(".incident-timeline li", { hasText: "Called the keeper" })));
await page.locator(".incident-severity select").selectOption("1");
is("it is worse than was thought", (await until(now, (i) => i.severity === 1)).severity, 1);
await page.getByText("SEV1").first().waitFor();
await b.axe("an incident under way");
await b.shots("incident", { full: true });
await api("POST", `/api/incidents/${id}/note`, { text: "a third one" });
ok("what others write comes by itself", await see(page.locator(".incident-timeline li", { hasText: "a third one" })));
await page.route("**/monitor", async (route) => {
	await api("POST", `/api/incidents/${id}/note`, { text: "somebody else" });
	await route.continue();
}, { times: 1 });
await button("Mitigated: monitor").click();
ok("who did not see the newest is told so", await see(page.locator(".toast-error")));
is("and nothing is decided over it", (await now()).status, "identified");
ok("but shown", await see(page.locator(".incident-timeline li", { hasText: "somebody else" })));
async function goes(name, status) {
	await button(name).click();
	is(`${name}: it is ${status}`, (await until(now, (i) => i.status === status)).status, status);
	await page.locator(`.status-${status}`).first().waitFor();
}
await goes("Mitigated: monitor", "monitoring");
await goes("Resolve", "resolved");
await goes("Reopen", "investigating");
await goes("Resolve", "resolved");
await button("Close").click();
ok("a full outage is not closed without its postmortem", await see(page.locator(".toast-error", { hasText: "postmortem" })));
ok("and when that is due is said", await see(page.locator(".postmortem .note", { hasText: /^Due / })));
await b.axe("an incident that is over");
await button("Read the draft").click();
ok("its draft is there to be read", await see(page.getByRole("dialog").getByText("## Root cause analysis")));
await b.axe("a draft", ["light"]);
await page.keyboard.press("Escape");
const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
is("and to be taken away", file.suggestedFilename(), "postmortem.md");
await button("Finish it").click();
const paper = page.getByRole("dialog").getByRole("textbox");
const draft = await paper.inputValue();
await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
ok("one with something to be written is not finished", await see(page.getByRole("dialog").getByRole("alert").filter({ hasText: "still to be written" })));
await b.axe("finishing a postmortem, refused", ["light"]);
await paper.fill(draft.replace(/_To be written[^_]*_ \| who \| YYYY-MM-DD/, "Mend the fence | Ada | 2031-01-02").replace(/_To be written[^_]*_/g, "The fence."));
await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
ok("a whole one is", await see(toast("The postmortem is finished")));
ok("and that is shown", await see(page.locator(".postmortem", { hasText: "Finished" })));
await button("Read it").click();
ok("as it was written", await see(page.getByRole("dialog").getByText("Mend the fence | Ada")));
await page.keyboard.press("Escape");
await b.shots("postmortem", { full: true });
await goes("Close", "closed");
const ticket = await api("POST", "/api/incidents", { title: "A lost stripe", severity: 4 });
id = ticket.id;
await b.goto(`/operations?tab=incidents&id=${id}`);
await goes("Resolve", "resolved");
await goes("Close", "closed");
await b.axe("an incident that is closed");
await page.getByRole("link", { name: "All incidents" }).click();
ok("what is over is not among what is wrong", await see(page.getByRole("heading", { name: "Nothing is wrong" })));
await page.getByLabel("Show past ones too").check();
ok("but among what was", await see(page.locator(".incident", { hasText: "Zebras on the line" })));
await b.axe("incidents that are past");
await b.shots("incidents");
await away("**/api/incidents?*");
await b.goto("/operations?tab=incidents");
ok("incidents that can't be had are told why", await see(page.getByText("oncall is away")));
await b.axe("incidents, failed");
await page.unroute("**/api/incidents?*");
await button("Try again").click();
ok("and come when asked again", await see(page.getByRole("heading", { name: "Nothing is wrong" })));
await b.goto("/operations?tab=incidents&id=777777");
ok("an incident that is not there", await see(page.getByRole("heading", { name: "Not found" })));
await b.end();
done();
