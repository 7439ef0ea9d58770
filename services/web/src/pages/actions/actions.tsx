// actions.tsx - the tray: what waits for a decision, what was done, what could
// not be; and what came of it: tasks, drafts, the calendar.
import { useLocation } from "preact-iso/router";

import { Drafts } from "./drafts";
import { Events } from "./events";
import { ActionList } from "./list";
import { Tasks } from "./tasks";
import "./actions.css";

const tabs = [["proposed", "Proposed"], ["done", "Done"], ["failed", "Failed"], ["tasks", "Tasks"],
	["drafts", "Drafts"], ["calendar", "Calendar"]] as const;

export default function Actions() {
	const { query } = useLocation();
	const here = tabs.find(([id]) => id === query["tab"])?.[0] ?? "proposed";
	return (
		<div class="page">
			<header class="page-head">
				<h1>Actions</h1>
				<nav class="chips" aria-label="Actions">
					{tabs.map(([id, name]) => (
						<a key={id} class="chip" href={id === "proposed" ? "/actions" : `/actions?tab=${id}`} aria-current={id === here ? "page" : undefined}>{name}</a>
					))}
				</nav>
			</header>
			{here === "tasks" ? <Tasks /> : here === "drafts" ? <Drafts /> : here === "calendar" ? <Events />
				: <ActionList key={here} tab={here} />}
		</div>
	);
}
