// tray.ts - actions by what became of them: fetched in pages, decided at once
// or many together, put back where deciding fails.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { type Action, type Decision, decideMany, each, propose, type Status } from "../../api/actions";
import { get } from "../../api/client";
import { noteProblem } from "../../app/session";
import { tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";

export type Tab = "proposed" | "done" | "failed";

const LOOK_MS = 10_000;
const PAGE = 50;

/** approved: being carried out, by asking somebody outside */
const statuses: Record<Tab, readonly Status[]> = {
	proposed: ["proposed"], done: ["executed", "approved"], failed: ["failed"],
};

interface Page {
	actions: Action[];
	next_before?: string | null;
}

export interface Tray {
	actions: Action[] | undefined;
	problem: unknown;
	hasMore: boolean;
	more: () => void;
	reload: () => void;
	decide: (some: readonly Action[], d: Decision) => void;
}

const newestFirst = (a: Action, b: Action) =>
	a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

async function fetchTab(tab: Tab, before: string | null, limit: number, signal: AbortSignal): Promise<Page> {
	const pages = await Promise.all(statuses[tab].map((status) =>
		get<Page>("/api/actions", { status, before, limit }, signal)));
	const first = pages[0];
	return {
		actions: pages.flatMap((p) => p.actions).sort((a, b) => newestFirst(b, a)),
		next_before: first?.next_before ?? null,
	};
}

const words: Record<Decision, string> = { approve: "Approved", reject: "Rejected", undo: "Taken back" };

/** Deciding can be taken back: what was done is undone, what was rejected is
 * proposed anew. Answers what can be. */
async function takeBack(some: readonly Action[], d: Decision): Promise<void> {
	const said = d === "approve" ? await decideMany(some.map((a) => a.id), "undo")
		: (await each(some, (a) => propose({
			email_id: a.email_id, kind: a.kind, params: a.params, reason: a.reason ?? "",
		}))).map((s) => ({ problem: s.status === "rejected" ? s.reason : undefined }));
	const failed = said.find((s) => s.problem !== undefined);
	if (failed !== undefined)
		throw failed.problem;
}

export function useTray(tab: Tab): Tray {
	const [state, setState] = useState<{ tab: Tab; page?: Page; problem?: unknown }>({ tab });
	const abort = useRef(new AbortController());
	const shown = state.tab === tab ? state.page : undefined;
	const size = useRef(0);
	size.current = shown?.actions.length ?? 0;
	const fetch = useCallback(async (before: string | null) => {
		abort.current.abort();
		const mine = abort.current = new AbortController();
		try {
			const limit = before === null ? Math.min(200, Math.max(PAGE, size.current)) : PAGE;
			const page = await fetchTab(tab, before, limit, mine.signal);
			if (mine.signal.aborted)
				return;
			setState((s) => ({
				tab, page: before === null || s.page === undefined ? page
					: { ...page, actions: [...s.page.actions, ...page.actions] },
			}));
		} catch (problem) {
			if (mine.signal.aborted)
				return;
			noteProblem(problem);
			setState((s) => ({ ...s, tab, problem }));
		}
	}, [tab]);
	const reload = useCallback(() => void fetch(null), [fetch]);
	useEffect(() => {
		reload();
		const timer = setInterval(() => document.visibilityState === "visible" && reload(), LOOK_MS);
		return () => {
			clearInterval(timer);
			abort.current.abort();
		};
	}, [reload]);
	const decide = useCallback((some: readonly Action[], d: Decision) => {
		const ids = new Set(some.map((a) => a.id));
		abort.current.abort(); // an answer from before would bring them back
		setState((s) => s.page === undefined ? s
			: { ...s, page: { ...s.page, actions: s.page.actions.filter((a) => !ids.has(a.id)) } });
		void decideMany([...ids], d).then((said) => {
			const failed = new Set(said.filter((x) => x.problem !== undefined).map((x) => x.id));
			const done = some.filter((a) => !failed.has(a.id));
			const problem = said.find((x) => x.problem !== undefined)?.problem;
			if (problem !== undefined)
				tellProblem(problem);
			if (done.length > 0)
				did(`${words[d]}${done.length > 1 ? ` (${done.length})` : ""}`, async () => {
					await takeBack(done, d).finally(reload);
				});
		}, tellProblem).finally(reload);
	}, [reload]);
	return {
		actions: shown?.actions, problem: state.problem, hasMore: !!shown?.next_before,
		more: () => void fetch(shown?.next_before ?? null), reload, decide,
	};
}
