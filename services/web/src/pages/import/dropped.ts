// dropped.ts - every file of what was dropped, folders included.
import { type Found, inspect } from "./batches";

export const FILES_MAX = 20_000;

export interface Gathered {
	found: Found[];
	/** that are not mail, the first ones by name */
	strange: string[];
	nStrange: number;
	/** there were more than 20,000 files */
	isCut: boolean;
}

const read = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
	new Promise((resolve, reject) => reader.readEntries(resolve, reject));
const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
	new Promise((resolve, reject) => entry.file(resolve, reject));

async function* filesOf(entry: FileSystemEntry): AsyncGenerator<[File, string]> {
	if (entry.isFile) {
		yield [await fileOf(entry as FileSystemFileEntry), entry.fullPath.replace(/^\//, "")];
		return;
	}
	const reader = (entry as FileSystemDirectoryEntry).createReader();
	// A reader gives at most a hundred at a time, and none at the end.
	for (let some = await read(reader); some.length > 0; some = await read(reader)) {
		for (const e of some)
			yield* filesOf(e);
	}
}

async function* dropped(items: readonly (FileSystemEntry | File)[]): AsyncGenerator<[File, string]> {
	for (const item of items) {
		if (item instanceof File)
			yield [item, item.webkitRelativePath || item.name];
		else
			yield* filesOf(item);
	}
}

/** To be called while the drop is handled: its items are gone afterwards. */
export function itemsOf(data: DataTransfer): (FileSystemEntry | File)[] {
	return [...data.items].filter((i) => i.kind === "file")
		.map((i) => i.webkitGetAsEntry() ?? i.getAsFile())
		.filter((i): i is FileSystemEntry | File => i !== null);
}

export async function gather(items: readonly (FileSystemEntry | File)[]): Promise<Gathered> {
	const out: Gathered = { found: [], strange: [], nStrange: 0, isCut: false };
	for await (const [file, path] of dropped(items)) {
		if (out.found.length + out.nStrange >= FILES_MAX) {
			out.isCut = true;
			break;
		}
		const found = file.size > 0 ? await inspect(file, path) : null;
		if (found !== null) {
			out.found.push(found);
			continue;
		}
		out.nStrange++;
		if (out.strange.length < 5)
			out.strange.push(path);
	}
	return out;
}
