// incidents.tsx - what is wrong, or was; and opening an incident by hand.
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";

import { get, post, say } from "../../api/client";
import type { incident, incidents } from "../../api/messages";
import { usePaged } from "../../app/paged";
import { session } from "../../app/session";
import { Dialog } from "../../ui/dialog";
import { some, text } from "../../ui/forms";
import { Icon } from "../../ui/icon";
import { More } from "../../ui/more";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";
import { LiveLine, useLive } from "./live";
import { Status } from "./status";

const PAGE = 50;

export const pathOfIncident = (id: string) => `/operations?tab=incidents&id=${id}`;

/** "user:1" is who reads this, or somebody else. */
export const whoWords = (who: string) => (who === `user:${session.value?.user_id}` ? "you" : who);

const severities = ["", "complete outage", "significant degradation", "minor issue", "low priority"];

export const Severity = ({ of }: { of: number }) => (
	<span class={`severity severity-${of}`} title={`Severity ${of}: ${severities[of] ?? ""}`}>SEV{of}</span>
);

function Line({ i }: { i: incident }) {
	return (
		<li class="incident">
			<a href={pathOfIncident(i.id)}>
				<Severity of={i.severity} />
				<span class="incident-what">
					<b>{i.title}</b>
					<span class="faint">
						since <When at={i.started_at} />
						{i.alerts_firing > 0 && <>, {i.alerts_firing} firing</>}
						{(i.agents ?? []).length > 0 && <>, {(i.agents ?? []).join(", ")}</>}
						{i.commander && <>, led by {whoWords(i.commander)}</>}
					</span>
				</span>
				<span class="incident-state">
					<Status of={i.status} />
					{i.status === "investigating" && !i.acknowledged_at && <span class="badge badge-risk">nobody is at it</span>}
				</span>
			</a>
		</li>
	);
}

function Open({ onClose }: { onClose: () => void }) {
	const { route } = useLocation();
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		const form = new FormData(e.currentTarget as HTMLFormElement);
		setBusy(true);
		try {
			const i = await post<incident>("/api/incidents", {
				title: text(form, "title"), severity: Number(form.get("severity")), summary: some(form, "summary"),
			});
			onClose();
			route(pathOfIncident(i.id));
		} catch (x) {
			setProblem(say(x));
			setBusy(false);
		}
	};
	return (
		<Dialog title="Open an incident" onClose={onClose}>
			<form class="make" onSubmit={submit}>
				<label class="field"><span>What is wrong</span><input name="title" required maxLength={200} autofocus /></label>
				<label class="field"><span>Severity</span>
					<select name="severity">
						{[1, 2, 3, 4].map((n) => <option key={n} value={n} selected={n === 3}>{n}: {severities[n]}</option>)}
					</select>
				</label>
				<label class="field"><span>What is known</span><textarea name="summary" rows={4} maxLength={8000} /></label>
				{problem !== "" && <p class="note note-error" role="alert">{problem}</p>}
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-main" disabled={busy}>Open it</button>
				</footer>
			</form>
		</Dialog>
	);
}

export function Incidents() {
	const [withOver, setWithOver] = useState(false);
	const [opens, setOpens] = useState(false);
	const list = usePaged<incident>(async (before, s) => {
		const status = withOver ? undefined : "open";
		const page = await get<incidents>("/api/incidents", { status, before, limit: PAGE }, s);
		return { items: page.incidents ?? [], next: page.next_before };
	}, [withOver]);
	const live = useLive(list.reload);
	return (
		<section>
			<p class="operations-tools">
				<LiveLine of={live} />
				<label><input type="checkbox" checked={withOver} onChange={() => setWithOver(!withOver)} /> Show past ones too</label>
				<button class="button button-small" onClick={() => setOpens(true)}><Icon name="plus" /> Open an incident</button>
			</p>
			<Await of={list} lines={4}>
				{(all) => (all.length === 0
					? <Empty icon="check" title={withOver ? "There was no incident yet" : "Nothing is wrong"}>Alerts open incidents by themselves; you can open one, too.</Empty>
					: <ul class="incidents card">{all.map((i) => <Line key={i.id} i={i} />)}</ul>)}
			</Await>
			<More of={list} />
			{opens && <Open onClose={() => setOpens(false)} />}
		</section>
	);
}
