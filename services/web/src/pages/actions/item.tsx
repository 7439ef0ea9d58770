// item.tsx - one action of the tray.
import { type Action, type Decision, kindName } from "../../api/actions";
import { ActionCard } from "../../ui/action";
import { When } from "../../ui/when";

/** Who proposed it, for people. */
const agentName = (agent: string) => (agent === "gateway" ? "you" : agent);

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
			<ActionCard a={a} decide={decide}>
				<p class="faint">
					proposed by {agentName(a.agent)} <When at={a.created_at} />
					{a.executed_at && <>, done <When at={a.executed_at} /></>}
				</p>
			</ActionCard>
		</li>
	);
}
