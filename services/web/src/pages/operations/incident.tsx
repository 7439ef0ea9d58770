// incident.tsx - one incident: where it is, what is done about it, what happened,
// which alerts belong to it.
import { useState } from "preact/hooks";

import { get, post } from "../../api/client";
import type { incident, incident_act, incident_alert, incident_entry, incident_escalated, incident_shown, incident_told } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { Await } from "../../ui/states";
import { When } from "../../ui/when";
import { Impact } from "./impact";
import { pathOfIncident, Severity, whoWords } from "./incidents";
import { LiveLine, useLive } from "./live";
import { Postmortem } from "./postmortem";
import { Status } from "./status";

type Deed = incident_act["action"];

/** What may come next, by where it is: the handbook's order. */
const next: Record<incident["status"], readonly [Deed, string][]> = {
	investigating: [["identify", "Cause identified"], ["monitor", "Mitigated: monitor"], ["resolve", "Resolve"]],
	identified: [["monitor", "Mitigated: monitor"], ["resolve", "Resolve"]],
	monitoring: [["resolve", "Resolve"]],
	resolved: [["close", "Close"], ["reopen", "Reopen"]],
	closed: [],
};

const said: Record<Deed, string> = {
	acknowledge: "Acknowledged", identify: "Cause identified", monitor: "Monitoring", resolve: "Resolved",
	close: "Closed", reopen: "Reopened", severity: "Severity changed", assign: "You lead it", note: "Noted",
};

function Facts({ i }: { i: incident_shown }) {
	const at = (name: string, iso: string | null | undefined, who?: string | null) => iso &&
		<><dt>{name}</dt><dd><When at={iso} />{who && <> by {whoWords(who)}</>}</dd></>;
	return (
		<dl class="incident-facts">
			{at("Began", i.started_at)}
			{at("Heard of", i.created_at, i.opened_by)}
			{at("Acknowledged", i.acknowledged_at, i.acknowledged_by)}
			{at("Identified", i.identified_at)}
			{at("Mitigated", i.mitigated_at)}
			{at("Resolved", i.resolved_at)}
			{at("Closed", i.closed_at)}
			{at("Next update", i.status === "closed" ? undefined : i.next_update_at)}
			{i.commander && <><dt>Led by</dt><dd>{whoWords(i.commander)}</dd></>}
			{(i.agents ?? []).length > 0 && <><dt>Affects</dt><dd>{(i.agents ?? []).join(", ")}</dd></>}
			{i.runbook && <><dt>Runbook</dt><dd><code>{i.runbook}</code></dd></>}
			{i.parent_id && <><dt>Part of</dt><dd><a href={pathOfIncident(i.parent_id)}>incident {i.parent_id}</a></dd></>}
		</dl>
	);
}

function Deeds({ i, run }: { i: incident_shown; run: (d: Deed, more?: object) => Promise<boolean> }) {
	const [text, setText] = useState("");
	const act = (d: Deed, more = {}) => void run(d, text.trim() === "" ? more : { ...more, text: text.trim() })
		.then((isDone) => isDone && setText(""));
	const isClosed = i.status === "closed";
	const isOver = isClosed || i.status === "resolved";
	const escalate = () => post<incident_escalated>(`/api/incidents/${i.id}/escalate`)
		.then((e) => tell(`The ${e.level} is called now.`), tellProblem);
	return (
		<section class="card incident-do" aria-label="What to do">
			<label class="field"><span>What you know or did, for the timeline</span>
				<textarea rows={2} maxLength={8000} value={text} onInput={(e) => setText(e.currentTarget.value)} />
			</label>
			<div class="incident-buttons">
				{!isOver && !i.acknowledged_at && (
					<button class="button button-small button-main" onClick={() => act("acknowledge")}>Acknowledge</button>
				)}
				{next[i.status].map(([d, name]) => (
					<button key={d} class="button button-small" onClick={() => act(d)}>{name}</button>
				))}
				{!isClosed && !i.commander && <button class="button button-small" onClick={() => act("assign")}>I lead it</button>}
				{!isOver && <button class="button button-small" onClick={() => void escalate()}>Call the next one</button>}
				<button class="button button-small" disabled={text.trim() === ""} onClick={() => act("note")}>Only note it</button>
				{!isClosed && (
					<label class="incident-severity">Severity{" "}
						<select class="input" value={String(i.severity)} onChange={(e) => act("severity", { severity: Number(e.currentTarget.value) })}>
							{[1, 2, 3, 4].map((n) => <option key={n} value={n} selected={n === i.severity}>{n}</option>)}
						</select>
					</label>
				)}
			</div>
		</section>
	);
}

const kindWords = (kind: string) => kind.replace(/_/g, " ");

function Timeline({ of }: { of: readonly incident_entry[] }) {
	return (
		<section class="card">
			<h2>Timeline</h2>
			<ol class="incident-timeline" reversed>
				{[...of].reverse().map((e, n) => (
					<li key={n}>
						<When at={e.at} /> <b>{kindWords(e.kind)}</b> {e.actor && <span class="faint">{whoWords(e.actor)}</span>}
						{e.text && <p>{e.text}</p>}
					</li>
				))}
			</ol>
		</section>
	);
}

function Alerts({ of }: { of: readonly incident_alert[] }) {
	if (of.length === 0)
		return null;
	return (
		<section class="card table-wide" aria-label="Alerts" tabIndex={0}>
			<h2>Alerts</h2>
			<table class="table">
				<thead><tr><th>Alert</th><th>Status</th><th>Since</th><th>Says</th></tr></thead>
				<tbody>
					{of.map((a) => {
						const says = a.annotations as Record<string, string>;
						return (
							<tr key={a.fingerprint + a.starts_at}>
								<td>{a.alertname}</td>
								<td><Status of={a.ends_at ? "over" : "firing"} /></td>
								<td><When at={a.starts_at} /></td>
								<td>{says["summary"] ?? says["description"] ?? ""}</td>
							</tr>
						);
					})}
				</tbody>
			</table>
		</section>
	);
}

interface Whole {
	i: incident_shown;
	entries: readonly incident_entry[];
}

export function Incident({ id }: { id: string }) {
	const path = `/api/incidents/${id}`;
	const whole = useLoad<Whole>(async (s) => {
		const [i, told] = await Promise.all([get<incident_shown>(path, {}, s), get<incident_told>(`${path}/timeline`, {}, s)]);
		return { i, entries: told.entries ?? [] };
	}, [id]);
	const live = useLive(whole.reload, id);
	/** Only if nobody changed it meanwhile: two who decide at once are told. */
	const run = async (d: Deed, more: object = {}) => {
		try {
			await post(`${path}/${d}`, { version: whole.value?.i.version, ...more });
			tell(said[d]);
			return true;
		} catch (e) {
			tellProblem(e);
			return false;
		} finally {
			whole.reload();
		}
	};
	return (
		<>
			<p class="operations-tools"><a href="/operations?tab=incidents">All incidents</a><LiveLine of={live} /></p>
			<Await of={whole} lines={8}>
				{({ i, entries }) => (
					<>
						<header class="incident-head">
							<h2><Severity of={i.severity} /> {i.title}</h2> <Status of={i.status} />
						</header>
						{i.summary && <p class="incident-summary">{i.summary}</p>}
						<Deeds i={i} run={run} />
						<div class="incident-parts">
							<Timeline of={entries} />
							<div class="incident-side">
								<section class="card"><h2>Facts</h2><Facts i={i} /></section>
								<Impact of={i.impact ?? []} />
								<Postmortem of={i} onFinished={whole.reload} />
							</div>
						</div>
						<Alerts of={i.alerts ?? []} />
					</>
				)}
			</Await>
		</>
	);
}
