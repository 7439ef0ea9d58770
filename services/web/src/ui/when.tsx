// when.tsx - moments as people say them, in the reader's own zone and language.
const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const thisYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const anyYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

const midnight = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();

/** "14:05", "Tue", "3 May", "3 May 2024": the shortest that is clear. */
export function shortTime(iso: string, now = new Date()): string {
	const at = new Date(iso);
	const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
	if (days === 0)
		return clock.format(at);
	if (days > 0 && days < 7)
		return weekday.format(at);
	return (at.getFullYear() === now.getFullYear() ? thisYear : anyYear).format(at);
}

/** "today", "tomorrow", "in 3 days", "2 days ago", then the date. */
export function dayWords(iso: string, now = new Date()): string {
	const at = new Date(iso);
	const days = Math.round((midnight(at) - midnight(now)) / DAY_MS);
	if (Math.abs(days) < 14)
		return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(days, "day");
	return shortTime(iso, now);
}

export const wholeTime = (iso: string) => whole.format(new Date(iso));

export function When({ at, words = false }: { at: string; words?: boolean }) {
	return (
		<time dateTime={at} title={wholeTime(at)}>{words ? dayWords(at) : shortTime(at)}</time>
	);
}
