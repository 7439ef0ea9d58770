// maillist.tsx - the list of mail: groups under headings, pages that follow as
// one scrolls, selection and its keys.
import { useLocation } from "preact-iso/router";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { email_line } from "../../api/messages";
import { useKeys } from "../../app/keys";
import { tell } from "../../app/toasts";
import { undoLast } from "../../app/undo";
import { Icon } from "../../ui/icon";
import { Empty, Failed, Skeleton } from "../../ui/states";
import { act, asSpam } from "./deeds";
import { labelName } from "./filters";
import { LabelDialog } from "./labels";
import { between } from "./lines";
import { at, beside, choose, chosen, cursor, groups, lines, loading, loadMore, look, ordered,
	place, problem, refresh, view } from "./list";
import { Row } from "./row";

const LOOK_MS = 20_000;

const lineOf = (id: string) =>
	document.querySelector<HTMLElement>(`.mailrow[data-id="${id}"] .mailrow-link`);

/** Focus follows the line that the keys are about. */
function focusLine(id: string): void {
	at.value = id;
	requestAnimationFrame(() => lineOf(id)?.focus());
}

const targets = (): email_line[] => {
	const all = ordered();
	const some = all.filter((m) => chosen.value.has(m.id));
	return some.length > 0 ? some : all.filter((m) => m.id === at.value);
};

/** Does it to what is chosen or under the keys; focus goes to what is next. */
function withTargets(run: (mails: email_line[]) => void): void {
	const mails = targets();
	if (mails.length === 0) {
		tell("Choose a mail first: j, k or x.");
		return;
	}
	const gone = new Set(mails.map((m) => m.id));
	const all = ordered();
	const from = all.findIndex((m) => m.id === at.value);
	const next = all.slice(Math.max(from, 0)).find((m) => !gone.has(m.id)) ??
		all.slice(0, Math.max(from, 0)).reverse().find((m) => !gone.has(m.id));
	run(mails);
	if (next !== undefined && gone.has(at.value) && !lines.value.some((m) => m.id === at.value))
		focusLine(next.id);
}

const archive = () => withTargets((mails) => void act("archive", mails, "Archived"));
const spam = () => withTargets((mails) => void asSpam(mails));

function More() {
	const ref = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (ref.current === null)
			return;
		const seen = new IntersectionObserver((e) => e.some((x) => x.isIntersecting) && loadMore(),
			{ rootMargin: "600px" });
		seen.observe(ref.current);
		return () => seen.disconnect();
	}, [cursor.value]);
	return (
		<p class="maillist-more">
			<button ref={ref} class="button" disabled={loading.value} onClick={loadMore}>
				{loading.value ? "Loading..." : "Show more"}
			</button>
		</p>
	);
}

function Selection({ onLabel }: { onLabel: () => void }) {
	const all = ordered();
	const n = chosen.value.size;
	return (
		<div class="maillist-tools" role="toolbar" aria-label="Selected mail">
			<label class="mailrow-check" title="Select all that is shown">
				<input
					type="checkbox" aria-label="Select all that is shown" checked={n > 0 && n === all.length}
					ref={(el) => { if (el !== null) el.indeterminate = n > 0 && n < all.length; }}
					onClick={() => choose(all.map((m) => m.id), n < all.length)}
				/>
			</label>
			<span class="faint">{n === 0 ? `${all.length}${cursor.value ? "+" : ""} mails` : `${n} selected`}</span>
			{n > 0 && (
				<>
					<button class="button button-small" title="Archive (e)" onClick={archive}><Icon name="archive" /> Archive</button>
					<button class="button button-small" title="Label (l)" onClick={onLabel}>Label</button>
					<button class="button button-small" title="Spam (!)" onClick={spam}>Spam</button>
				</>
			)}
			<button class="plain maillist-refresh" aria-label="Refresh" title="Refresh" onClick={refresh}><Icon name="refresh" /></button>
		</div>
	);
}

const Nothing = () => view.value.label === "INBOX" && view.value.category === ""
	? <Empty icon="inbox" title="Nothing in the inbox">All done, or <a href="/import">import some mail</a>.</Empty>
	: <Empty icon="inbox" title="No such mail"><a href="/">Back to the inbox</a></Empty>;

/** openId: in the reader beside. */
export function MailList({ openId = "" }: { openId?: string }) {
	const { route } = useLocation();
	const box = useRef<HTMLDivElement>(null);
	const last = useRef("");
	const [labelled, setLabelled] = useState<email_line[]>();
	useEffect(() => {
		const timer = setInterval(() => {
			if (document.visibilityState === "visible")
				look().catch(() => undefined); // shown when somebody asks for mail
		}, LOOK_MS);
		return () => clearInterval(timer);
	}, []);
	useLayoutEffect(() => box.current?.scrollTo(0, place.top), []);
	useEffect(() => {
		// Who comes back from the reader goes on where they were; the shell, which
		// gives a new page the focus, is behind us.
		const timer = openId === "" && at.value !== "" ? setTimeout(() => lineOf(at.value)?.focus({ preventScroll: true })) : 0;
		return () => clearTimeout(timer);
	}, []);
	const label = () => withTargets(setLabelled);
	const step = (n: number) => {
		const id = beside(at.value, n);
		if (id !== "")
			focusLine(id);
	};
	const pick = (id: string, isChosen: boolean, withRange: boolean) => {
		choose(withRange && last.current !== "" ? between(ordered(), last.current, id) : [id], isChosen);
		last.current = id;
		at.value = id;
	};
	const isHere = openId === "";
	useKeys("Mail", [
		...(isHere ? [
			{ key: "j", does: "next mail", run: () => step(1) },
			{ key: "k", does: "previous mail", run: () => step(-1) },
			{ key: "o", does: "open", run: () => at.value !== "" && route(`/mail/${at.value}`) },
			{ key: "x", does: "select", run: () => at.value !== "" && pick(at.value, !chosen.value.has(at.value), false) },
			{ key: "e", does: "archive", run: archive },
			{ key: "l", does: "label", run: label },
			{ key: "!", does: "report as spam", run: spam },
			{ key: "Escape", does: "select nothing", run: () => choose([...chosen.value], false) },
		] : []),
		{ key: "z", does: "undo", run: undoLast },
	]);
	const isEmpty = lines.value.length === 0;
	return (
		<div class="maillist" ref={box} onScroll={() => { place.top = box.current?.scrollTop ?? 0; }}>
			{!isEmpty && <Selection onLabel={label} />}
			{problem.value !== undefined && <Failed problem={problem.value} retry={refresh} />}
			{isEmpty && problem.value === undefined && (cursor.value === undefined ? <Skeleton lines={14} /> : <Nothing />)}
			{groups().map((g) => (
				<section key={g.id} aria-label={g.title}>
					<h2 class={`maillist-head band-${g.id}`}>{g.title}</h2>
					<ul class="rows">
						{g.lines.map((m) => (
							<Row
								key={m.id} m={m} isOpen={m.id === openId} onOpen={() => { at.value = m.id; }}
								onChoose={(isChosen, withRange) => pick(m.id, isChosen, withRange)}
							/>
						))}
					</ul>
				</section>
			))}
			{cursor.value && problem.value === undefined && <More />}
			{labelled !== undefined && (
				<LabelDialog
					mails={labelled} onClose={() => setLabelled(undefined)}
					onDone={(to) => {
						setLabelled(undefined);
						void act("label", labelled, to.add[0] === undefined ? "Labels taken away" : `Labelled ${labelName(to.add[0])}`, to);
					}}
				/>
			)}
		</div>
	);
}
