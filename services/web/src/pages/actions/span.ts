// span.ts - when an event is, in words of the reader's zone.
import type { event_line } from "../../api/messages";

const DAY_MS = 86_400_000;

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const dayInNoZone = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

/** The end of whole days is the first day behind them. */
export function span(e: event_line): string {
	const from = new Date(e.starts_at);
	if (e.all_day) {
		const last = new Date((e.ends_at ? Date.parse(e.ends_at) : from.getTime() + DAY_MS) - DAY_MS);
		return last > from ? dayInNoZone.formatRange(from, last) : dayInNoZone.format(from);
	}
	if (!e.ends_at)
		return moment.format(from);
	const until = new Date(e.ends_at);
	return day.format(from) === day.format(until) ? `${moment.format(from)} to ${clock.format(until)}`
		: `${moment.format(from)} to ${moment.format(until)}`;
}
