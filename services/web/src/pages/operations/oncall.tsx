// oncall.tsx - who is called when something is wrong, now and next; gaps before
// they come; the whole rota.
import { useState } from "preact/hooks";

import { del, get, post } from "../../api/client";
import type { oncall_override_line, oncall_rotation, oncall_shown, oncall_turn } from "../../api/messages";
import { type Loaded, useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";
import { Icon } from "../../ui/icon";
import { Await, Empty } from "../../ui/states";
import { wholeTime } from "../../ui/when";
import { Faults, Members, nameOf, Rotation, StandIn } from "./rota";

function Turns({ of }: { of: oncall_shown }) {
	const next = (level: string) => (of.next ?? []).find((t) => t.level === level);
	const until = (t: oncall_turn) => (t.ends_at ? `until ${wholeTime(t.ends_at)}` : "for good");
	return (
		<section class="card">
			<h2>On call now</h2>
			<ul class="turns">
				{(of.now ?? []).map((t) => {
					const then = next(t.level);
					return (
						<li key={t.level}>
							<span class="faint">{t.title}</span>
							{t.name ? <b>{t.name}</b> : <b class="turn-nobody"><Icon name="warning" /> nobody</b>}
							<span>{until(t)}{t.overridden && <> <span class="badge">stands in</span></>}</span>
							{then !== undefined && <span class="faint">then {then.name ?? "nobody"}{then.begins_at && <> from {wholeTime(then.begins_at)}</>}</span>}
						</li>
					);
				})}
			</ul>
			<p class="operations-tools">
				<a class="button button-small" href="/api/oncall/calendar.ics" download="oncall.ics"><Icon name="download" /> Shifts as .ics</a>
			</p>
		</section>
	);
}

function Overrides({ of, drop, onAdd }: {
	of: oncall_shown; drop: (o: oncall_override_line) => void; onAdd: () => void;
}) {
	const all = of.overrides ?? [];
	return (
		<section class="card">
			<h2>Who stands in</h2>
			{all.length === 0 && <p class="faint">Nobody: the rotation holds.</p>}
			<ul class="overrides">
				{all.map((o) => (
					<li key={o.id}>
						<span><b>{nameOf(of, o.email)}</b> as {o.level}, {wholeTime(o.begins_at)} to {wholeTime(o.ends_at)}{o.reason && <>: {o.reason}</>}</span>
						<button class="link" onClick={() => drop(o)}>Take back</button>
					</li>
				))}
			</ul>
			<p class="operations-tools"><button class="button button-small" onClick={onAdd}><Icon name="plus" /> Stand in</button></p>
		</section>
	);
}

function Rotations({ of, onEdit }: { of: oncall_shown; onEdit: () => void }) {
	const days = (r: oncall_rotation) => (r.shift_days === 1 ? "every day" : `every ${r.shift_days} days`);
	return (
		<section class="card table-wide" aria-label="Rotation" tabIndex={0}>
			<h2>Rotation</h2>
			{(of.rotations ?? []).length > 0 && (
				<table class="table">
					<thead><tr><th>Level</th><th>In turn</th><th>Hands over</th><th>Since</th></tr></thead>
					<tbody>
						{(of.rotations ?? []).map((r, n) => (
							<tr key={n}>
								<td class="nowrap">{r.level}</td>
								<td>{r.members.map((m) => nameOf(of, m)).join(", ")}</td>
								<td>{days(r)} at {r.handover}, {r.time_zone}</td>
								<td>{r.in_force_from ? wholeTime(r.in_force_from) : r.first_day}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			<p class="operations-tools"><button class="button button-small" onClick={onEdit}><Icon name="edit" /> Change a rotation</button></p>
		</section>
	);
}

function People({ of, onEdit }: { of: oncall_shown; onEdit: () => void }) {
	const all = of.members ?? [];
	return (
		<section class="card">
			<h2>Who can be on call</h2>
			{all.length === 0 && <p class="faint">Nobody yet.</p>}
			<ul class="overrides">
				{all.map((m) => <li key={m.email}><span><b>{m.name}</b> <span class="faint">{m.email}{m.slack_id && <>, Slack {m.slack_id}</>}</span></span></li>)}
			</ul>
			<p class="operations-tools"><button class="button button-small" onClick={onEdit}><Icon name="edit" /> Change who</button></p>
		</section>
	);
}

type Change = "override" | "rotation" | "members";

const said: Record<Change, string> = {
	override: "Somebody stands in.", rotation: "The rotation is changed.", members: "These can be on call.",
};

function Rota({ of, list }: { of: oncall_shown; list: Loaded<oncall_shown> }) {
	const [changes, setChanges] = useState<Change>();
	const close = () => setChanges(undefined);
	const saved = (now: oncall_shown) => {
		list.set(now);
		tell(said[changes ?? "override"]);
		close();
	};
	const drop = async (o: oncall_override_line) => {
		try {
			list.set(await del<oncall_shown>(`/api/oncall/overrides/${o.id}`));
			const { id: _, ...again } = o;
			did("The rotation holds again", async () => list.set(await post<oncall_shown>("/api/oncall/overrides", again)));
		} catch (e) {
			tellProblem(e);
		}
	};
	const isNew = (of.rotations ?? []).length === 0;
	const somebody = (of.members ?? []).length > 0;
	return (
		<>
			{isNew
				? (
					<Empty icon="user" title="Nobody is on call yet">
						{somebody ? "Say in which order they hand over." : "Say first who can be; then in which order they hand over."}
					</Empty>
				)
				: <><Turns of={of} /><Faults of={of.faults ?? []} /></>}
			{!isNew && <Overrides of={of} drop={(o) => void drop(o)} onAdd={() => setChanges("override")} />}
			{somebody && <Rotations of={of} onEdit={() => setChanges("rotation")} />}
			<People of={of} onEdit={() => setChanges("members")} />
			{changes === "override" && <StandIn of={of} onClose={close} onSaved={saved} />}
			{changes === "rotation" && <Rotation of={of} onClose={close} onSaved={saved} />}
			{changes === "members" && <Members of={of} onClose={close} onSaved={saved} />}
		</>
	);
}

export function OnCall() {
	const list = useLoad((s) => get<oncall_shown>("/api/oncall", {}, s), []);
	return <Await of={list} lines={6}>{(of) => <Rota of={of} list={list} />}</Await>;
}
