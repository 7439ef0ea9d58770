// action.tsx - the card of an action, wherever one is shown: what, about which
// mail, why, what it changes exactly, and the person's word on it.
import type { ComponentChildren } from "preact";

import { type Change, type Decision, type Kind, kindName, type Status } from "../api/actions";
import { Icon, type IconName } from "./icon";
import { obstacle, Preview } from "./preview";
import "./action.css";

const icons: Record<string, IconName> = {
	archive: "archive", label: "label", quarantine: "shield", unsubscribe: "stop",
	draft: "reply", task: "tray", calendar: "calendar",
};

export interface Card {
	/** none: it was not filed, and can't be decided */
	id?: string;
	kind: Kind;
	status: Status;
	email_id: string;
	subject?: string | null;
	from?: string | null;
	reason?: string | null;
	error?: string | null;
	can_undo: boolean;
	preview?: Change[] | null;
}

function Buttons({ a, busy, decide }: { a: Card; busy: boolean; decide: (d: Decision) => void }) {
	const button = (d: Decision, name: string, isMain = false) => (
		<button class={isMain ? "button button-small button-main" : "button button-small"} disabled={busy} onClick={() => decide(d)}>{name}</button>
	);
	if (a.id === undefined)
		return <span class="faint">only a suggestion</span>;
	switch (a.status) {
	case "executed":
		return a.can_undo ? button("undo", "Undo") : <span class="faint">can't be taken back</span>;
	case "approved":
		return <span class="faint">being carried out</span>;
	case "rejected":
	case "undone":
		return null;
	default:
		return (
			<>
				{obstacle(a.preview) === undefined && button("approve", a.status === "failed" ? "Try again" : "Approve", true)}
				{button("reject", a.status === "failed" ? "Give up" : "Reject")}
			</>
		);
	}
}

const words: Record<Status, string> = {
	proposed: "", approved: "", failed: "failed", executed: "done", rejected: "rejected", undone: "taken back",
};

/** children: what else is known of it, below. */
export function ActionCard({ a, busy = false, decide, children }: {
	a: Card; busy?: boolean; decide: (d: Decision) => void; children?: ComponentChildren;
}) {
	const isOver = a.status !== "proposed" && a.status !== "failed";
	return (
		<div class="actioncard">
			<div class="actioncard-what">
				<h3>
					<Icon name={icons[a.kind] ?? "tray"} /> {kindName(a.kind)}
					{words[a.status] !== "" && <> <span class="badge">{words[a.status]}</span></>}
				</h3>
				<p><a href={`/mail/${a.email_id}`}>{a.subject || "(no subject)"}</a> {a.from && <span class="faint">{a.from}</span>}</p>
				{a.reason && <p>{a.reason}</p>}
				{a.error && <p class="note note-error">{a.error}</p>}
				{a.status !== "rejected" && a.status !== "undone" && a.preview != null &&
					<Preview of={a.preview} isOver={isOver} />}
				{children}
			</div>
			<div class="actioncard-do"><Buttons a={a} busy={busy} decide={decide} /></div>
		</div>
	);
}
