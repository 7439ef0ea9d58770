// lines.test.ts - lists of mail: bands, order, labels, what comes back.
import assert from "node:assert/strict";
import { test } from "node:test";

import type { email_line } from "../../../services/web/src/api/messages";
import { between, byBand, byDay, FIRST_VIEW, labelsAfter, pathOf, putBack, sameChanges, viewOf } from "../../../services/web/src/pages/inbox/lines";

const mail = (id: string, more: Partial<email_line> = {}): email_line => ({
	id, received_at: "2026-11-20T10:00:00Z", labels: ["INBOX"], has_attachments: false, ...more,
});
const ids = (lines: readonly email_line[]) => lines.map((m) => m.id).join(" ");

test("bands stand in their order, empty ones are left out", () => {
	const groups = byBand([mail("1", { band: "later" }), mail("2", { band: "now" }), mail("3"),
		mail("4", { band: "now" })]);
	assert.deepEqual(groups.map((g) => [g.title, ids(g.lines)]),
		[["Now", "2 4"], ["Later", "1"], ["Everything else", "3"]]);
});

test("newest first: today, yesterday, then days, then months", () => {
	const now = new Date(2026, 10, 22, 12);
	const on = (id: string, ...at: [number, number, number]) =>
		mail(id, { received_at: new Date(at[0], at[1], at[2], 9).toISOString() });
	const groups = byDay([on("1", 2026, 10, 22), on("2", 2026, 10, 21), on("3", 2026, 10, 18),
		on("4", 2026, 9, 30), on("5", 2026, 9, 2)], now);
	assert.deepEqual(groups.map((g) => ids(g.lines)), ["1", "2", "3", "4 5"]);
	assert.deepEqual(groups.slice(0, 2).map((g) => g.title), ["Today", "Yesterday"]);
});

test("archiving takes INBOX away, quarantine adds SPAM too", () => {
	assert.deepEqual(labelsAfter("archive", ["INBOX", "A"]), ["A"]);
	assert.deepEqual(labelsAfter("quarantine", ["INBOX", "A"]), ["A", "SPAM"]);
	assert.deepEqual(labelsAfter("quarantine", ["SPAM"]), ["SPAM"]);
});

test("a label that is added and removed at once stays", () => {
	assert.deepEqual(labelsAfter("label", ["A", "B"], { add: ["C", "A"], remove: ["A", "B"] }), ["A", "C"]);
});

test("what went away comes back between its neighbours", () => {
	const before = ["1", "2", "3", "4"].map((id) => mail(id));
	const now = [mail("0"), mail("1"), mail("4"), mail("5")];
	assert.equal(ids(putBack(now, before, new Set(["2", "3"]))), "0 1 2 3 4 5");
});

test("what comes back is as it was before, the others as they are now", () => {
	const before = [mail("1"), mail("2")];
	const now = [mail("2", { labels: ["INBOX", "new"] })];
	const after = putBack(now, before, new Set(["1"]));
	assert.deepEqual(after.map((m) => m.labels), [["INBOX"], ["INBOX", "new"]]);
});

test("all of a list that was emptied comes back", () => {
	const before = [mail("1"), mail("2")];
	assert.equal(ids(putBack([], before, new Set(["1", "2"]))), "1 2");
});

test("a range holds both its ends, whichever was first", () => {
	const all = ["1", "2", "3", "4"].map((id) => mail(id));
	assert.deepEqual(between(all, "3", "1"), ["1", "2", "3"]);
	assert.deepEqual(between(all, "gone", "2"), ["2"]);
});

test("a view's path says only what is not usual, and is read back", () => {
	assert.equal(pathOf(FIRST_VIEW), "/");
	const v = { sort: "newest", label: "a b", category: "offer" } as const;
	assert.deepEqual(viewOf(Object.fromEntries(new URL(pathOf(v), "http://x").searchParams)), v);
	const all = { ...FIRST_VIEW, label: "" };
	assert.deepEqual(viewOf(Object.fromEntries(new URL(pathOf(all), "http://x").searchParams)), all);
});

test("the same change of different mails is the same", () => {
	const of = (before: string[], after: string[]) => sameChanges([{ what: "labels", before, after },
		{ what: "folder", before: "inbox", after: "archive" }]);
	assert.deepEqual(of(["INBOX", "UNREAD"], ["UNREAD"]), of(["zoo", "INBOX"], ["zoo"]));
	assert.deepEqual(of(["INBOX"], ["zoo"])[0], { what: "labels", before: ["INBOX"], after: ["zoo"] });
});
