// policies.tsx - which verdicts lead to which proposed actions, and when.
import { get, put } from "../../api/client";
import { useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { categoryName } from "../../ui/badges";
import { Await } from "../../ui/states";

interface Policy {
	name: string;
	mode: string;
	kind: string;
	label: string;
	categories: string[];
	sender: string;
	risk_least: number;
	risk_most: number;
	priority_least: number;
	age_days_least: number;
	needs_reply: boolean;
}

const modes = [
	["off", "off"], ["on_run", "proposed when asked"], ["on_arrival", "proposed as mail arrives"],
	["apply", "done at once, with undo"],
] as const;

/** "archive promotion, newsletter older than 30 days" */
function words(p: Policy): string {
	const parts = [p.kind === "label" ? `label "${p.label}"` : p.kind];
	if (p.categories.length > 0)
		parts.push(p.categories.map(categoryName).join(", "));
	if (p.sender !== "")
		parts.push(`from ${p.sender}`);
	if (p.risk_least > 0)
		parts.push(`risk ${p.risk_least} to ${p.risk_most}`);
	if (p.priority_least > 0)
		parts.push(`priority from ${p.priority_least}`);
	if (p.age_days_least > 0)
		parts.push(`older than ${p.age_days_least} days`);
	if (p.needs_reply)
		parts.push("that needs a reply");
	return parts.join(", ");
}

export function Policies() {
	const list = useLoad((s) => get<{ policies: Policy[] }>("/api/policies", {}, s), []);
	const set = (p: Policy, mode: string) => put(`/api/policies/${encodeURIComponent(p.name)}`, { mode })
		.then(() => { tell(`${p.name.replace(/_/g, " ")}: changed`); list.reload(); })
		.catch((e: unknown) => { tellProblem(e); list.reload(); });
	return (
		<section class="card">
			<h2>What agents may do</h2>
			<Await of={list} lines={4}>
				{(v) => (
					<table class="table policies">
						<tbody>
							{v.policies.map((p) => (
								<tr key={p.name}>
									<td><b>{p.name.replace(/_/g, " ")}</b><div class="policy-words">{words(p)}</div></td>
									<td>
										<select class="input" aria-label={`When: ${p.name.replace(/_/g, " ")}`} value={p.mode} onChange={(e) => set(p, e.currentTarget.value)}>
											{modes.map(([m, name]) => <option key={m} value={m}>{name}</option>)}
										</select>
									</td>
								</tr>
							))}
						</tbody>
					</table>
				)}
			</Await>
		</section>
	);
}
