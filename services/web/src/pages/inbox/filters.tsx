// filters.tsx - which mail the list shows: order, label, category.
import { useLocation } from "preact-iso/router";

import { categoryNames } from "../../ui/badges";
import { pathOf, type View } from "./lines";
import { lines, view } from "./list";

const labels = [["INBOX", "Inbox"], ["", "All mail"], ["SENT", "Sent"], ["SPAM", "Spam"],
	["TRASH", "Trash"], ["UNREAD", "Unread"]] as const;

export const labelName = (l: string) => labels.find(([id]) => id === l)?.[1] ?? l;

/** The usual labels, then those that the mail shown has. */
function known(): string[] {
	const usual: string[] = labels.map(([id]) => id);
	const own = new Set(lines.value.flatMap((m) => m.labels));
	if (view.value.label !== "")
		own.add(view.value.label);
	return [...usual, ...[...own].filter((l) => !usual.includes(l)).sort()];
}

export function Filters() {
	const { route } = useLocation();
	const v = view.value;
	const show = (to: Partial<View>) => route(pathOf({ ...v, ...to }));
	return (
		<div class="mailfilters">
			<div class="chips" role="group" aria-label="Order">
				<button class="chip" aria-pressed={v.sort === "priority"} onClick={() => show({ sort: "priority" })}>What needs me</button>
				<button class="chip" aria-pressed={v.sort === "newest"} onClick={() => show({ sort: "newest" })}>Newest</button>
			</div>
			<label class="mailfilter">
				<span class="hidden">Label</span>
				<select class="input" value={v.label} onChange={(e) => show({ label: e.currentTarget.value })}>
					{known().map((l) => <option key={l} value={l} selected={l === v.label}>{labelName(l)}</option>)}
				</select>
			</label>
			<label class="mailfilter">
				<span class="hidden">Category</span>
				<select class="input" value={v.category} onChange={(e) => show({ category: e.currentTarget.value })}>
					<option value="" selected={v.category === ""}>Every category</option>
					{categoryNames.map(([id, name]) => <option key={id} value={id} selected={v.category === id}>{name}</option>)}
				</select>
			</label>
			<div class="chips mailfilter-chips" role="group" aria-label="Category">
				{["interview", "offer", "recruiter", "application_receipt", "rejection", "bill"].map((id) => (
					<button
						key={id} class="chip" aria-pressed={v.category === id}
						onClick={() => show({ category: v.category === id ? "" : id })}
					>
						{categoryNames.find(([c]) => c === id)?.[1]}
					</button>
				))}
			</div>
		</div>
	);
}
