// drafts.tsx - letters that nobody has sent: edited here, sent by the person's
// own mail program.
import { useState } from "preact/hooks";

import { del, get, put } from "../../api/client";
import type { draft_line, drafts_shown } from "../../api/messages";
import { usePaged } from "../../app/paged";
import { did } from "../../app/undo";
import { text } from "../../ui/forms";
import { Icon } from "../../ui/icon";
import { More } from "../../ui/more";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";
import { addressesOf } from "../mail/addresses";
import { Edit } from "./edit";
import { Remove } from "./remove";
import { Source } from "./source";

const PAGE = 20;

function Editor({ d, onClose, onSaved }: { d: draft_line; onClose: () => void; onSaved: () => void }) {
	const save = async (form: FormData) => {
		await put(`/api/drafts/${d.id}`, {
			to: addressesOf(text(form, "to")), cc: addressesOf(text(form, "cc")), subject: text(form, "subject"),
			body: String(form.get("body") ?? "").replace(/\r\n/g, "\n"),
		});
		onSaved();
		did("Draft changed", async () => {
			await put(`/api/drafts/${d.id}`, { to: d.to, cc: d.cc, subject: d.subject, body: d.body });
			onSaved();
		});
	};
	return (
		<Edit title="Draft" save={save} onClose={onClose} wide>
			<label class="field"><span>To</span><input name="to" required defaultValue={d.to.join(", ")} /></label>
			<label class="field"><span>Cc</span><input name="cc" defaultValue={d.cc.join(", ")} /></label>
			<label class="field"><span>Subject</span><input name="subject" maxLength={900} defaultValue={d.subject} /></label>
			<label class="field"><span>Text</span><textarea name="body" rows={16} maxLength={32768} defaultValue={d.body} autofocus /></label>
		</Edit>
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
	const list = usePaged<draft_line>(async (before, s) => {
		const page = await get<drafts_shown>("/api/drafts", { before, limit: PAGE }, s);
		return { items: page.drafts ?? [], next: page.next_before };
	}, []);
	const [edited, setEdited] = useState<draft_line>();
	return (
		<Await of={list}>
			{(drafts) => (
				<>
					{drafts.length === 0 && <Empty icon="reply" title="No drafts">Approve a proposed draft, or answer a mail with r. Nothing is sent from here.</Empty>}
					<ul class="made">
						{drafts.map((d) => <Draft key={d.id} d={d} onEdit={() => setEdited(d)} onGone={list.reload} />)}
					</ul>
					<More of={list} />
					{edited !== undefined && (
						<Editor d={edited} onClose={() => setEdited(undefined)} onSaved={() => { setEdited(undefined); list.reload(); }} />
					)}
				</>
			)}
		</Await>
	);
}
