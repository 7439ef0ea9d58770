// oncall.tsx - who is called when something is wrong, now and next; gaps before
// they come; standing in for somebody.
import { useState } from "preact/hooks";

import { del, get, post, say } from "../../api/client";
import type { oncall_fault, oncall_override_line, oncall_rotation, oncall_shown, oncall_turn } from "../../api/messages";
import { type Loaded, useLoad } from "../../app/load";
import { tell, tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";
import { Dialog } from "../../ui/dialog";
import { some, text } from "../../ui/forms";
import { Icon } from "../../ui/icon";
import { Await, Empty } from "../../ui/states";
import { wholeTime } from "../../ui/when";

const nameOf = (of: oncall_shown, email: string | null | undefined) =>
	(of.members ?? []).find((m) => m.email === email)?.name ?? email ?? "nobody";

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

function Faults({ of }: { of: readonly oncall_fault[] }) {
	if (of.length === 0)
		return <p class="note note-good"><Icon name="check" /> There is no gap in the next 30 days.</p>;
	return (
		<section class="card">
			<h2>In the next 30 days</h2>
			<ul class="faults">
				{of.map((f, n) => (
					<li key={n} class={f.kind === "gap" ? "note note-error" : "note note-warn"}>
						<Icon name="warning" />
						<span>
							<b>{f.kind === "gap" ? `Nobody is on call as ${f.level}` : `${f.name} is on call as ${f.level} and at the next level, too`}</b>
							<br />{wholeTime(f.begins_at)} to {wholeTime(f.ends_at)}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

function StandIn({ of, onClose, onSaved }: {
	of: oncall_shown; onClose: () => void; onSaved: (now: oncall_shown) => void;
}) {
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		const form = new FormData(e.currentTarget as HTMLFormElement);
		const instant = (name: string) => new Date(text(form, name)).toISOString();
		setBusy(true);
		try {
			onSaved(await post<oncall_shown>("/api/oncall/overrides", {
				level: text(form, "level"), email: some(form, "email"), begins_at: instant("begins_at"),
				ends_at: instant("ends_at"), reason: some(form, "reason"),
			}));
		} catch (x) {
			setProblem(say(x));
			setBusy(false);
		}
	};
	return (
		<Dialog title="Stand in" onClose={onClose}>
			<form class="make" onSubmit={submit}>
				<label class="field"><span>Level</span>
					<select name="level">{(of.now ?? []).map((t) => <option key={t.level} value={t.level}>{t.title}</option>)}</select>
				</label>
				<label class="field"><span>Who</span>
					<select name="email">
						{(of.members ?? []).map((m) => <option key={m.email} value={m.email}>{m.name}</option>)}
						<option value="">nobody</option>
					</select>
				</label>
				<div class="make-pair">
					<label class="field"><span>From</span><input name="begins_at" type="datetime-local" required /></label>
					<label class="field"><span>Until</span><input name="ends_at" type="datetime-local" required /></label>
				</div>
				<label class="field"><span>Why</span><input name="reason" maxLength={200} /></label>
				{problem !== "" && <p class="note note-error" role="alert">{problem}</p>}
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-main" disabled={busy}>Save</button>
				</footer>
			</form>
		</Dialog>
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

function Rotations({ of }: { of: oncall_shown }) {
	const days = (r: oncall_rotation) => (r.shift_days === 1 ? "every day" : `every ${r.shift_days} days`);
	return (
		<section class="card table-wide" aria-label="Rotation" tabIndex={0}>
			<h2>Rotation</h2>
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
		</section>
	);
}

function Rota({ of, list }: { of: oncall_shown; list: Loaded<oncall_shown> }) {
	const [adds, setAdds] = useState(false);
	if ((of.rotations ?? []).length === 0)
		return <Empty icon="user" title="Nobody is on call yet">An operator sets up who is, and how they hand over: applylens oncall --help.</Empty>;
	const drop = async (o: oncall_override_line) => {
		try {
			list.set(await del<oncall_shown>(`/api/oncall/overrides/${o.id}`));
			const { id: _, ...again } = o;
			did("The rotation holds again", async () => list.set(await post<oncall_shown>("/api/oncall/overrides", again)));
		} catch (e) {
			tellProblem(e);
		}
	};
	return (
		<>
			<Turns of={of} />
			<Faults of={of.faults ?? []} />
			<Overrides of={of} drop={(o) => void drop(o)} onAdd={() => setAdds(true)} />
			<Rotations of={of} />
			{adds && (
				<StandIn
					of={of} onClose={() => setAdds(false)}
					onSaved={(now) => { setAdds(false); list.set(now); tell("Somebody stands in."); }}
				/>
			)}
		</>
	);
}

export function OnCall() {
	const list = useLoad((s) => get<oncall_shown>("/api/oncall", {}, s), []);
	return <Await of={list} lines={6}>{(of) => <Rota of={of} list={list} />}</Await>;
}
