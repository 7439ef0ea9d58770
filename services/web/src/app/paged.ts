// paged.ts - a list that comes in pages: the first at once, others when they are
// asked for; fetched anew when what it depends on changes.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { noteProblem } from "./session";

export interface Page<T> {
	items: readonly T[];
	/** where the next page begins; none: this is the last */
	next?: string | null;
}

export interface Paged<T> {
	/** undefined: nothing is there yet */
	value: readonly T[] | undefined;
	problem: unknown;
	loading: boolean;
	hasMore: boolean;
	more: () => void;
	/** from the first page on */
	reload: () => void;
	/** one changes in place, before the server has said so */
	change: (id: string, to: Partial<T>) => void;
}

interface State<T> {
	items?: readonly T[];
	next: string | null;
	problem?: unknown;
	loading: boolean;
}

export function usePaged<T extends { id: string }>(
	fetch: (after: string | null, signal: AbortSignal) => Promise<Page<T>>,
	on: readonly unknown[],
): Paged<T> {
	const [state, setState] = useState<State<T>>({ next: null, loading: true });
	const newest = useRef(fetch);
	newest.current = fetch;
	const abort = useRef(new AbortController());
	const load = useCallback((after: string | null) => {
		abort.current.abort();
		const mine = abort.current = new AbortController();
		setState((s) => ({ ...s, problem: undefined, loading: true }));
		newest.current(after, mine.signal).then(
			(page) => mine.signal.aborted || setState((s) => ({
				items: after === null ? page.items : [...s.items ?? [], ...page.items],
				next: page.next ?? null, loading: false,
			})),
			(problem: unknown) => {
				if (mine.signal.aborted)
					return;
				noteProblem(problem);
				setState((s) => ({ ...s, problem, loading: false }));
			},
		);
	}, []);
	useEffect(() => {
		load(null);
		return () => abort.current.abort();
	}, on);
	const reload = useCallback(() => load(null), [load]);
	const change = useCallback((id: string, to: Partial<T>) => setState((s) => ({
		...s, items: s.items?.map((x) => (x.id === id ? { ...x, ...to } : x)),
	})), []);
	return {
		value: state.items, problem: state.problem, loading: state.loading,
		hasMore: state.next !== null, more: () => state.next !== null && load(state.next), reload, change,
	};
}
