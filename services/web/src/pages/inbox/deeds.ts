// deeds.ts - what is done to mail from a list or the reader: shown at once,
// carried out by the server, taken back by undo, and put right where it fails.
import { decideMany, each, type Kind, proposeMany } from "../../api/actions";
import { post } from "../../api/client";
import type { email_line, triage_feedback_saved, triage_verdict } from "../../api/messages";
import { tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";
import { countUnreadSoon } from "../../app/unread";
import { labelsAfter, putBack, type View } from "./lines";
import { change, choose, lines, refresh, view } from "./list";

/** What of a mail a deed needs. */
export type Mail = Pick<email_line, "id" | "labels">;
type Params = { add?: string[]; remove?: string[] };

const many = (n: number, words: string) => (n === 1 ? words : `${words} (${n} mails)`);

function show(mails: readonly Mail[], labels: (m: Mail) => string[]): void {
	const ids = new Set(mails.map((m) => m.id));
	const label = view.value.label;
	lines.value = lines.value
		.map((m) => (ids.has(m.id) ? { ...m, labels: labels(m) } : m))
		.filter((m) => !ids.has(m.id) || label === "" || m.labels.includes(label));
}

/** A mail, and the action that was carried out on it. */
interface Done {
	mail: Mail;
	action: string;
}

/** Proposes and approves at once: the person has asked for it. Answers what
 * was carried out, and the first problem. */
async function carryOut(mails: readonly Mail[], kind: Kind, params?: Params) {
	const filed = await proposeMany(mails.map((m) => ({ email_id: m.id, kind, params })));
	const asked: Done[] = mails.flatMap((mail, i) =>
		(filed[i]?.id === undefined ? [] : [{ mail, action: filed[i].id }]));
	const decided = await decideMany(asked.map((a) => a.action), "approve");
	const done = asked.filter((_, i) => decided[i]?.problem === undefined);
	const problem = filed.find((f) => f.problem !== undefined)?.problem ??
		decided.find((d) => d.problem !== undefined)?.problem;
	return { done, problem };
}

/** The list as it was when something was done to it. */
interface Before {
	view: View;
	lines: readonly email_line[];
}

/** Another view may be shown by now: it is asked for anew. */
function restore(before: Before, ids: readonly string[]): void {
	if (view.value === before.view)
		lines.value = putBack(lines.value, before.lines, new Set(ids));
	else
		refresh();
}

async function takeBack(done: readonly Done[], before: Before): Promise<void> {
	const said = await decideMany(done.map((d) => d.action), "undo");
	const undone = done.filter((_, i) => said[i]?.problem === undefined);
	restore(before, undone.map((d) => d.mail.id));
	countUnreadSoon();
	const problem = said.find((s) => s.problem !== undefined)?.problem;
	if (problem !== undefined)
		throw problem;
}

/** Archive, label or quarantine; words for the toast: "Archived". onUndone:
 * where more than the list shows it. */
export async function act(
	kind: "archive" | "label" | "quarantine", mails: readonly Mail[], words: string,
	params?: Params, onUndone?: () => void,
): Promise<boolean> {
	const before = { view: view.value, lines: lines.value };
	show(mails, (m) => labelsAfter(kind, m.labels, params));
	choose(mails.map((m) => m.id), false);
	const { done, problem } = await carryOut(mails, kind, params);
	const isDone = new Set(done.map((d) => d.mail.id));
	countUnreadSoon();
	const failed = mails.filter((m) => !isDone.has(m.id)).map((m) => m.id);
	if (failed.length > 0)
		restore(before, failed);
	if (problem !== undefined)
		tellProblem(problem);
	if (done.length > 0)
		did(many(done.length, words), async () => {
			await takeBack(done, before);
			onUndone?.();
		});
	return failed.length === 0;
}

/** Into quarantine, and triage learns that it is spam. */
export async function asSpam(mails: readonly (Mail & Pick<email_line, "category">)[]): Promise<boolean> {
	const taught: { id: string; feedback: string }[] = [];
	const unteach = () => void each(taught, (t) => feedback(t.id, { undo: t.feedback }));
	const isDone = await act("quarantine", mails, "Reported as spam", undefined, unteach);
	const news = mails.filter((m) => isDone && m.category !== "spam" && m.category !== "phishing");
	const said = await each(news, (m) => feedback(m.id, { category: "spam" }));
	said.forEach((s, i) => {
		if (s.status === "fulfilled")
			taught.push({ id: (news[i] as Mail).id, feedback: s.value.feedback_id });
		else
			tellProblem(s.reason);
	});
	return isDone;
}

const feedback = (id: string, body: object) =>
	post<triage_feedback_saved>(`/api/emails/${id}/feedback`, body);

/** A person knows better; answers the verdict that holds now. */
export async function correct(
	id: string, to: { category?: string; priority?: number }, words: string,
	onVerdict: (v: triage_verdict) => void,
): Promise<void> {
	const take = (said: triage_feedback_saved) => {
		const v = said.verdict as triage_verdict;
		change(id, { category: v.category, priority: v.priority, band: v.band,
			risk: v.risk, risk_level: v.risk_level, needs_reply: v.needs_reply });
		onVerdict(v);
	};
	try {
		const saved = await feedback(id, to);
		take(saved);
		did(words, async () => take(await feedback(id, { undo: saved.feedback_id })));
	} catch (e) {
		tellProblem(e);
	}
}
