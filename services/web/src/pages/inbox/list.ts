// list.ts - the list of mail as it stands: kept while the reader is open, so
// that who comes back finds the same place. Forgotten with the session.
import { effect, signal } from "@preact/signals";

import { get } from "../../api/client";
import type { email_line, emails_shown, ingest_state } from "../../api/messages";
import { noteProblem, session } from "../../app/session";
import { countUnread } from "../../app/unread";
import { byBand, byDay, FIRST_VIEW, type Group, pathOf, type View } from "./lines";

const PAGE = 50;
const PAGE_MAX = 200;
const STALE_MS = 20_000;

export const view = signal<View>(FIRST_VIEW);
export const lines = signal<readonly email_line[]>([]);
export const loading = signal(false);
export const problem = signal<unknown>(undefined);
/** null: all is here; undefined: nothing was asked yet */
export const cursor = signal<string | null | undefined>(undefined);
export const chosen = signal<ReadonlySet<string>>(new Set());
/** the line that the keys are about */
export const at = signal("");
/** where the list was scrolled to */
export const place = { top: 0 };

let abort = new AbortController();
let loadedAt = 0;
let mails = -1;

function forget(): void {
	abort.abort();
	lines.value = [];
	cursor.value = undefined;
	problem.value = undefined;
	loading.value = false;
	chosen.value = new Set();
	at.value = "";
	place.top = 0;
}

let user: string | undefined;
effect(() => {
	const now = session.value?.user_id;
	if (now !== user) {
		user = now;
		mails = -1;
		forget();
	}
});

/** In the order and under the headings in which they are shown. */
export const groups = (): Group[] =>
	view.value.sort === "priority" ? byBand(lines.value) : byDay(lines.value);
export const ordered = (): email_line[] => groups().flatMap((g) => g.lines);

async function fetchPage(after: string | null, limit: number): Promise<void> {
	abort.abort();
	abort = new AbortController();
	const mine = abort;
	loading.value = true;
	problem.value = undefined;
	try {
		const { sort, label, category } = view.value;
		const page = await get<emails_shown>("/api/emails",
			{ sort, label, category, limit, cursor: after }, mine.signal);
		const fresh = page.emails ?? [];
		const known = new Set(fresh.map((m) => m.id));
		lines.value = after === null ? fresh
			: [...lines.value.filter((m) => !known.has(m.id)), ...fresh];
		cursor.value = page.next_cursor ?? null;
		if (after === null)
			loadedAt = Date.now();
	} catch (e) {
		if (mine.signal.aborted)
			return;
		noteProblem(e);
		problem.value = e;
	} finally {
		if (abort === mine)
			loading.value = false;
	}
}

export function loadMore(): void {
	if (!loading.value && cursor.value)
		void fetchPage(cursor.value, PAGE);
}

/** As much as is shown now, anew; what is shown stays until it is there. */
export function refresh(): void {
	const limit = Math.min(PAGE_MAX, Math.max(PAGE, lines.value.length));
	void fetchPage(null, limit);
	void countUnread();
}

/** Shows a view: at once when it is the one that is here already. */
export function open(v: View): void {
	const isSame = pathOf(v) === pathOf(view.peek()) && cursor.peek() !== undefined;
	if (isSame && Date.now() - loadedAt < STALE_MS)
		return;
	if (!isSame) {
		forget();
		view.value = v;
	}
	refresh();
}

/** Mail that came meanwhile is shown once it is through the pipeline. */
export async function look(): Promise<void> {
	const s = await get<ingest_state>("/api/emails/import");
	const isNew = mails >= 0 && s.emails !== mails;
	if (s.received === 0)
		mails = s.emails;
	// A list that is longer than a page can be stays as one reads it.
	if (isNew && s.received === 0 && !loading.value && lines.value.length <= PAGE_MAX)
		refresh();
}

export function choose(ids: readonly string[], isChosen: boolean): void {
	const next = new Set(chosen.value);
	for (const id of ids)
		isChosen ? next.add(id) : next.delete(id);
	chosen.value = next;
}

/** One line changes in place. */
export function change(id: string, to: Partial<email_line>): void {
	lines.value = lines.value.map((m) => (m.id === id ? { ...m, ...to } : m));
}

/** The line that many steps below the present one; "" when there is none. */
export function beside(id: string, steps: number): string {
	const all = ordered();
	const here = all.findIndex((m) => m.id === id);
	return all[here < 0 ? 0 : here + steps]?.id ?? "";
}
