// rota.tsx - changing who is on call: people, rotations, who stands in. What it
// would come to is shown before it is saved, by the server that decides.
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";

import { post, put, say } from "../../api/client";
import type {
	oncall_fault, oncall_member, oncall_members_set, oncall_override_add, oncall_rotation_set, oncall_shown,
} from "../../api/messages";
import { Dialog } from "../../ui/dialog";
import { local, some, text } from "../../ui/forms";
import { Icon } from "../../ui/icon";
import { wholeTime } from "../../ui/when";

type Level = oncall_rotation_set["level"];

const levels: readonly [Level, string][] = [
	["primary", "Primary"], ["secondary", "Secondary"], ["manager", "Manager"], ["vp", "VP"], ["cto", "CTO"],
];

export const nameOf = (of: oncall_shown, email: string | null | undefined) =>
	(of.members ?? []).find((m) => m.email === email)?.name ?? email ?? "nobody";

export function Faults({ of }: { of: readonly oncall_fault[] }) {
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

/** Who would be on call, and what would be wrong. */
function Outcome({ of }: { of: oncall_shown }) {
	const next = (level: string) => (of.next ?? []).find((t) => t.level === level);
	return (
		<div class="outcome" role="status">
			<h3>It would be so</h3>
			<ul>
				{(of.now ?? []).map((t) => {
					const then = next(t.level);
					return (
						<li key={t.level}>
							{t.title}: <b>{t.name ?? "nobody"}</b>
							{then !== undefined && <>, then {then.name ?? "nobody"}{then.begins_at && <> from {wholeTime(then.begins_at)}</>}</>}
						</li>
					);
				})}
			</ul>
			<Faults of={of.faults ?? []} />
		</div>
	);
}

interface Changing {
	of: oncall_shown;
	onClose: () => void;
	onSaved: (now: oncall_shown) => void;
}

/** A dialog that says what would be, then saves. What is changed after it was
 * shown is shown anew. */
function Form({ title, send, on, onClose, onSaved, children }: {
	title: string;
	/** what is sent, too, but is no field */
	on?: unknown;
	send: (form: FormData, preview: boolean) => Promise<oncall_shown>;
	onClose: () => void; onSaved: (now: oncall_shown) => void; children: ComponentChildren;
}) {
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const [seen, setSeen] = useState<oncall_shown>();
	useEffect(() => setSeen(undefined), [on]);
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		setBusy(true);
		setProblem("");
		try {
			const now = await send(new FormData(e.currentTarget as HTMLFormElement), seen === undefined);
			if (seen !== undefined)
				return onSaved(now);
			setSeen(now);
		} catch (x) {
			setSeen(undefined);
			setProblem(say(x));
		}
		setBusy(false);
	};
	return (
		<Dialog title={title} onClose={onClose} wide>
			<form class="make" onSubmit={submit} onInput={() => setSeen(undefined)}>
				{children}
				{problem !== "" && <p class="note note-error" role="alert">{problem}</p>}
				{seen !== undefined && <Outcome of={seen} />}
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-main" disabled={busy}>{seen === undefined ? "Preview" : "Save"}</button>
				</footer>
			</form>
		</Dialog>
	);
}

const Levels = () => (
	<label class="field"><span>Level</span>
		<select name="level">{levels.map(([id, name]) => <option key={id} value={id}>{name}</option>)}</select>
	</label>
);

export function StandIn({ of, ...rest }: Changing) {
	const instant = (form: FormData, name: string) => new Date(text(form, name)).toISOString();
	const send = (form: FormData, preview: boolean) => post<oncall_shown>("/api/oncall/overrides", {
		level: text(form, "level") as Level, email: some(form, "email"), begins_at: instant(form, "begins_at"),
		ends_at: instant(form, "ends_at"), reason: some(form, "reason"), preview,
	} satisfies oncall_override_add);
	return (
		<Form title="Stand in" send={send} {...rest}>
			<Levels />
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
		</Form>
	);
}

/** "ada@corp.example, Ada, U0ADA" a line: one who can be on call. */
function readMembers(lines: string): oncall_member[] {
	return lines.split("\n").map((line) => line.split(",").map((s) => s.trim()))
		.filter(([email]) => email !== "")
		.map(([email = "", name, slack_id]) => ({ email, name: name || (email.split("@")[0] ?? ""), slack_id: slack_id || undefined }));
}

const writeMembers = (all: readonly oncall_member[]) =>
	all.map((m) => [m.email, m.name, ...(m.slack_id ? [m.slack_id] : [])].join(", ")).join("\n");

export function Members({ of, ...rest }: Changing) {
	const send = (form: FormData, preview: boolean) => put<oncall_shown>("/api/oncall/members", {
		members: readMembers(text(form, "members")), preview,
	} satisfies oncall_members_set);
	return (
		<Form title="Who can be on call" send={send} {...rest}>
			<label class="field"><span>One a line: address, name, Slack's id if there is one. Who is missing has left.</span>
				<textarea name="members" rows={8} required autofocus defaultValue={writeMembers(of.members ?? [])} />
			</label>
		</Form>
	);
}

/** The turns of a rotation in their order: who is in it, and up and down. */
function Order({ of, turns, setTurns }: {
	of: oncall_shown; turns: readonly string[]; setTurns: (t: readonly string[]) => void;
}) {
	const others = (of.members ?? []).filter((m) => !turns.includes(m.email));
	const up = (n: number) => setTurns(turns.map((t, i) => (i === n - 1 ? turns[n] : i === n ? turns[n - 1] : t) ?? t));
	return (
		<fieldset class="rota-turns">
			<legend>In turn</legend>
			<ol>
				{turns.map((email, n) => (
					<li key={email}>
						<span>{nameOf(of, email)}</span>
						<button type="button" class="link" disabled={n === 0} aria-label={`${nameOf(of, email)} earlier`} onClick={() => up(n)}>Earlier</button>
						<button type="button" class="link" aria-label={`${nameOf(of, email)} is not in it`} onClick={() => setTurns(turns.filter((t) => t !== email))}>Not in it</button>
					</li>
				))}
			</ol>
			{others.length > 0 && (
				<p>
					{others.map((m) => (
						<button key={m.email} type="button" class="button button-small" onClick={() => setTurns([...turns, m.email])}><Icon name="plus" /> {m.name}</button>
					))}
				</p>
			)}
		</fieldset>
	);
}

const today = () => local(new Date().toISOString(), false);

export function Rotation({ of, ...rest }: Changing) {
	const [level, setLevel] = useState<Level>("primary");
	const ruleOf = (l: Level) => (of.rotations ?? []).filter((r) => r.level === l).pop();
	const now = ruleOf(level);
	const [turns, setTurns] = useState<readonly string[]>(now?.members ?? []);
	const choose = (l: Level) => {
		setLevel(l);
		setTurns(ruleOf(l)?.members ?? []);
	};
	const send = (form: FormData, preview: boolean) => {
		const from = some(form, "in_force_from");
		return put<oncall_shown>("/api/oncall/rotation", {
			level, time_zone: text(form, "time_zone"), first_day: text(form, "first_day"), handover: text(form, "handover"),
			shift_days: Number(text(form, "shift_days")), members: [...turns],
			in_force_from: from && new Date(from).toISOString(), preview,
		} satisfies oncall_rotation_set);
	};
	return (
		<Form title="Change a rotation" send={send} on={turns} {...rest}>
			<label class="field"><span>Level</span>
				<select value={level} onChange={(e) => choose(e.currentTarget.value as Level)}>
					{levels.map(([id, name]) => <option key={id} value={id} selected={id === level}>{name}</option>)}
				</select>
			</label>
			<Order of={of} turns={turns} setTurns={setTurns} />
			<Fragment key={level}>
				<div class="make-pair">
					<label class="field"><span>First day of the first one</span>
						<input name="first_day" type="date" required defaultValue={now?.first_day ?? today()} />
					</label>
					<label class="field"><span>Days between handovers</span>
						<input name="shift_days" type="number" min={1} max={28} required defaultValue={String(now?.shift_days ?? 7)} />
					</label>
				</div>
				<div class="make-pair">
					<label class="field"><span>Hands over at</span>
						<input name="handover" type="time" required defaultValue={now?.handover ?? "09:00"} />
					</label>
					<label class="field"><span>Time zone</span>
						<input name="time_zone" required defaultValue={now?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone} />
					</label>
				</div>
			</Fragment>
			<label class="field"><span>In force from (now, if nothing is said)</span><input name="in_force_from" type="datetime-local" /></label>
		</Form>
	);
}
