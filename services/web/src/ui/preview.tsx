// preview.tsx - what approving an action changes, before and after.
import type { Change } from "../api/actions";
import { wholeTime } from "./when";
import "./preview.css";

const names: Record<string, string> = {
	to: "To", cc: "Cc", subject: "Subject", body: "Text", title: "Title", notes: "Notes",
	due_at: "Due", starts_at: "Begins", ends_at: "Ends", all_day: "All day", location: "Where",
	labels: "Labels", folder: "Folder", request: "Asks",
};

/** "event.starts_at" is Begins. */
function nameOf(what: string): string {
	const last = what.slice(what.lastIndexOf(".") + 1);
	return names[last] ?? what.replace(/[._]/g, " ");
}

function words(v: unknown): string {
	if (v === null || v === undefined || v === "")
		return "";
	if (Array.isArray(v))
		return v.length === 0 ? "none" : v.join(", ");
	if (typeof v === "boolean")
		return v ? "yes" : "no";
	if (typeof v === "string" && /^\d{4}-\d\d-\d\dT/.test(v) && !Number.isNaN(Date.parse(v)))
		return wholeTime(v);
	return typeof v === "object" ? JSON.stringify(v) : String(v);
}

/** Labels that stay are not news. */
function Labels({ before, after }: { before: string[]; after: string[] }) {
	const gone = before.filter((l) => !after.includes(l));
	const come = after.filter((l) => !before.includes(l));
	return (
		<>
			{gone.map((l) => <del key={l}>{l}</del>)}
			{come.map((l) => <ins key={l}>{l}</ins>)}
		</>
	);
}

const isTexts = (v: unknown): v is string[] => Array.isArray(v) && v.every((x) => typeof x === "string");

function Value({ c }: { c: Change }) {
	if (c.what === "labels" && isTexts(c.before) && isTexts(c.after))
		return <Labels before={c.before} after={c.after} />;
	const before = words(c.before);
	const after = words(c.after);
	return (
		<>
			{before !== "" && <del>{before}</del>}
			{after !== "" && <ins>{after}</ins>}
		</>
	);
}

/** Why it can't be carried out at all; undefined: nothing speaks against it. */
export function obstacle(of: readonly Change[] | null | undefined): string | undefined {
	const found = of?.find((c) => c.what.endsWith(".error"));
	return found === undefined ? undefined : words(found.after);
}

/** isOver: it is done; what is shown is what taking it back would change. */
export function Preview({ of, isOver = false }: { of: readonly Change[]; isOver?: boolean }) {
	if (of.length === 0)
		return isOver ? null : <p class="faint">Nothing would change.</p>;
	const why = obstacle(of);
	if (why !== undefined)
		return <p class="note note-warn">{why}</p>;
	return (
		<dl class="changes">
			{of.map((c, i) => (
				<div key={i}>
					<dt>{nameOf(c.what)}</dt>
					<dd dir="auto"><Value c={c} /></dd>
				</div>
			))}
		</dl>
	);
}
