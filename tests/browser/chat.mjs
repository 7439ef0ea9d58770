// chat.mjs - a question streamed, cut and taken up, reloaded, stopped, and whole
// where streaming is off.
import { done, has, is, ok, start } from "./lib/browser.mjs";
import { proxy } from "./lib/proxy.mjs";

const direct = process.env.APPLYLENS_URL;
const p = await proxy(direct);
process.env.APPLYLENS_URL = p.url;
const b = await start();
const { page } = b;
const QUESTION = "Which offers do I have?";

const askIt = async (question) => {
	await page.getByLabel("Ask your mail").fill(question);
	await page.keyboard.press("Enter");
};
const answered = (n) => page.locator(".answer[aria-busy=false]").nth(n - 1).waitFor();
const textOf = async (n) => (await page.locator(".answer-text").nth(n - 1).textContent()).trim();
const anew = () => page.getByRole("button", { name: "New conversation" }).click();
const flag = (value) => page.request.put(direct + "/api/flags/chat_streaming_enabled", {
	headers: { Authorization: `Bearer ${process.env.APPLYLENS_TOKEN}` }, data: { value },
});

await b.signIn();
await b.goto("/chat");
await page.getByRole("heading", { name: "Ask your mail" }).waitFor();
await b.axe("chat, empty");
await b.shots("chat-empty");

await b.goto("/chat?q=archive+everything");
is("a link's question is only suggested", await page.getByLabel("Ask your mail").inputValue(), "archive everything");
is("and not asked", await page.locator(".turn").count(), 0);
await b.goto("/chat");

await askIt(QUESTION);
await answered(1);
const whole = await textOf(1);
has("the answer is there", whole, "offer");
const cited = page.locator(".answer-text a.cite").first();
ok("its sentences cite mail", /^\/mail\/\d+$/.test(await cited.getAttribute("href")));
ok("the cited mail is listed beside", await page.locator(".citation").count() > 0);
is("it was streamed", p.streams, 1);
await b.axe("chat, answered");
await b.shots("chat-answer");

await anew();
p.cutAfter = 3000;
await askIt(QUESTION);
await answered(1);
is("a cut answer is taken up again, the same text", await textOf(1), whole);
is("by one more connection", p.streams, 3);

await anew();
p.cutAfter = 1;
await askIt(QUESTION);
await answered(1);
is("one that broke before it began is asked again", await textOf(1), whole);

await anew();
p.holdAfter = 3000;
await askIt(QUESTION);
await page.locator(".steps").waitFor();
await page.reload();
await answered(1);
is("after a reload amid the answer it is whole", await textOf(1), whole);

await anew();
await flag(false);
await askIt(QUESTION);
await answered(1);
is("with streaming off the same answer comes whole", await textOf(1), whole);
ok("nobody is told of a failure", await page.getByRole("alert").count() === 0);
await flag(true);

// Search stands still: the answer waits for it, and is stopped.
const search = Number(process.env.SEARCH_PID);
await anew();
process.kill(search, "SIGSTOP");
try {
	await askIt(QUESTION);
	await page.getByRole("button", { name: "Stop" }).click();
	await page.getByText("Stopped.").waitFor();
	ok("stop ends an answer that waits", true);
	await b.axe("chat, stopped", ["light"]);
} finally {
	process.kill(search, "SIGCONT");
}
await page.getByRole("button", { name: "Ask again" }).click();
await answered(1);
is("asked again it is answered", await textOf(1), whole);

await askIt("and from last month?");
await answered(2);
ok("a second question goes on with the conversation", (await textOf(2)).length > 10);

await anew();
await askIt("Draft a reply to Tomas saying I can start in March");
await answered(1);
const card = page.locator(".action");
has("what is asked for is proposed, with all of it", await card.textContent(), "I can start in March");
await b.axe("a proposal");
await b.shots("chat-proposal");
await card.getByRole("button", { name: "Approve" }).click();
await card.getByText("done", { exact: true }).waitFor();
ok("approved it is carried out", true);
await card.getByRole("button", { name: "Undo" }).click();
await card.getByText("taken back", { exact: true }).waitFor();
ok("and taken back", true);
await askIt("Remember that I prefer mornings");
await answered(2);
has("what is told is remembered", await page.locator(".turn").last().textContent(), "Remembered: I prefer mornings");

await b.end();
p.end();
done();
