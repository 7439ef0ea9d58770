// mail.tsx - the reader: a conversation, oldest first, beside the list where
// there is room for both.
import { useLocation, useRoute } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";

import { get } from "../../api/client";
import type { email_shown, email_whole, thread_shown, triage_reason } from "../../api/messages";
import { useKeys } from "../../app/keys";
import { useLoad } from "../../app/load";
import { undoLast } from "../../app/undo";
import { Await } from "../../ui/states";
import { act, asSpam } from "../inbox/deeds";
import { labelName } from "../inbox/filters";
import { LabelDialog } from "../inbox/labels";
import { labelsAfter, pathOf } from "../inbox/lines";
import { at, beside, cursor, loadMore, open, view } from "../inbox/list";
import { MailList } from "../inbox/maillist";
import { labelsRead, mark } from "../inbox/marks";
import { subjectOf } from "../inbox/row";
import { Make, type Makes } from "./make";
import { Message } from "./message";
import { Tools } from "./tools";
import "../inbox/inbox.css";
import "./mail.css";

const WIDE = matchMedia("(min-width: 1180px)");

function useWide(): boolean {
	const [isWide, setWide] = useState(WIDE.matches);
	useEffect(() => {
		const changed = () => setWide(WIDE.matches);
		WIDE.addEventListener("change", changed);
		return () => WIDE.removeEventListener("change", changed);
	}, []);
	return isWide;
}

/** The whole conversation of a mail; a mail without one is its own. */
async function conversation(id: string, signal: AbortSignal): Promise<email_whole[]> {
	const m: email_whole = await get<email_shown>(`/api/emails/${id}`, {}, signal);
	if (!m.thread_id)
		return [m];
	const t = await get<thread_shown>(`/api/threads/${m.thread_id}`, {}, signal);
	return t.emails.some((e) => e.id === id) ? t.emails : [...t.emails, m];
}

const hasSignal = (m: email_whole, name: string) =>
	((m.reasons ?? []) as triage_reason[]).some((r) => r.signal === name);

function Conversation({ id, mails, change, leave, step }: {
	id: string; mails: email_whole[];
	change: (id: string, to: Partial<email_whole>) => void;
	leave: () => void; step: (n: number) => void;
}) {
	const [makes, setMakes] = useState<Makes>();
	const [labels, setLabels] = useState(false);
	const m = mails.find((e) => e.id === id) as email_whole;
	const inInbox = mails.filter((e) => e.labels.includes("INBOX"));
	const archive = () => {
		if (inInbox.length > 0)
			void act("archive", inInbox, "Archived");
		leave();
	};
	const spam = () => {
		void asSpam([m]);
		leave();
	};
	const unread = () => {
		void mark([{ id, labels: labelsRead(m.labels, true) }], false);
		step(0);
	};
	useKeys("Reader", [
		{ key: "Escape", does: "back to the list", run: () => step(0) },
		{ key: "u", does: "mark as unread", run: unread },
		{ key: "]", does: "next mail", run: () => step(1) },
		{ key: "j", does: "next mail", run: () => step(1) },
		{ key: "[", does: "previous mail", run: () => step(-1) },
		{ key: "k", does: "previous mail", run: () => step(-1) },
		{ key: "e", does: "archive", run: archive },
		{ key: "!", does: "report as spam", run: spam },
		{ key: "l", does: "label", run: () => setLabels(true) },
		{ key: "r", does: "draft a reply", run: () => setMakes("draft") },
		{ key: "t", does: "make a task", run: () => setMakes("task") },
		{ key: "c", does: "add to the calendar", run: () => setMakes("calendar") },
	]);
	const last = mails.at(-1)?.id;
	return (
		<>
			<Tools
				canArchive={inInbox.length > 0} canSpam={!m.is_outgoing && !m.labels.includes("SPAM")}
				canLeave={hasSignal(m, "list_unsubscribe")} step={step} archive={archive} spam={spam} unread={unread}
				label={() => setLabels(true)} make={setMakes}
			/>
			<h1 class="mailreader-subject" dir="auto">{subjectOf(m)}</h1>
			<ol class="mails">
				{mails.map((e) => (
					<Message key={e.id} m={e} opens={e.id === id || e.id === last} onChange={(to) => change(e.id, to)} />
				))}
			</ol>
			{makes !== undefined && <Make m={m} kind={makes} onClose={() => setMakes(undefined)} />}
			{labels && (
				<LabelDialog
					mails={[m]} onClose={() => setLabels(false)}
					onDone={(to) => {
						setLabels(false);
						const was = m.labels;
						change(id, { labels: labelsAfter("label", was, to) });
						void act("label", [{ id, labels: was }], to.add[0] === undefined ? "Labels taken away"
							: `Labelled ${labelName(to.add[0])}`, to, () => change(id, { labels: was }))
							.then((isDone) => isDone || change(id, { labels: was }));
					}}
				/>
			)}
		</>
	);
}

/** id's conversation; leave: what was read is dealt with. */
function Reader({ id }: { id: string }) {
	const { route } = useLocation();
	const isWide = useWide();
	const mails = useLoad((s) => conversation(id, s), [id]);
	const back = () => route(pathOf(view.value));
	const step = (n: number) => {
		const next = n === 0 ? "" : beside(id, n);
		if (n > 0 && beside(id, 5) === "")
			loadMore();
		if (n === 0)
			back();
		else if (next !== "")
			route(`/mail/${next}`);
	};
	const next = beside(id, 1) || beside(id, -1);
	const leave = () => {
		at.value = next;
		isWide && next !== "" ? route(`/mail/${next}`) : back();
	};
	return (
		<Await of={mails} lines={10}>
			{(all) => all.some((e) => e.id === id) && (
				<Conversation
					key={id} id={id} mails={all} leave={leave} step={step}
					change={(which, to) => mails.set(all.map((e) => (e.id === which ? { ...e, ...to } : e)))}
				/>
			)}
		</Await>
	);
}

export default function Mail() {
	const { params } = useRoute();
	const id = params["id"] ?? "";
	const isWide = useWide();
	useKeys("Mail", [{ key: "z", does: "undo", run: undoLast }]);
	useEffect(() => {
		at.value = id;
		if (cursor.peek() === undefined)
			open(view.peek());
	}, [id]);
	return (
		<div class="mailsplit">
			{isWide && <aside class="mailsplit-list" aria-label="The list"><MailList openId={id} /></aside>}
			<article class="mailreader" key={id}><Reader id={id} /></article>
		</div>
	);
}
