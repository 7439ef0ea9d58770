// tasks.tsx - what is to be done: ticked off, changed, or taken away.
import { useState } from "preact/hooks";

import { del, get, post } from "../../api/client";
import type { task_line, tasks_shown } from "../../api/messages";
import { usePaged } from "../../app/paged";
import { tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";
import { TaskFields, taskParams } from "../../ui/forms";
import { Icon } from "../../ui/icon";
import { More } from "../../ui/more";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";
import { Edit } from "./edit";
import { Source } from "./source";
import { Remove } from "./remove";

const PAGE = 50;

interface Values {
	title: string;
	/** "": none */
	notes: string;
	due_at: string;
}

function Editor({ t, onClose, onSaved }: { t: task_line; onClose: () => void; onSaved: () => void }) {
	const write = (to: Values) => post(`/api/tasks/${t.id}`, to);
	const save = async (form: FormData) => {
		const to = taskParams(form);
		await write({ title: to.title, notes: to.notes ?? "", due_at: to.due_at ?? "" });
		onSaved();
		did("Task changed", async () => {
			await write({ title: t.title, notes: t.notes ?? "", due_at: t.due_at ?? "" });
			onSaved();
		});
	};
	return (
		<Edit title="Task" save={save} onClose={onClose}>
			<TaskFields of={t} dueHasTime={(t.due_at ?? "").length > 10} />
		</Edit>
	);
}

function Task({ t, onTick, onEdit, onGone }: {
	t: task_line; onTick: () => void; onEdit: () => void; onGone: () => void;
}) {
	return (
		<li class={t.status === "done" ? "card made-done" : "card"}>
			<label class="tray-check">
				<input type="checkbox" checked={t.status === "done"} aria-label={`Done: ${t.title}`} onChange={onTick} />
			</label>
			<div>
				<h3>{t.title}</h3>
				{t.notes && <p class="made-notes">{t.notes}</p>}
				<p class="faint">
					{t.due_at && <><Icon name="calendar" /> due <When at={t.due_at} words />. </>}
					<Source of={t} />
				</p>
			</div>
			<span class="made-tools">
				<button class="plain" aria-label={`Edit the task "${t.title}"`} title="Edit" onClick={onEdit}><Icon name="edit" /></button>
				<Remove what={`the task "${t.title}"`} run={async () => { await del(`/api/tasks/${t.id}`); onGone(); }} />
			</span>
		</li>
	);
}

export function Tasks() {
	const [withDone, setWithDone] = useState(false);
	const [edited, setEdited] = useState<task_line>();
	const status = withDone ? undefined : "open";
	const list = usePaged<task_line>(async (after, s) => {
		const page = await get<tasks_shown>("/api/tasks", { status, after, limit: PAGE }, s);
		return { items: page.tasks ?? [], next: page.next_after };
	}, [withDone]);
	const tick = async (t: task_line) => {
		const next = t.status === "open" ? "done" : "open";
		list.change(t.id, { status: next });
		try {
			await post(`/api/tasks/${t.id}`, { status: next });
			did(next === "done" ? "Done" : "Open again", async () => {
				await post(`/api/tasks/${t.id}`, { status: t.status });
				list.reload();
			});
		} catch (e) {
			list.change(t.id, { status: t.status });
			tellProblem(e);
		}
	};
	return (
		<Await of={list}>
			{(tasks) => (
				<>
					<label class="tray-tools"><input type="checkbox" checked={withDone} onChange={() => setWithDone(!withDone)} /> Show finished ones too</label>
					{tasks.length === 0 && <Empty icon="check" title="No tasks">Approve a proposed task, or make one of a mail with t.</Empty>}
					<ul class="made">
						{tasks.map((t) => (
							<Task key={t.id} t={t} onTick={() => void tick(t)} onEdit={() => setEdited(t)} onGone={list.reload} />
						))}
					</ul>
					<More of={list} />
					{edited !== undefined && (
						<Editor t={edited} onClose={() => setEdited(undefined)} onSaved={() => { setEdited(undefined); list.reload(); }} />
					)}
				</>
			)}
		</Await>
	);
}
