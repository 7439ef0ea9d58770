// forms.tsx - the fields of tasks and events, and what they say as the API takes
// it. Days are days, in no zone; times are the reader's own.
import { useState } from "preact/hooks";

import type { event_params, task_params } from "../api/messages";

const DAY_CHARS = 10;
const DAY_MS = 86_400_000;

export const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

/** Nothing where nothing was written. */
export const some = (form: FormData, name: string) => text(form, name) || undefined;

const isDay = (iso: string) => iso.length === DAY_CHARS;

/** What a date field shows: "2026-11-25", or with a time of the reader's zone. */
export function local(iso: string | null | undefined, withTime: boolean): string {
	if (!iso)
		return "";
	if (isDay(iso))
		return withTime ? `${iso}T09:00` : iso;
	const d = new Date(iso);
	const shifted = new Date(d.getTime() - d.getTimezoneOffset() * 60_000);
	return shifted.toISOString().slice(0, withTime ? 16 : DAY_CHARS);
}

const instant = (field: string | undefined) => field && new Date(field).toISOString();

/** Days before or after a day; "" stays "". */
export const dayBeside = (day: string, days: number): string => (day === "" ? ""
	: new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, DAY_CHARS));

export interface TaskValues {
	title?: string;
	due_at?: string | null;
	notes?: string | null;
}

export function TaskFields({ of, dueHasTime = false }: {
	of: TaskValues;
	/** else it is due on a day */
	dueHasTime?: boolean;
}) {
	return (
		<>
			<label class="field"><span>Task</span>
				<input name="title" required maxLength={300} defaultValue={of.title} autofocus />
			</label>
			<label class="field"><span>Due</span>
				<input name="due_at" type={dueHasTime ? "datetime-local" : "date"} defaultValue={local(of.due_at, dueHasTime)} />
			</label>
			<label class="field"><span>Notes</span>
				<textarea name="notes" rows={3} maxLength={8000} defaultValue={of.notes ?? ""} />
			</label>
		</>
	);
}

export function taskParams(form: FormData): task_params {
	const due = some(form, "due_at");
	return {
		title: text(form, "title"), due_at: due === undefined || isDay(due) ? due : instant(due),
		notes: some(form, "notes"),
	};
}

export interface EventValues {
	title?: string;
	starts_at?: string | null;
	/** of whole days: the first one behind it */
	ends_at?: string | null;
	all_day?: boolean;
	location?: string | null;
	notes?: string | null;
}

export function EventFields({ of }: { of: EventValues }) {
	const [allDay, setAllDay] = useState(of.all_day === true);
	const type = allDay ? "date" : "datetime-local";
	const last = of.ends_at ?? "";
	const end = of.all_day !== true ? local(last, !allDay) : allDay ? dayBeside(last, -1) : "";
	return (
		<>
			<label class="field"><span>Title</span>
				<input name="title" required maxLength={300} defaultValue={of.title} autofocus />
			</label>
			<label><input type="checkbox" name="all_day" checked={allDay} onChange={() => setAllDay(!allDay)} /> All day</label>
			<div class="make-pair" key={type}>
				<label class="field"><span>{allDay ? "First day" : "Begins"}</span>
					<input name="starts_at" type={type} required defaultValue={local(of.starts_at, !allDay)} />
				</label>
				<label class="field"><span>{allDay ? "Last day" : "Ends"}</span>
					<input name="ends_at" type={type} defaultValue={end} />
				</label>
			</div>
			<label class="field"><span>Where</span><input name="location" maxLength={500} defaultValue={of.location ?? ""} /></label>
			<label class="field"><span>Notes</span><textarea name="notes" rows={3} maxLength={8000} defaultValue={of.notes ?? ""} /></label>
		</>
	);
}

export function eventParams(form: FormData): event_params {
	const allDay = form.get("all_day") !== null;
	const end = text(form, "ends_at");
	return {
		title: text(form, "title"), all_day: allDay,
		starts_at: (allDay ? text(form, "starts_at") : instant(some(form, "starts_at"))) ?? "",
		ends_at: (allDay ? dayBeside(end, 1) : instant(end)) || undefined,
		location: some(form, "location"), notes: some(form, "notes"),
	};
}
