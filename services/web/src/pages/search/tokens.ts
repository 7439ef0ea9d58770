// tokens.ts - a query in pieces that can be shown as chips and taken away. The
// server alone understands the language; here it is only cut at spaces outside
// quotes, brackets and slashes.

export interface Token {
	text: string;
	/** "from" of from:anna; "" for words */
	op: string;
	not: boolean;
}

const OP = /^(-?)([a-z_0-9]+):./i;

export function tokens(query: string): Token[] {
	const out: Token[] = [];
	let at = 0;
	let depth = 0;
	let quote = "";
	for (let i = 0; i <= query.length; i++) {
		const c = query[i] ?? " ";
		const ends = i === query.length || (quote === "" && depth === 0 && /\s/.test(c));
		if (ends) {
			const text = query.slice(at, i);
			at = i + 1;
			if (text !== "")
				out.push(token(text));
		} else if (quote !== "") {
			quote = c === quote ? "" : quote;
		} else if (c === "\"" || (c === "/" && query[i - 1] === ":")) {
			quote = c;
		} else if (c === "(" || c === "{") {
			depth++;
		} else if ((c === ")" || c === "}") && depth > 0) {
			depth--;
		}
	}
	return out;
}

function token(text: string): Token {
	const m = OP.exec(text);
	return { text, op: m?.[2]?.toLowerCase() ?? "", not: text.startsWith("-") };
}

export const join = (list: readonly Token[]) => list.map((t) => t.text).join(" ");

/** Without that token; the others stay as they were written. */
export const without = (query: string, n: number) =>
	join(tokens(query).filter((_, i) => i !== n));

/** With op:value, in place of what the same operator said before. */
export function withOperator(query: string, op: string, value: string): string {
	const quoted = /^[\w@.+-]+$/.test(value) ? value : `"${value.replace(/"/g, "")}"`;
	const rest = tokens(query).filter((t) => t.op !== op || t.not);
	return join([...rest, token(`${op}:${quoted}`)]);
}

/** "2026-11" as after: and before:, which replace a range given before. */
export function withMonth(query: string, month: string): string {
	const [y = 0, m = 0] = month.split("-").map(Number);
	const next = m === 12 ? `${y + 1}-01` : `${y}-${String(m + 1).padStart(2, "0")}`;
	const rest = tokens(query).filter((t) => !/^(after|before|newer|older|on|during)$/.test(t.op));
	return join([...rest, token(`after:${month}-01`), token(`before:${next}-01`)]);
}
