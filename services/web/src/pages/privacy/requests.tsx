// requests.tsx - asking for a copy of everything, or for its end; how far that is.
import { useEffect, useState } from "preact/hooks";

import { get, post } from "../../api/client";
import type { dsr_opened } from "../../api/messages";
import { useLoad } from "../../app/load";
import { session } from "../../app/session";
import { tell, tellProblem } from "../../app/toasts";
import { Dialog } from "../../ui/dialog";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";

interface Request {
	id: string;
	kind: "access" | "portability" | "erasure";
	status: string;
	received_at: string;
	due_at: string;
	finished_at?: string | null;
	error?: string | null;
	export_bytes?: number | null;
	can_download?: boolean | null;
	total_rows?: number | null;
	done_rows?: number | null;
}

const PATH = "/security/dsr";
const REFRESH_MS = 1500;
const kinds = { access: "Copy of everything", portability: "Copy to take elsewhere", erasure: "Erasure" };
const isOpen = (r: Request) => r.status === "received" || r.status === "running";
const size = (n: number) => (n < 1e6 ? `${Math.ceil(n / 1e3)} KB` : `${(n / 1e6).toFixed(1)} MB`);

function Erase({ onClose, onSent }: { onClose: () => void; onSent: (receipt: string) => void }) {
	const [busy, setBusy] = useState(false);
	const email = session.value?.email ?? "";
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		const form = new FormData(e.currentTarget as HTMLFormElement);
		setBusy(true);
		try {
			const r = await post<dsr_opened>(PATH, {
				kind: "erasure", confirm: String(form.get("confirm")),
				password: String(form.get("password") ?? "") || undefined,
			});
			onSent(r.receipt ?? "");
		} catch (x) {
			tellProblem(x);
			setBusy(false);
		}
	};
	return (
		<Dialog title="Erase everything" onClose={onClose}>
			<form onSubmit={submit}>
				<p>All your mail, what was learnt from it, your conversations, tokens and this account go. Nothing of it can be brought back.</p>
				<label class="field"><span>Type {email} to confirm</span><input name="confirm" required autocomplete="off" maxLength={320} /></label>
				<label class="field"><span>Your password, if you have one</span><input name="password" type="password" autocomplete="current-password" maxLength={1024} /></label>
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-danger" disabled={busy}>Erase everything</button>
				</footer>
			</form>
		</Dialog>
	);
}

function Line({ r }: { r: Request }) {
	return (
		<tr>
			<td>{kinds[r.kind]}</td>
			<td>
				{r.status}
				{isOpen(r) && <progress class="progress" max={r.total_rows ?? undefined} value={r.total_rows ? r.done_rows ?? 0 : undefined} aria-label={`${kinds[r.kind]}: progress`} />}
				{r.error && <div class="faint">{r.error}</div>}
			</td>
			<td><When at={r.received_at} /></td>
			<td><When at={r.due_at} words /></td>
			<td>
				{r.can_download && (
					<a href={`${PATH}/${r.id}/export`} download>Download ({size(r.export_bytes ?? 0)})</a>
				)}
			</td>
		</tr>
	);
}

export function Requests() {
	const list = useLoad((s) => get<{ requests: Request[] }>(PATH, {}, s), []);
	const [erasing, setErasing] = useState(false);
	const [receipt, setReceipt] = useState<string>();
	const waits = list.value?.requests.some(isOpen) ?? false;
	useEffect(() => {
		const timer = waits ? setTimeout(list.reload, REFRESH_MS) : undefined;
		return () => clearTimeout(timer);
	}, [waits, list.value]);
	const ask = (kind: string) => post<dsr_opened>(PATH, { kind })
		.then((r) => { tell(r.is_new ? "It is being made" : "It is being made already"); list.reload(); })
		.catch(tellProblem);
	return (
		<section class="card">
			<h2>Your data</h2>
			<p>A copy has every mail as it came, and everything ApplyLens made of it, as files that programs can read.</p>
			<div class="request-new">
				<button class="button" onClick={() => ask("access")}>Make a copy</button>
				<button class="button" onClick={() => ask("portability")}>Make a copy to take elsewhere</button>
				<button class="button button-danger" onClick={() => setErasing(true)}>Erase everything</button>
			</div>
			{receipt !== undefined && (
				<p class="note note-warn"><span>Erasing has begun. Its receipt, said only now: <code>{receipt}</code></span></p>
			)}
			<Await of={list} lines={2}>
				{(v) => (v.requests.length === 0 ? <p class="faint">Nothing was asked for yet.</p> : (
					<div class="table-wide">
						<table class="table">
							<thead><tr><th>What</th><th>Status</th><th>Asked</th><th>By law at the latest</th><th><span class="hidden">Download</span></th></tr></thead>
							<tbody>{v.requests.map((r) => <Line key={r.id} r={r} />)}</tbody>
						</table>
					</div>
				))}
			</Await>
			{erasing && (
				<Erase
					onClose={() => setErasing(false)}
					onSent={(text) => { setReceipt(text); setErasing(false); list.reload(); }}
				/>
			)}
		</section>
	);
}
