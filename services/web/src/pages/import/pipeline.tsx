// pipeline.tsx - how far mail that was stored has come: judged, found by
// search, part of the graph.
import { useEffect, useState } from "preact/hooks";

import { get } from "../../api/client";
import type { ingest_state } from "../../api/messages";
import { noteProblem } from "../../app/session";
import { isBusy } from "./imports";

const BUSY_MS = 1000;
const IDLE_MS = 10_000;

const waiting = (s: ingest_state) => s.received + s.triaged + s.indexed;
const count = new Intl.NumberFormat();

export function Pipeline() {
	const [now, setNow] = useState<ingest_state>();
	const [most, setMost] = useState(0);
	useEffect(() => {
		const abort = new AbortController();
		let timer: ReturnType<typeof setTimeout>;
		const look = async () => {
			let isSlow = true;
			try {
				const s = await get<ingest_state>("/api/emails/import", {}, abort.signal);
				setNow(s);
				setMost((m) => (waiting(s) === 0 ? 0 : Math.max(m, waiting(s))));
				isSlow = waiting(s) === 0 && !isBusy();
			} catch (e) {
				noteProblem(e); // the next look says how it is
			}
			if (!abort.signal.aborted)
				timer = setTimeout(() => void look(), isSlow ? IDLE_MS : BUSY_MS);
		};
		void look();
		return () => {
			abort.abort();
			clearTimeout(timer);
		};
	}, [isBusy()]);
	if (now === undefined)
		return null;
	const left = waiting(now);
	return (
		<section class="card import-pipeline" aria-label="Your mail">
			<h2>{count.format(now.emails)} mails are here</h2>
			{left === 0 ? <p class="faint">All of them are judged, searchable and linked.</p> : (
				<>
					<label>
						<span>{count.format(left)} on their way: {count.format(now.received)} to be judged, {count.format(now.triaged)} to
							be made searchable, {count.format(now.indexed)} to be linked</span>
						<progress max={most} value={most - left} />
					</label>
					{now.retrying > 0 && <p class="note note-warn">{count.format(now.retrying)} failed once and are tried again.</p>}
				</>
			)}
		</section>
	);
}
