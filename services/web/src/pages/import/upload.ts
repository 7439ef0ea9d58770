// upload.ts - sends files with progress, which fetch does not tell; repeated
// with the same import_id, an upload counts once.
import { cookie, Problem, problemOf, url } from "../../api/client";
import type { ingest_report } from "../../api/messages";
import type { Batch, Found } from "./batches";

const types = { mbox: "application/mbox", message: "message/rfc822" };

function bodyOf(b: Batch): { body: Blob | FormData; type: string } {
	const only = b.files.length === 1 ? b.files[0] as Found : undefined;
	if (only !== undefined)
		return { body: only.file, type: types[only.format] };
	const form = new FormData();
	for (const f of b.files)
		form.append("file", new Blob([f.file], { type: types[f.format] }), f.file.name);
	return { body: form, type: "" };
}

function headersOf(x: XMLHttpRequest): Headers {
	const lines = x.getAllResponseHeaders().trim().split(/\r?\n/).filter((l) => l.includes(":"));
	return new Headers(lines.map((l) => [l.slice(0, l.indexOf(":")), l.slice(l.indexOf(":") + 1).trim()]));
}

/** Throws Problem; AbortError when signal says so. */
export function upload(
	b: Batch, label: string, signal: AbortSignal, onSent: (bytes: number) => void,
): Promise<ingest_report> {
	const { body, type } = bodyOf(b);
	const x = new XMLHttpRequest();
	x.open("POST", url("/api/emails/import", { import_id: b.id, label }));
	x.setRequestHeader("Accept", "application/json");
	x.setRequestHeader("X-CSRF-Token", cookie("csrf_token"));
	if (type !== "")
		x.setRequestHeader("Content-Type", type);
	x.upload.onprogress = (e) => onSent(e.total > 0 ? b.bytes * e.loaded / e.total : 0);
	const done = new Promise<ingest_report>((resolve, reject) => {
		x.onload = () => {
			const answer = new Response(x.responseText, { status: x.status, headers: headersOf(x) });
			if (answer.ok)
				answer.json().then(resolve, reject);
			else
				problemOf(answer).then(reject, reject);
		};
		x.onerror = () => reject(new Problem(0, "No answer",
			"The connection broke. What had arrived is kept; try again, nothing comes twice."));
		x.onabort = () => reject(new DOMException("cancelled", "AbortError"));
		signal.addEventListener("abort", () => x.abort(), { once: true });
	});
	if (signal.aborted)
		return Promise.reject(new DOMException("cancelled", "AbortError"));
	x.send(body);
	return done;
}
