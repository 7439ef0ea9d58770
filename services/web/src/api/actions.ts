// actions.ts - what agents and people propose about mail, and deciding on it.
import { post } from "./client";
import type { action_decide, action_list, action_propose, actions_decided, actions_proposed } from "./messages";

export type Kind = action_propose["kind"];
export type Status = NonNullable<action_list["status"]>;
export type Decision = action_decide["decision"];

/** One thing that approving changes: null is nothing there. */
export interface Change {
	what: string;
	before: unknown;
	after: unknown;
}

/** An action as the server shows it. */
export interface Action {
	id: string;
	agent: string;
	kind: Kind;
	status: Status;
	email_id: string;
	params: Record<string, unknown>;
	reason: string | null;
	error: string | null;
	can_undo: boolean;
	subject: string | null;
	from: string | null;
	created_at: string;
	decided_at: string | null;
	executed_at: string | null;
	undone_at: string | null;
	preview?: Change[] | null;
}

export interface Proposal {
	email_id: string;
	kind: Kind;
	params?: object;
	reason?: string;
}

/** What became of one: the id, and a problem where nothing was done. */
export interface Decided {
	id: string;
	problem?: unknown;
}

const AT_ONCE = 4;
/** The server takes so many proposals, or decisions, together. */
const MANY = 100;

/** At most four at a time; the results in the order of what went in. */
export async function each<T, R>(
	of: readonly T[], run: (one: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
	const out: PromiseSettledResult<R>[] = [];
	let next = 0;
	const work = async () => {
		while (next < of.length) {
			const i = next++;
			try {
				out[i] = { status: "fulfilled", value: await run(of[i] as T) };
			} catch (reason) {
				out[i] = { status: "rejected", reason };
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return out;
}

export const propose = async (p: Proposal): Promise<Action> =>
	(await post<{ action: Action }>("/api/actions", p)).action;

/** What became of a proposal: the action that waits (not of a dry run) and what
 * it would change, or a problem. */
export interface Filed {
	id?: string;
	preview: Change[];
	problem?: unknown;
}

/** In the order of what is proposed. Never throws: what can't be asked fails
 * each. dryRun: only what each would change. */
export async function proposeMany(
	all: readonly Proposal[], dryRun = false,
): Promise<Filed[]> {
	const out: Filed[] = [];
	for (let i = 0; i < all.length; i += MANY) {
		const some = all.slice(i, i + MANY);
		try {
			const { results } = await post<actions_proposed>("/api/actions/propose",
				{ proposals: some, dry_run: dryRun });
			out.push(...results.map((r) => ({
				id: r.id ?? undefined, preview: (r.preview ?? []) as Change[],
				problem: r.error ? new Error(r.error) : undefined,
			})));
		} catch (problem) {
			out.push(...some.map(() => ({ preview: [], problem })));
		}
	}
	return out;
}

export const decide = async (id: string, decision: Decision): Promise<Action> =>
	(await post<{ action: Action }>(`/api/actions/${id}/${decision}`)).action;

/** Never throws: what can't be asked fails each. */
export async function decideMany(
	ids: readonly string[], decision: Decision,
): Promise<Decided[]> {
	const out: Decided[] = [];
	for (let i = 0; i < ids.length; i += MANY) {
		const some = ids.slice(i, i + MANY);
		try {
			const { results } = await post<actions_decided>("/api/actions/decide", { ids: some, decision });
			out.push(...(results ?? []).map((r) => ({
				id: r.id, problem: r.error ? new Error(r.error) : undefined,
			})));
		} catch (problem) {
			out.push(...some.map((id) => ({ id, problem })));
		}
	}
	return out;
}

const kinds: Record<Kind, string> = {
	archive: "Archive", label: "Label", quarantine: "Quarantine",
	unsubscribe: "Unsubscribe", draft: "Draft a reply", task: "Add a task",
	calendar: "Add to the calendar",
};

export const kindName = (k: Kind) => kinds[k] ?? k;
