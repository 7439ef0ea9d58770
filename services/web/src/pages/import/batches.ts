// batches.ts - the files of an import as uploads: a mailbox is one of its own,
// small messages go together.
export type Format = "mbox" | "message";

export interface Found {
	file: File;
	/** with the folders that it lay in */
	path: string;
	format: Format;
}

export interface Batch {
	id: string;
	title: string;
	files: readonly Found[];
	bytes: number;
}

export const TOGETHER_FILES = 100;
export const TOGETHER_BYTES = 16 * 1024 * 1024;
const SNIFFED_BYTES = 512;

/** A mailbox begins with "From ", a message with a header line. null: neither,
 * as pictures and programs that lie in a folder of mail. */
export function formatOf(begin: string): Format | null {
	const text = begin.replace(/^\uFEFF/, "").replace(/^[\r\n]+/, "");
	if (text.startsWith("From "))
		return "mbox";
	return /^>?[\x21-\x39\x3b-\x7e]{1,70}[ \t]*:/.test(text) ? "message" : null;
}

/** What a file is, by how it begins; names say nothing for sure. */
export async function inspect(file: File, path: string): Promise<Found | null> {
	const format = formatOf(await file.slice(0, SNIFFED_BYTES).text());
	return format === null ? null : { file, path, format };
}

/** Mailboxes each alone; messages up to a hundred or 16 MiB at once. */
export function batchesOf(found: readonly Found[], newId: () => string): Batch[] {
	const out: { files: Found[]; bytes: number }[] = [];
	let open: { files: Found[]; bytes: number } | undefined;
	for (const f of found) {
		if (f.format === "mbox") {
			out.push({ files: [f], bytes: f.file.size });
			continue;
		}
		if (open === undefined || open.files.length >= TOGETHER_FILES ||
			open.bytes + f.file.size > TOGETHER_BYTES)
			out.push(open = { files: [], bytes: 0 });
		open.files.push(f);
		open.bytes += f.file.size;
	}
	return out.map((b) => ({
		id: newId(), files: b.files, bytes: b.bytes,
		title: b.files.length === 1 ? (b.files[0] as Found).path : `${b.files.length} messages`,
	}));
}
