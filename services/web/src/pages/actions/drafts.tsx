// drafts.tsx - letters that nobody has sent: edited here, sent by the person's
// own mail program.
import { useState } from "preact/hooks";

import { del, get, put, say } from "../../api/client";
import type { draft_line, drafts_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell } from "../../app/toasts";
import { Dialog } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";
import { addressesOf } from "../mail/addresses";
import { Remove } from "./remove";
import { Source } from "./source";

function Editor({ d, onClose, onSaved }: { d: draft_line; onClose: () => void; onSaved: () => void }) {
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const save = async (e: SubmitEvent) => {
		e.preventDefault();
		const form = new FormData(e.currentTarget as HTMLFormElement);
		const text = (name: string) => String(form.get(name) ?? "");
		setBusy(true);
		setProblem("");
		try {
			await put(`/api/drafts/${d.id}`, {
				to: addressesOf(text("to")), cc: addressesOf(text("cc")), subject: text("subject").trim(),
				body: text("body").replace(/\r\n/g, "\n"),
			});
			tell("Draft saved.");
			onSaved();
		} catch (x) {
			setProblem(say(x));
			setBusy(false);
		}
	};
	return (
		<Dialog title="Draft" onClose={onClose} wide>
			<form class="make" onSubmit={save}>
				<label class="field"><span>To</span><input name="to" required defaultValue={d.to.join(", ")} /></label>
				<label class="field"><span>Cc</span><input name="cc" defaultValue={d.cc.join(", ")} /></label>
				<label class="field"><span>Subject</span><input name="subject" maxLength={900} defaultValue={d.subject} /></label>
				<label class="field"><span>Text</span><textarea name="body" rows={16} maxLength={32768} defaultValue={d.body} autofocus /></label>
				{problem !== "" && <p class="note note-error" role="alert">{problem}</p>}
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-main" disabled={busy}>Save</button>
				</footer>
			</form>
		</Dialog>
	);
}

function Draft({ d, onEdit, onGone }: { d: draft_line; onEdit: () => void; onGone: () => void }) {
	return (
		<li class="card">
			<div>
				<h3>{d.subject || "(no subject)"}</h3>
				<p>to {d.to.join(", ")}{d.cc.length > 0 && <>; cc {d.cc.join(", ")}</>}</p>
				<p class="made-notes made-short">{d.body}</p>
				<p class="made-do">
					<button class="button button-small" onClick={onEdit}>Edit</button>
					<a class="button button-small" href={`/api/drafts/${d.id}.eml`} download={`draft-${d.id}.eml`}><Icon name="download" /> .eml</a>
					{d.mailto && (
						<a class="button button-small" href={d.mailto} title={d.mailto_cut ? "A link can't hold all of its text: use the .eml for that" : undefined}>
							Open in mail program{d.mailto_cut && " (shortened)"}
						</a>
					)}
				</p>
				<p class="faint"><When at={d.changed_at ?? d.created_at} /> <Source of={d} /></p>
			</div>
			<Remove what={`the draft "${d.subject || "(no subject)"}"`} run={async () => { await del(`/api/drafts/${d.id}`); onGone(); }} />
		</li>
	);
}

export function Drafts() {
	const list = useLoad((s) => get<drafts_shown>("/api/drafts", { limit: 50 }, s), []);
	const [edited, setEdited] = useState<draft_line>();
	return (
		<Await of={list}>
			{(v) => (
				<>
					{(v.drafts ?? []).length === 0 && <Empty icon="reply" title="No drafts">Approve a proposed draft, or answer a mail with r. Nothing is sent from here.</Empty>}
					<ul class="made">
						{(v.drafts ?? []).map((d) => <Draft key={d.id} d={d} onEdit={() => setEdited(d)} onGone={list.reload} />)}
					</ul>
					{edited !== undefined && (
						<Editor d={edited} onClose={() => setEdited(undefined)} onSaved={() => { setEdited(undefined); list.reload(); }} />
					)}
				</>
			)}
		</Await>
	);
}
