// actions.tsx - what an answer proposes: what exactly would change, and the
// person's word on it. Nothing happens before that.
import { useState } from "preact/hooks";

import { post } from "../../api/client";
import { tell, tellProblem } from "../../app/toasts";
import { Preview } from "../../ui/preview";
import { setTurnAction } from "./conversation";
import type { ProposedAction, Turn } from "./turn";

const names: Record<string, string> = {
	archive: "Archive", label: "Label", quarantine: "Quarantine", unsubscribe: "Unsubscribe",
	draft: "Draft a reply", task: "Task", calendar: "Calendar",
};
const done: Record<string, string> = { approve: "executed", reject: "rejected", undo: "undone" };
const SHOWN_FIRST = 5;

interface Shown {
	action: { status: string; error?: string | null };
}

async function decide(turn: Turn, a: ProposedAction, decision: string): Promise<void> {
	const shown = await post<Shown>(`/api/actions/${a.id}/${decision}`);
	const status = shown.action?.status ?? done[decision] ?? "";
	setTurnAction(turn, a.id ?? "", status);
	if (status === "failed")
		throw new Error(shown.action.error ?? "It could not be carried out.");
}

function Action({ turn, action }: { turn: Turn; action: ProposedAction }) {
	const [busy, setBusy] = useState(false);
	const mail = turn.citations.find((c) => c.id === action.email_id);
	const say = async (decision: string) => {
		setBusy(true);
		try {
			await decide(turn, action, decision);
			if (decision === "approve")
				tell(`${names[action.kind] ?? action.kind}: done`, () => { void say("undo"); });
		} catch (e) {
			tellProblem(e);
		}
		setBusy(false);
	};
	const status = action.status ?? "proposed";
	return (
		<li class="action">
			<div class="action-head">
				<b>{names[action.kind] ?? action.kind}</b>
				<a href={`/mail/${action.email_id}`}>{mail?.subject ?? "the mail"}</a>
			</div>
			{action.reason && <p class="faint">{action.reason}</p>}
			{action.preview != null && <Preview of={action.preview} isOver={action.status === "executed"} />}
			<div class="action-foot">
				{action.id === undefined ? (
					<span class="faint">{action.error ?? "Not filed: only a suggestion."}</span>
				) : status === "proposed" || status === "failed" ? (
					<>
						<button class="button button-small button-main" disabled={busy} onClick={() => say("approve")}>Approve</button>
						<button class="button button-small" disabled={busy} onClick={() => say("reject")}>Reject</button>
					</>
				) : (
					<>
						<span class="badge">{status}</span>
						{status === "executed" && action.kind !== "unsubscribe" && (
							<button class="button button-small" disabled={busy} onClick={() => say("undo")}>Undo</button>
						)}
					</>
				)}
			</div>
		</li>
	);
}

export function Actions({ turn }: { turn: Turn }) {
	const [all, setAll] = useState(false);
	const [busy, setBusy] = useState(false);
	const open = turn.actions.filter((a) => a.id !== undefined && (a.status ?? "proposed") === "proposed");
	const shown = all ? turn.actions : turn.actions.slice(0, SHOWN_FIRST);
	const approveAll = async () => {
		setBusy(true);
		let failed = 0;
		for (const a of open)
			await decide(turn, a, "approve").catch(() => { failed++; });
		setBusy(false);
		tell(failed === 0 ? `${open.length} carried out` : `${open.length - failed} carried out, ${failed} failed`);
	};
	if (turn.actions.length === 0)
		return null;
	return (
		<section class="actions" aria-label="Proposed actions">
			<header>
				<h3>Proposed ({turn.actions.length})</h3>
				{open.length > 1 && (
					<button class="button button-small" disabled={busy} onClick={approveAll}>Approve all {open.length}</button>
				)}
			</header>
			<ul>{shown.map((a, i) => <Action key={a.id ?? i} turn={turn} action={a} />)}</ul>
			{turn.actions.length > shown.length && (
				<button class="link" onClick={() => setAll(true)}>{turn.actions.length - shown.length} more</button>
			)}
		</section>
	);
}
