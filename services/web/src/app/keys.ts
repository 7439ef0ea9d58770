// keys.ts - the keyboard: each page says what its keys do, and the help page
// lists what holds now. Sequences of two ("g i") wait a second.
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface Key {
	/** "j", "Shift+U", "g i", "Escape", "Ctrl+Enter" */
	key: string;
	does: string;
	run: (e: KeyboardEvent) => void;
	/** also while a field is being typed in */
	inFields?: boolean;
}

export interface KeySet {
	title: string;
	keys: Key[];
}

const SEQUENCE_MS = 1000;
/** What lies over the page: its keys are the browser's. */
const OVER = "dialog[open], :popover-open";

export const keySets = signal<readonly KeySet[]>([]);

function nameOf(e: KeyboardEvent): string {
	const ctrl = e.ctrlKey || e.metaKey ? "Ctrl+" : "";
	const alt = e.altKey ? "Alt+" : "";
	const shift = e.shiftKey && e.key.length > 1 ? "Shift+" : "";
	return ctrl + alt + shift + e.key;
}

/** A box that is ticked is no field to type in. */
function isField(target: EventTarget | null): boolean {
	if (target instanceof HTMLInputElement)
		return !/^(checkbox|radio)$/.test(target.type);
	return target instanceof HTMLElement &&
		(target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));
}

let first = "";
let firstAt = 0;

/** The newest set goes first: a dialog over its page. */
function pressed(e: KeyboardEvent): void {
	if (e.defaultPrevented || e.isComposing || document.querySelector(OVER) !== null)
		return;
	const now = performance.now();
	const name = nameOf(e);
	const both = first !== "" && now - firstAt < SEQUENCE_MS ? `${first} ${name}` : "";
	for (const set of [...keySets.value].reverse()) {
		const key = set.keys.find((k) => k.key === both || (both === "" && k.key === name));
		if (key === undefined || (isField(e.target) && key.inFields !== true))
			continue;
		first = "";
		e.preventDefault();
		key.run(e);
		return;
	}
	const begins = !isField(e.target) &&
		keySets.value.some((s) => s.keys.some((k) => k.key.startsWith(name + " ")));
	first = begins ? name : "";
	firstAt = now;
}

document.addEventListener("keydown", pressed);

/**
 * The keys hold from the moment the component is seen until it is gone; run
 * sees its newest state.
 */
export function useKeys(title: string, keys: Key[]): void {
	const newest = useRef(keys);
	newest.current = keys;
	useLayoutEffect(() => {
		const set: KeySet = {
			title,
			get keys() {
				return newest.current;
			},
		};
		keySets.value = [...keySets.value, set];
		return () => {
			keySets.value = keySets.value.filter((s) => s !== set);
		};
	}, [title]);
}
