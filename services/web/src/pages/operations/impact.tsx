// impact.tsx - what an incident cost, by what the objectives counted.
import type { incident_impact } from "../../api/messages";

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;

function Cost({ of }: { of: incident_impact }) {
	const missed = of.missed ?? [];
	if (of.requests === 0)
		return <p class="faint">Not known: no request was counted.</p>;
	return (
		<>
			<p>
				<b>{of.failed.toLocaleString()}</b> of {of.requests.toLocaleString()} requests failed
				({percent(of.failed / of.requests)})
			</p>
			<p>
				<b class={of.budget_share >= 1 ? "impact-bad" : undefined}>{percent(of.budget_share)}</b> of the
				error budget of 30 days
			</p>
			{of.users_at_least > 0 && <p>Failed runs of {of.users_at_least} {of.users_at_least === 1 ? "person" : "people"}</p>}
			{missed.length > 0 && (
				<p>Not kept: {missed.map((m) => <span key={m} class="badge badge-risk">{m.replace(/_/g, " ")}</span>)}</p>
			)}
		</>
	);
}

export function Impact({ of }: { of: readonly incident_impact[] }) {
	return (
		<section class="card impact">
			<h2>Impact</h2>
			{of.length === 0 && <p class="faint">Not known: no affected agent has objectives, or missed one.</p>}
			{of.map((i) => <div key={i.agent}><h3>{i.agent}</h3><Cost of={i} /></div>)}
		</section>
	);
}
