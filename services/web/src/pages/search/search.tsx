// search.tsx - results of a query: chips of its operators, facets, explanation.
import "./search.css";

import { useLocation } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";

import { get } from "../../api/client";
import type { search_hit, search_result } from "../../api/messages";
import { useKeys } from "../../app/keys";
import { useLoad } from "../../app/load";
import { tellProblem } from "../../app/toasts";
import { Icon } from "../../ui/icon";
import { Await, Empty } from "../../ui/states";
import { Facets } from "./facets";
import { Hit } from "./hit";
import { tokens, without } from "./tokens";

const PAGE = 25;
const SORTS = [["relevance", "Best first"], ["date_desc", "Newest"], ["date_asc", "Oldest"]] as const;

function Chips({ query, onChange }: { query: string; onChange: (q: string) => void }) {
	const list = tokens(query);
	if (!list.some((t) => t.op !== "" || t.not))
		return null;
	return (
		<ul class="chips" aria-label="Parts of the query">
			{list.map((t, i) => (t.op === "" && !t.not ? null : (
				<li key={i} class={t.not ? "chip chip-not" : "chip"}>
					{t.text}
					<button class="chip-x" aria-label={`Remove ${t.text}`} onClick={() => onChange(without(query, i))}>
						<Icon name="close" />
					</button>
				</li>
			)))}
		</ul>
	);
}

/** The server's words on the result: how it was read, what did not answer. */
function Notes({ r, explain, onPick }: {
	r: search_result; explain: boolean; onPick: (q: string) => void;
}) {
	const tree = (r.tree ?? {}) as { understood_as?: string; notes?: string[] };
	return (
		<>
			<p class="faint" role="status">
				{r.total_capped ? "At least " : ""}{r.total.toLocaleString()} {r.total === 1 ? "mail" : "mails"},{" "}
				{(r.took_us / 1000).toFixed(1)} ms
				{r.semantic !== "on" && r.semantic ? `; by words alone: ${r.semantic}` : ""}
			</p>
			{r.partial && <p class="note note-warn">{r.partial}</p>}
			{r.did_you_mean && (
				<p>Did you mean <button class="link" onClick={() => onPick(r.did_you_mean ?? "")}>{r.did_you_mean}</button>?</p>
			)}
			{explain && tree.understood_as && <p class="note"><span>Read as <code>{tree.understood_as}</code></span></p>}
			{tree.notes?.map((n) => <p class="note" key={n}>{n}</p>)}
		</>
	);
}

function Examples({ onPick }: { onPick: (q: string) => void }) {
	const list = ["from:recruiter newer_than:30d", "subject:offer -category:promotion",
		"has:attachment larger:1M", "\"phone screen\" OR interview during:\"last month\"", "is:needs_reply"];
	return (
		<Empty icon="search" title="Search your mail">
			<ul class="chips">{list.map((q) => <li key={q}><button class="chip" onClick={() => onPick(q)}>{q}</button></li>)}</ul>
		</Empty>
	);
}

/** j and k through the hits, Enter opens. */
function useHitKeys(hits: search_hit[], open: (id: string) => void) {
	const [at, setAt] = useState(-1);
	const move = (by: number) => {
		const next = Math.max(0, Math.min(hits.length - 1, at + by));
		setAt(next);
		document.querySelector(`[data-hit="${hits[next]?.id}"]`)?.scrollIntoView({ block: "nearest" });
	};
	useEffect(() => setAt(-1), [hits[0]?.id]);
	useKeys("Search", [
		{ key: "j", does: "next mail", run: () => move(1) },
		{ key: "k", does: "mail before", run: () => move(-1) },
		{ key: "o", does: "open", run: () => { const h = hits[at]; if (h) open(h.id); } },
		{ key: "x", does: "explain the order, or not", run: () => document.getElementById("explain")?.click() },
	]);
	return at;
}

export default function Search() {
	const { query, route } = useLocation();
	const q = query["q"] ?? "";
	const sort = SORTS.some(([s]) => s === query["sort"]) ? query["sort"] : "relevance";
	const [explain, setExplain] = useState(false);
	const [more, setMore] = useState<{ hits: search_hit[]; cursor: string | null }>({ hits: [], cursor: null });
	const result = useLoad((s) => (q === "" ? Promise.resolve(null)
		: get<search_result>("/api/search", { q, sort, explain, limit: PAGE }, s)), [q, sort, explain]);
	useEffect(() => {
		setMore({ hits: [], cursor: result.value?.next_cursor ?? null });
	}, [result.value]);
	const go = (next: string, by = sort) => route(`/search?q=${encodeURIComponent(next)}&sort=${by}`);
	const hits = [...(result.value?.hits ?? []), ...more.hits];
	const at = useHitKeys(hits, (id) => route(`/mail/${id}`));
	const next = async () => {
		try {
			const r = await get<search_result>("/api/search", { q, sort, explain, limit: PAGE, cursor: more.cursor });
			setMore({ hits: [...more.hits, ...(r.hits ?? [])], cursor: r.next_cursor ?? null });
		} catch (e) {
			tellProblem(e);
		}
	};
	if (q === "")
		return <Examples onPick={(x) => go(x)} />;
	return (
		<div class="search">
			<header class="search-head">
				<h1 class="hidden">Search</h1>
				<Chips query={q} onChange={(x) => go(x)} />
				<div class="chips">
					{SORTS.map(([s, name]) => (
						<button key={s} class="chip" aria-pressed={s === sort} onClick={() => go(q, s)}>{name}</button>
					))}
					<button id="explain" class="chip" aria-pressed={explain} onClick={() => setExplain(!explain)}>Explain</button>
				</div>
			</header>
			<div class="search-body">
				<section aria-label="Results" aria-busy={result.loading}>
					<Await of={result} lines={9}>
						{(r) => (r === null ? null : (
							<>
								<Notes r={r} explain={explain} onPick={(x) => go(x)} />
								{hits.length === 0
									? <Empty icon="search" title="No mail found">Take a part of the query away, or look in:anywhere.</Empty>
									: <ul class="hits">{hits.map((h, i) => <Hit key={h.id} hit={h} isCurrent={i === at} explain={explain} />)}</ul>}
								{more.cursor && <button class="button" onClick={next}>More</button>}
							</>
						))}
					</Await>
				</section>
				{result.value && <Facets query={q} facets={result.value.facets} onPick={(x) => go(x)} />}
			</div>
		</div>
	);
}
