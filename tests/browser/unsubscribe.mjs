// unsubscribe.mjs - leaving a mailing list from the reader: whom it would ask
// is shown, and only a yes asks them. LIST is the list's server, on loopback;
// MAIL an email of it, REFUSED one whose list can't be left.
import { readFileSync } from "node:fs";

import { done, has, is, ok, start } from "./lib/browser.mjs";
import { until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const see = (locator) => locator.first().waitFor().then(() => true, () => false);
const asked = () => readFileSync(process.env.LIST_LOG, "utf8");
const dialog = page.getByRole("dialog", { name: "Unsubscribe" });

await b.signIn();
await b.goto(`/mail/${process.env.MAIL}`);
await page.getByRole("button", { name: "Unsubscribe" }).click();
await dialog.getByRole("button", { name: "Preview" }).click();
await dialog.locator(".changes").waitFor();
has("whom it asks is shown", await dialog.locator(".changes").textContent(), new URL(process.env.LIST).hostname);
ok("and that it is for good", await see(dialog.getByText("This can't be taken back.")));
is("nobody is asked before a yes", asked(), "");
await b.axe("unsubscribing");
await b.shots("unsubscribe");
await dialog.getByRole("button", { name: "Approve" }).click();
ok("approved, it is on its way", await see(page.locator(".toast", { hasText: "Unsubscribing" })));
is("the list is asked, with one click's words", await until(asked, (t) => t !== ""), "POST ok-1 List-Unsubscribe=One-Click\n");
await b.goto("/actions?tab=done");
const item = page.locator(".trayitem", { hasText: "Unsubscribe" });
ok("it is among what was done", await see(item.getByText("done", { exact: true })));
ok("and is not offered to be taken back", await see(item.getByText("can't be taken back")));
await b.axe("unsubscribed");

await b.goto(`/mail/${process.env.REFUSED}`);
await page.getByRole("button", { name: "Unsubscribe" }).click();
await dialog.getByRole("button", { name: "Preview" }).click();
ok("a list that can't be asked is told with the reason", await see(dialog.locator(".note-warn", { hasText: "DKIM-Signature" })));
is("and can't be approved", await dialog.getByRole("button", { name: "Approve" }).count(), 0);
await dialog.getByRole("button", { name: "Discard" }).click();
await dialog.waitFor({ state: "detached" });
is("the list was asked once in all", asked().trim().split("\n").length, 1);
await b.end();
done();
