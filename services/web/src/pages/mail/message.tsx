// message.tsx - one mail of a conversation: who, to whom, when, its words, its
// files.
import { useEffect, useState } from "preact/hooks";

import { get } from "../../api/client";
import type { email_whole, html_facts } from "../../api/messages";
import { type Loaded, useLoad } from "../../app/load";
import { Icon } from "../../ui/icon";
import { wholeTime, When } from "../../ui/when";
import { asSpam } from "../inbox/deeds";
import { labelName } from "../inbox/filters";
import { isUnread, labelsRead, seen } from "../inbox/marks";
import { senderOf } from "../inbox/row";
import { HtmlBody, TextBody } from "./body";
import { sizeWords } from "./text";
import { Verdict } from "./verdict";
import { isRisky, Warning } from "./warning";

interface File {
	filename: string;
	content_type: string;
	bytes: number;
}

const texts = (v: unknown): string[] => (Array.isArray(v) ? v.map(String) : []);

function People({ m }: { m: email_whole }) {
	const to = texts(m.to);
	const cc = texts(m.cc);
	return (
		<p class="mail-people">
			<b>{senderOf(m)}</b>{m.from_name && <span class="faint"> &lt;{m.from_addr}&gt;</span>}
			<br />
			<span class="faint">
				to {to.join(", ") || "nobody named"}{cc.length > 0 && <>; cc {cc.join(", ")}</>}
			</span>
		</p>
	);
}

function Files({ m }: { m: email_whole }) {
	const files = m.attachments as File[];
	if (files.length === 0)
		return null;
	return (
		<ul class="mailfiles" aria-label="Attachments">
			{files.map((f, n) => (
				<li key={n}>
					<a class="chip" href={`/api/emails/${m.id}/attachments/${n}`} download={f.filename || "attachment"}>
						<Icon name="clip" /> {f.filename || "attachment"} <span class="faint">{sizeWords(f.bytes)}</span>
					</a>
				</li>
			))}
		</ul>
	);
}

const blocked = (f: html_facts) => f.remote_images === 0 ? ""
	: `${f.remote_images} remote ${f.remote_images === 1 ? "image is" : "images are"} not loaded` +
		(f.trackers > 0 ? `, ${f.trackers} of them only there to see that you read it.` : ".");

/** Risky mail is shown as text, its links off, until they are asked for. */
function Body({ m, facts, withLinks }: {
	m: email_whole; facts: Loaded<html_facts>; withLinks: boolean;
}) {
	const [asText, setAsText] = useState(false);
	const hasHtml = facts.value?.kind === "html";
	const isHtml = hasHtml && !asText && withLinks;
	if (facts.loading && withLinks)
		return <p class="faint">Loading...</p>;
	return (
		<>
			{hasHtml && withLinks && (
				<div class="mailbody-mode">
					<button class="chip" aria-pressed={isHtml} onClick={() => setAsText(false)}>As designed</button>
					<button class="chip" aria-pressed={!isHtml} onClick={() => setAsText(true)}>Text</button>
					{isHtml && facts.value !== undefined && <span class="faint">{blocked(facts.value)}</span>}
				</div>
			)}
			{isHtml && facts.value?.cut && <p class="note note-warn">Its design is too long to be shown whole; the text is whole.</p>}
			{m.parse_error && <p class="note note-warn">It could not be read wholly: {m.parse_error}</p>}
			{isHtml ? <HtmlBody m={m} onWhite={facts.value?.own_colors === true} />
				: <TextBody text={m.body_text ?? ""} withLinks={withLinks} />}
		</>
	);
}

/** A line that opens. */
function Folded({ m, onOpen }: { m: email_whole; onOpen: () => void }) {
	return (
		<li class="mail">
			<button class={isUnread(m) ? "mail-folded mail-unread" : "mail-folded"} aria-expanded={false} onClick={onOpen}>
				<span class="mail-folded-from">{senderOf(m)}</span> <span class="mailrow-snippet">{m.snippet}</span> <When at={m.received_at} />
			</button>
		</li>
	);
}

function Opened({ m, onFold, onChange }: {
	m: email_whole; onFold: () => void; onChange: (to: Partial<email_whole>) => void;
}) {
	const [hasLinks, setLinks] = useState(false);
	const facts = useLoad((s) => get<html_facts>(`/api/emails/${m.id}/html/facts`, {}, s), [m.id]);
	const labels = m.labels.filter((l) => l !== "UNREAD");
	const toSpam = () => void asSpam([m]).then((isDone) => isDone &&
		onChange({ labels: ["SPAM", ...m.labels.filter((l) => l !== "INBOX")] }));
	return (
		<li class="mail mail-open">
			<header class="mail-head">
				<People m={m} />
				<span class="mail-when faint">
					{wholeTime(m.date ?? m.received_at)}
					<button class="plain" aria-expanded={true} aria-label="Fold this mail" onClick={onFold}><Icon name="down" /></button>
				</span>
			</header>
			<p class="mail-labels">
				{labels.map((l) => <span key={l} class="badge">{labelName(l)}</span>)}
			</p>
			{!m.is_outgoing && <Verdict m={m} onChange={onChange} />}
			{isRisky(m) && (
				<Warning m={m} facts={facts.value} hasLinks={hasLinks} onLinks={() => setLinks(true)} onSpam={toSpam} />
			)}
			<Body m={m} facts={facts} withLinks={hasLinks || !isRisky(m)} />
			<Files m={m} />
		</li>
	);
}

export function Message({ m, opens, onChange }: {
	m: email_whole; opens: boolean; onChange: (to: Partial<email_whole>) => void;
}) {
	const [isOpen, setOpen] = useState(opens);
	useEffect(() => {
		if (isOpen && isUnread(m))
			void seen(m).then((isSeen) => isSeen && onChange({ labels: labelsRead(m.labels, true) }));
	}, [isOpen]);
	return isOpen ? <Opened m={m} onFold={() => setOpen(false)} onChange={onChange} />
		: <Folded m={m} onOpen={() => setOpen(true)} />;
}
