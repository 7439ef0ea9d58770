// fields.tsx - the forms of what can be made of a mail, and their params as the
// API takes them (task_params, event_params, draft_params).
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";

import type { draft_params, email_whole, event_params, task_params } from "../../api/messages";
import { wholeTime } from "../../ui/when";
import { senderOf, subjectOf } from "../inbox/row";
import { addressesOf } from "./addresses";
import type { Makes } from "./make";
import { answerSubject, quoted } from "./text";

const QUOTED_MAX = 8000;

interface MakeForm {
	Fields: ComponentType<{ m: email_whole }>;
	/** undefined: the kind takes none */
	params: (form: FormData) => object | undefined;
}

const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

/** Nothing where nothing was written. */
const some = (form: FormData, name: string) => text(form, name) || undefined;

/** What a date field shows, in the reader's zone: "2026-11-25" or with a time. */
function local(iso: string | null | undefined, withTime: boolean): string {
	if (!iso)
		return "";
	const d = new Date(iso);
	const shifted = new Date(d.getTime() - d.getTimezoneOffset() * 60_000);
	return shifted.toISOString().slice(0, withTime ? 16 : 10);
}

const instant = (field: string | undefined) => field && new Date(field).toISOString();

function TaskFields({ m }: { m: email_whole }) {
	return (
		<>
			<label class="field"><span>Task</span>
				<input name="title" required maxLength={300} defaultValue={subjectOf(m)} autofocus />
			</label>
			<label class="field"><span>Due</span>
				<input name="due_at" type="date" defaultValue={local(m.due_at, false)} />
			</label>
			<label class="field"><span>Notes</span>
				<textarea name="notes" rows={3} maxLength={8000} />
			</label>
		</>
	);
}

const taskParams = (form: FormData): task_params => ({
	title: text(form, "title"), due_at: some(form, "due_at"), notes: some(form, "notes"),
});

function EventFields({ m }: { m: email_whole }) {
	const [allDay, setAllDay] = useState(false);
	const type = allDay ? "date" : "datetime-local";
	const hour = m.event_at ? new Date(Date.parse(m.event_at) + 3_600_000).toISOString() : "";
	return (
		<>
			<label class="field"><span>Title</span>
				<input name="title" required maxLength={300} defaultValue={subjectOf(m)} autofocus />
			</label>
			<label><input type="checkbox" name="all_day" checked={allDay} onChange={() => setAllDay(!allDay)} /> All day</label>
			<div class="make-pair" key={type}>
				<label class="field"><span>Begins</span>
					<input name="starts_at" type={type} required defaultValue={local(m.event_at, !allDay)} />
				</label>
				<label class="field"><span>{allDay ? "First day after it" : "Ends"}</span>
					<input name="ends_at" type={type} defaultValue={allDay ? "" : local(hour, true)} />
				</label>
			</div>
			<label class="field"><span>Where</span><input name="location" maxLength={500} /></label>
			<label class="field"><span>Notes</span><textarea name="notes" rows={3} maxLength={8000} /></label>
		</>
	);
}

function eventParams(form: FormData): event_params {
	const isDay = form.get("all_day") !== null;
	const when = (name: string) => (isDay ? some(form, name) : instant(some(form, name)));
	return {
		title: text(form, "title"), all_day: isDay, starts_at: when("starts_at") ?? "",
		ends_at: when("ends_at"), location: some(form, "location"), notes: some(form, "notes"),
	};
}

/** Below what one writes, as mail programs put it. */
function answered(m: email_whole): string {
	const body = (m.body_text ?? "").slice(0, QUOTED_MAX);
	return `\n\nOn ${wholeTime(m.date ?? m.received_at)}, ${senderOf(m)} wrote:\n${quoted(body)}\n`;
}

const askFor = (m: email_whole) => `Draft a reply to ${senderOf(m)} about "${subjectOf(m)}"`;

function DraftFields({ m }: { m: email_whole }) {
	return (
		<>
			<p class="faint">Or <a href={`/chat?q=${encodeURIComponent(askFor(m))}`}>let the assistant draft it</a>.</p>
			<label class="field"><span>To</span>
				<input name="to" required defaultValue={m.from_name && !/[<>",]/.test(m.from_name) ? `${m.from_name} <${m.from_addr}>` : m.from_addr ?? ""} />
			</label>
			<label class="field"><span>Cc</span><input name="cc" /></label>
			<label class="field"><span>Subject</span>
				<input name="subject" maxLength={900} defaultValue={answerSubject(subjectOf(m))} />
			</label>
			<label class="field"><span>Text</span>
				<textarea name="body" rows={14} maxLength={32768} defaultValue={answered(m)} autofocus />
			</label>
		</>
	);
}

const draftParams = (form: FormData): draft_params => ({
	to: addressesOf(text(form, "to")), cc: addressesOf(text(form, "cc")),
	subject: text(form, "subject"), body: String(form.get("body") ?? "").replace(/\r\n/g, "\n"),
});

const Leave = () => <p>Ask the sender's list to send you no more mail?</p>;

export const forms: Record<Makes, MakeForm> = {
	task: { Fields: TaskFields, params: taskParams },
	calendar: { Fields: EventFields, params: eventParams },
	draft: { Fields: DraftFields, params: draftParams },
	unsubscribe: { Fields: Leave, params: () => undefined },
};
