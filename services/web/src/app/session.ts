// session.ts - who is signed in. undefined: not yet known; null: nobody.
import { signal } from "@preact/signals";

import { del, get, post, Problem } from "../api/client";
import type { session_opened, session_shown } from "../api/messages";

export const session = signal<session_shown | null | undefined>(undefined);

export const isOperator = () =>
	session.value?.role === "operator" || session.value?.role === "admin";

export async function loadSession(): Promise<void> {
	try {
		session.value = await get<session_shown>("/api/session");
	} catch (e) {
		if (!(e instanceof Problem) || e.status !== 401)
			throw e;
		session.value = null;
	}
}

export async function signIn(email: string, password: string): Promise<void> {
	await post<session_opened>("/api/login", { email, password });
	await loadSession();
}

export async function signInWithToken(token: string): Promise<void> {
	await post<session_opened>("/api/session", { token });
	await loadSession();
}

export async function signOut(): Promise<void> {
	await del("/api/session");
	session.value = null;
}

/** For who called the API and got a Problem: a session that ended shows the
 * sign-in page; what was being written stays on the page behind it. */
export function noteProblem(e: unknown): void {
	if (e instanceof Problem && e.status === 401)
		session.value = null;
}
