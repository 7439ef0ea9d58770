// selection.tsx - how many mails are selected, and what can be done with them.
import type { email_line } from "../../api/messages";
import { Icon, type IconName } from "../../ui/icon";
import { choose, chosen, cursor, ordered, refresh } from "./list";
import { isUnread } from "./marks";

export interface Deeds {
	archive: () => void;
	label: () => void;
	spam: () => void;
	/** read where one is unread, else unread */
	toggleRead: () => void;
}

/** A box that stands for several: all, some or none of them. */
export function Several({ of, name }: { of: readonly email_line[]; name: string }) {
	const n = of.filter((m) => chosen.value.has(m.id)).length;
	return (
		<label class="mailrow-check" title={name}>
			<input
				type="checkbox" aria-label={name} checked={n > 0 && n === of.length}
				ref={(el) => { if (el !== null) el.indeterminate = n > 0 && n < of.length; }}
				onClick={() => choose(of.map((m) => m.id), n < of.length)}
			/>
		</label>
	);
}

function Tool({ icon, name, title, run }: {
	icon: IconName; name: string; title: string; run: () => void;
}) {
	return (
		<button class="mailtool" title={title} onClick={run}><Icon name={icon} /><span>{name}</span></button>
	);
}

export function Selection({ deeds }: { deeds: Deeds }) {
	const all = ordered();
	const some = all.filter((m) => chosen.value.has(m.id));
	const n = some.length;
	const marks = some.some(isUnread) ? "Read" : "Unread";
	return (
		<div class="maillist-tools" role="toolbar" aria-label="Selected mail">
			<Several of={all} name="Select all that is shown" />
			<span class="faint maillist-count" role="status">
				{n === 0 ? `${all.length}${cursor.value ? "+" : ""} mails` : `${n} selected`}
			</span>
			{n > 0 && (
				<>
					<Tool icon="archive" name="Archive" title="Archive (e)" run={deeds.archive} />
					<Tool icon="label" name="Label" title="Label (l)" run={deeds.label} />
					<Tool icon="unread" name={marks} title={`Mark as ${marks.toLowerCase()} (u)`} run={deeds.toggleRead} />
					<Tool icon="shield" name="Spam" title="Report as spam (!)" run={deeds.spam} />
				</>
			)}
			{n > 0
				? <button class="plain maillist-refresh" aria-label="Select nothing" title="Select nothing (Escape)" onClick={() => choose([...chosen.value], false)}><Icon name="close" /></button>
				: <button class="plain maillist-refresh" aria-label="Refresh" title="Refresh" onClick={refresh}><Icon name="refresh" /></button>}
		</div>
	);
}
