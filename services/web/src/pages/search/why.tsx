// why.tsx - how a hit's score came about: the parts that add to it as bars, and
// each word's share.
interface Why {
	words?: { word: string; found_in: Record<string, number>; adds: number }[];
	adds?: Record<string, number>;
	recency?: { age_days: number; factor: number };
	boost?: { for: string; factor: number };
	meaning?: { cosine: number };
	score?: number;
}

const names: Record<string, string> = {
	words: "words", meaning: "meaning", thread: "its thread", exact: "exact match",
	age_and_category: "age and category",
};

/** Lengths are set by script: the policy forbids style in the document. */
function Bar({ part, of }: { part: number; of: number }) {
	return (
		<span class="bar" aria-hidden="true">
			<span
				class={part < 0 ? "bar-fill bar-minus" : "bar-fill"}
				ref={(el) => { if (el) el.style.width = `${Math.min(100, (100 * Math.abs(part)) / of)}%`; }}
			/>
		</span>
	);
}

export function WhyHit({ why }: { why: unknown }) {
	const w = (why ?? {}) as Why;
	const adds = Object.entries(w.adds ?? {}).filter(([, v]) => v !== 0);
	const most = Math.max(...adds.map(([, v]) => Math.abs(v)), 0.001);
	return (
		<div class="why">
			<table class="table">
				<tbody>
					{adds.map(([name, v]) => (
						<tr key={name}>
							<th scope="row">{names[name] ?? name}</th>
							<td><Bar part={v} of={most} /></td>
							<td>{v.toFixed(3)}</td>
						</tr>
					))}
					<tr><th scope="row">score</th><td /><td><b>{(w.score ?? 0).toFixed(3)}</b></td></tr>
				</tbody>
			</table>
			<p class="faint">
				{w.words?.map((x) => `${x.word} in ${Object.keys(x.found_in).join(", ")}`).join("; ")}
				{w.recency && `; ${Math.round(w.recency.age_days)} days old (x ${w.recency.factor.toFixed(2)})`}
				{w.boost && `; ${w.boost.for} (x ${w.boost.factor})`}
				{w.meaning && `; likeness of meaning ${w.meaning.cosine.toFixed(2)}`}
			</p>
		</div>
	);
}
