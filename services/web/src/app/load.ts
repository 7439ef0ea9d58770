// load.ts - something fetched for a page: loading, there, or a problem; fetched
// anew when what it depends on changes, and the old request is cancelled.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { noteProblem } from "./session";

export interface Loaded<T> {
	value: T | undefined;
	problem: unknown;
	loading: boolean;
	reload: () => void;
	/** changes what is shown at once, before the server has said so */
	set: (v: T) => void;
}

export function useLoad<T>(
	fetch: (signal: AbortSignal) => Promise<T>, on: readonly unknown[],
): Loaded<T> {
	const [state, setState] = useState<{ value?: T; problem?: unknown; loading: boolean }>(
		{ loading: true });
	const [round, setRound] = useState(0);
	const newest = useRef(fetch);
	newest.current = fetch;
	useEffect(() => {
		const abort = new AbortController();
		setState((s) => ({ ...s, problem: undefined, loading: true }));
		newest.current(abort.signal).then(
			(value) => abort.signal.aborted || setState({ value, loading: false }),
			(problem: unknown) => {
				if (abort.signal.aborted)
					return;
				noteProblem(problem);
				setState((s) => ({ ...s, problem, loading: false }));
			},
		);
		return () => abort.abort();
	}, [...on, round]);
	const reload = useCallback(() => setRound((n) => n + 1), []);
	const set = useCallback((value: T) => setState((s) => ({ ...s, value })), []);
	return { value: state.value, problem: state.problem, loading: state.loading, reload, set };
}
