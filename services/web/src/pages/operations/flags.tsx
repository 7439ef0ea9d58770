// flags.tsx - runtime flags: effective everywhere at once, and audited.
import { del, get, put } from "../../api/client";
import type { flags_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

const STREAMING = "chat_streaming_enabled";

export function Flags() {
	const list = useLoad((s) => get<flags_shown>("/api/flags", {}, s), []);
	const then = (work: Promise<unknown>, text: string) =>
		work.then(() => { tell(text); list.reload(); }).catch(tellProblem);
	const path = (name: string) => `/api/flags/${encodeURIComponent(name)}`;
	const set = (name: string, value: unknown) => then(put(path(name), { value }), `${name} is ${JSON.stringify(value)}`);
	const forget = (name: string) => then(del(path(name)), `${name}: the environment's setting holds again`);
	return (
		<section class="card">
			<h2>Flags</h2>
			<Await of={list} lines={2}>
				{(v) => {
					const streaming = v.flags?.find((f) => f.name === STREAMING)?.value !== false;
					return (
						<>
							<p>
								Streaming of chat answers is <b>{streaming ? "on" : "off"}</b>.{" "}
								<button class="button button-small" onClick={() => set(STREAMING, !streaming)}>
									Switch {streaming ? "off" : "on"}
								</button>
							</p>
							{(v.flags?.length ?? 0) > 0 && (
								<table class="table">
									<thead><tr><th>Flag</th><th>Value</th><th>By</th><th>Since</th><th><span class="hidden">Forget</span></th></tr></thead>
									<tbody>
										{v.flags?.map((f) => (
											<tr key={f.name}>
												<td><code>{f.name}</code></td>
												<td><code>{JSON.stringify(f.value)}</code></td>
												<td>{f.updated_by}</td>
												<td><When at={f.updated_at} /></td>
												<td><button class="link" onClick={() => forget(f.name)}>Forget</button></td>
											</tr>
										))}
									</tbody>
								</table>
							)}
						</>
					);
				}}
			</Await>
		</section>
	);
}
