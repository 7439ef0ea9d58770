// chat.tsx - questions to one's own mail, with the mail each answer rests on.
import "./chat.css";

import { useLocation } from "preact-iso/router";
import { useEffect, useRef, useState } from "preact/hooks";

import type { chat_citation } from "../../api/messages";
import { useKeys } from "../../app/keys";
import { WINDOWS, windowDays } from "../../app/settings";
import { chatOpened } from "../../app/telemetry";
import { tellProblem } from "../../app/toasts";
import { Icon } from "../../ui/icon";
import { AnswerCard } from "./answer";
import { Composer } from "./composer";
import { again, isRunning, send, startAnew, stop, takeUp, turns } from "./conversation";

const EXAMPLES = [
	"Which interviews do I have next week?",
	"What needs a reply from me?",
	"Summarize what came in this week",
	"Which bills are due?",
	"Anything suspicious?",
	"Clean up old promotions, unless they are about flights",
];

function Welcome() {
	return (
		<div class="chat-welcome">
			<h1>Ask your mail</h1>
			<p class="faint">
				Answers come from your own mail, and every sentence names the mail it rests on.
				What you ask to have done is proposed first; you decide.
			</p>
			<ul class="chips">
				{EXAMPLES.map((q) => (
					<li key={q}><button class="chip" onClick={() => send(q)}>{q}</button></li>
				))}
			</ul>
		</div>
	);
}

function Windows() {
	return (
		<label class="chat-window">
			<span class="hidden">How far back to look</span>
			<select
				class="input" value={windowDays.value}
				onChange={(e) => { windowDays.value = Number(e.currentTarget.value); }}
			>
				{WINDOWS.map((d) => <option key={d} value={d}>{d === 365 ? "a year" : `${d} days`}</option>)}
			</select>
		</label>
	);
}

/** The newest words stay in sight, unless the reader has scrolled up. */
function useFollow(what: unknown) {
	const end = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const box = end.current?.closest(".main");
		if (box && box.scrollHeight - box.scrollTop - box.clientHeight < 240)
			end.current?.scrollIntoView({ block: "end" });
	}, [what]);
	return end;
}

export default function Chat() {
	const { query } = useLocation();
	const [shown, setShown] = useState<chat_citation>();
	const all = turns.value;
	const end = useFollow(all);
	useEffect(() => {
		chatOpened();
		takeUp();
	}, []);
	const halt = () => stop().catch(tellProblem);
	useKeys("Chat", [
		{ key: "Escape", does: "stop the answer", run: halt, inFields: true },
		{ key: "Alt+n", does: "a new conversation", run: startAnew, inFields: true },
		{ key: "Alt+r", does: "ask the last question again", run: again, inFields: true },
		...WINDOWS.map((d, i) => ({
			key: `Alt+${i + 1}`, does: `look back ${d} days`, inFields: true,
			run: () => { windowDays.value = d; },
		})),
	]);
	return (
		<div class="chat">
			<div class="chat-turns">
				{all.length === 0 ? <Welcome /> : all.map((t, i) => (
					<AnswerCard
						key={i} turn={t} isLast={i === all.length - 1} shown={shown}
						onShow={setShown} onAgain={again}
					/>
				))}
				<div ref={end} />
			</div>
			<div class="chat-foot">
				{/* A link may suggest a question; only the person asks it. */}
				<Composer first={query["q"] ?? ""} busy={isRunning()} onSend={send} onStop={halt} />
				<div class="chat-tools">
					<Windows />
					{all.length > 0 && (
						<button class="button button-small" onClick={startAnew}><Icon name="plus" /> New conversation</button>
					)}
				</div>
			</div>
		</div>
	);
}
