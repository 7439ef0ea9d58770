// client.ts - one call to the API: JSON in, JSON out, every failure a Problem
// that can be shown to a person as it is.

/** What went wrong, in words (RFC 9457 where the server said it). */
export class Problem extends Error {
	constructor(
		/** HTTP status; 0: there was no answer */
		readonly status: number,
		readonly title: string,
		/** which field, why */
		readonly detail: string,
		readonly requestId = "",
		/** seconds after which it may be tried again; 0: not said */
		readonly retryAfterS = 0,
		/** of the answer, for who needs one: X-Chat-Streaming-Disabled */
		readonly headers = new Headers(),
	) {
		super(detail || title);
		this.name = "Problem";
	}
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Options {
	query?: Query;
	/** an object is sent as JSON, a Blob or File as it is */
	body?: unknown;
	headers?: Record<string, string>;
	signal?: AbortSignal;
}

const NO_ANSWER = "The server can't be reached. Check the connection; nothing was lost.";

export function cookie(name: string): string {
	const at = document.cookie.split("; ").find((c) => c.startsWith(name + "="));
	return at === undefined ? "" : decodeURIComponent(at.slice(name.length + 1));
}

export function url(path: string, query: Query = {}): string {
	const q = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (value !== undefined && value !== null && value !== "")
			q.set(name, String(value));
	}
	const text = q.toString();
	return text === "" ? path : `${path}?${text}`;
}

export async function problemOf(answer: Response): Promise<Problem> {
	const retry = Number(answer.headers.get("Retry-After") ?? 0);
	const said = await answer.json().catch(() => ({}));
	return new Problem(
		answer.status,
		said.title ?? answer.statusText,
		said.detail ?? `The server answered ${answer.status}.`,
		said.request_id ?? answer.headers.get("X-Request-Id") ?? "",
		Number.isFinite(retry) ? retry : 0,
		answer.headers,
	);
}

/** The bare answer, of any success status. Throws Problem; AbortError passes. */
export async function send(method: string, path: string, o: Options = {}): Promise<Response> {
	const headers = new Headers({ Accept: "application/json", ...o.headers });
	let body: BodyInit | undefined;
	if (o.body instanceof Blob) {
		body = o.body;
	} else if (o.body !== undefined) {
		body = JSON.stringify(o.body);
		headers.set("Content-Type", "application/json");
	}
	if (method !== "GET")
		headers.set("X-CSRF-Token", cookie("csrf_token"));
	let answer: Response;
	try {
		answer = await fetch(url(path, o.query), {
			method, headers, body, signal: o.signal, credentials: "same-origin",
		});
	} catch (e) {
		if (e instanceof DOMException && e.name === "AbortError")
			throw e;
		throw new Problem(0, "No answer", NO_ANSWER);
	}
	if (!answer.ok)
		throw await problemOf(answer);
	return answer;
}

async function json<T>(method: string, path: string, o?: Options): Promise<T> {
	const answer = await send(method, path, o);
	return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
	json<T>("GET", path, { query, signal });
export const post = <T>(path: string, body?: unknown, o: Options = {}) =>
	json<T>("POST", path, { ...o, body });
export const put = <T>(path: string, body: unknown) => json<T>("PUT", path, { body });
export const del = <T = void>(path: string) => json<T>("DELETE", path);

/** A sentence for a person: what happened, and what to do where that is known. */
export function say(e: unknown): string {
	if (!(e instanceof Problem))
		return e instanceof Error ? e.message : String(e);
	if (e.status === 429)
		return `${e.message} Try again in ${Math.max(1, e.retryAfterS)} s.`;
	if (e.status === 503 && e.retryAfterS > 0)
		return `${e.message} (temporary; try again in ${e.retryAfterS} s)`;
	return e.message;
}
