// telemetry.ts - how the app is used, to our own server only, by counts: a page
// is open, a chat opened, a message sent. What is written is not part of it.
import { post } from "../api/client";
import { session } from "./session";

const HEARTBEAT_MS = 30_000;

// A count that is lost does not matter to a person.
const count = (path: string, body: unknown) => {
	if (session.value)
		post(path, body).catch(() => undefined);
};

export const chatOpened = () => count("/api/ux/chat/opened", {});
export const messageSent = () => count("/api/ux/chat/sent", {});

/** While the page is looked at. */
export function beat(page: () => string): () => void {
	const send = () => {
		if (document.visibilityState === "visible")
			count("/api/ux/heartbeat", { page: page() });
	};
	send();
	const timer = setInterval(send, HEARTBEAT_MS);
	return () => clearInterval(timer);
}
