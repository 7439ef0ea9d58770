// details.tsx - one application: its timeline with the words it was read from,
// and the person's corrections.
import { useState } from "preact/hooks";

import { del, get, post } from "../../api/client";
import { type Loaded, useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { Dialog } from "../../ui/dialog";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";
import { type ApplicationWhole, STAGES, stageName, type TimelineEvent } from "./data";

type Shown = { application: ApplicationWhole };

function Event({ e }: { e: TimelineEvent }) {
	return (
		<li>
			<b>{stageName(e.what)}</b> <When at={e.at} words />
			{e.date && <> <span class="badge">for <When at={e.date} words /></span></>}
			{e.evidence ? (
				<blockquote>
					{e.evidence.quote} <a href={`/mail/${e.evidence.email_id}`}>{e.evidence.subject || "the mail"}</a>
				</blockquote>
			) : <p class="faint">You said so.</p>}
		</li>
	);
}

function Corrections({ a, of, onChange }: {
	a: ApplicationWhole; of: Loaded<Shown>; onChange: () => void;
}) {
	const [busy, setBusy] = useState(false);
	const then = async (work: Promise<unknown>) => {
		setBusy(true);
		try {
			await work;
			of.reload();
			onChange();
		} catch (e) {
			tellProblem(e);
		}
		setBusy(false);
	};
	const undo = (id: string) => then(del(`/api/applications/corrections/${id}`));
	const say = (what: string, value?: string) => then(
		post<{ id: string }>(`/api/applications/${a.id}`, { what, value })
			.then((c) => tell("Corrected", () => { void undo(c.id); })));
	return (
		<>
			<div class="app-correct">
				<label class="field"><span>Stage</span>
					<select disabled={busy} value={a.stage} onChange={(e) => { void say("stage", e.currentTarget.value); }}>
						{STAGES.map((s) => <option key={s} value={s}>{stageName(s)}</option>)}
					</select>
				</label>
				<label class="field"><span>Role</span>
					<input
						key={a.role} defaultValue={a.role} maxLength={200} disabled={busy}
						onChange={(e) => { void say("role", e.currentTarget.value); }}
					/>
				</label>
				<button class="button" disabled={busy} onClick={() => say("hide")}>Hide</button>
			</div>
			{a.corrections.length > 0 && (
				<ul class="app-said">
					{a.corrections.map((c) => (
						<li key={c.id} class="faint">
							You said: {c.what} {c.value ?? ""}{" "}
							<button class="link" disabled={busy} onClick={() => undo(c.id)}>Take back</button>
						</li>
					))}
				</ul>
			)}
		</>
	);
}

export function Details({ id, onClose, onChange }: {
	id: string; onClose: () => void; onChange: () => void;
}) {
	const of = useLoad((s) => get<Shown>(`/api/applications/${id}`, {}, s), [id]);
	const title = of.value === undefined ? "Application"
		: `${of.value.application.company || of.value.application.domain}: ${of.value.application.role}`;
	return (
		<Dialog title={title} onClose={onClose} wide>
			<Await of={of}>
				{({ application: a }) => (
					<>
						<Corrections a={a} of={of} onChange={onChange} />
						<ol class="timeline">{a.timeline.map((e, i) => <Event key={i} e={e} />)}</ol>
					</>
				)}
			</Await>
		</Dialog>
	);
}
