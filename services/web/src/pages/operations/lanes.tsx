// lanes.tsx - how much of each service's traffic its canary lane gets.
import { get, put } from "../../api/client";
import type { lanes_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

const STEPS = [0, 10, 50, 100];

export function Lanes() {
	const list = useLoad((s) => get<lanes_shown>("/api/lanes", {}, s), []);
	const set = (service: string, canary_pct: number) => put(`/api/lanes/${service}`, { canary_pct })
		.then(() => { tell(`${service}: ${canary_pct} % to the canary`); list.reload(); }).catch(tellProblem);
	return (
		<section class="card">
			<h2>Canary lanes</h2>
			<Await of={list} lines={2}>
				{(v) => ((v.lanes?.length ?? 0) === 0
					? <p class="faint">Every service has its stable lane alone.</p>
					: (
						<table class="table">
							<thead><tr><th>Service</th><th>To the canary</th><th>Release</th><th>Since</th></tr></thead>
							<tbody>
								{v.lanes?.map((l) => (
									<tr key={l.service}>
										<td>{l.service}</td>
										<td>
											<span class="chips">
												{STEPS.map((pct) => (
													<button key={pct} class="chip" aria-pressed={l.canary_pct === pct} onClick={() => set(l.service, pct)}>{pct} %</button>
												))}
											</span>
										</td>
										<td>{l.release_id ?? ""}</td>
										<td><When at={l.updated_at} /></td>
									</tr>
								))}
							</tbody>
						</table>
					))}
			</Await>
		</section>
	);
}
