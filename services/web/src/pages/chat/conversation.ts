// conversation.ts - the turns of the chat that is open; a reload finds them
// again, and takes up the answer that was being made.
import { signal } from "@preact/signals";

import { post, say } from "../../api/client";
import type { chat_stopped } from "../../api/messages";
import { noteProblem } from "../../app/session";
import { windowDays } from "../../app/settings";
import { messageSent } from "../../app/telemetry";
import { ask } from "./ask";
import { newTurn, type Turn } from "./turn";

const KEY = "applylens.chat";
const KEPT_TURNS = 30;

function kept(): Turn[] {
	try {
		const was: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
		return Array.isArray(was) ? (was as Turn[]).filter((t) => typeof t.question === "string") : [];
	} catch {
		return [];
	}
}

export const turns = signal<Turn[]>(kept());
let running: AbortController | null = null;

function set(next: Turn[]): void {
	turns.value = next;
	try {
		sessionStorage.setItem(KEY, JSON.stringify(next.slice(-KEPT_TURNS)));
	} catch { /* too large for the browser: a reload begins anew */ }
}

const replaceLast = (t: Turn) => set([...turns.value.slice(0, -1), t]);

const last = () => turns.value[turns.value.length - 1];
export const isRunning = () => last()?.status === "running";

async function run(first: Turn): Promise<void> {
	running = new AbortController();
	const mine = running;
	try {
		await ask(first, mine.signal, replaceLast);
	} catch (e) {
		const now = last();
		if (mine.signal.aborted || now === undefined)
			return;
		noteProblem(e);
		replaceLast({ ...now, status: "failed", problem: say(e) });
	} finally {
		if (running === mine)
			running = null;
	}
}

export function send(question: string): void {
	const before = last();
	const turn = newTurn(question, windowDays.value);
	if (before !== undefined)
		turn.conversation_id = before.conversation_id;
	set([...turns.value, turn]);
	messageSent();
	void run(turn);
}

/** Once, when the page is there: an answer that a reload or a lost connection
 * left unfinished. What was never begun is not asked twice. */
export function takeUp(): void {
	const t = last();
	if (t?.status !== "running" || running !== null)
		return;
	if (t.last_id === "")
		replaceLast({ ...t, status: "failed", problem: "The page was left before the answer began." });
	else
		void run(t);
}

export async function stop(): Promise<void> {
	const t = last();
	if (t?.status !== "running")
		return;
	if (t.conversation_id !== "" && t.answer_id !== "") {
		const { was_running } = await post<chat_stopped>(`/api/chat/${t.conversation_id}/stop`);
		if (was_running)
			return; // the stream says "stopped" itself, here and on other devices
	}
	const now = last();
	if (now?.status !== "running")
		return;
	running?.abort();
	replaceLast({ ...now, status: "stopped" });
}

export function again(): void {
	const t = last();
	if (t === undefined || t.status === "running")
		return;
	set(turns.value.slice(0, -1));
	send(t.question);
}

export function startAnew(): void {
	running?.abort();
	running = null;
	set([]);
}

export function setTurnAction(turn: Turn, id: string, status: string): void {
	set(turns.value.map((t) => (t.answer_id !== turn.answer_id ? t : {
		...t, actions: t.actions.map((a) => (a.id === id ? { ...a, status } : a)),
	})));
}
