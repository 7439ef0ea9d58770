// turn.ts - one question and its answer as it comes: events in, state out. Pure.
import type { Change, Kind } from "../../api/actions";
import type { ServerEvent } from "../../api/events";
import type { chat_answer, chat_citation, chat_memory, chat_notice } from "../../api/messages";

export interface PlannedStep {
	tool: string;
	what: string;
}

export interface ToolRun {
	tool: string;
	query: string;
	matches: number;
	took_ms: number;
}

export interface ProposedAction {
	/** only when it was filed */
	id?: string;
	kind: Kind;
	email_id: string;
	params?: Record<string, unknown>;
	reason?: string;
	preview?: Change[] | null;
	status?: string;
	error?: string;
}

export type TurnStatus = "running" | "done" | "stopped" | "failed";

export interface Turn {
	question: string;
	window_days: number;
	status: TurnStatus;
	conversation_id: string;
	answer_id: string;
	/** of the last event: where to go on from */
	last_id: string;
	intent: string;
	explanation: string;
	plan: PlannedStep[];
	tools: ToolRun[];
	text: string;
	citations: chat_citation[];
	actions: ProposedAction[];
	memories: chat_memory[];
	notices: chat_notice[];
	/** how it came, when not as asked for: streaming is off */
	whole: boolean;
	problem: string;
}

export const newTurn = (question: string, window_days: number): Turn => ({
	question, window_days, status: "running", conversation_id: "", answer_id: "", last_id: "",
	intent: "", explanation: "", plan: [], tools: [], text: "", citations: [], actions: [],
	memories: [], notices: [], whole: false, problem: "",
});

const list = <T>(v: unknown): T[] => (Array.isArray(v) ? (v as T[]) : []);

/** A whole answer, streamed at its end or asked for at once. */
export function withAnswer(t: Turn, a: chat_answer): Turn {
	return {
		...t,
		conversation_id: a.conversation_id,
		answer_id: a.answer_id,
		intent: a.intent,
		explanation: a.intent_explanation ?? "",
		text: a.answer,
		citations: a.citations ?? [],
		actions: list<ProposedAction>(a.actions),
		memories: a.memories ?? [],
		notices: a.notices ?? [],
	};
}

type Reader = (t: Turn, data: never) => Turn;

/** What each event does; one that is not here is from a newer server. */
const readers: Record<string, Reader> = {
	ready: (t, d: { conversation_id: string; answer_id: string }) =>
		({ ...t, conversation_id: d.conversation_id, answer_id: d.answer_id }),
	intent: (t, d: { intent: string; explanation?: string; plan?: PlannedStep[] }) =>
		({ ...t, intent: d.intent, explanation: d.explanation ?? "", plan: list(d.plan) }),
	tool: (t, d: ToolRun) => ({ ...t, tools: [...t.tools, d] }),
	citation: (t, d: chat_citation) => ({ ...t, citations: [...t.citations, d] }),
	token: (t, d: { text: string }) => ({ ...t, text: t.text + d.text }),
	answer: (t, d: chat_answer) => withAnswer(t, d),
	action: (t, d: ProposedAction) => (t.actions.some((a) => a.email_id === d.email_id &&
		a.kind === d.kind) ? t : { ...t, actions: [...t.actions, d] }),
	memory: (t, d: chat_memory) => (t.memories.some((m) => m.n === d.n) ? t
		: { ...t, memories: [...t.memories, d] }),
	notice: (t, d: chat_notice) => (t.notices.some((n) => n.code === d.code && n.text === d.text)
		? t : { ...t, notices: [...t.notices, d] }),
	error: (t, d: { detail?: string }) =>
		({ ...t, status: "failed", problem: d.detail ?? "The answer could not be made." }),
	done: (t, d: { ok: boolean; stopped?: boolean }) =>
		({ ...t, status: d.stopped === true ? "stopped" : d.ok ? "done" : "failed" }),
};

export function withEvent(t: Turn, e: ServerEvent): Turn {
	const reader = readers[e.event];
	const seen = { ...t, last_id: e.id };
	return reader === undefined ? seen : reader(seen, JSON.parse(e.data) as never);
}
