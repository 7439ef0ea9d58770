// postmortem.tsx - why it was, and what follows: read, taken away, finished.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { put, send } from "../../api/client";
import type { incident, incident_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell } from "../../app/toasts";
import { Dialog } from "../../ui/dialog";
import { text } from "../../ui/forms";
import { Icon } from "../../ui/icon";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";
import { Edit } from "../actions/edit";

const HOUR_MS = 3_600_000;
const DAY_H = 24;

const pathOf = (i: incident_shown) => `/api/incidents/${i.id}/postmortem`;

function Read({ of, children }: { of: incident_shown; children: (markdown: string) => ComponentChildren }) {
	const it = useLoad(async (signal) => (await send("GET", pathOf(of), { headers: { Accept: "text/markdown" }, signal })).text(), [of.id]);
	return <Await of={it} lines={8}>{children}</Await>;
}

function Finish({ of, onClose, onFinished }: { of: incident_shown; onClose: () => void; onFinished: () => void }) {
	return (
		<Edit
			title="Finish the postmortem" wide onClose={onClose}
			save={async (form) => {
				await put<incident>(pathOf(of), { markdown: text(form, "markdown") });
				onFinished();
			}}
		>
			<p class="faint">
				Markdown. Finished is it with all sections, nothing that is still to be written, and an action item with owner and date, or "None."
			</p>
			<Read of={of}>
				{(markdown) => (
					<label class="field"><span>Postmortem</span>
						<textarea class="postmortem-text" name="markdown" rows={22} maxLength={100000} required defaultValue={markdown} spellcheck />
					</label>
				)}
			</Read>
		</Edit>
	);
}

/** "in 31 h", "in 2 days", "5 h ago". */
function untilWords(iso: string): string {
	const hours = (Date.parse(iso) - Date.now()) / HOUR_MS;
	const [n, unit] = Math.abs(hours) < 2 * DAY_H ? [hours, "hour"] as const : [hours / DAY_H, "day"] as const;
	return new Intl.RelativeTimeFormat(undefined, { style: "short" }).format(Math.trunc(n), unit);
}

function Due({ of }: { of: incident_shown }) {
	if (of.postmortem_at)
		return <p>Finished <When at={of.postmortem_at} /></p>;
	if (!of.postmortem_due_at)
		return <p class="faint">{of.severity <= 2 ? "Due 48 hours after the end." : "None is needed at this severity."}</p>;
	const isLate = Date.parse(of.postmortem_due_at) < Date.now();
	return (
		<p class={isLate ? "note note-error" : "note note-warn"}>
			<Icon name={isLate ? "warning" : "calendar"} />
			<span>{isLate ? "Overdue: it was due " : "Due "}{untilWords(of.postmortem_due_at)}, <When at={of.postmortem_due_at} /></span>
		</p>
	);
}

export function Postmortem({ of, onFinished }: { of: incident_shown; onFinished: () => void }) {
	const [open, setOpen] = useState<"read" | "finish">();
	const close = () => setOpen(undefined);
	const isOver = of.status === "resolved" || of.status === "closed";
	return (
		<section class="card postmortem">
			<h2>Postmortem</h2>
			<Due of={of} />
			<div class="incident-buttons">
				<button class="button button-small" onClick={() => setOpen("read")}>{of.postmortem_at ? "Read it" : "Read the draft"}</button>
				<a class="button button-small" href={pathOf(of)} download><Icon name="download" /> Download</a>
				{isOver && <button class="button button-small" onClick={() => setOpen("finish")}>{of.postmortem_at ? "Write it anew" : "Finish it"}</button>}
			</div>
			{open === "read" && (
				<Dialog title={of.postmortem_at ? "Postmortem" : "Postmortem, a draft"} wide onClose={close}>
					<Read of={of}>{(markdown) => <pre class="postmortem-text" tabIndex={0}>{markdown}</pre>}</Read>
				</Dialog>
			)}
			{open === "finish" && (
				<Finish of={of} onClose={close} onFinished={() => { close(); tell("The postmortem is finished."); onFinished(); }} />
			)}
		</section>
	);
}
