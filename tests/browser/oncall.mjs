// oncall.mjs - who is on call, as an operator sees and changes it.
import { done, has, is, ok, start } from "./lib/browser.mjs";
import { api, until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const toast = (text) => page.locator(".toast", { hasText: text });
const overrides = async () => (await api("GET", "/api/oncall")).overrides.length;

await b.signIn();
await b.goto("/oncall");
is("the handbook's link leads to who is on call", new URL(page.url()).search, "?tab=oncall");
ok("nobody is on call yet, and how to change that is said", await see(page.getByRole("heading", { name: "Nobody is on call yet" })));
await b.axe("on call, nobody");

// ---- the rota is made ----
await page.getByRole("button", { name: "Change who" }).click();
const people = page.getByRole("dialog", { name: "Who can be on call" });
await people.getByRole("textbox").fill("ada@corp.example, Ada, U0ADA\nben.corp.example, Ben");
await people.getByRole("button", { name: "Preview" }).click();
ok("an address that is none is refused in the server's words", await see(people.getByRole("alert").filter({ hasText: "expected an address" })));
await b.axe("who can be on call, refused", ["light"]);
await people.getByRole("textbox").fill("ada@corp.example, Ada, U0ADA\nben@corp.example, Ben");
await people.getByRole("button", { name: "Preview" }).click();
ok("what would be is said before it is saved", await see(people.getByText("It would be so")));
is("and nothing is written", (await api("GET", "/api/oncall")).members?.length ?? 0, 0);
await people.getByRole("textbox").press("End");
await people.getByRole("textbox").pressSequentially(" B.");
ok("what is changed after it is to be seen anew", await see(people.getByRole("button", { name: "Preview" })));
await people.getByRole("textbox").fill("ada@corp.example, Ada, U0ADA\nben@corp.example, Ben");
await people.getByRole("button", { name: "Preview" }).click();
await people.getByRole("button", { name: "Save" }).click();
ok("then they can be on call", await see(toast("These can be on call")));
await page.getByRole("button", { name: "Change a rotation" }).click();
const rotation = page.getByRole("dialog", { name: "Change a rotation" });
await rotation.getByRole("button", { name: "Ben", exact: true }).click();
await rotation.getByRole("button", { name: "Ada", exact: true }).click();
await rotation.getByRole("button", { name: "Ada earlier" }).focus();
await page.keyboard.press("Enter");
await rotation.getByLabel("First day of the first one").fill("2026-01-05");
await rotation.getByLabel("Time zone").fill("Europe/Berlin");
await b.axe("changing a rotation");
await rotation.getByRole("button", { name: "Preview" }).click();
ok("a rotation is shown as it would be", await see(rotation.getByText("There is no gap in the next 30 days.")));
await b.axe("a rotation's preview", ["light"]);
await b.shots("rotation", { full: true });
await rotation.getByRole("button", { name: "Ada is not in it" }).click();
ok("who is in it belongs to that", await see(rotation.getByRole("button", { name: "Preview" })));
await rotation.getByRole("button", { name: "Ada", exact: true }).click();
await rotation.getByRole("button", { name: "Ada earlier" }).click();
await rotation.getByRole("button", { name: "Preview" }).click();
await rotation.getByRole("button", { name: "Save" }).click();
ok("and saved", await see(toast("The rotation is changed")));
const now = (await api("GET", "/api/oncall")).now.find((t) => t.level === "primary").name;
await page.reload();
ok("who is on call now is shown", await see(page.locator(".turns", { hasText: now })));
has("with the rotation, in the order that was chosen", await page.locator(".operations .table").textContent(), "Ada, Ben");
ok("and that there is no gap", await see(page.locator(".note-good", { hasText: "in the next 30 days" })));
await b.axe("on call");
await b.shots("oncall", { full: true });

await page.getByRole("button", { name: "Stand in" }).click();
const dialog = page.getByRole("dialog", { name: "Stand in" });
await dialog.getByLabel("Who").selectOption({ label: now === "Ada" ? "Ben" : "Ada" });
await dialog.getByLabel("From").fill("2031-03-04T10:00");
await dialog.getByLabel("Until").fill("2031-03-03T10:00");
await dialog.getByLabel("Why").fill("a <b>zebra</b>");
await dialog.getByRole("button", { name: "Preview" }).click();
ok("an end before its beginning is refused in the server's words", await see(dialog.getByRole("alert")));
await b.axe("standing in, refused", ["light"]);
await dialog.getByLabel("Until").fill("2031-03-05T10:00");
await dialog.getByRole("button", { name: "Preview" }).click();
await dialog.getByRole("button", { name: "Save" }).click();
ok("somebody stands in", await see(page.locator(".overrides", { hasText: "a <b>zebra</b>" })));
is("as the server has it", await until(overrides, (n) => n === 1), 1);
await page.getByRole("button", { name: "Take back" }).click();
ok("it is taken back", await see(toast("The rotation holds again")));
is("for good", await until(overrides, (n) => n === 0), 0);
await toast("The rotation holds again").getByRole("button", { name: "Undo" }).click();
is("or not after all", await until(overrides, (n) => n === 1), 1);

await page.route("**/api/oncall", (route) => route.fulfill({
	status: 503, contentType: "application/problem+json",
	body: JSON.stringify({ title: "Away", detail: "oncall is away", status: 503 }),
}));
await page.reload();
ok("a rota that can't be had is told why", await see(page.getByText("oncall is away")));
await b.axe("on call, failed");
await page.unroute("**/api/oncall");

// ---- an incident calls the next one ----
const i = await api("POST", "/api/incidents", { title: "Zebras at night", severity: 1 });
await b.goto(`/operations?tab=incidents&id=${i.id}`);
await page.getByRole("button", { name: "Call the next one" }).click();
ok("the next one can be called, and what became of it is said", await see(page.locator(".toast")));
await b.end();
done();
