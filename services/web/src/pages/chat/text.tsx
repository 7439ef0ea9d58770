// text.tsx - an answer's text: paragraphs, lists, [n] as links to the mail they
// cite, [mN] to what was told. All of it is text nodes; nothing in it can become
// markup.
import { Fragment } from "preact";

import type { chat_citation } from "../../api/messages";

const MARK = /\[(m?)(\d{1,3})\]|\(unsupported\)/g;

function Cite({ n, of, onOpen }: {
	n: number; of: chat_citation | undefined; onOpen: (c: chat_citation) => void;
}) {
	if (of === undefined)
		return <>[{n}]</>;
	return (
		<a
			class="cite" href={`/mail/${of.id}`} title={`${of.subject ?? ""} - ${of.sender ?? ""}`}
			aria-label={`Mail ${n}: ${of.subject ?? ""}`}
			onMouseEnter={() => onOpen(of)} onFocus={() => onOpen(of)}
		>
			{n}
		</a>
	);
}

function Line({ text, citations, onOpen }: {
	text: string; citations: chat_citation[]; onOpen: (c: chat_citation) => void;
}) {
	const out = [];
	let at = 0;
	for (const m of text.matchAll(MARK)) {
		out.push(text.slice(at, m.index));
		out.push(m[2] === undefined
			? <span class="unsupported" title="No mail that was found says this">unsupported</span>
			: m[1] === "m"
				? <a class="cite cite-memory" href="/settings" title="You told me; see Settings">you</a>
				: <Cite n={Number(m[2])} of={citations.find((c) => c.n === Number(m[2]))} onOpen={onOpen} />);
		at = m.index + m[0].length;
	}
	out.push(text.slice(at));
	return <>{out.map((part, i) => <Fragment key={i}>{part}</Fragment>)}</>;
}

interface Block {
	kind: "p" | "ul";
	lines: string[];
}

/** Lines that begin with "- " are a list; an empty line ends a paragraph. */
export function blocks(text: string): Block[] {
	const out: Block[] = [];
	let open: Block | null = null;
	for (const line of text.split("\n")) {
		const kind = line.startsWith("- ") ? "ul" : "p";
		if (line.trim() === "") {
			open = null;
			continue;
		}
		if (open === null || open.kind !== kind) {
			open = { kind, lines: [] };
			out.push(open);
		}
		open.lines.push(kind === "ul" ? line.slice(2) : line);
	}
	return out;
}

export function AnswerText({ text, citations, onOpen }: {
	text: string; citations: chat_citation[]; onOpen: (c: chat_citation) => void;
}) {
	return (
		<div class="answer-text">
			{blocks(text).map((b, i) => (b.kind === "ul" ? (
				<ul key={i}>
					{b.lines.map((l, k) => <li key={k}><Line text={l} citations={citations} onOpen={onOpen} /></li>)}
				</ul>
			) : (
				<p key={i}>
					{b.lines.map((l, k) => (
						<Fragment key={k}>
							{k > 0 && <br />}
							<Line text={l} citations={citations} onOpen={onOpen} />
						</Fragment>
					))}
				</p>
			)))}
		</div>
	);
}
