// verdict.tsx - what triage says of a mail, and correcting it.
import type { email_whole } from "../../api/messages";
import { categoryNames, RiskBadge } from "../../ui/badges";
import { Icon } from "../../ui/icon";
import { wholeTime, When } from "../../ui/when";
import { Why } from "../../ui/why";
import { correct } from "../inbox/deeds";
import { subjectOf } from "../inbox/row";

/** The middle of each band. */
const BANDS = [["now", "Now", 85], ["today", "Today", 57], ["later", "Later", 32],
	["none", "No hurry", 10]] as const;

const LEARNS = "Mail like it, and of the same sender, is learnt from.";

export function Verdict({ m, onChange }: { m: email_whole; onChange: (to: Partial<email_whole>) => void }) {
	const say = (to: { category?: string; priority?: number }, words: string) =>
		void correct(m.id, to, `${words}. ${LEARNS}`, (v) => onChange({
			category: v.category, category_probability: v.probability, priority: v.priority,
			band: v.band, risk: v.risk, risk_level: v.risk_level, needs_reply: v.needs_reply,
			reasons: v.reasons ?? [], corrected: v.corrected ?? false,
		}));
	return (
		<div class="mailverdict">
			<label class="mailverdict-choice"><span>Category</span>
				<select
					class="input" value={m.category ?? ""}
					onChange={(e) => say({ category: e.currentTarget.value }, "Category corrected")}
				>
					{!m.category && <option value="" selected>not yet known</option>}
					{categoryNames.map(([id, name]) => <option key={id} value={id} selected={id === m.category}>{name}</option>)}
				</select>
			</label>
			<label class="mailverdict-choice"><span>Priority</span>
				<select
					class="input" value={m.band ?? "none"}
					onChange={(e) => {
						const band = BANDS.find(([id]) => id === e.currentTarget.value);
						if (band !== undefined)
							say({ priority: band[2] }, "Priority corrected");
					}}
				>
					{BANDS.map(([id, name]) => <option key={id} value={id} selected={id === (m.band ?? "none")}>{name}</option>)}
				</select>
			</label>
			<Why id={m.id} subject={subjectOf(m)} words />
			{m.corrected && <span class="faint"><Icon name="check" /> corrected by you</span>}
			<span class="mailverdict-facts">
				{m.needs_reply && <span class="badge mailrow-reply">Needs your answer</span>}
				{m.due_at && <span class="badge badge-bill" title={wholeTime(m.due_at)}>Due <When at={m.due_at} words /></span>}
				{m.event_at && <span class="badge" title={wholeTime(m.event_at)}>Takes place <When at={m.event_at} words /></span>}
				<RiskBadge risk={m.risk} />
			</span>
		</div>
	);
}
