// events.ts - server-sent events over fetch, which sees status and headers as
// EventSource does not. Lines and fields as WHATWG's standard has them.

export interface ServerEvent {
	event: string;
	data: string;
	/** the last id seen so far: what to resume from */
	id: string;
}

const DATA_MAX = 4 * 1024 * 1024;

/** Pieces of text in, whole events out; state of one stream. */
export class EventParser {
	private rest = "";
	private data: string[] = [];
	private size = 0;
	private event = "";
	private afterCr = false;
	id = "";

	push(text: string): ServerEvent[] {
		const out: ServerEvent[] = [];
		if (this.afterCr && text.startsWith("\n"))
			text = text.slice(1);
		if (text !== "")
			this.afterCr = text.endsWith("\r");
		this.rest += text;
		const lines = this.rest.split(/\r\n|\r|\n/);
		this.rest = lines.pop() ?? "";
		if (this.rest.length > DATA_MAX)
			throw new Error("a line of the stream is too long");
		for (const line of lines) {
			const e = this.line(line);
			if (e !== null)
				out.push(e);
		}
		return out;
	}

	private line(line: string): ServerEvent | null {
		if (line === "")
			return this.whole();
		const colon = line.indexOf(":");
		if (colon === 0)
			return null; // a comment: keep-alive
		const name = colon < 0 ? line : line.slice(0, colon);
		const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
		if (name === "data") {
			this.size += value.length;
			if (this.size > DATA_MAX)
				throw new Error("an event of the stream is too long");
			this.data.push(value);
		} else if (name === "event") {
			this.event = value;
		} else if (name === "id" && !value.includes("\0")) {
			this.id = value;
		}
		return null;
	}

	private whole(): ServerEvent | null {
		const e = this.data.length === 0 ? null
			: { event: this.event || "message", data: this.data.join("\n"), id: this.id };
		this.data = [];
		this.size = 0;
		this.event = "";
		return e;
	}
}

/** Events of an answer's body until it ends; heard: some bytes came, which may
 * be only what keeps the line alive. */
export async function* eventsOf(
	answer: Response, heard?: () => void,
): AsyncGenerator<ServerEvent> {
	if (answer.body === null)
		return;
	const parser = new EventParser();
	const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done)
				return;
			heard?.();
			yield* parser.push(value);
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}
