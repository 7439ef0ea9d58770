// plot.tsx - plain plots in SVG: bars over time and bars by name, with a table
// of the same numbers for who can't see them.
export interface Series {
	name: string;
	/** 1 to 4: the plot colours */
	color: 1 | 2 | 3 | 4;
	values: number[];
}

const W = 640;
const H = 180;
const LEFT = 34;
const BOTTOM = 22;

/** A round number at or above: 1, 2 or 5 times a power of ten. */
function roundUp(v: number): number {
	const power = 10 ** Math.floor(Math.log10(Math.max(v, 1)));
	return [1, 2, 5, 10].map((m) => m * power).find((m) => m >= v) ?? v;
}

function Numbers({ title, labels, series }: { title: string; labels: string[]; series: Series[] }) {
	return (
		<table class="hidden">
			<caption>{title}</caption>
			<thead><tr><th />{series.map((s) => <th key={s.name}>{s.name}</th>)}</tr></thead>
			<tbody>
				{labels.map((l, i) => (
					<tr key={l}><th>{l}</th>{series.map((s) => <td key={s.name}>{s.values[i]}</td>)}</tr>
				))}
			</tbody>
		</table>
	);
}

/** Series stacked on each other, one bar a label. */
export function Bars({ title, labels, series }: { title: string; labels: string[]; series: Series[] }) {
	const sums = labels.map((_, i) => series.reduce((n, s) => n + (s.values[i] ?? 0), 0));
	const top = roundUp(Math.max(...sums, 1));
	const width = (W - LEFT) / Math.max(labels.length, 1);
	const height = (v: number) => (v / top) * (H - BOTTOM - 8);
	const every = Math.ceil(labels.length / 8);
	return (
		<figure class="plot">
			<figcaption>
				{title}
				{series.map((s) => <span key={s.name} class={`plot-key plot-${s.color}`}>{s.name}</span>)}
			</figcaption>
			<svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={title}>
				{[0, top / 2, top].map((v) => (
					<g key={v}>
						<line class="plot-line" x1={LEFT} x2={W} y1={H - BOTTOM - height(v)} y2={H - BOTTOM - height(v)} />
						<text x={LEFT - 6} y={H - BOTTOM - height(v) + 4} text-anchor="end">{v}</text>
					</g>
				))}
				{labels.map((l, i) => {
					let y = H - BOTTOM;
					return (
						<g key={l}>
							<title>{`${l}: ${series.map((s) => `${s.values[i] ?? 0} ${s.name}`).join(", ")}`}</title>
							{series.map((s) => {
								const h = height(s.values[i] ?? 0);
								y -= h;
								return <rect key={s.name} class={`plot-${s.color}`} x={LEFT + i * width + 1} y={y} width={Math.max(1, width - 2)} height={h} />;
							})}
							{i % every === 0 && <text x={LEFT + (i + 0.5) * width} y={H - 6} text-anchor="middle">{l}</text>}
						</g>
					);
				})}
			</svg>
			<Numbers title={title} labels={labels} series={series} />
		</figure>
	);
}

/** One bar a name, longest first. */
export function NamedBars({ title, rows }: { title: string; rows: { name: string; value: number; href?: string }[] }) {
	const most = Math.max(...rows.map((r) => r.value), 1);
	return (
		<figure class="plot">
			<figcaption>{title}</figcaption>
			<table class="named-bars">
				<tbody>
					{[...rows].sort((a, b) => b.value - a.value).map((r) => (
						<tr key={r.name}>
							<th scope="row">{r.href === undefined ? r.name : <a href={r.href}>{r.name}</a>}</th>
							<td class="named-bar" aria-hidden="true">
								<span ref={(el) => { if (el) el.style.width = `${(100 * r.value) / most}%`; }} />
							</td>
							<td>{r.value}</td>
						</tr>
					))}
				</tbody>
			</table>
		</figure>
	);
}
