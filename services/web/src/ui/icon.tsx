// icon.tsx - line icons of 24x24, drawn for this app; meaning is in words beside.
const paths = {
	inbox: "M3 13h5l2 3h4l2-3h5M5 5h14l2 8v6H3v-6z",
	search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm5 12 5 5",
	chat: "M4 5h16v11H9l-5 4z",
	board: "M4 4h5v16H4zM10 4h5v10h-5zM16 4h4v13h-4z",
	chart: "M4 20V4m0 16h16M8 16v-4m4 4V8m4 8v-6",
	tray: "m4 12 4 4L20 5M4 20h16",
	import: "M12 3v11m-4-4 4 4 4-4M4 17v4h16v-4",
	settings: "M4 7h10m4 0h2M4 17h2m4 0h10M14 4v6M8 14v6",
	shield: "M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6z",
	pulse: "M3 12h4l3-7 4 14 3-7h4",
	close: "m6 6 12 12M18 6 6 18",
	back: "m11 5-7 7 7 7m-7-7h16",
	next: "m9 5 7 7-7 7",
	down: "m5 9 7 7 7-7",
	warning: "M12 4 2.5 20h19zM12 10v4m0 3v.5",
	clip: "m8 12 6-6a3 3 0 0 1 5 4l-8 8a5 5 0 0 1-7-7l7-7",
	star: "m12 4 2.5 5.5 6 .6-4.5 4 1.3 5.9-5.3-3.1L6.7 20 8 14.1l-4.5-4 6-.6z",
	label: "M4 5h9l7 7-7 7H4zm4 7h.5",
	unread: "M3 7h12m6 4v8H3V7l9 6 3-2M19 4a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
	archive: "M4 8h16v12H4zM3 4h18v4H3zm7 8h4",
	reply: "m10 6-6 5 6 5v-3c5 0 8 2 10 5 0-6-4-9-10-9z",
	more: "M5 12h.5m6 0h.5m6 0h.5",
	stop: "M7 7h10v10H7z",
	send: "M4 12 20 5l-5 15-4-6z",
	check: "m5 12 5 5 9-11",
	help: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2m0 3v.5",
	user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c1-4 4-6 8-6s7 2 8 6",
	calendar: "M4 6h16v14H4zm0 5h16M8 3v5m8-5v5",
	refresh: "M20 11a8 8 0 1 0-2 6m2 3v-5h-5",
	download: "M12 4v11m-4-4 4 4 4-4M5 20h14",
	trash: "M5 7h14M9 7V4h6v3m-8 0 1 13h8l1-13",
	edit: "m14 6 4 4L8 20H4v-4zm2-2 4 4",
	plus: "M12 5v14M5 12h14",
	sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.5 1.5m11 11L19 19M19 5l-1.5 1.5m-11 11L5 19",
	moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
			<path d={paths[name]} />
		</svg>
	);
}
