// item.tsx - one action: what, about which mail, why, what it changes exactly.
import { type Action, type Decision, kindName } from "../../api/actions";
import { Icon, type IconName } from "../../ui/icon";
import { obstacle, Preview } from "../../ui/preview";
import { When } from "../../ui/when";

const icons: Record<string, IconName> = {
	archive: "archive", label: "star", quarantine: "shield", unsubscribe: "stop",
	draft: "reply", task: "tray", calendar: "calendar",
};

/** Who proposed it, for people. */
const agentName = (agent: string) => (agent === "gateway" ? "you" : agent);

function Buttons({ a, decide }: { a: Action; decide: (d: Decision) => void }) {
	if (a.status === "executed")
		return a.can_undo ? <button class="button button-small" onClick={() => decide("undo")}>Undo</button>
			: <span class="faint">can't be taken back</span>;
	if (a.status === "approved")
		return <span class="faint">being carried out</span>;
	return (
		<>
			{obstacle(a.preview) === undefined && (
				<button class="button button-small button-main" onClick={() => decide("approve")}>
					{a.status === "failed" ? "Try again" : "Approve"}
				</button>
			)}
			<button class="button button-small" onClick={() => decide("reject")}>
				{a.status === "failed" ? "Give up" : "Reject"}
			</button>
		</>
	);
}

export function Item({ a, isChosen, onChoose, onFocus, decide }: {
	a: Action; isChosen: boolean; onChoose: (isChosen: boolean) => void; onFocus: () => void;
	decide: (d: Decision) => void;
}) {
	const about = a.subject || "(no subject)";
	return (
		<li class="trayitem card" data-id={a.id} tabIndex={-1} onFocusIn={onFocus} aria-label={`${kindName(a.kind)}: ${about}`}>
			<label class="tray-check">
				<input
					type="checkbox" checked={isChosen} aria-label={`Select: ${kindName(a.kind)}, ${about}`}
					onChange={(e) => onChoose(e.currentTarget.checked)}
				/>
			</label>
			<div class="trayitem-what">
				<h3><Icon name={icons[a.kind] ?? "tray"} /> {kindName(a.kind)}</h3>
				<p class="trayitem-about">
					<a href={`/mail/${a.email_id}`}>{about}</a> <span class="faint">{a.from}</span>
				</p>
				{a.reason && <p>{a.reason}</p>}
				{a.error && <p class="note note-error">{a.error}</p>}
				<Preview of={a.preview ?? []} isOver={a.status === "executed" || a.status === "approved"} />
				<p class="faint">
					proposed by {agentName(a.agent)} <When at={a.created_at} />
					{a.executed_at && <>, done <When at={a.executed_at} /></>}
				</p>
			</div>
			<div class="trayitem-do"><Buttons a={a} decide={decide} /></div>
		</li>
	);
}
