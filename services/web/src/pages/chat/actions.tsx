// actions.tsx - what an answer proposes: what exactly would change, and the
// person's word on it. Nothing happens before that.
import { useState } from "preact/hooks";

import { type Decision, decide as decideOne, kindName, type Status } from "../../api/actions";
import { tell, tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";
import { ActionCard } from "../../ui/action";
import { setTurnAction } from "./conversation";
import type { ProposedAction, Turn } from "./turn";

const SHOWN_FIRST = 5;

async function decide(turn: Turn, a: ProposedAction, decision: Decision): Promise<void> {
	const now = await decideOne(a.id ?? "", decision);
	setTurnAction(turn, now.id, now.status);
	if (now.status === "failed")
		throw new Error(now.error ?? "It could not be carried out.");
}

function Action({ turn, action: a }: { turn: Turn; action: ProposedAction }) {
	const [busy, setBusy] = useState(false);
	const mail = turn.citations.find((c) => c.id === a.email_id);
	const say = async (decision: Decision) => {
		setBusy(true);
		try {
			await decide(turn, a, decision);
			if (decision === "approve" && a.kind !== "unsubscribe")
				did(`${kindName(a.kind)}: done`, () => decide(turn, a, "undo"));
		} catch (e) {
			tellProblem(e);
		}
		setBusy(false);
	};
	const card = {
		...a, status: (a.status ?? "proposed") as Status, subject: mail?.subject ?? "the mail", from: undefined,
		can_undo: a.kind !== "unsubscribe",
	};
	return <li class="action card"><ActionCard a={card} busy={busy} decide={(d) => void say(d)} /></li>;
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
