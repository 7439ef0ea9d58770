// pages.mjs - applications, insights, operations, settings.
import { done, has, is, ok, start } from "./lib/browser.mjs";

const b = await start();
const { page } = b;
const heading = (name) => page.getByRole("heading", { level: 1, name }).waitFor();

await b.signIn();

await b.goto("/applications");
await page.locator(".app-card").first().waitFor();
ok("applications stand on a board", await page.locator(".board section").count() === 6);
await b.axe("board");
await b.shots("applications");
const company = (await page.locator(".app-card b").first().textContent()).trim();
await page.locator(".app-card").first().click();
const details = page.getByRole("dialog");
await details.locator(".timeline li").first().waitFor();
has("an application opens with its company", await details.getByRole("heading").first().textContent(), company);
ok("its events name the mail", /^\/mail\/\d+$/.test(await details.locator(".timeline a").first().getAttribute("href")));
await b.axe("application");
await details.getByLabel("Stage").selectOption("closed");
await page.getByText("You said: stage closed").waitFor();
ok("a stage is corrected", true);
await page.getByRole("button", { name: "Take back" }).click();
await page.getByText("You said: stage closed").waitFor({ state: "detached" });
ok("and taken back", true);
await page.keyboard.press("Escape");
await page.keyboard.press("t");
await page.getByRole("table").waitFor();
ok("t shows the table", await page.getByRole("row").count() > 5);
await b.axe("table", ["light"]);
const download = page.waitForEvent("download");
await page.getByRole("link", { name: "CSV" }).click();
has("the table can be taken away", (await download).suggestedFilename(), "csv");

await b.goto("/insights");
await page.locator(".plot svg").waitFor();
await page.getByText("Who writes most").waitFor();
is("four kinds of plots", await page.locator(".plot").count(), 5);
await b.axe("insights");
await b.shots("insights", { full: true });
await page.getByRole("button", { name: "a year" }).click();
await page.getByRole("img", { name: "Mail a week" }).waitFor();
ok("a year is drawn by weeks", true);

await b.goto("/operations");
await page.getByRole("heading", { name: /^Health/ }).waitFor();
has("every service is listed", await page.locator(".operations table").first().textContent(), "assistant");
await b.axe("operations");
await b.shots("operations", { full: true });
await page.getByRole("button", { name: "Switch off" }).click();
await page.getByRole("button", { name: "Switch on" }).waitFor();
ok("streaming is switched off", true);
await page.getByRole("button", { name: "Forget" }).click();
await page.getByRole("button", { name: "Switch off" }).waitFor();
ok("and the environment's setting holds again", true);

await b.goto("/settings");
await heading("Settings");
await page.getByText("quarantine risky").waitFor();
await b.axe("settings");
await b.shots("settings", { full: true });
await page.getByLabel("When: quarantine spam").selectOption("on_arrival");
await page.getByText("quarantine spam: changed").waitFor();
await page.reload();
await page.getByText("quarantine risky").waitFor();
is("a policy's change is kept", await page.getByLabel("When: quarantine spam").inputValue(), "on_arrival");
await page.getByRole("button", { name: "New token" }).click();
await page.getByLabel("What it is for").fill("a test");
await page.getByRole("button", { name: "Make it" }).click();
const secret = (await page.locator(".secret").textContent()).trim();
const mine = await page.request.get(process.env.APPLYLENS_URL + "/api/emails?limit=1", { headers: { Authorization: `Bearer ${secret}` } });
is("a token that was made reads mail", mine.status(), 200);
await page.getByRole("row", { name: /a test/ }).getByRole("button", { name: "Revoke" }).click();
await page.getByRole("row", { name: /a test/ }).waitFor({ state: "detached" });
const gone = await page.request.get(process.env.APPLYLENS_URL + "/api/emails?limit=1", { headers: { Authorization: `Bearer ${secret}` } });
is("revoked it does not", gone.status(), 401);
await page.getByLabel("Current password").fill("not the password");
await page.getByLabel("New password").fill("a new and long password");
await page.getByRole("button", { name: "Change" }).click();
await page.locator(".toast-error").waitFor();
ok("a wrong current password is said", true);

await b.end();
done();
