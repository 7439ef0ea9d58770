// memory.tsx - what the assistant was told to remember: seen, changed, erased.
import { useState } from "preact/hooks";

import { del, get, post } from "../../api/client";
import type { memory_line } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

const kinds = [
	["keep_sender", "Never clean up or unsubscribe"], ["note", "Note"], ["tone", "Tone of drafts"],
	["name", "Your name in drafts"], ["signature", "Signature of drafts"],
] as const;
const kindName = (k: string) => kinds.find(([id]) => id === k)?.[1] ?? k;

const PATH = "/api/chat/memory";

export function Memory() {
	const list = useLoad((s) => get<{ memories?: memory_line[] | null }>(PATH, {}, s), []);
	const [busy, setBusy] = useState(false);
	const then = (work: Promise<unknown>, text: string) => {
		setBusy(true);
		return work.then(() => { tell(text); list.reload(); }).catch(tellProblem).finally(() => setBusy(false));
	};
	const add = (e: SubmitEvent) => {
		e.preventDefault();
		const form = e.currentTarget as HTMLFormElement;
		const data = new FormData(form);
		void then(post(PATH, { kind: String(data.get("kind")), value: String(data.get("value")) })
			.then(() => form.reset()), "Remembered");
	};
	return (
		<section class="card">
			<h2>What the assistant remembers</h2>
			<Await of={list} lines={2}>
				{(v) => ((v.memories?.length ?? 0) === 0
					? <p class="faint">Nothing. Say "remember that ..." in the chat, or add it here.</p>
					: (
						<table class="table">
							<tbody>
								{v.memories?.map((m) => (
									<tr key={m.id}>
										<td class="faint">{kindName(m.kind)}</td>
										<td>{m.value}</td>
										<td><When at={m.said_at} /></td>
										<td><button class="link" disabled={busy} onClick={() => then(del(`${PATH}/${m.id}`), "Forgotten")}>Forget</button></td>
									</tr>
								))}
							</tbody>
						</table>
					))}
			</Await>
			<form class="form-row" onSubmit={add}>
				<label class="field"><span>Kind</span>
					<select name="kind">{kinds.map(([k, name]) => <option key={k} value={k}>{name}</option>)}</select>
				</label>
				<label class="field"><span>What</span><input name="value" required maxLength={1000} /></label>
				<button class="button" disabled={busy}>Remember</button>
			</form>
		</section>
	);
}
