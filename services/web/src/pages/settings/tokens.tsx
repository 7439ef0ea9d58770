// tokens.tsx - API tokens: made with what they may do, shown once, revoked.
import { useState } from "preact/hooks";

import { del, get, post } from "../../api/client";
import type { token_made, tokens_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { isOperator } from "../../app/session";
import { tell, tellProblem } from "../../app/toasts";
import { Dialog } from "../../ui/dialog";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

const scopes = [
	["mail:read", "read and search mail"], ["mail:write", "change mail and verdicts"],
	["mail:import", "bring mail in"], ["chat", "ask questions"], ["agents:run", "run agents"],
	["insights:read", "reports"],
] as const;
const operators = [
	["operate", "work on incidents, flags and lanes"], ["alerts", "tell of alerts, for Alertmanager"],
] as const;

function NewToken({ onMade, onClose }: { onMade: (t: token_made) => void; onClose: () => void }) {
	const [busy, setBusy] = useState(false);
	const submit = (e: SubmitEvent) => {
		e.preventDefault();
		const form = new FormData(e.currentTarget as HTMLFormElement);
		setBusy(true);
		post<token_made>("/api/tokens", { name: String(form.get("name")), scopes: form.getAll("scope") })
			.then(onMade).catch(tellProblem).finally(() => setBusy(false));
	};
	return (
		<Dialog title="New token" onClose={onClose}>
			<form onSubmit={submit}>
				<label class="field"><span>What it is for</span><input name="name" required maxLength={100} /></label>
				<fieldset class="token-scopes">
					<legend>It may</legend>
					{[...scopes, ...(isOperator() ? operators : [])].map(([scope, name], i) => (
						<label key={scope}><input type="checkbox" name="scope" value={scope} defaultChecked={i === 0} /> {name}</label>
					))}
				</fieldset>
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-main" disabled={busy}>Make it</button>
				</footer>
			</form>
		</Dialog>
	);
}

export function Tokens() {
	const list = useLoad((s) => get<tokens_shown>("/api/tokens", {}, s), []);
	const [asking, setAsking] = useState(false);
	const [made, setMade] = useState<token_made>();
	const revoke = (id: string) => del(`/api/tokens/${id}`)
		.then(() => { tell("Revoked"); list.reload(); }).catch(tellProblem);
	return (
		<section class="card">
			<h2>API tokens</h2>
			{made !== undefined && (
				<div class="note note-good">
					<div>
						<p>The token "{made.name}". It is shown this once:</p>
						<code class="secret">{made.token}</code>
					</div>
				</div>
			)}
			<Await of={list} lines={2}>
				{(v) => (
					<div class="table-wide">
						<table class="table">
							<thead><tr><th>Name</th><th>May</th><th>Made</th><th>Last used</th><th><span class="hidden">Revoke</span></th></tr></thead>
							<tbody>
								{v.tokens?.map((t) => (
									<tr key={t.id}>
										<td>{t.name}</td>
										<td class="faint">{(t.scopes ?? []).join(" ")}</td>
										<td><When at={t.created_at} /></td>
										<td>{t.last_used_at ? <When at={t.last_used_at} /> : "never"}</td>
										<td><button class="link" onClick={() => revoke(t.id)}>Revoke</button></td>
									</tr>
								))}
							</tbody>
						</table>
					</div>
				)}
			</Await>
			<button class="button button-small" onClick={() => setAsking(true)}>New token</button>
			{asking && (
				<NewToken
					onClose={() => setAsking(false)}
					onMade={(t) => { setMade(t); setAsking(false); list.reload(); }}
				/>
			)}
		</section>
	);
}
