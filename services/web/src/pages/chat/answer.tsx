// answer.tsx - a question with its answer: what is being done, the text, the
// mail it cites, what it proposes.
import type { chat_citation } from "../../api/messages";
import { CategoryBadge, RiskBadge } from "../../ui/badges";
import { Icon } from "../../ui/icon";
import { When } from "../../ui/when";
import { Actions } from "./actions";
import { AnswerText } from "./text";
import type { Turn } from "./turn";

const intents: Record<string, string> = {
	unsubscribe: "Unsubscribe", flag: "Flag", clean: "Clean up", calendar: "Calendar",
	task: "Tasks", "follow-up": "Follow up", find: "Find", summarize: "Summarize",
};

/** What is planned and what has been done of it. */
function Steps({ turn }: { turn: Turn }) {
	const running = turn.status === "running";
	const waiting = turn.plan.slice(turn.tools.length);
	if (turn.intent === "" && running)
		return <p class="faint steps-wait">Reading the question...</p>;
	return (
		<details class="steps" open={running}>
			<summary>
				<b>{intents[turn.intent] ?? turn.intent}</b>
				<span class="faint">
					{" "}{turn.tools.length} {turn.tools.length === 1 ? "look" : "looks"} at your mail
					{turn.whole ? ", answered whole" : ""}
				</span>
			</summary>
			{turn.explanation !== "" && <p class="faint">{turn.explanation}</p>}
			<ol>
				{turn.tools.map((t, i) => (
					<li key={i}>
						<Icon name="check" /> {t.tool} <code>{t.query}</code>{" "}
						<span class="faint">{t.matches} found, {t.took_ms.toFixed(0)} ms</span>
					</li>
				))}
				{running && waiting.map((p, i) => (
					<li key={`w${i}`} class="faint"><Icon name="more" /> {p.tool}: {p.what}</li>
				))}
			</ol>
		</details>
	);
}

function Citation({ c, isShown }: { c: chat_citation; isShown: boolean }) {
	return (
		<li class={isShown ? "citation citation-shown" : "citation"}>
			<a href={`/mail/${c.id}`}>
				<span class="cite">{c.n}</span>
				<span class="citation-subject">{c.subject || "(no subject)"}</span>
			</a>
			<p class="faint">
				{(c.sender ?? "").replace(/ <.*>$/, "")}{" "}
				{c.received_at && <When at={c.received_at} />}{" "}
				<CategoryBadge of={c.category} /> <RiskBadge risk={c.risk_score} />
			</p>
			{c.quote && <blockquote>{c.quote}</blockquote>}
		</li>
	);
}

function Citations({ turn, shown }: { turn: Turn; shown: chat_citation | undefined }) {
	if (turn.citations.length === 0)
		return null;
	return (
		<section class="citations" aria-label="Cited mail">
			<h3>From your mail</h3>
			<ol>
				{turn.citations.map((c) => (
					<Citation key={c.n} c={c} isShown={shown?.id === c.id && shown.n === c.n} />
				))}
			</ol>
		</section>
	);
}

function Notes({ turn, onAgain, isLast }: { turn: Turn; onAgain: () => void; isLast: boolean }) {
	return (
		<>
			{turn.memories.filter((m) => m.use === "kept").map((m) => (
				<p class="note note-good" key={m.n}>Remembered: {m.value} <a href="/settings">Change</a></p>
			))}
			{turn.notices.map((n, i) => <p class="note note-warn" key={i}>{n.text}</p>)}
			{turn.status === "stopped" && <p class="note">Stopped. {isLast && <button class="link" onClick={onAgain}>Ask again</button>}</p>}
			{turn.status === "failed" && (
				<p class="note note-error" role="alert">
					<Icon name="warning" /> {turn.problem}{" "}
					{isLast && <button class="link" onClick={onAgain}>Ask again</button>}
				</p>
			)}
		</>
	);
}

export function AnswerCard({ turn, isLast, shown, onShow, onAgain }: {
	turn: Turn; isLast: boolean; shown: chat_citation | undefined;
	onShow: (c: chat_citation) => void; onAgain: () => void;
}) {
	return (
		<article class="turn">
			<h2 class="question">{turn.question}</h2>
			<div class="turn-body">
				<div class="answer" aria-live={isLast ? "polite" : undefined} aria-busy={turn.status === "running"}>
					<Steps turn={turn} />
					<AnswerText text={turn.text} citations={turn.citations} onOpen={onShow} />
					{turn.status === "running" && <span class="caret" aria-hidden="true" />}
					<Notes turn={turn} isLast={isLast} onAgain={onAgain} />
					<Actions turn={turn} />
				</div>
				<Citations turn={turn} shown={shown} />
			</div>
		</article>
	);
}
