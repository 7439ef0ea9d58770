// facets.tsx - what the results are made of; a line narrows the search to it.
import { categoryName } from "../../ui/badges";
import { withMonth, withOperator } from "./tokens";

type Counts = Record<string, number>;

interface Row {
	name: string;
	count: number;
	query: string;
}

const month = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric" });
const monthName = (m: string) => month.format(new Date(`${m}-15T12:00:00Z`));

const rows = (c: unknown, name: (v: string) => string, query: (v: string) => string): Row[] =>
	Object.entries((c ?? {}) as Counts).map(([v, count]) => ({ name: name(v), count, query: query(v) }));

function Group({ title, list, onPick }: { title: string; list: Row[]; onPick: (q: string) => void }) {
	if (list.length === 0)
		return null;
	return (
		<section>
			<h3>{title}</h3>
			<ul>
				{list.map((r) => (
					<li key={r.name}>
						<button class="facet" title={r.name} onClick={() => onPick(r.query)}>
							<span class="facet-name">{r.name}</span> <span class="faint">{r.count}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}

export function Facets({ query, facets, onPick }: {
	query: string; facets: unknown; onPick: (q: string) => void;
}) {
	const f = (facets ?? {}) as Record<string, unknown>;
	const yes = (c: unknown) => ((c ?? {}) as Counts)["yes"] ?? 0;
	const is: Row[] = [
		{ name: "With attachment", count: yes(f["has_attachment"]), query: withOperator(query, "has", "attachment") },
		{ name: "Unread", count: yes(f["unread"]), query: withOperator(query, "is", "unread") },
	].filter((r) => r.count > 0);
	return (
		<aside class="facets" aria-label="Narrow the search">
			<Group title="Category" onPick={onPick} list={rows(f["category"], categoryName, (v) => withOperator(query, "category", v))} />
			<Group title="Sender" onPick={onPick} list={rows(f["sender"], (v) => v, (v) => withOperator(query, "from", v))} />
			<Group title="Month" onPick={onPick} list={rows(f["month"], monthName, (v) => withMonth(query, v))} />
			<Group title="Mail" onPick={onPick} list={is} />
		</aside>
	);
}
