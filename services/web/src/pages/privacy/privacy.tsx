// privacy.tsx - one's own data: a copy of it, its end, what was agreed to, and
// the record of what was done.
import "./privacy.css";

import { Audit } from "./audit";
import { Consents } from "./consents";
import { Requests } from "./requests";

export default function Privacy() {
	return (
		<div class="page privacy">
			<header class="page-head"><h1>Privacy</h1></header>
			<Requests />
			<Consents />
			<Audit />
		</div>
	);
}
