// import.tsx - brings mail in: mailboxes and messages, dropped or chosen.
import { useEffect, useRef, useState } from "preact/hooks";

import { tell } from "../../app/toasts";
import { Icon } from "../../ui/icon";
import { batchesOf } from "./batches";
import { gather, type Gathered, itemsOf } from "./dropped";
import { add, again, cancel, type Import, imports } from "./imports";
import { Pipeline } from "./pipeline";
import { sizeWords } from "../mail/text";
import "./import.css";

const LABEL_BYTES = 200;
const count = new Intl.NumberFormat();

function Report({ of: i }: { of: Import }) {
	const r = i.report;
	if (r === undefined)
		return null;
	const rejects = r.rejects ?? [];
	return (
		<>
			<p>
				{count.format(r.imported)} imported, {count.format(r.duplicates)} already here
				{r.rejected > 0 && <>, {count.format(r.rejected)} not understood</>}
			</p>
			{rejects.length > 0 && (
				<details>
					<summary>What was not understood{r.rejected > rejects.length && `, the first ${rejects.length}`}</summary>
					<ul class="import-rejects">
						{rejects.map((x) => (
							<li key={x.offset}>
								at byte {count.format(x.offset)}: {x.reason}
								{x.kept && x.email_id && <> (<a href={`/mail/${x.email_id}`}>kept as it is</a>)</>}
							</li>
						))}
					</ul>
				</details>
			)}
		</>
	);
}

function Line({ of: i }: { of: Import }) {
	return (
		<li class="card">
			<div class="import-head">
				<b>{i.title}</b>
				<span class="faint">
					{i.state === "sending" ? `${sizeWords(i.sent)} of ${sizeWords(i.bytes)}` : sizeWords(i.bytes)}
				</span>
				{(i.state === "waiting" || i.state === "sending") &&
					<button class="button button-small" onClick={() => cancel(i.id)}>Cancel</button>}
				{(i.state === "failed" || i.state === "cancelled") &&
					<button class="button button-small" onClick={() => again(i.id)}>Try again</button>}
			</div>
			{i.state === "waiting" && <p class="faint">waits for its turn</p>}
			{i.state === "sending" && <progress aria-label={`Upload of ${i.title}`} max={i.bytes} value={i.sent} />}
			{i.state === "sending" && i.sent >= i.bytes && <p class="faint">sent; being stored</p>}
			{i.state === "cancelled" && <p class="note">Cancelled. What had been stored stays; nothing comes twice.</p>}
			{i.state === "failed" && <p class="note note-error" role="alert">{i.problem}</p>}
			<Report of={i} />
		</li>
	);
}

const strangeWords = (g: Gathered) =>
	`${g.nStrange} ${g.nStrange === 1 ? "file is" : "files are"} not mail and left out: ` +
		g.strange.join(", ") + (g.nStrange > g.strange.length ? " ..." : "");

export default function ImportPage() {
	const [isOver, setOver] = useState(false);
	const [label, setLabel] = useState("");
	const [gathered, setGathered] = useState<Gathered>();
	const [reading, setReading] = useState(false);
	const files = useRef<HTMLInputElement>(null);
	const folder = useRef<HTMLInputElement>(null);
	useEffect(() => folder.current?.setAttribute("webkitdirectory", ""), []);
	const take = async (items: (FileSystemEntry | File)[]) => {
		if (items.length === 0)
			return;
		setReading(true);
		try {
			const g = await gather(items);
			setGathered(g);
			add(batchesOf(g.found, () => crypto.randomUUID()), label.trim());
		} catch (e) {
			tell(`These files can't be read: ${e instanceof Error ? e.message : String(e)}`);
		}
		setReading(false);
	};
	const chosen = (e: Event) => {
		const input = e.currentTarget as HTMLInputElement;
		void take([...input.files ?? []]);
		input.value = "";
	};
	return (
		<div class="page import">
			<header class="page-head"><h1>Import</h1></header>
			<div
				class={isOver ? "import-drop import-over" : "import-drop"}
				onDragOver={(e) => { e.preventDefault(); setOver(true); }}
				onDragLeave={() => setOver(false)}
				onDrop={(e) => {
					e.preventDefault();
					setOver(false);
					if (e.dataTransfer !== null)
						void take(itemsOf(e.dataTransfer));
				}}
			>
				<Icon name="import" />
				<p>Drop mailboxes (mbox), messages (.eml) or folders of them here.</p>
				<p class="import-choose">
					<button class="button button-main" onClick={() => files.current?.click()}>Choose files</button>
					<button class="button" onClick={() => folder.current?.click()}>Choose a folder</button>
				</p>
				<input ref={files} class="hidden" type="file" multiple tabIndex={-1} aria-label="Files" onChange={chosen} />
				<input ref={folder} class="hidden" type="file" multiple tabIndex={-1} aria-label="Folder" onChange={chosen} />
				<label class="field import-label"><span>Label for all of them, if you like</span>
					<input value={label} maxLength={LABEL_BYTES} autocomplete="off" onInput={(e) => setLabel(e.currentTarget.value)} />
				</label>
			</div>
			<div role="status">
				{reading && <p class="faint">Looking through the files...</p>}
				{gathered !== undefined && gathered.nStrange > 0 && <p class="note note-warn">{strangeWords(gathered)}</p>}
				{gathered?.isCut && <p class="note note-warn">Only the first 20,000 files were taken: import the others after them.</p>}
			</div>
			{imports.value.length > 0 && (
				<ul class="import-list">{imports.value.map((i) => <Line key={i.id} of={i} />)}</ul>
			)}
			<Pipeline />
		</div>
	);
}
