// marks.ts - read and unread: shown at once, put right where the server could
// not.
import { post } from "../../api/client";
import type { email_line, emails_marked } from "../../api/messages";
import { tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";
import { countUnread } from "../../app/unread";
import { change } from "./list";

/** What of a mail marking needs. */
export type Marked = Pick<email_line, "id" | "labels">;

const AT_ONCE = 200;

export const isUnread = (m: Pick<email_line, "labels">) => m.labels.includes("UNREAD");

export const labelsRead = (labels: readonly string[], read: boolean): string[] => {
	const others = labels.filter((l) => l !== "UNREAD");
	return read ? others : [...others, "UNREAD"];
};

function show(mails: readonly Marked[], read: boolean): void {
	for (const m of mails)
		change(m.id, { labels: labelsRead(m.labels, read) });
}

/** Answers which were changed; the others are shown as they were. */
async function carryOut(mails: readonly Marked[], read: boolean): Promise<Marked[]> {
	const changed = new Set<string>();
	show(mails, read);
	try {
		for (let i = 0; i < mails.length; i += AT_ONCE) {
			const ids = mails.slice(i, i + AT_ONCE).map((m) => m.id);
			const said = await post<emails_marked>("/api/emails/read", { ids, read });
			const missing = new Set(said.missing ?? []);
			ids.filter((id) => !missing.has(id)).forEach((id) => changed.add(id));
		}
	} finally {
		for (const m of mails.filter((x) => !changed.has(x.id)))
			change(m.id, { labels: m.labels });
		if (changed.size > 0)
			void countUnread();
	}
	return mails.filter((m) => changed.has(m.id));
}

/** A person says so; it can be taken back. */
export async function mark(mails: readonly Marked[], read: boolean): Promise<void> {
	const which = mails.filter((m) => isUnread(m) === read);
	if (which.length === 0)
		return;
	try {
		const done = await carryOut(which, read);
		const word = `Marked as ${read ? "read" : "unread"}`;
		if (done.length > 0)
			did(done.length === 1 ? word : `${word} (${done.length} mails)`, async () => {
				await carryOut(done.map((m) => ({ ...m, labels: labelsRead(m.labels, read) })), !read);
			});
	} catch (e) {
		tellProblem(e);
	}
}

/** It was opened: no news, and u takes it back. False: it stays unread. */
export async function seen(m: Marked): Promise<boolean> {
	try {
		return (await carryOut([m], true)).length > 0;
	} catch (e) {
		tellProblem(e);
		return false;
	}
}
