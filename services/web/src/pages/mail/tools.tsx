// tools.tsx - what can be done with the conversation that is open.
import { Icon, type IconName } from "../../ui/icon";
import type { Makes } from "./make";

function Tool({ icon, name, keys, run }: {
	icon: IconName; name: string; keys?: string; run: () => void;
}) {
	return (
		<button class="mailtool" title={keys === undefined ? name : `${name} (${keys})`} onClick={run}>
			<Icon name={icon} /><span>{name}</span>
		</button>
	);
}

export function Tools({ canArchive, canSpam, canLeave, step, archive, spam, unread, label, make }: {
	canArchive: boolean; canSpam: boolean;
	/** its list can be left */
	canLeave: boolean;
	step: (n: number) => void; archive: () => void; spam: () => void;
	unread: () => void; label: () => void;
	make: (kind: Makes) => void;
}) {
	return (
		<div class="mailtools" role="toolbar" aria-label="This conversation">
			<Tool icon="back" name="Back" keys="Escape" run={() => step(0)} />
			{canArchive && <Tool icon="archive" name="Archive" keys="e" run={archive} />}
			{canSpam && <Tool icon="shield" name="Spam" keys="!" run={spam} />}
			<Tool icon="unread" name="Unread" keys="u" run={unread} />
			<Tool icon="label" name="Label" keys="l" run={label} />
			<Tool icon="reply" name="Reply" keys="r" run={() => make("draft")} />
			<Tool icon="tray" name="Task" keys="t" run={() => make("task")} />
			<Tool icon="calendar" name="Event" keys="c" run={() => make("calendar")} />
			{canLeave && <Tool icon="stop" name="Unsubscribe" run={() => make("unsubscribe")} />}
			<span class="mailtools-step">
				<button class="plain" aria-label="Previous mail" title="Previous ([)" onClick={() => step(-1)}><span class="mailturned"><Icon name="next" /></span></button>
				<button class="plain" aria-label="Next mail" title="Next (])" onClick={() => step(1)}><Icon name="next" /></button>
			</span>
		</div>
	);
}
