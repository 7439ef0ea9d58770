// labels.tsx - asks which labels to add to mail and to take away.
import { useState } from "preact/hooks";

import { Dialog } from "../../ui/dialog";
import { labelName } from "./filters";
import { type Mail } from "./deeds";
import { lines } from "./list";

const LABEL_BYTES = 200;

export function LabelDialog({ mails, onDone, onClose }: {
	mails: readonly Mail[];
	onDone: (change: { add: string[]; remove: string[] }) => void;
	onClose: () => void;
}) {
	const has = [...new Set(mails.flatMap((m) => m.labels))].sort();
	const known = [...new Set(lines.value.flatMap((m) => m.labels))].sort();
	const [add, setAdd] = useState("");
	const [kept, setKept] = useState<ReadonlySet<string>>(new Set(has));
	const name = add.trim();
	const remove = has.filter((l) => !kept.has(l));
	const toggle = (l: string) => {
		const next = new Set(kept);
		if (!next.delete(l))
			next.add(l);
		setKept(next);
	};
	return (
		<Dialog title={mails.length === 1 ? "Labels" : `Labels of ${mails.length} mails`} onClose={onClose}>
			<form
				class="label-form"
				onSubmit={(e) => {
					e.preventDefault();
					onDone({ add: name === "" ? [] : [name], remove });
				}}
			>
				<label class="field"><span>Add a label</span>
					<input
						name="label" list="known-labels" maxLength={LABEL_BYTES} autocomplete="off" value={add}
						onInput={(e) => setAdd(e.currentTarget.value)} autofocus
					/>
				</label>
				<datalist id="known-labels">{known.map((l) => <option key={l} value={l} />)}</datalist>
				<fieldset class="label-set">
					<legend class="faint">What is unticked is taken away</legend>
					{has.map((l) => (
						<label key={l}>
							<input type="checkbox" checked={kept.has(l)} onChange={() => toggle(l)} /> {labelName(l)}
						</label>
					))}
				</fieldset>
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-main" disabled={name === "" && remove.length === 0}>Apply</button>
				</footer>
			</form>
		</Dialog>
	);
}
