// consents.tsx - what one agrees to, purpose by purpose; taken back as easily.
import { get, put } from "../../api/client";
import type { consent, consents_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

const PATH = "/security/consents";

export function Consents() {
	const list = useLoad((s) => get<consents_shown>(PATH, {}, s), []);
	const set = (c: consent, granted: boolean) =>
		put(PATH, { purpose: c.purpose, granted, version: c.version })
			.then(() => { tell(granted ? "Agreed" : "Taken back"); list.reload(); })
			.catch((e: unknown) => { tellProblem(e); list.reload(); });
	return (
		<section class="card">
			<h2>What you agree to</h2>
			<Await of={list} lines={4}>
				{(v) => (
					<div>
						{v.consents.map((c) => (
							<label class="consent" key={c.purpose}>
								<input type="checkbox" checked={c.granted} onChange={(e) => set(c, e.currentTarget.checked)} />
								<span>
									{c.text}
									{c.outdated && <span class="badge">the text has changed since you agreed</span>}
									{c.history?.[0] && <div class="faint">{c.history[0].granted ? "agreed" : "taken back"} <When at={c.history[0].at} words /></div>}
								</span>
							</label>
						))}
					</div>
				)}
			</Await>
		</section>
	);
}
