// reading.mjs - designed mail in its frame, files, conversations, folders that
// are imported, uploads that are cancelled.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { done, has, is, ok, start } from "./lib/browser.mjs";
import { api, drop, mail, until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const byHtml = (lines) => ["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", ...lines];

const designed = mail("html", "Designed stripes", [
	"<html><body style='background:#102030;color:#fff'><h1>Stripes</h1>",
	"<script>parent.document.title='taken'</script>",
	"<img src='https://track.quagga.example/pixel.gif' width=1 height=1>",
	"<img src='https://quagga.example/zebra.jpg' alt='zebra'>",
	"<a href='https://quagga.example/more'>More</a></body></html>",
], byHtml([]));
const withFile = mail("file", "With a file", [
	"--b", "Content-Type: text/plain", "", "See the list.", "--b",
	'Content-Type: text/csv; name="stripes.csv"', 'Content-Disposition: attachment; filename="stripes.csv"',
	"", "animal,stripes", "zebra,26", "--b--",
], ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"']);

await b.signIn();

// ---- a folder, and a cancelled upload ----
const folder = mkdtempSync(join(tmpdir(), "applylens-browser."));
mkdirSync(join(folder, "deep"));
writeFileSync(join(folder, "designed.eml"), designed);
writeFileSync(join(folder, "deep", "file.eml"), withFile);
writeFileSync(join(folder, "deep", "notes.bin"), Buffer.from([0, 1, 2]));
await b.goto("/import");
await page.getByRole("button", { name: "Choose a folder" }).waitFor();
await page.locator("input[type=file]").last().setInputFiles(folder);
ok("a folder is imported with what lies in it", await see(page.getByText("2 imported, 0 already here")));
ok("without what is no mail", await see(page.getByText("1 file is not mail")));
rmSync(folder, { recursive: true });

let held;
await page.route("**/api/emails/import?*", (route) => { held = route; });
await drop(page, ".import-drop", [["slow.eml", mail("slow", "Slow sloth")]]);
ok("an upload shows how far it is", await see(page.getByRole("progressbar")));
await page.getByRole("button", { name: "Cancel" }).click();
ok("and can be cancelled", await see(page.getByText("Cancelled.")));
await page.unroute("**/api/emails/import?*");
await held.abort().catch(() => undefined);
await page.getByRole("button", { name: "Try again" }).click();
ok("and begun again", await see(page.getByText("1 imported, 0 already here")));
await page.getByText("All of them are judged").waitFor();

const all = (await api("GET", "/api/emails?sort=newest&limit=200")).emails;
const idOf = (subject) => all.find((m) => m.subject === subject)?.id;

// ---- a designed mail ----
await b.goto(`/mail/${idOf("Designed stripes")}`);
const frame = page.frameLocator("iframe");
const risky = await page.getByRole("button", { name: "Turn its links on" }).count() > 0;
if (risky)
	await page.getByRole("button", { name: "Turn its links on" }).click();
ok("a designed mail is shown in a frame", await see(frame.getByRole("heading", { name: "Stripes" })));
is("where nothing may run", await page.locator("iframe").getAttribute("sandbox"),
	"allow-popups allow-popups-to-escape-sandbox");
ok("and nothing ran", !(await page.title()).includes("taken"), await page.title());
has("what was not loaded is said", await page.locator(".mailbody-mode").textContent(), "not loaded");
await b.axe("a designed mail");
await b.shots("designed");
await page.getByRole("button", { name: "Text", exact: true }).click();
is("it can be read as text", await page.locator("iframe").count(), 0);
has("with its words", await page.locator(".mailbody").textContent(), "Stripes");

// ---- a file ----
await b.goto(`/mail/${idOf("With a file")}`);
const chip = page.getByRole("link", { name: /stripes\.csv/ });
ok("a file is named", await see(chip));
const [download] = await Promise.all([page.waitForEvent("download"), chip.click()]);
is("and saved under its name", download.suggestedFilename(), "stripes.csv");
has("as it came", readFileSync(await download.path(), "utf8"), "zebra,26");

// ---- a conversation ----
const threads = new Map();
for (const m of all)
	threads.set(m.thread_id, [...threads.get(m.thread_id) ?? [], m]);
const long = [...threads.values()].find((t) => t.length >= 3);
await b.goto(`/mail/${long[0].id}`);
ok("the mail that was asked for is open", await see(page.locator(".mail-open")));
const folded = await page.locator(".mail-folded").count();
ok("older mail of the conversation is folded", folded >= 1, `${folded} folded`);
await page.locator(".mail-folded").first().click();
is("and opens by a click", await until(() => page.locator(".mail-folded").count(), (n) => n === folded - 1), folded - 1);
await b.axe("a conversation");

// ---- from mail to mail ----
await b.goto("/?sort=newest");
await page.locator(".mailrow-link").first().click();
await page.locator(".mail-open").first().waitFor();
const first = new URL(page.url()).pathname;
await page.keyboard.press("]");
await page.waitForURL((u) => u.pathname !== first);
ok("] goes to the next mail", true);
await page.locator(".mail-open").first().waitFor();
await page.keyboard.press("[");
await page.waitForURL((u) => u.pathname === first);
ok("[ to the one before", true);
await page.locator(".mail-open").first().waitFor();
await page.keyboard.press("l");
await page.getByLabel("Add a label").waitFor();
await page.keyboard.press("Escape");
await page.getByLabel("Add a label").waitFor({ state: "detached" });
is("Escape shuts a dialog, not the mail", new URL(page.url()).pathname, first);

await b.goto("/mail/1");
ok("a mail that is not there is said not to be", await see(page.getByRole("heading", { name: "Not found" })));
await b.end();
done();
