// hit.tsx - one result.
import type { search_hit } from "../../api/messages";
import { CategoryBadge, RiskBadge } from "../../ui/badges";
import { When } from "../../ui/when";
import { Marked } from "./marked";
import { WhyHit } from "./why";

export function Hit({ hit, isCurrent, explain }: {
	hit: search_hit; isCurrent: boolean; explain: boolean;
}) {
	const names = ["hit", isCurrent && "hit-current", hit.labels?.includes("UNREAD") && "hit-unread"].filter(Boolean).join(" ");
	return (
		<li class={names} data-hit={hit.id}>
			<a href={`/mail/${hit.id}`}>
				<span class="hit-head">
					<span class="hit-from">{(hit.from ?? "").replace(/ <.*>$/, "")}</span>
					{hit.date && <When at={hit.date} />}
				</span>
				<span class="hit-subject">
					{hit.subject || "(no subject)"} <CategoryBadge of={hit.category} /> <RiskBadge risk={hit.risk} />
				</span>
				<span class="hit-snippet"><Marked text={hit.snippet ?? ""} /></span>
			</a>
			{explain && <WhyHit why={hit.why} />}
		</li>
	);
}
