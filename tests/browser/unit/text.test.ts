// text.test.ts - the text of a mail in parts, and its links.
import assert from "node:assert/strict";
import { test } from "node:test";

import { addressesOf } from "../../../services/web/src/pages/mail/addresses";
import { answerSubject, partsOf, piecesOf, quoted, sizeWords } from "../../../services/web/src/pages/mail/text";

const kinds = (text: string) => partsOf(text).map((p) => p.kind).join(" ");
const links = (text: string) => piecesOf(text).filter((p) => p.href !== undefined).map((p) => p.text);

test("a quote goes with the line that introduces it", () => {
	const parts = partsOf("Yes.\n\nOn Monday, Anna wrote:\n> Can you come?\n> Bye\n\nSee you");
	assert.deepEqual(parts.map((p) => p.kind), ["text", "quote", "text"]);
	assert.match(parts[1]?.text ?? "", /^On Monday, Anna wrote:\n> Can/);
});

test("an introduction may take two lines", () => {
	const parts = partsOf("Ja.\n\nAm 3. Mai schrieb Anna Berg\n<anna@berg.example> wrote:\n\n> Hallo");
	assert.match(parts[1]?.text ?? "", /^Am 3\. Mai/);
});

test("a sentence before a quote that introduces nothing is text", () => {
	assert.equal(partsOf("I disagree:\n> x")[0]?.text, "I disagree:");
});

test("the signature and what was forwarded are folded too", () => {
	assert.equal(kinds("Hello\n-- \nAnna\nBerlin"), "text signature");
	assert.equal(kinds("FYI\n\n-----Original Message-----\nFrom: x\n\nText"), "text quote");
});

test("no part of a text is lost or moved", () => {
	for (const text of ["", "a", ">", "a\n> b\n\n> c\nd\n>e", "x wrote:\n\n\n> y", "\n\n> a\n-- \nb", "-- \n> a"])
		assert.equal(partsOf(text).map((p) => p.text).join("\n"), text);
});

test("a mail of quotes alone takes no time that grows with its square", () => {
	const text = "a wrote:\n\n".repeat(50_000) + "> b\n".repeat(50_000);
	assert.equal(partsOf(text).map((p) => p.text).join("\n"), text);
});

test("a link ends before what ends its sentence", () => {
	assert.deepEqual(links("See https://a.example/x. Or (http://b.example/y_(z)), <https://c.example>!"),
		["https://a.example/x", "http://b.example/y_(z)", "https://c.example"]);
});

test("only http and https become links", () => {
	assert.deepEqual(links("javascript:alert(1) data:text/html,x file:///etc mailto:a@b.example http://"), []);
});

test("pieces are the text again", () => {
	for (const text of ["", "https://a.example", "x https://a.example/?q=1&r=2, y http://b.example.", "http://[bad"])
		assert.equal(piecesOf(text).map((p) => p.text).join(""), text);
});

test("an answer's subject has one Re:", () => {
	assert.equal(answerSubject("Lunch"), "Re: Lunch");
	assert.equal(answerSubject("RE: Lunch"), "RE: Lunch");
	assert.equal(answerSubject("AW: Lunch"), "AW: Lunch");
});

test("quoting quotes quotes", () => {
	assert.equal(quoted("a\n> b\n"), "> a\n>> b");
});

test("a comma within quotes parts no addresses", () => {
	assert.deepEqual(addressesOf('"Berg, Anna" <anna@berg.example>; bo@x.example, '),
		['"Berg, Anna" <anna@berg.example>', "bo@x.example"]);
});

test("sizes are said in three digits at most", () => {
	assert.deepEqual([0, 999, 1000, 15_300, 2_500_000, 123_456_789].map(sizeWords),
		["0 bytes", "999 bytes", "1.0 KB", "15.3 KB", "2.5 MB", "123 MB"]);
});
