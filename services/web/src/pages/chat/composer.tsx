// composer.tsx - where a question is written: Enter sends, Shift+Enter breaks
// the line; while an answer is being made the button stops it.
import { useEffect, useRef, useState } from "preact/hooks";

import { Icon } from "../../ui/icon";

const MAX = 8000; // of chat_turn.content

export function Composer({ first, busy, onSend, onStop }: {
	first: string; busy: boolean; onSend: (q: string) => void; onStop: () => void;
}) {
	const [text, setText] = useState(first.slice(0, MAX));
	const ref = useRef<HTMLTextAreaElement>(null);
	useEffect(() => ref.current?.focus(), []);
	const submit = () => {
		const q = text.trim();
		if (q === "" || busy)
			return;
		onSend(q);
		setText("");
	};
	return (
		<form class="composer" onSubmit={(e) => { e.preventDefault(); submit(); }}>
			<textarea
				ref={ref} aria-label="Ask your mail" placeholder="Ask, or say what to do"
				rows={Math.min(6, text.split("\n").length)} maxLength={MAX} value={text}
				onInput={(e) => setText(e.currentTarget.value)}
				onKeyDown={(e) => {
					if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
						e.preventDefault();
						submit();
					}
				}}
			/>
			{busy ? (
				<button key="stop" type="button" class="button" onClick={onStop}><Icon name="stop" /> Stop</button>
			) : (
				<button key="ask" class="button button-main" disabled={text.trim() === ""}><Icon name="send" /> Ask</button>
			)}
		</form>
	);
}
