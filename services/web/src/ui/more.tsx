// more.tsx - below a list that comes in pages: the rest of it, or why not.
import { say } from "../api/client";
import type { Paged } from "../app/paged";

export function More({ of }: { of: Paged<unknown> }) {
	if (!of.hasMore)
		return null;
	return (
		<div class="more">
			{of.problem !== undefined && <p class="note note-error" role="alert">{say(of.problem)}</p>}
			<button class="button" disabled={of.loading} onClick={of.more}>{of.loading ? "Loading..." : "Show more"}</button>
		</div>
	);
}
