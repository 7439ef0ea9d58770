// maillist.tsx - the list of mail: groups under headings, pages that follow as
// one scrolls, selection and its keys.
import { useLocation } from "preact-iso/router";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { email_line } from "../../api/messages";
import { useKeys } from "../../app/keys";
import { tell } from "../../app/toasts";
import { undoLast } from "../../app/undo";
import { Empty, Failed, Skeleton } from "../../ui/states";
import { act, asSpam } from "./deeds";
import { labelName } from "./filters";
import { LabelDialog } from "./labels";
import { between } from "./lines";
import { at, beside, choose, chosen, cursor, groups, lines, loading, loadMore, look, ordered,
	place, problem, refresh, view } from "./list";
import { ManyDialog, type ManyDeed } from "./many";
import { isUnread, mark } from "./marks";
import { Row } from "./row";
import { Selection, Several } from "./selection";

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

/** Focus goes to what is next when the line it was on is gone. */
function moveOn(gone: readonly email_line[], all: readonly email_line[]): void {
	const ids = new Set(gone.map((m) => m.id));
	if (!ids.has(at.value) || lines.value.some((m) => m.id === at.value))
		return;
	const from = Math.max(0, all.findIndex((m) => m.id === at.value));
	const next = all.slice(from).find((m) => !ids.has(m.id)) ??
		all.slice(0, from).reverse().find((m) => !ids.has(m.id));
	if (next !== undefined)
		focusLine(next.id);
}

/** With what is chosen, or is under the keys. */
function withTargets(run: (mails: email_line[]) => void): void {
	const mails = targets();
	if (mails.length === 0)
		tell("Choose a mail first: j, k or x.");
	else
		run(mails);
}

const toggleRead = () => withTargets((mails) => void mark(mails, mails.some(isUnread)));

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

const Nothing = () => view.value.label === "INBOX" && view.value.category === ""
	? <Empty icon="inbox" title="Nothing in the inbox">All done, or <a href="/import">import some mail</a>.</Empty>
	: <Empty icon="inbox" title="No such mail"><a href="/">Back to the inbox</a></Empty>;

/** openId: in the reader beside. */
export function MailList({ openId = "" }: { openId?: string }) {
	const { route } = useLocation();
	const box = useRef<HTMLDivElement>(null);
	const last = useRef("");
	const [labelled, setLabelled] = useState<email_line[]>();
	const [many, setMany] = useState<ManyDeed>();
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
	/** One mail at once; several after one preview of all. */
	const change = (deed: Omit<ManyDeed, "run">, run: () => void) => {
		const andMoveOn = () => {
			const all = ordered();
			run();
			moveOn(deed.mails, all);
		};
		if (deed.mails.length === 1)
			andMoveOn();
		else
			setMany({ ...deed, run: andMoveOn });
	};
	const archive = () => withTargets((mails) => change({ kind: "archive", name: "Archive", mails },
		() => void act("archive", mails, "Archived")));
	const spam = () => withTargets((mails) => change({ kind: "quarantine", name: "Report as spam", mails },
		() => void asSpam(mails)));
	const label = () => withTargets(setLabelled);
	const relabel = (mails: email_line[], params: { add: string[]; remove: string[] }) =>
		change({ kind: "label", name: "Label", mails, params }, () => void act("label", mails,
			params.add[0] === undefined ? "Labels taken away" : `Labelled ${labelName(params.add[0])}`, params));
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
	/** The selection grows from the line the keys are about. */
	const extend = (n: number) => {
		const to = beside(at.value, n);
		choose([at.value, to].filter((id) => id !== ""), true);
		step(n);
	};
	const groupOf = (id: string) => groups().find((g) => g.lines.some((m) => m.id === id))?.lines ?? [];
	const isHere = openId === "";
	useKeys("Mail", [
		...(isHere ? [
			{ key: "j", does: "next mail", run: () => step(1) },
			{ key: "k", does: "previous mail", run: () => step(-1) },
			{ key: "o", does: "open", run: () => at.value !== "" && route(`/mail/${at.value}`) },
			{ key: "x", does: "select", run: () => at.value !== "" && pick(at.value, !chosen.value.has(at.value), false) },
			{ key: "J", does: "select on, downwards", run: () => extend(1) },
			{ key: "K", does: "select on, upwards", run: () => extend(-1) },
			{ key: "X", does: "select the whole group", run: () => choose(groupOf(at.value).map((m) => m.id), true) },
			{ key: "u", does: "mark as unread, or as read", run: toggleRead },
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
			{!isEmpty && <Selection deeds={{ archive, label, spam, toggleRead }} />}
			{problem.value !== undefined && <Failed problem={problem.value} retry={refresh} />}
			{isEmpty && problem.value === undefined && (cursor.value === undefined ? <Skeleton lines={14} /> : <Nothing />)}
			{groups().map((g, i, of) => (
				<section key={g.id} aria-label={g.title}>
					<header class="maillist-head">
						<Several of={g.lines} name={`Select all: ${g.title}`} />
						<h2 class={`band-${g.id}`}>{g.title}</h2>
						<span class="faint">{g.lines.length}{cursor.value && i === of.length - 1 ? "+" : ""}</span>
					</header>
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
						relabel(labelled, to);
					}}
				/>
			)}
			{many !== undefined && <ManyDialog of={many} onClose={() => setMany(undefined)} />}
		</div>
	);
}
