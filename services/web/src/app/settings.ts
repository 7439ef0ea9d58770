// settings.ts - what this browser remembers; nothing of it leaves the browser.
import { effect, signal, type Signal } from "@preact/signals";

function kept<T>(name: string, first: T, isValid: (v: unknown) => boolean): Signal<T> {
	const key = `applylens.${name}`;
	let value = first;
	try {
		const text = localStorage.getItem(key);
		const was: unknown = text === null ? undefined : JSON.parse(text);
		if (isValid(was))
			value = was as T;
	} catch { /* a store that is full, shut or damaged: the default holds */ }
	const s = signal(value);
	effect(() => {
		const text = JSON.stringify(s.value);
		try {
			localStorage.setItem(key, text);
		} catch { /* not kept */ }
	});
	return s;
}

const oneOf = (...words: unknown[]) => (v: unknown) => words.includes(v);

export type Theme = "auto" | "light" | "dark";
export const theme = kept<Theme>("theme", "auto", oneOf("auto", "light", "dark"));
export type Density = "calm" | "compact";
export const density = kept<Density>("density", "calm", oneOf("calm", "compact"));
/** Days that the assistant looks back: the handbook's windows. */
export const WINDOWS = [7, 30, 60, 90, 365] as const;
export const windowDays = kept<number>("chat.windowDays", 30, oneOf(...WINDOWS));

effect(() => {
	document.documentElement.dataset["theme"] = theme.value;
	document.documentElement.dataset["density"] = density.value;
});
