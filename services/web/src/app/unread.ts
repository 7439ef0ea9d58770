// unread.ts - how many unread mails wait in the inbox, as the index says: it
// has followed when a mark is answered.
import { effect, signal } from "@preact/signals";

import { get } from "../api/client";
import type { search_result } from "../api/messages";
import { session } from "./session";

/** What archiving changes reaches the index a moment later. */
const SETTLED_MS = 1500;

/** undefined: not known, and not shown */
export const unread = signal<number | undefined>(undefined);

let round = 0;

/** A figure that can't be had is not shown: nobody waits for it. */
export async function countUnread(): Promise<void> {
	const mine = ++round;
	try {
		const found = await get<search_result>("/api/search",
			{ q: "in:inbox is:unread", limit: 1, facets: false });
		if (mine === round)
			unread.value = found.total;
	} catch {
		if (mine === round)
			unread.value = undefined;
	}
}

export const countUnreadSoon = () => void setTimeout(countUnread, SETTLED_MS);

let user: string | undefined;
effect(() => {
	const now = session.value?.user_id;
	if (now === user)
		return;
	user = now;
	unread.value = undefined;
	if (now !== undefined)
		void countUnread();
});
