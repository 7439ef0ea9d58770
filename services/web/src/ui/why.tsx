// why.tsx - why triage judged a mail as it did: the reasons whose parts sum to
// each score, as signed bars.
import { useEffect, useRef } from "preact/hooks";

import { get } from "../api/client";
import type { triage_reason, triage_verdict } from "../api/messages";
import { signals } from "../api/signals";
import { useLoad } from "../app/load";
import { categoryName } from "./badges";
import { Icon } from "./icon";
import { Popover } from "./popover";
import { Await } from "./states";
import "./why.css";

const SHOWN = 6;

/** What a signal means; its name where the table does not know it. */
export const signalWords = (name: string) => signals[name] ?? name.replace(/_/g, " ");

const signed = (n: number) => `${n > 0 ? "+" : ""}${Math.round(n * 100) / 100}`;

function Bar({ weight, most }: { weight: number; most: number }) {
	const ref = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		ref.current?.style.setProperty("--share", String(Math.abs(weight) / most));
	}, [weight, most]);
	return <span ref={ref} class={weight < 0 ? "reasons-bar reasons-less" : "reasons-bar reasons-more"} aria-hidden="true" />;
}

function Part({ title, score, of, unit }: {
	title: string; score: string; of: readonly triage_reason[]; unit: string;
}) {
	const sorted = [...of].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
	const rest = sorted.slice(SHOWN);
	const most = Math.max(...sorted.map((r) => Math.abs(r.weight)), 1e-9);
	return (
		<section class="reasons-part">
			<h3>{title} <span>{score}</span></h3>
			{sorted.length === 0 && <p class="faint">Nothing speaks for or against.</p>}
			<ul>
				{sorted.slice(0, SHOWN).map((r, i) => (
					<li key={i}>
						<span class="reasons-what">
							{signalWords(r.signal)}
							{r.evidence && <span class="faint"> {r.evidence}</span>}
						</span>
						<Bar weight={r.weight} most={most} />
						<span class="reasons-weight">{signed(r.weight)}</span>
					</li>
				))}
			</ul>
			{rest.length > 0 && (
				<p class="faint">
					and {rest.length} more: {signed(rest.reduce((n, r) => n + r.weight, 0))}
				</p>
			)}
			{sorted.length > 0 && <p class="faint">Sum {signed(sorted.reduce((n, r) => n + r.weight, 0))} {unit}</p>}
		</section>
	);
}

export function Reasons({ of: v }: { of: triage_verdict }) {
	const reasons = (what: triage_reason["of"]) => (v.reasons ?? []).filter((r) => r.of === what);
	return (
		<div class="reasons">
			<Part title="Priority" score={`${v.priority} of 100`} of={reasons("priority")} unit="points" />
			<Part
				title={categoryName(v.category)} score={`${Math.round(v.probability * 100)} %`}
				of={reasons("category")} unit="of log-odds"
			/>
			<Part title="Risk" score={`${v.risk} of 100`} of={reasons("risk")} unit="points" />
			<p class="faint">{v.corrected ? "Corrected by you. " : ""}Scorer {v.model}.</p>
		</div>
	);
}

function Fetched({ id }: { id: string }) {
	const verdict = useLoad((s) => get<triage_verdict>(`/api/emails/${id}/triage`, {}, s), [id]);
	return <Await of={verdict} lines={4}>{(v) => <Reasons of={v} />}</Await>;
}

export function Why({ id, subject, words = false }: { id: string; subject: string; words?: boolean }) {
	return (
		<Popover
			label={`Why? ${subject}`} title="Why it was judged so"
			class={words ? "link small" : "plain why-button"} face={words ? "Why?" : <Icon name="help" />}
		>
			{() => <Fetched id={id} />}
		</Popover>
	);
}
