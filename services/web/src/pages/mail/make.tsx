// make.tsx - what becomes of a mail: a task, a date, a draft, or leaving its
// list. Asked for, previewed exactly, then approved.
import { useState } from "preact/hooks";

import { type Action, decide, kindName, propose } from "../../api/actions";
import { say } from "../../api/client";
import type { email_whole } from "../../api/messages";
import { tell } from "../../app/toasts";
import { did } from "../../app/undo";
import { Dialog } from "../../ui/dialog";
import { obstacle, Preview } from "../../ui/preview";
import { senderOf, subjectOf } from "../inbox/row";
import { forms } from "./fields";

export type Makes = "task" | "calendar" | "draft" | "unsubscribe";

const done: Record<Makes, string> = {
	task: "Task added", calendar: "Added to the calendar", draft: "Draft kept under Actions",
	unsubscribe: "Unsubscribing: see Actions",
};

/** Second step: exactly what will be; yes, no, or later in the tray. */
function Approve({ a, kind, onClose }: { a: Action; kind: Makes; onClose: () => void }) {
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const can = obstacle(a.preview) === undefined;
	const settle = async (decision: "approve" | "reject") => {
		setBusy(true);
		try {
			const now = await decide(a.id, decision);
			onClose();
			if (now.status === "failed")
				tell(now.error ?? "It failed.");
			else if (now.can_undo)
				did(done[kind], async () => { await decide(a.id, "undo"); });
			else if (decision === "approve")
				tell(done[kind]);
		} catch (e) {
			setProblem(say(e));
			setBusy(false);
		}
	};
	return (
		<>
			<Preview of={a.preview ?? []} />
			{kind === "unsubscribe" && can && <p class="note note-warn">This can't be taken back.</p>}
			{problem !== "" && <p class="note note-error" role="alert">{problem}</p>}
			<footer class="dialog-foot">
				<button class="button" disabled={busy} onClick={() => void settle("reject")}>Discard</button>
				{can && (
					<>
						<button class="button" disabled={busy} onClick={() => { onClose(); tell("It waits under Actions."); }}>Decide later</button>
						<button class="button button-main" disabled={busy} autofocus onClick={() => void settle("approve")}>Approve</button>
					</>
				)}
			</footer>
		</>
	);
}

/** First step: what it should be. */
function Ask({ m, kind, onFiled }: { m: email_whole; kind: Makes; onFiled: (a: Action) => void }) {
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const { Fields, params } = forms[kind];
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		const form = new FormData(e.currentTarget as HTMLFormElement);
		setBusy(true);
		setProblem("");
		try {
			onFiled(await propose({ email_id: m.id, kind, params: params(form), reason: "You asked for it." }));
		} catch (x) {
			setProblem(say(x));
			setBusy(false);
		}
	};
	return (
		<form class="make" onSubmit={submit}>
			<Fields m={m} />
			{problem !== "" && <p class="note note-error" role="alert">{problem}</p>}
			<footer class="dialog-foot"><button class="button button-main" disabled={busy}>Preview</button></footer>
		</form>
	);
}

export function Make({ m, kind, onClose }: { m: email_whole; kind: Makes; onClose: () => void }) {
	const [filed, setFiled] = useState<Action>();
	return (
		<Dialog title={kindName(kind)} onClose={onClose} wide={kind === "draft"}>
			<p class="faint">About: {senderOf(m)}, {subjectOf(m)}</p>
			{filed === undefined ? <Ask m={m} kind={kind} onFiled={setFiled} />
				: <Approve a={filed} kind={kind} onClose={onClose} />}
		</Dialog>
	);
}
