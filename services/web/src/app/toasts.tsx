// toasts.tsx - short news at the edge: what was done, with its undo; what failed.
import { signal } from "@preact/signals";

import { say } from "../api/client";
import { Icon } from "../ui/icon";
import { noteProblem } from "./session";

interface Toast {
	id: number;
	text: string;
	isError: boolean;
	undo?: () => void;
}

const SHOWN_MS = 6000;
const SHOWN_MAX = 4;
const toasts = signal<Toast[]>([]);
let last = 0;

const drop = (id: number) => {
	toasts.value = toasts.value.filter((t) => t.id !== id);
};

function add(text: string, isError: boolean, undo?: () => void): () => void {
	const id = ++last;
	toasts.value = [...toasts.value, { id, text, isError, undo }].slice(-SHOWN_MAX);
	setTimeout(() => drop(id), isError ? 2 * SHOWN_MS : SHOWN_MS);
	return () => drop(id);
}

/** Answers what takes it away again before its time. */
export const tell = (text: string, undo?: () => void) => add(text, false, undo);

/** A failure, in the server's words. */
export function tellProblem(e: unknown): void {
	noteProblem(e);
	add(say(e), true);
}

export function Toasts() {
	return (
		<div class="toasts" role="status" aria-live="polite">
			{toasts.value.map((t) => (
				<div class={t.isError ? "toast toast-error" : "toast"} key={t.id}>
					<span>{t.text}</span>
					{t.undo !== undefined && (
						<button class="link" onClick={() => { drop(t.id); t.undo?.(); }}>
							Undo
						</button>
					)}
					<button class="plain" aria-label="Dismiss" onClick={() => drop(t.id)}>
						<Icon name="close" />
					</button>
				</div>
			))}
		</div>
	);
}
