// lines.ts - what lists of mail are made of: bands, order, labels; no page.
import type { Change, Kind } from "../../api/actions";
import type { email_line } from "../../api/messages";

export interface View {
	sort: "priority" | "newest";
	/** "": any */
	label: string;
	/** "": any */
	category: string;
}

export const FIRST_VIEW: View = { sort: "priority", label: "INBOX", category: "" };

export const viewOf = (q: Record<string, string>): View => ({
	sort: q["sort"] === "newest" ? "newest" : "priority",
	label: q["label"] ?? FIRST_VIEW.label,
	category: q["category"] ?? "",
});

/** The path that shows the view: what is usual is not said. */
export function pathOf(v: View): string {
	const q = new URLSearchParams();
	if (v.sort !== FIRST_VIEW.sort)
		q.set("sort", v.sort);
	if (v.label !== FIRST_VIEW.label)
		q.set("label", v.label);
	if (v.category !== "")
		q.set("category", v.category);
	return q.size === 0 ? "/" : `/?${q}`;
}

export interface Group {
	id: string;
	title: string;
	lines: email_line[];
}

const BANDS = [["now", "Now"], ["today", "Today"], ["later", "Later"],
	["none", "Everything else"]] as const;

/** By band, bands in their order, empty ones left out. */
export function byBand(lines: readonly email_line[]): Group[] {
	const isOf = (m: email_line, band: string) => (m.band ?? "none") === band;
	return BANDS.map(([id, title]) => ({ id, title, lines: lines.filter((m) => isOf(m, id)) }))
		.filter((g) => g.lines.length > 0);
}

const dayName = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const monthName = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric" });
const DAY_MS = 86_400_000;

function dayOf(iso: string, now: Date): string {
	const at = new Date(iso);
	const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
	const days = Math.ceil((midnight - at.getTime()) / DAY_MS);
	return days <= 0 ? "Today" : days === 1 ? "Yesterday"
		: days < 7 ? dayName.format(at) : monthName.format(at);
}

/** By day for a week, then by month; the order stays. */
export function byDay(lines: readonly email_line[], now = new Date()): Group[] {
	const groups = new Map<string, Group>();
	for (const m of lines) {
		const title = dayOf(m.received_at, now);
		const g = groups.get(title) ?? { id: title, title, lines: [] };
		g.lines.push(m);
		groups.set(title, g);
	}
	return [...groups.values()];
}

/** What a kind does to labels. */
export function labelsAfter(
	kind: Kind, labels: readonly string[], params: { add?: string[]; remove?: string[] } = {},
): string[] {
	const add = kind === "quarantine" ? ["SPAM"] : kind === "label" ? params.add ?? [] : [];
	const remove = kind === "label" ? params.remove ?? []
		: kind === "archive" || kind === "quarantine" ? ["INBOX"] : [];
	const kept = labels.filter((l) => !remove.includes(l) || add.includes(l));
	return [...kept, ...add.filter((l) => !kept.includes(l))];
}

const isTexts = (v: unknown): v is string[] => Array.isArray(v) && v.every((x) => typeof x === "string");

/** Changes without what stays, so that the same change of different mails is
 * the same: of labels only those that come and go. */
export const sameChanges = (of: readonly Change[]): Change[] => of.map((c) => {
	const { before, after } = c;
	if (c.what !== "labels" || !isTexts(before) || !isTexts(after))
		return c;
	return {
		what: c.what, before: before.filter((l) => !after.includes(l)),
		after: after.filter((l) => !before.includes(l)),
	};
});

/** Lines that went away come back between those that stood beside them. */
export function putBack(
	now: readonly email_line[], before: readonly email_line[], ids: ReadonlySet<string>,
): email_line[] {
	const here = new Map(now.map((m) => [m.id, m]));
	const known = new Set(before.map((m) => m.id));
	const first = now.findIndex((m) => known.has(m.id));
	const newer = first < 0 ? [] : now.slice(0, first);
	const rest = now.slice(newer.length).filter((m) => !known.has(m.id));
	const old = before.filter((m) => here.has(m.id) || ids.has(m.id))
		.map((m) => ids.has(m.id) ? m : here.get(m.id) as email_line);
	return [...newer, ...old, ...rest];
}

/** The ids from one line to another, both with it, whichever comes first. */
export function between(lines: readonly email_line[], from: string, to: string): string[] {
	const a = lines.findIndex((m) => m.id === from);
	const b = lines.findIndex((m) => m.id === to);
	if (a < 0 || b < 0)
		return [to];
	return lines.slice(Math.min(a, b), Math.max(a, b) + 1).map((m) => m.id);
}

const words = (v: unknown): string =>
	v === null || v === undefined || v === "" ? "nothing"
		: Array.isArray(v) ? (v.length === 0 ? "none" : v.join(", "))
			: typeof v === "boolean" ? (v ? "yes" : "no") : String(v);

/** "archive: inbox → archive", for a screen reader or a log. */
export const changeWords = (c: Change) => `${c.what}: ${words(c.before)} → ${words(c.after)}`;
