// sessions.tsx - where the person is signed in, and ending that.
import { del, get } from "../../api/client";
import type { sessions_ended, sessions_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

export function Sessions() {
	const list = useLoad((s) => get<sessions_shown>("/api/sessions", {}, s), []);
	const end = (work: Promise<unknown>, text: string) =>
		work.then(() => { tell(text); list.reload(); }).catch(tellProblem);
	return (
		<section class="card">
			<h2>Where you are signed in</h2>
			<Await of={list} lines={2}>
				{(v) => (
					<>
						<div class="table-wide">
							<table class="table">
								<thead><tr><th>Device</th><th>From</th><th>By</th><th>Last seen</th><th><span class="hidden">End</span></th></tr></thead>
								<tbody>
									{v.sessions?.map((s) => (
										<tr key={s.id}>
											<td>{s.device}{s.current && <span class="badge">this one</span>}</td>
											<td>{s.peer}</td>
											<td>{s.opened_by}</td>
											<td>{s.last_seen_at && <When at={s.last_seen_at} />}</td>
											<td>{!s.current && (
												<button class="link" onClick={() => end(del(`/api/sessions/${s.id}`), "Signed out there")}>Sign out</button>
											)}</td>
										</tr>
									))}
								</tbody>
							</table>
						</div>
						{(v.sessions?.length ?? 0) > 1 && (
							<button class="button button-small" onClick={() => end(del<sessions_ended>("/api/sessions"), "Signed out everywhere else")}>
								Sign out everywhere else
							</button>
						)}
					</>
				)}
			</Await>
		</section>
	);
}
