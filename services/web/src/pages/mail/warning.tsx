// warning.tsx - a mail that may do harm: why that is thought, and what to do.
import type { email_whole, html_facts, html_link, triage_reason } from "../../api/messages";
import { RISKY } from "../../ui/badges";
import { Icon } from "../../ui/icon";
import { signalWords } from "../../ui/why";

const REASONS = 4;
const NOT_A_SIGN = ["at_most_100", "at_least_0"];

export const isRisky = (m: email_whole) => (m.risk ?? 0) >= RISKY && !m.is_outgoing;

function strongest(m: email_whole): triage_reason[] {
	const all = (m.reasons ?? []) as triage_reason[];
	return all.filter((r) => r.of === "risk" && r.weight > 0 && !NOT_A_SIGN.includes(r.signal))
		.sort((a, b) => b.weight - a.weight).slice(0, REASONS);
}

const warnings: Record<string, string> = {
	mismatch: "its words name another site", userinfo: "it hides where it leads behind an @",
	address: "it leads to a bare number", alphabet: "it is spelt in another alphabet",
};

/** Where its links lead, those that mislead. */
function Misleading({ of }: { of: readonly html_link[] }) {
	const some = of.filter((l) => l.warn.length > 0).slice(0, REASONS);
	if (some.length === 0)
		return null;
	return (
		<>
			<p>Links in it that mislead:</p>
			<ul class="mailwarning-why">
				{some.map((l, i) => (
					<li key={i}>"{l.text}" leads to <code>{l.host}</code>: {l.warn.map((w) => warnings[w] ?? w).join(", ")}</li>
				))}
			</ul>
		</>
	);
}

export function Warning({ m, facts, hasLinks, onLinks, onSpam }: {
	m: email_whole;
	/** undefined: not yet known */
	facts: html_facts | undefined;
	/** links were asked for */
	hasLinks: boolean;
	onLinks: () => void;
	onSpam: () => void;
}) {
	return (
		<section class="mailwarning" aria-label="Warning">
			<h3><Icon name="warning" /> {m.category === "phishing" ? "This looks like phishing" : "This mail may be harmful"}</h3>
			<p>It was judged {m.risk_level ?? "risky"} ({m.risk} of 100), mainly because:</p>
			<ul class="mailwarning-why">
				{strongest(m).map((r, i) => (
					<li key={i}>{signalWords(r.signal)}{r.evidence && <> <code>{r.evidence}</code></>}</li>
				))}
			</ul>
			<Misleading of={facts?.links ?? []} />
			<p>
				Don't follow its links, open its files or answer it. If it might be real, reach the
				sender by a way that you knew before. Nobody honest asks for a password by mail.
			</p>
			<div class="mailwarning-do">
				{m.labels.includes("INBOX") &&
					<button class="button button-small" onClick={onSpam}>Move to spam</button>}
				{!hasLinks && <button class="link" onClick={onLinks}>Turn its links on</button>}
			</div>
		</section>
	);
}
