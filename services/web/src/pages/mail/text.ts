// text.ts - the plain text of a mail in parts: what was written, what is
// quoted, the signature; and where its links are. Nothing here makes markup.
export interface Part {
	kind: "text" | "quote" | "signature";
	text: string;
}

export interface Piece {
	text: string;
	/** http or https; absent: only text */
	href?: string;
}

const QUOTED = /^\s{0,3}>/;
/** "On Monday Anna wrote:", in the languages that the mail is read in */
const INTRO = /(wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef)\s?:\s*$/i;
const FORWARD = /^\s*-{2,}\s*(original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original)\s*-{2,}/i;
const INTRO_LINES = 3;

const isBlank = (line: string | undefined) => (line ?? "").trim() === "";

/** Where the words begin that lead to a quote at `at`: they belong to it. */
function introOf(lines: readonly string[], at: number): number {
	let i = at;
	while (i > 0 && isBlank(lines[i - 1]))
		i--;
	if (i === 0 || !INTRO.test(lines[i - 1] as string))
		return at;
	const ends = i - 1;
	for (i = ends; i > 0 && ends - i < INTRO_LINES - 1 && !isBlank(lines[i - 1]); i--)
		continue;
	// An introduction of several lines begins its paragraph; otherwise it is one.
	return i === 0 || isBlank(lines[i - 1]) ? i : ends;
}

/** Parts in order; joined by line ends they are the text again. */
export function partsOf(text: string): Part[] {
	const lines = text.replace(/\r\n?/g, "\n").split("\n");
	const out: Part[] = [];
	let from = 0;
	const put = (kind: Part["kind"], until: number) => {
		if (until > from)
			out.push({ kind, text: lines.slice(from, until).join("\n") });
		from = until;
	};
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i] as string;
		if (FORWARD.test(line)) {
			put("text", i);
			put("quote", lines.length);
			break;
		}
		if (line === "-- " || (line === "--" && lines.length - i < 12)) {
			put("text", i);
			put("signature", lines.length);
			break;
		}
		if (!QUOTED.test(line))
			continue;
		put("text", Math.max(from, introOf(lines, i)));
		let end = i + 1;
		while (end < lines.length && (QUOTED.test(lines[end] as string) ||
			(isBlank(lines[end]) && QUOTED.test(lines[end + 1] ?? ""))))
			end++;
		put("quote", end);
		i = end - 1;
	}
	put("text", lines.length);
	return out;
}

const LINK = /\bhttps?:\/\/[^\s<>"\u00a0]{1,2000}/g;
const ENDS = ".,;:!?'*_»”’";

const count = (text: string, c: string) => text.split(c).length - 1;

/** A link does not end with what ends a sentence, nor with a bracket that was
 * opened before it. */
function trim(link: string): string {
	const extra: Record<string, number> = {
		")": count(link, ")") - count(link, "("), "]": count(link, "]") - count(link, "["),
	};
	let end = link.length;
	for (; end > 0; end--) {
		const last = link[end - 1] as string;
		if ((extra[last] ?? 0) > 0)
			extra[last] = (extra[last] ?? 0) - 1;
		else if (!ENDS.includes(last))
			break;
	}
	return link.slice(0, end);
}

export function piecesOf(text: string): Piece[] {
	const out: Piece[] = [];
	let from = 0;
	for (const found of text.matchAll(LINK)) {
		const href = trim(found[0]);
		if (!URL.canParse(href))
			continue;
		if (found.index > from)
			out.push({ text: text.slice(from, found.index) });
		out.push({ text: href, href });
		from = found.index + href.length;
	}
	if (from < text.length)
		out.push({ text: text.slice(from) });
	return out;
}

const UNITS = ["bytes", "KB", "MB", "GB"];

export function sizeWords(bytes: number): string {
	let unit = 0;
	while (bytes >= 1000 && unit < UNITS.length - 1) {
		bytes /= 1000;
		unit++;
	}
	return `${unit === 0 || bytes >= 100 ? Math.round(bytes) : bytes.toFixed(1)} ${UNITS[unit]}`;
}

/** The subject of an answer. */
export const answerSubject = (subject: string) =>
	/^(re|aw|sv|antw|rif)\s*:/i.test(subject) ? subject : `Re: ${subject}`;

/** What is answered, quoted as mail programs do. */
export const quoted = (text: string) =>
	text.trimEnd().split("\n").map((l) => (l.startsWith(">") ? `>${l}` : `> ${l}`)).join("\n");
