// imports.ts - the imports of this visit: one upload at a time, in order; it
// goes on while other pages are looked at.
import { effect, signal } from "@preact/signals";

import { Problem, say } from "../../api/client";
import type { ingest_report } from "../../api/messages";
import { noteProblem, session } from "../../app/session";
import type { Batch } from "./batches";
import { upload } from "./upload";

export type State = "waiting" | "sending" | "done" | "failed" | "cancelled";

export interface Import extends Batch {
	label: string;
	state: State;
	sent: number;
	report?: ingest_report;
	problem?: string;
}

const TRIES = 5;

export const imports = signal<readonly Import[]>([]);
const aborts = new Map<string, AbortController>();

const put = (id: string, to: Partial<Import>) => {
	imports.value = imports.value.map((i) => (i.id === id ? { ...i, ...to } : i));
};
const stateOf = (id: string) => imports.value.find((i) => i.id === id)?.state;

const wait = (ms: number, signal: AbortSignal) => new Promise<void>((resolve) => {
	const timer = setTimeout(resolve, ms);
	signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
});

/** Too much at once, or a neighbour away for a while: it is tried again. */
async function send(one: Import, abort: AbortController): Promise<ingest_report> {
	for (let tries = 1; ; tries++) {
		try {
			return await upload(one, one.label, abort.signal, (sent) => put(one.id, { sent }));
		} catch (e) {
			const isTemporary = e instanceof Problem && (e.status === 429 || e.status === 503);
			if (!isTemporary || tries >= TRIES)
				throw e;
			await wait(1000 * Math.max(1, e.retryAfterS), abort.signal);
		}
	}
}

let isRunning = false;

async function run(): Promise<void> {
	if (isRunning)
		return;
	isRunning = true;
	for (let one = next(); one !== undefined; one = next()) {
		const abort = new AbortController();
		aborts.set(one.id, abort);
		put(one.id, { state: "sending", sent: 0, problem: undefined });
		try {
			const report = await send(one, abort);
			put(one.id, { state: "done", sent: one.bytes, report });
		} catch (e) {
			noteProblem(e);
			put(one.id, abort.signal.aborted ? { state: "cancelled" } : { state: "failed", problem: say(e) });
		}
		aborts.delete(one.id);
	}
	isRunning = false;
}

const next = () => imports.value.find((i) => i.state === "waiting");

export function add(batches: readonly Batch[], label: string): void {
	imports.value = [...imports.value, ...batches.map((b) =>
		({ ...b, label, state: "waiting" as const, sent: 0 }))];
	void run();
}

/** What was stored by then stays. */
export function cancel(id: string): void {
	if (stateOf(id) === "waiting")
		put(id, { state: "cancelled" });
	aborts.get(id)?.abort();
}

export function again(id: string): void {
	put(id, { state: "waiting" });
	void run();
}

export const isBusy = () => imports.value.some((i) => i.state === "waiting" || i.state === "sending");

let user: string | undefined;
effect(() => {
	const now = session.value?.user_id;
	if (now === undefined || now === user)
		return; // signed out: what waits is kept for who signs in again
	if (user !== undefined) {
		aborts.forEach((a) => a.abort());
		imports.value = [];
	}
	user = now;
});

addEventListener("beforeunload", (e) => isBusy() && e.preventDefault());
