// operations.tsx - for operators: incidents, who is on call, what was promised,
// what is well, and what they may switch.
import "./operations.css";

import type { ComponentType } from "preact";
import { useLocation } from "preact-iso/router";

import { Flags } from "./flags";
import { Data, Health } from "./health";
import { Incident } from "./incident";
import { Incidents } from "./incidents";
import { Lanes } from "./lanes";
import { Objectives } from "./objectives";
import { OnCall } from "./oncall";

const Well = () => <><Health /><Data /></>;
const Switches = () => <><Flags /><Lanes /></>;

const tabs: readonly [id: string, name: string, Shown: ComponentType][] = [
	["health", "Health", Well], ["incidents", "Incidents", Incidents], ["slo", "Objectives", Objectives],
	["oncall", "On call", OnCall], ["switches", "Switches", Switches],
];

export default function Operations() {
	const { query } = useLocation();
	const [here, , Shown] = tabs.find(([id]) => id === query["tab"]) ?? tabs[0] as typeof tabs[number];
	const incident = here === "incidents" ? query["id"] : undefined;
	return (
		<div class="page">
			<header class="page-head">
				<h1>Operations</h1>
				<nav class="chips" aria-label="Operations">
					{tabs.map(([id, name]) => (
						<a
							key={id} class="chip" aria-current={id === here ? "page" : undefined}
							href={id === "health" ? "/operations" : `/operations?tab=${id}`}
						>
							{name}
						</a>
					))}
				</nav>
			</header>
			<div class="operations">
				{incident === undefined ? <Shown /> : <Incident key={incident} id={incident} />}
			</div>
		</div>
	);
}
