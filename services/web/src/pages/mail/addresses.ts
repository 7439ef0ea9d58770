// addresses.ts - a line of addresses as people write it, in parts.

/** Commas and semicolons part them; within quotes they are part of a name. */
export const addressesOf = (line: string): string[] =>
	(line.match(/(?:"(?:[^"\\]|\\.)*"|[^,;"])+/g) ?? []).map((a) => a.trim()).filter((a) => a !== "");
