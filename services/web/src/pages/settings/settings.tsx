// settings.tsx - the account, this browser, what agents may do, what was kept.
import "./settings.css";

import { session } from "../../app/session";
import { density, theme } from "../../app/settings";
import { Memory } from "./memory";
import { Password } from "./password";
import { Policies } from "./policies";
import { Sessions } from "./sessions";
import { Tokens } from "./tokens";

const themes = [["auto", "As the system"], ["light", "Light"], ["dark", "Dark"]] as const;
const densities = [["calm", "Calm"], ["compact", "Compact"]] as const;

function Looks() {
	return (
		<section class="card">
			<h2>This browser</h2>
			<fieldset class="choices">
				<legend>Colours</legend>
				{themes.map(([value, name]) => (
					<button key={value} class="chip" aria-pressed={theme.value === value} onClick={() => { theme.value = value; }}>{name}</button>
				))}
			</fieldset>
			<fieldset class="choices">
				<legend>Rows</legend>
				{densities.map(([value, name]) => (
					<button key={value} class="chip" aria-pressed={density.value === value} onClick={() => { density.value = value; }}>{name}</button>
				))}
			</fieldset>
		</section>
	);
}

export default function Settings() {
	const who = session.value;
	return (
		<div class="page settings">
			<header class="page-head">
				<h1>Settings</h1>
				<p class="faint">{who?.email} ({who?.role})</p>
			</header>
			<Looks />
			<Policies />
			<Memory />
			<Password />
			<Sessions />
			<Tokens />
			<section class="card">
				<h2>Your data</h2>
				<p><a href="/privacy">Export, erase, consents and the record of what was done</a></p>
			</section>
		</div>
	);
}
