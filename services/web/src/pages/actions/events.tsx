// events.tsx - the calendar as a list: changed here, taken into any calendar.
import { useState } from "preact/hooks";

import { del, get, put } from "../../api/client";
import type { event_line, event_params, events_shown } from "../../api/messages";
import { usePaged } from "../../app/paged";
import { did } from "../../app/undo";
import { EventFields, eventParams } from "../../ui/forms";
import { Icon } from "../../ui/icon";
import { More } from "../../ui/more";
import { Await, Empty } from "../../ui/states";
import { Edit } from "./edit";
import { Remove } from "./remove";
import { Source } from "./source";
import { span } from "./span";

const PAGE = 50;

/** What the server takes: all of it, what is left out is empty. */
const whole = (e: event_line): event_params => ({
	title: e.title, starts_at: e.starts_at, ends_at: e.ends_at ?? undefined, all_day: e.all_day,
	location: e.location ?? undefined, notes: e.notes ?? undefined,
});

function Editor({ e, onClose, onSaved }: { e: event_line; onClose: () => void; onSaved: () => void }) {
	const path = `/api/calendar/${e.id}`;
	const save = async (form: FormData) => {
		await put(path, eventParams(form));
		onSaved();
		did("Event changed", async () => {
			await put(path, whole(e));
			onSaved();
		});
	};
	return <Edit title="Event" save={save} onClose={onClose}><EventFields of={e} /></Edit>;
}

function Event({ e, onEdit, onGone }: { e: event_line; onEdit: () => void; onGone: () => void }) {
	return (
		<li class="card">
			<div>
				<h3>{e.title}</h3>
				<p>{span(e)}{e.location && <>, {e.location}</>}</p>
				{e.notes && <p class="made-notes">{e.notes}</p>}
				<p class="faint"><Source of={e} /></p>
			</div>
			<span class="made-tools">
				<button class="plain" aria-label={`Edit ${e.title}`} title="Edit" onClick={onEdit}><Icon name="edit" /></button>
				<a class="plain" href={`/api/calendar/${e.id}.ics`} download={`event-${e.id}.ics`} aria-label={`Download ${e.title} as .ics`} title="Download as .ics"><Icon name="download" /></a>
				<Remove what={`"${e.title}" from the calendar`} run={async () => { await del(`/api/calendar/${e.id}`); onGone(); }} />
			</span>
		</li>
	);
}

/** Midnight, so that what is on today is among what comes. */
function today(): string {
	const now = new Date();
	return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

export function Events() {
	const [withPast, setWithPast] = useState(false);
	const [edited, setEdited] = useState<event_line>();
	const list = usePaged<event_line>(async (after, s) => {
		const from = withPast ? undefined : today();
		const page = await get<events_shown>("/api/calendar", { from, after, limit: PAGE }, s);
		return { items: page.events ?? [], next: page.next_after };
	}, [withPast]);
	return (
		<Await of={list}>
			{(events) => (
				<>
					<p class="tray-tools">
						<label><input type="checkbox" checked={withPast} onChange={() => setWithPast(!withPast)} /> Show past ones too</label>
						<a class="button button-small" href="/api/calendar.ics" download="applylens.ics"><Icon name="download" /> All as .ics</a>
					</p>
					{events.length === 0 && <Empty icon="calendar" title={withPast ? "Nothing in the calendar" : "Nothing to come"}>Approve a proposed date, or add one from a mail with c.</Empty>}
					<ul class="made">
						{events.map((e) => <Event key={e.id} e={e} onEdit={() => setEdited(e)} onGone={list.reload} />)}
					</ul>
					<More of={list} />
					{edited !== undefined && (
						<Editor e={edited} onClose={() => setEdited(undefined)} onSaved={() => { setEdited(undefined); list.reload(); }} />
					)}
				</>
			)}
		</Await>
	);
}
