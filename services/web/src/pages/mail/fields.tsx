// fields.tsx - the forms of what can be made of a mail, and their params as the
// API takes them (task_params, event_params, draft_params).
import type { ComponentType } from "preact";

import type { draft_params, email_whole } from "../../api/messages";
import { EventFields, eventParams, TaskFields, taskParams, text } from "../../ui/forms";
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

const AN_HOUR_MS = 3_600_000;

const MailTask = ({ m }: { m: email_whole }) => <TaskFields of={{ title: subjectOf(m), due_at: m.due_at }} />;

function MailEvent({ m }: { m: email_whole }) {
	const end = m.event_at ? new Date(Date.parse(m.event_at) + AN_HOUR_MS).toISOString() : "";
	return <EventFields of={{ title: subjectOf(m), starts_at: m.event_at, ends_at: end }} />;
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
	task: { Fields: MailTask, params: taskParams },
	calendar: { Fields: MailEvent, params: eventParams },
	draft: { Fields: DraftFields, params: draftParams },
	unsubscribe: { Fields: Leave, params: () => undefined },
};
