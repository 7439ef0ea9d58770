// frame.mjs - signing in and out, the keyboard, help, themes, unknown pages.
import { done, has, is, ok, PHONE, start } from "./lib/browser.mjs";

const b = await start();
const { page } = b;

await b.goto("/");
await page.getByLabel("Email").waitFor();
is("who is not signed in sees the sign-in page", await page.getByRole("navigation").count(), 0);
await b.axe("sign-in");
await b.shots("signin");

await page.getByLabel("Email").fill("nobody@mail.example");
await page.getByLabel("Password").fill("not the password");
await page.getByRole("button", { name: "Sign in", exact: true }).click();
const alert = await page.getByRole("alert").textContent();
ok("a wrong password is said in words", alert.trim().length > 10, alert);

await b.signIn();
is("after signing in the inbox is there", await page.getByRole("heading", { level: 1 }).textContent(), "Inbox");
await page.reload();
await page.getByRole("navigation").waitFor();
ok("a reload stays signed in", true);

await page.keyboard.press("?");
const help = page.getByRole("dialog", { name: "Keyboard" });
await help.waitFor();
has("help lists the keys", await help.textContent(), "search");
await b.axe("help");
await page.keyboard.press("Escape");
await help.waitFor({ state: "detached" });
ok("Escape closes help", true);

await page.keyboard.press("/");
is("/ goes to the search field", await page.evaluate(() => document.activeElement.name), "q");
await page.keyboard.press("Escape");

await b.goto("/no/such/page");
await page.getByText("There is no such page").waitFor();
ok("an unknown page says so", true);

await b.goto("/");
await page.getByRole("button", { name: "Dark colours" }).click();
is("dark is remembered", await page.evaluate(() => document.documentElement.dataset.theme), "dark");
await page.reload();
await page.getByRole("navigation").waitFor();
is("also after a reload", await page.evaluate(() => document.documentElement.dataset.theme), "dark");
await page.getByRole("button", { name: "Light colours" }).click();

await page.setViewportSize(PHONE);
const width = await page.evaluate(() => document.documentElement.scrollWidth);
ok("nothing is wider than a phone", width <= PHONE.width, `${width} px`);

await page.getByRole("button", { name: "Account" }).click();
await page.getByRole("button", { name: "Sign out" }).click();
await page.getByLabel("Email").waitFor();
ok("signing out shows the sign-in page", true);
is("and the session is gone", (await page.request.get(process.env.APPLYLENS_URL + "/api/session")).status(), 401);

await b.end();
done();
