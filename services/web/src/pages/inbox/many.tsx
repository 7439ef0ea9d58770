// many.tsx - before many mails are changed at once: one preview of all of it,
// asked of the server, which files nothing yet.
import { useEffect, useRef } from "preact/hooks";

import { type Change, type Filed, type Kind, proposeMany } from "../../api/actions";
import { say } from "../../api/client";
import type { email_line } from "../../api/messages";
import { useLoad } from "../../app/load";
import { Dialog } from "../../ui/dialog";
import { Preview } from "../../ui/preview";
import { Await } from "../../ui/states";
import { sameChanges } from "./lines";

export interface ManyDeed {
	kind: Kind;
	/** "Archive" */
	name: string;
	mails: readonly email_line[];
	params?: { add?: string[]; remove?: string[] };
	run: () => void;
}

const mails = (n: number) => (n === 1 ? "1 mail" : `${n} mails`);

interface Group {
	n: number;
	changes: Change[];
	problem: string;
}

/** What is the same for many is said once, with its number. */
function grouped(filed: readonly Filed[]): Group[] {
	const groups = new Map<string, Group>();
	for (const f of filed) {
		const problem = f.problem === undefined ? "" : say(f.problem);
		const changes = sameChanges(f.preview);
		const key = problem || JSON.stringify(changes);
		const g = groups.get(key) ?? { n: 0, changes, problem };
		g.n++;
		groups.set(key, g);
	}
	return [...groups.values()].sort((a, b) => b.n - a.n);
}

function Foot({ yes, can, onYes, onClose }: {
	yes: string; can: boolean; onYes: () => void; onClose: () => void;
}) {
	const button = useRef<HTMLButtonElement>(null);
	// The dialog was there before it was known what would change.
	useEffect(() => button.current?.focus(), []);
	return (
		<footer class="dialog-foot">
			<button class="button" onClick={onClose}>Cancel</button>
			<button ref={button} class="button button-main" disabled={!can} onClick={onYes}>{yes}</button>
		</footer>
	);
}

export function ManyDialog({ of: deed, onClose }: { of: ManyDeed; onClose: () => void }) {
	const { kind, params } = deed;
	const filed = useLoad(() => proposeMany(deed.mails.map((m) => ({ email_id: m.id, kind, params })), true), [deed]);
	return (
		<Dialog title={`${deed.name}: ${mails(deed.mails.length)}`} onClose={onClose}>
			<Await of={filed} lines={3}>
				{(all) => {
					const groups = grouped(all);
					const can = all.filter((f) => f.problem === undefined && f.preview.length > 0).length;
					return (
						<>
							<ul class="many">
								{groups.map((g, i) => (
									<li key={i}>
										<h3>{mails(g.n)}</h3>
										{g.problem === "" ? <Preview of={g.changes} /> : <p class="note note-error">{g.problem}</p>}
									</li>
								))}
							</ul>
							<Foot
								yes={`${deed.name} ${mails(can)}`} can={can > 0} onClose={onClose}
								onYes={() => { onClose(); deed.run(); }}
							/>
						</>
					);
				}}
			</Await>
		</Dialog>
	);
}
