// search.mjs - operators as chips, suggestions, facets, explanation, mistakes.
import { done, has, is, ok, start } from "./lib/browser.mjs";
import { until } from "./lib/mailbox.mjs";

const b = await start();
const { page } = b;
const field = page.getByRole("combobox", { name: "Search mail" });
const hits = page.locator(".hit");
const chips = page.getByRole("list", { name: "Parts of the query" }).getByRole("listitem");
const asked = () => new URL(page.url()).searchParams.get("q");

await b.signIn();
await b.goto("/search");
await page.getByRole("heading", { name: "Search your mail" }).waitFor();
await b.axe("search, empty", ["light"]);

await page.keyboard.press("/");
await field.pressSequentially("from:len");
const options = page.getByRole("option");
await options.first().waitFor();
has("senders are suggested", await options.first().textContent(), "Lena");
await b.axe("suggestions", ["light"]);
await page.keyboard.press("ArrowDown");
await page.keyboard.press("Enter");
await hits.first().waitFor();
has("a suggestion is searched for", asked(), "from:lena");
is("its operator is a chip", await chips.count(), 1);

await b.goto("/search?q=" + encodeURIComponent("offer -category:promotion newer_than:1y"));
await hits.first().waitFor();
is("each operator is a chip", await chips.count(), 2);
const before = await hits.count();
await b.axe("results");
await b.shots("search");

await page.getByRole("button", { name: "Remove -category:promotion" }).click();
await page.waitForURL((u) => !u.searchParams.get("q").includes("promotion"));
is("a chip taken away leaves the rest", asked(), "offer newer_than:1y");

await page.getByRole("complementary", { name: "Narrow the search" }).getByRole("button", { name: /^Interview/ }).click();
await page.waitForURL((u) => u.searchParams.get("q").includes("category:interview"));
await hits.first().waitFor();
const narrowed = await until(() => hits.count(), (n) => n > 0 && n < before);
ok("a facet narrows the search", narrowed > 0 && narrowed < before, `${narrowed} of ${before}`);

await page.getByRole("button", { name: "Explain" }).click();
await page.getByText("Read as").waitFor();
has("explain shows the parts of a score", await page.locator(".why").first().textContent(), "score");
await b.axe("explained");
await b.shots("search-explained");

await page.keyboard.press("j");
await page.keyboard.press("o");
await page.waitForURL(/\/mail\/\d+$/);
ok("j and o open a hit", true);

await b.goto("/search?q=intervew");
await page.getByText("Did you mean").waitFor();
await page.getByRole("button", { name: "interview", exact: true }).click();
await page.waitForURL((u) => u.searchParams.get("q") === "interview");
ok("a better word is offered", true);

await b.goto("/search?q=" + encodeURIComponent("from:(anna"));
has("a mistake is said with its place", await page.getByRole("alert").textContent(), "column 7");
await b.axe("a mistake", ["dark"]);

await b.goto("/search?q=zzzzqqqq+from:nobody");
await page.getByText("No mail found").waitFor();
ok("nothing found is said", true);

await b.end();
done();
