// list.tsx - the actions of one tab: filtered by kind, chosen, decided.
import { useState } from "preact/hooks";

import { type Action, type Decision, kindName } from "../../api/actions";
import { useKeys } from "../../app/keys";
import { undoLast } from "../../app/undo";
import { Empty, Failed, Skeleton } from "../../ui/states";
import { Item } from "./item";
import { type Tab, useTray } from "./tray";

const nothing: Record<Tab, [title: string, text: string]> = {
	proposed: ["Nothing to decide", "What agents propose about your mail waits here until you say yes or no."],
	done: ["Nothing done yet", "What you approve is listed here, and can be taken back here."],
	failed: ["Nothing failed", "What could not be carried out is listed here, with the reason."],
};

/** What may be decided of all that are chosen. */
const decisions: Record<Tab, readonly [Decision, string][]> = {
	proposed: [["approve", "Approve"], ["reject", "Reject"]],
	done: [["undo", "Undo"]],
	failed: [["approve", "Try again"], ["reject", "Give up"]],
};

function focusItem(id: string | undefined): void {
	if (id !== undefined)
		document.querySelector<HTMLElement>(`.trayitem[data-id="${id}"]`)?.focus();
}

function Kinds({ of, kind, onKind }: { of: readonly Action[]; kind: string; onKind: (k: string) => void }) {
	const kinds = [...new Set(of.map((a) => a.kind))].sort();
	if (kinds.length < 2)
		return null;
	return (
		<div class="chips" role="group" aria-label="Kind">
			{kinds.map((k) => (
				<button key={k} class="chip" aria-pressed={k === kind} onClick={() => onKind(k === kind ? "" : k)}>
					{kindName(k)} <span class="faint">{of.filter((a) => a.kind === k).length}</span>
				</button>
			))}
		</div>
	);
}

export function ActionList({ tab }: { tab: Tab }) {
	const tray = useTray(tab);
	const [kind, setKind] = useState("");
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const [at, setAt] = useState("");
	const all = tray.actions ?? [];
	const shown = all.filter((a) => kind === "" || a.kind === kind);
	const some = shown.filter((a) => chosen.has(a.id));
	const choose = (ids: readonly string[], isChosen: boolean) => {
		const next = new Set(chosen);
		for (const id of ids)
			isChosen ? next.add(id) : next.delete(id);
		setChosen(next);
	};
	const decide = (which: readonly Action[], d: Decision) => {
		const can = which.filter((a) => d !== "undo" || a.can_undo);
		if (can.length === 0)
			return;
		const from = shown.findIndex((a) => a.id === at);
		const next = shown.slice(Math.max(0, from)).find((a) => !can.includes(a));
		tray.decide(can, d);
		choose(can.map((a) => a.id), false);
		requestAnimationFrame(() => focusItem(next?.id));
	};
	const step = (n: number) => {
		const from = shown.findIndex((a) => a.id === at);
		focusItem(shown[from < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, from + n))]?.id);
	};
	const targets = some.length > 0 ? some : shown.filter((a) => a.id === at);
	useKeys("Actions", [
		{ key: "j", does: "next action", run: () => step(1) },
		{ key: "k", does: "previous action", run: () => step(-1) },
		{ key: "x", does: "select", run: () => at !== "" && choose([at], !chosen.has(at)) },
		...(tab === "done" ? [{ key: "u", does: "take back", run: () => decide(targets, "undo") }] : [
			{ key: "a", does: "approve", run: () => decide(targets, "approve") },
			{ key: "r", does: "reject", run: () => decide(targets, "reject") },
		]),
		{ key: "z", does: "undo", run: undoLast },
	]);
	if (tray.problem !== undefined && tray.actions === undefined)
		return <Failed problem={tray.problem} retry={tray.reload} />;
	if (tray.actions === undefined)
		return <Skeleton />;
	if (all.length === 0)
		return <Empty icon="tray" title={nothing[tab][0]}>{nothing[tab][1]}</Empty>;
	return (
		<>
			<div class="tray-tools" role="toolbar" aria-label="Selected actions">
				<label><input type="checkbox" checked={some.length === shown.length} onChange={(e) => choose(shown.map((a) => a.id), e.currentTarget.checked)} /> All {shown.length}</label>
				{decisions[tab].map(([d, name]) => (
					<button key={d} class="button button-small" disabled={some.length === 0} onClick={() => decide(some, d)}>
						{name}{some.length > 0 && ` ${some.length}`}
					</button>
				))}
				<Kinds of={all} kind={kind} onKind={setKind} />
			</div>
			<ul class="trayitems">
				{shown.map((a) => (
					<Item
						key={a.id} a={a} isChosen={chosen.has(a.id)} onFocus={() => setAt(a.id)}
						onChoose={(isChosen) => choose([a.id], isChosen)} decide={(d) => decide([a], d)}
					/>
				))}
			</ul>
			{tray.hasMore && <p class="more"><button class="button" onClick={tray.more}>Show older</button></p>}
		</>
	);
}
