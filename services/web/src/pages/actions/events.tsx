// events.tsx - the calendar as a list, to be taken into any calendar.
import { get } from "../../api/client";
import type { event_line, events_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { Icon } from "../../ui/icon";
import { Await, Empty } from "../../ui/states";
import { Source } from "./source";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const dayInNoZone = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

/** The end of whole days is the first day behind them. */
function span(e: event_line): string {
	const from = new Date(e.starts_at);
	if (e.all_day) {
		const last = new Date((e.ends_at ? Date.parse(e.ends_at) : from.getTime() + 86_400_000) - 86_400_000);
		return last > from ? dayInNoZone.formatRange(from, last) : dayInNoZone.format(from);
	}
	if (!e.ends_at)
		return moment.format(from);
	const until = new Date(e.ends_at);
	return day.format(from) === day.format(until) ? `${moment.format(from)} to ${clock.format(until)}`
		: `${moment.format(from)} to ${moment.format(until)}`;
}

export function Events() {
	const list = useLoad((s) => get<events_shown>("/api/calendar", { limit: 200 }, s), []);
	return (
		<Await of={list}>
			{(v) => (v.events ?? []).length === 0
				? <Empty icon="calendar" title="Nothing in the calendar">Approve a proposed date, or add one from a mail with c.</Empty>
				: (
					<>
						<p class="tray-tools"><a class="button button-small" href="/api/calendar.ics" download="applylens.ics"><Icon name="download" /> All as .ics</a></p>
						<ul class="made">
							{(v.events ?? []).map((e) => (
								<li key={e.id} class="card">
									<div>
										<h3>{e.title}</h3>
										<p>{span(e)}{e.location && <>, {e.location}</>}</p>
										{e.notes && <p class="made-notes">{e.notes}</p>}
										<p class="faint"><Source of={e} /></p>
									</div>
									<a class="plain" href={`/api/calendar/${e.id}.ics`} download={`event-${e.id}.ics`} aria-label={`Download ${e.title} as .ics`}><Icon name="download" /></a>
								</li>
							))}
						</ul>
					</>
				)}
		</Await>
	);
}
