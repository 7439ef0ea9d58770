// tasks.tsx - what is to be done: ticked off, or taken away.
import { useState } from "preact/hooks";

import { del, get, post } from "../../api/client";
import type { task_line, tasks_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { tellProblem } from "../../app/toasts";
import { did } from "../../app/undo";
import { Icon } from "../../ui/icon";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";
import { Source } from "./source";
import { Remove } from "./remove";

const LIMIT = 200;

export function Tasks() {
	const [withDone, setWithDone] = useState(false);
	const status = withDone ? undefined : "open";
	const list = useLoad((s) => get<tasks_shown>("/api/tasks", { status, limit: LIMIT }, s), [withDone]);
	const put = (id: string, to: Partial<task_line>) => list.value !== undefined && list.set({
		...list.value, tasks: (list.value.tasks ?? []).map((t) => (t.id === id ? { ...t, ...to } : t)),
	});
	const finish = async (t: task_line) => {
		const next = t.status === "open" ? "done" : "open";
		put(t.id, { status: next });
		try {
			await post(`/api/tasks/${t.id}`, { status: next });
			did(next === "done" ? "Done" : "Open again", async () => {
				await post(`/api/tasks/${t.id}`, { status: t.status });
				list.reload();
			});
		} catch (e) {
			put(t.id, { status: t.status });
			tellProblem(e);
		}
	};
	return (
		<Await of={list}>
			{(v) => (
				<>
					<label class="tray-tools"><input type="checkbox" checked={withDone} onChange={() => setWithDone(!withDone)} /> Show finished ones too</label>
					{(v.tasks ?? []).length === 0 && <Empty icon="check" title="No tasks">Approve a proposed task, or make one of a mail with t.</Empty>}
					<ul class="made">
						{(v.tasks ?? []).map((t) => (
							<li key={t.id} class={t.status === "done" ? "card made-done" : "card"}>
								<label class="tray-check">
									<input type="checkbox" checked={t.status === "done"} aria-label={`Done: ${t.title}`} onChange={() => void finish(t)} />
								</label>
								<div>
									<h3>{t.title}</h3>
									{t.notes && <p class="made-notes">{t.notes}</p>}
									<p class="faint">
										{t.due_at && <><Icon name="calendar" /> due <When at={t.due_at} words />. </>}
										<Source of={t} />
									</p>
								</div>
								<Remove what={`the task "${t.title}"`} run={async () => { await del(`/api/tasks/${t.id}`); list.reload(); }} />
							</li>
						))}
					</ul>
				</>
			)}
		</Await>
	);
}
