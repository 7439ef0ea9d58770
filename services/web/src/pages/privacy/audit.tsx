// audit.tsx - who did what, when: the account's own record, newest first.
import { useState } from "preact/hooks";

import { get } from "../../api/client";
import type { audit_line, audit_lines } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tellProblem } from "../../app/toasts";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

const PATH = "/security/audit";
const PAGE = 25;

export function Audit() {
	const first = useLoad((s) => get<audit_lines>(PATH, { limit: PAGE }, s), []);
	const [older, setOlder] = useState<{ lines: audit_line[]; before?: string | null }>();
	const before = older === undefined ? first.value?.next_before : older.before;
	const more = () => get<audit_lines>(PATH, { limit: PAGE, before })
		.then((r) => setOlder({ lines: [...(older?.lines ?? []), ...(r.lines ?? [])], before: r.next_before }))
		.catch(tellProblem);
	return (
		<section class="card">
			<h2>What was done</h2>
			<Await of={first} lines={6}>
				{(v) => (
					<div class="table-wide">
						<table class="table">
							<thead><tr><th>When</th><th>Who</th><th>What</th></tr></thead>
							<tbody>
								{[...(v.lines ?? []), ...(older?.lines ?? [])].map((l) => (
									<tr key={l.id}><td><When at={l.at} /></td><td>{l.who}</td><td>{l.what} <span class="faint">{l.subject}</span></td></tr>
								))}
							</tbody>
						</table>
					</div>
				)}
			</Await>
			{before && <button class="button button-small" onClick={more}>Older</button>}
		</section>
	);
}
