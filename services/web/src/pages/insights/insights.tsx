// insights.tsx - what the mail of some weeks amounts to: volumes, answers,
// senders, categories, the job hunt; each number from the analytics agent.
import { useState } from "preact/hooks";

import { get } from "../../api/client";
import { useLoad } from "../../app/load";
import { categoryName } from "../../ui/badges";
import { Bars, NamedBars } from "../../ui/plot";
import { Await, Empty } from "../../ui/states";

interface Report<T> { report: T }
type Numbers = Record<string, number>;
interface Summary { current: Numbers | null; previous: Numbers | null; applications: Numbers }
interface Volumes { days: { day: string; sent: number; received: number }[] }
interface Responses { replied: number; unanswered: number; median_hours: number | null; p90_hours: number | null }
interface Senders { senders: { from: string; name: string; emails: number }[] }
interface Categories { totals: Numbers }

const DAYS = [7, 30, 90, 365];
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

const figures: [key: string, title: string][] = [
	["received", "received"], ["sent", "sent"], ["senders", "senders"],
	["needing_reply", "asked for a reply"], ["opportunities", "job opportunities"], ["risky", "dangerous"],
];

function Figures({ s, days }: { s: Summary; days: number }) {
	return (
		<div class="figures">
			{figures.map(([key, title]) => (
				<div class="figure" key={key}>
					<b>{s.current?.[key] ?? 0}</b> {title}
					<div class="faint">{s.previous?.[key] ?? 0} in the {days} days before</div>
				</div>
			))}
		</div>
	);
}

const hours = (h: number | null) => (h === null ? "-" : h < 48 ? `${h.toFixed(1)} h` : `${(h / 24).toFixed(1)} days`);

function useReport<T>(kind: string, days: number) {
	return useLoad((s) => get<Report<T>>(`/api/insights/${kind}`, { days }, s).then((r) => r.report), [days]);
}

/** A year of days is drawn by weeks. */
function grouped(v: Volumes["days"]): Volumes["days"] {
	if (v.length <= 92)
		return v;
	const out: Volumes["days"] = [];
	for (const [i, d] of v.entries()) {
		const open = out[out.length - 1];
		if (i % 7 === 0 || open === undefined)
			out.push({ ...d });
		else
			out[out.length - 1] = { day: open.day, sent: open.sent + d.sent, received: open.received + d.received };
	}
	return out;
}

export default function Insights() {
	const [days, setDays] = useState(30);
	const summary = useReport<Summary>("summary", days);
	const volumes = useReport<Volumes>("volumes", days);
	const responses = useReport<Responses>("responses", days);
	const senders = useReport<Senders>("senders", days);
	const categories = useReport<Categories>("categories", days);
	return (
		<div class="page insights">
			<header class="page-head">
				<h1>Insights</h1>
				<div class="chips" role="group" aria-label="Over">
					{DAYS.map((d) => (
						<button key={d} class="chip" aria-pressed={d === days} onClick={() => setDays(d)}>{d === 365 ? "a year" : `${d} days`}</button>
					))}
				</div>
			</header>
			<Await of={summary} lines={3}>
				{(s) => (s.current === null && s.previous === null
					? <Empty icon="chart" title="No mail in this time" />
					: <Figures s={s} days={days} />)}
			</Await>
			<div class="cards plots">
				<section class="card card-wide">
					<Await of={volumes}>
						{(v) => {
							const list = grouped(v.days);
							return (
								<Bars
									title={list === v.days ? "Mail a day" : "Mail a week"}
									labels={list.map((d) => day.format(new Date(`${d.day}T12:00`)))}
									series={[
										{ name: "received", color: 1, values: list.map((d) => d.received) },
										{ name: "sent", color: 2, values: list.map((d) => d.sent) },
									]}
								/>
							);
						}}
					</Await>
				</section>
				<section class="card">
					<Await of={categories}>
						{(c) => <NamedBars title="By category" rows={Object.entries(c.totals ?? {}).map(([k, value]) => ({
							name: categoryName(k), value, href: `/search?q=${encodeURIComponent(`category:${k} newer_than:${days}d`)}`,
						}))} />}
					</Await>
				</section>
				<section class="card">
					<Await of={senders}>
						{(s) => <NamedBars title="Who writes most" rows={(s.senders ?? []).slice(0, 12).map((x) => ({
							name: x.name || x.from, value: x.emails, href: `/search?q=${encodeURIComponent(`from:${x.from} newer_than:${days}d`)}`,
						}))} />}
					</Await>
				</section>
				<section class="card">
					<Await of={responses}>
						{(r) => (
							<figure class="plot">
								<figcaption>Your answers</figcaption>
								<p>Half within <b>{hours(r.median_hours)}</b>, nine in ten within <b>{hours(r.p90_hours)}</b>.</p>
								<p>{r.replied} answered, <a href="/search?q=is%3Aneeds_reply">{r.unanswered} still wait</a>.</p>
							</figure>
						)}
					</Await>
				</section>
				<section class="card">
					<Await of={summary}>
						{(s) => <NamedBars title="Applications by stage" rows={Object.entries(s.applications ?? {}).map(([k, value]) => ({
							name: k.replace(/_/g, " "), value, href: "/applications",
						}))} />}
					</Await>
				</section>
			</div>
		</div>
	);
}
