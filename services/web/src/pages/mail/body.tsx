// body.tsx - the words of a mail: as text, quotes folded; or as the sender
// designed it, in a frame where nothing runs and nothing is fetched unasked.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { email_whole } from "../../api/messages";
import { partsOf, piecesOf, sizeWords } from "./text";

const SHOWN_MAX = 100_000; // characters, until all is asked for

function Words({ text, withLinks }: { text: string; withLinks: boolean }) {
	if (!withLinks)
		return <>{text}</>;
	return (
		<>
			{piecesOf(text).map((p, i) => p.href === undefined ? p.text
				: <a key={i} href={p.href} target="_blank" rel="noopener noreferrer nofollow">{p.text}</a>)}
		</>
	);
}

export function TextBody({ text, withLinks }: { text: string; withLinks: boolean }) {
	const [isWhole, setWhole] = useState(false);
	const shown = isWhole ? text : text.slice(0, SHOWN_MAX);
	if (text.trim() === "")
		return <p class="faint">This mail has no text.</p>;
	return (
		<div class="mailbody">
			{partsOf(shown).map((p, i) => p.kind === "text"
				? <div key={i} class="mailbody-text" dir="auto"><Words text={p.text} withLinks={withLinks} /></div>
				: (
					<details key={i} class="mailbody-fold">
						<summary>{p.kind === "quote" ? "Quoted text" : "Signature"}</summary>
						<div class="mailbody-text" dir="auto"><Words text={p.text} withLinks={withLinks} /></div>
					</details>
				))}
			{shown.length < text.length && (
				<button class="button" onClick={() => setWhole(true)}>
					Show all ({sizeWords(text.length)} of text)
				</button>
			)}
		</div>
	);
}

const COLUMNS = 80;

/** About as many as its text has: nobody outside can measure the frame. */
const linesOf = (text: string) =>
	text.slice(0, SHOWN_MAX).split("\n").reduce((n, l) => n + 1 + Math.floor(l.length / COLUMNS), 0);

export function HtmlBody({ m, onWhite }: { m: email_whole; onWhite: boolean }) {
	const ref = useRef<HTMLIFrameElement>(null);
	useLayoutEffect(() => ref.current?.style.setProperty("--lines", String(linesOf(m.body_text ?? ""))), [m.id]);
	return (
		<iframe
			ref={ref}
			class={onWhite ? "mailbody-html mailbody-white" : "mailbody-html"} title={`As it was designed: ${m.subject ?? ""}`}
			sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" loading="lazy"
			src={`/api/emails/${m.id}/html`}
		/>
	);
}
