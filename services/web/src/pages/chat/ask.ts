// ask.ts - brings an answer: streamed, taken up again where a connection broke,
// or whole where streaming is switched off.
import { post, Problem, send } from "../../api/client";
import { eventsOf } from "../../api/events";
import type { chat_answer } from "../../api/messages";
import { sleep } from "../../api/sleep";
import { newTurn, type Turn, withAnswer, withEvent } from "./turn";

const STREAM = "/api/chat/stream";
const BEGINS_MAX = 2;
const RESUMES_MAX = 8;
const RESUME_MS = [200, 500, 1000, 2000, 4000];
/** Without a byte for so long a connection is dead; keep-alives are bytes. */
const SILENCE_MS = 35_000;

const isOff = (e: unknown) => e instanceof Problem && e.status === 503 &&
	e.headers.get("X-Chat-Streaming-Disabled") === "1";
const mayPass = (e: unknown) => !(e instanceof Problem) || e.status === 0 ||
	e.status === 429 || e.status >= 500;

interface Asking {
	turn: Turn;
	signal: AbortSignal;
	show: (t: Turn) => void;
}

function body(t: Turn) {
	return {
		messages: [{ role: "user", content: t.question }],
		window_days: t.window_days,
		...(t.conversation_id === "" ? {} : { conversation_id: t.conversation_id }),
		propose: true,
	};
}

/** Reads until the answer's end, or until the connection breaks: then false. */
async function follow(a: Asking, open: (signal: AbortSignal) => Promise<Response>): Promise<boolean> {
	const silent = new AbortController();
	const either = AbortSignal.any([a.signal, silent.signal]);
	let timer = setTimeout(() => silent.abort(), SILENCE_MS);
	try {
		const answer = await open(either);
		if (answer.status === 204)
			return true;
		for await (const e of eventsOf(answer)) {
			clearTimeout(timer);
			timer = setTimeout(() => silent.abort(), SILENCE_MS);
			a.turn = withEvent(a.turn, e);
			a.show(a.turn);
			if (e.event === "done" || e.event === "error")
				return true;
		}
		return false;
	} catch (e) {
		if (a.signal.aborted || (e instanceof Problem && e.status !== 0))
			throw e;
		return false;
	} finally {
		clearTimeout(timer);
	}
}

const begin = (a: Asking) => (signal: AbortSignal) =>
	send("POST", STREAM, { body: body(a.turn), headers: { Accept: "text/event-stream" }, signal });
const resume = (a: Asking) => (signal: AbortSignal) =>
	send("GET", STREAM, {
		headers: { Accept: "text/event-stream", "Last-Event-ID": a.turn.last_id }, signal,
	});

async function resumeUntilEnd(a: Asking): Promise<void> {
	for (let i = 0; i < RESUMES_MAX; i++) {
		try {
			if (await follow(a, resume(a)))
				return;
		} catch (e) {
			if (a.signal.aborted || !mayPass(e))
				throw e;
		}
		await sleep(RESUME_MS[Math.min(i, RESUME_MS.length - 1)] ?? 0, a.signal);
	}
	throw new Problem(0, "No answer", "The connection broke and could not be taken up again.");
}

/** Streaming is switched off: the same answer, whole; nobody need notice. */
async function whole(a: Asking): Promise<void> {
	const answer = await post<chat_answer>("/api/chat", body(a.turn), { signal: a.signal });
	a.turn = { ...withAnswer(a.turn, answer), status: "done", whole: true };
	a.show(a.turn);
}

/** Asks; show gets every state, the last one not running. */
export async function ask(
	first: Turn, signal: AbortSignal, show: (t: Turn) => void,
): Promise<void> {
	const a: Asking = { turn: first, signal, show };
	try {
		// Broken before the first event: who waits would ask again, so we do.
		for (let i = 0; i < BEGINS_MAX && a.turn.last_id === ""; i++)
			await follow(a, begin(a));
		if (a.turn.last_id === "")
			throw new Problem(0, "No answer", "The connection broke before the answer began.");
		if (a.turn.status === "running")
			await resumeUntilEnd(a);
	} catch (e) {
		if (!isOff(e))
			throw e;
		if (a.turn.last_id !== "" && a.turn.text !== "")
			a.turn = { ...newTurn(first.question, first.window_days), conversation_id: first.conversation_id };
		await whole(a);
	}
}
