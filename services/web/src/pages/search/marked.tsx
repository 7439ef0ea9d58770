// marked.tsx - a snippet as the search daemon writes it: HTML-escaped, with hits
// in <mark>. It is read back into text nodes, never handed to a parser.
const ENTITIES: Record<string, string> = {
	"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#x27;": "'",
};

const plain = (s: string) => s.replace(/&(?:amp|lt|gt|quot|#39|#x27);/g, (e) => ENTITIES[e] ?? e);

export function Marked({ text }: { text: string }) {
	const parts = text.split(/<mark>(.*?)<\/mark>/s);
	return <>{parts.map((p, i) => (i % 2 === 1 ? <mark key={i}>{plain(p)}</mark> : plain(p)))}</>;
}
