// live.tsx - incidents as they change: told by a stream while there is one, else
// looked for every few seconds. While nobody looks at the page nothing is open.
import { useEffect, useRef, useState } from "preact/hooks";

import { send } from "../../api/client";
import { eventsOf } from "../../api/events";
import type { incident } from "../../api/messages";
import { sleep } from "../../api/sleep";
import { noteProblem } from "../../app/session";

const STREAM = "/api/incidents/stream";
const WAITS_MS = [1000, 2000, 5000, 10_000] as const;
/** Without a byte for so long a connection is dead; keep-alives are bytes. */
const SILENCE_MS = 35_000;
/** What comes so close together is shown at once. */
const TOGETHER_MS = 200;

export type Told = Pick<incident, "id" | "version" | "severity" | "status" | "title" | "alerts_firing">;

export interface Live {
	/** undefined: not yet known */
	isLive: boolean | undefined;
	/** what was told last */
	last: Told | undefined;
}

interface Ears {
	/** the line is there: from now on all is told */
	open: () => void;
	told: (t: Told) => void;
}

async function follow(ears: Ears, signal: AbortSignal): Promise<void> {
	const silent = new AbortController();
	let timer = 0;
	const heard = () => {
		clearTimeout(timer);
		timer = window.setTimeout(() => silent.abort(), SILENCE_MS);
	};
	heard();
	try {
		const answer = await send("GET", STREAM, {
			headers: { Accept: "text/event-stream" }, signal: AbortSignal.any([signal, silent.signal]),
		});
		ears.open();
		for await (const e of eventsOf(answer, heard)) {
			if (e.event === "incident")
				ears.told(JSON.parse(e.data) as Told);
		}
	} finally {
		clearTimeout(timer);
	}
}

/** Until the page is looked at; and a signal for when it is not any more. */
async function whileSeen(work: (signal: AbortSignal) => Promise<void>, end: AbortSignal): Promise<void> {
	const hidden = new AbortController();
	const look = () => document.hidden && hidden.abort();
	while (document.hidden && !end.aborted)
		await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
	document.addEventListener("visibilitychange", look);
	try {
		await work(AbortSignal.any([end, hidden.signal]));
	} finally {
		document.removeEventListener("visibilitychange", look);
	}
}

async function listen(ears: Ears, lost: () => void, end: AbortSignal): Promise<void> {
	let fails = 0;
	const open = () => {
		fails = 0;
		ears.open();
	};
	while (!end.aborted) {
		try {
			await whileSeen((signal) => follow({ ...ears, open }, signal), end);
		} catch (e) {
			noteProblem(e);
		}
		if (end.aborted || document.hidden)
			continue;
		lost();
		await sleep(WAITS_MS[Math.min(fails++, WAITS_MS.length - 1)] ?? 0, end).catch(() => undefined);
	}
}

/** changed: something is not as it was shown, or may not be. which: of this
 * incident only. */
export function useLive(changed: () => void, which?: string): Live {
	const [live, setLive] = useState<Live>({ isLive: undefined, last: undefined });
	const newest = useRef(changed);
	newest.current = changed;
	useEffect(() => {
		const end = new AbortController();
		let timer = 0;
		const soon = () => {
			clearTimeout(timer);
			timer = window.setTimeout(() => newest.current(), TOGETHER_MS);
		};
		void listen({
			open: () => { setLive((l) => ({ ...l, isLive: true })); soon(); },
			told: (last) => {
				if (which !== undefined && which !== last.id)
					return;
				setLive({ isLive: true, last });
				soon();
			},
		}, () => { setLive((l) => ({ ...l, isLive: false })); soon(); }, end.signal);
		return () => {
			clearTimeout(timer);
			end.abort();
		};
	}, [which]);
	return live;
}

/** Says how the page is kept new, and what came last: also to who listens. */
export function LiveLine({ of }: { of: Live }) {
	const { isLive, last } = of;
	if (isLive === undefined)
		return null;
	return (
		<span class="live faint" role="status">
			<span class={isLive ? "live-dot live-on" : "live-dot"} />
			{isLive ? "Live" : "Not live: looking every few seconds"}
			{last !== undefined && <>. SEV{last.severity} {last.title}: {last.status}</>}
		</span>
	);
}
