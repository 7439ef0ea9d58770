// objectives.tsx - what was promised, whether it is kept, and what is left of the
// error budgets.
import { useEffect } from "preact/hooks";

import { get } from "../../api/client";
import { useLoad } from "../../app/load";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";
import { Status } from "./status";

const REFRESH_MS = 15_000;

interface Burn { rule: string; alert: string; firing: boolean; long: { window_seconds: number; burn_rate: number | null } }

interface Objective {
	objective: string;
	/** a share, or dollars */
	target: number;
	/** null: nobody knows yet */
	actual: number | null;
	at_least: number | null;
	at_most: number | null;
	events: number;
	window_days: number;
	compliant: "yes" | "no" | "unknown";
	latency_seconds?: { target: number; actual: number | null };
	budget: { left_share: number | null; exhausted_at: string | null };
	burns: Burn[];
}

interface Agent { agent: string; compliant: Objective["compliant"]; objectives: Objective[] }

const kept = { yes: "kept", no: "broken", unknown: "not known yet" } as const;

const isCost = (o: Objective) => /cost/.test(o.objective);
const percent = (v: number) => `${(100 * v).toFixed(v > 0.99 && v < 1 ? 2 : 1)} %`;
const amount = (o: Objective, v: number | null) =>
	(v === null ? "-" : isCost(o) ? `$${v.toFixed(4)}` : percent(v));
const ms = (s: number | null) => (s === null ? "-" : s < 1 ? `${Math.round(1000 * s)} ms` : `${s.toFixed(1)} s`);

function Left({ o }: { o: Objective }) {
	const left = o.budget.left_share;
	if (left === null)
		return <span class="faint">-</span>;
	const shown = Math.max(0, Math.min(1, left));
	const end = o.budget.exhausted_at;
	return (
		<span class="budget">
			<progress class={left <= 0 ? "budget-none" : left < 0.25 ? "budget-low" : undefined} max={1} value={shown} aria-label="Budget left" />
			{" "}{Math.round(100 * left)} %
			{end && <span class="faint"> gone <When at={end} words /></span>}
		</span>
	);
}

function Row({ o }: { o: Objective }) {
	const firing = o.burns.filter((b) => b.firing);
	const l = o.latency_seconds;
	return (
		<tr>
			<td>{o.objective.replace(/_/g, " ")}</td>
			<td><Status of={kept[o.compliant]} /></td>
			<td>{amount(o, o.target)}{l !== undefined && <span class="faint"> within {ms(l.target)}</span>}</td>
			<td>
				{amount(o, o.actual)}{l !== undefined && l.actual !== null && <span class="faint"> {ms(l.actual)}</span>}
				{o.at_least !== null && o.at_most !== null && o.events > 0 && (
					<span class="faint" title="with 95 % confidence"> {percent(o.at_least)} to {percent(o.at_most)}</span>
				)}
			</td>
			<td><Left o={o} /></td>
			<td>{firing.length === 0 ? <span class="faint">no</span> : firing.map((b) => <span key={b.rule} class="badge badge-risk">{b.alert}</span>)}</td>
		</tr>
	);
}

export function Objectives() {
	const list = useLoad((s) => get<{ at: string; agents: Agent[] }>("/api/slo", {}, s), []);
	useEffect(() => {
		const timer = setInterval(list.reload, REFRESH_MS);
		return () => clearInterval(timer);
	}, [list.reload]);
	return (
		<Await of={list} lines={8}>
			{({ agents }) => (agents.length === 0 ? <Empty icon="pulse" title="Nothing was promised" /> : (
				<>
					{agents.map((a) => (
						<section key={a.agent} class="card table-wide" aria-label={a.agent} tabIndex={0}>
							<h2>{a.agent} <Status of={kept[a.compliant]} /></h2>
							<table class="table objectives">
								<thead><tr><th>Objective</th><th>Is it kept?</th><th>Promised</th><th>Over {a.objectives[0]?.window_days ?? 30} days</th><th>Budget left</th><th>Burns</th></tr></thead>
								<tbody>{a.objectives.map((o) => <Row key={o.objective} o={o} />)}</tbody>
							</table>
						</section>
					))}
				</>
			))}
		</Await>
	);
}
