// edit.tsx - a dialog that changes something that was made: its form, and what
// the server says against it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { say } from "../../api/client";
import { Dialog } from "../../ui/dialog";

export function Edit({ title, wide = false, save, onClose, children }: {
	title: string; wide?: boolean;
	/** closes the dialog itself where it went well */
	save: (form: FormData) => Promise<void>;
	onClose: () => void; children: ComponentChildren;
}) {
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		setBusy(true);
		setProblem("");
		try {
			await save(new FormData(e.currentTarget as HTMLFormElement));
		} catch (x) {
			setProblem(say(x));
			setBusy(false);
		}
	};
	return (
		<Dialog title={title} onClose={onClose} wide={wide}>
			<form class="make" onSubmit={submit}>
				{children}
				{problem !== "" && <p class="note note-error" role="alert">{problem}</p>}
				<footer class="dialog-foot">
					<button type="button" class="button" onClick={onClose}>Cancel</button>
					<button class="button button-main" disabled={busy}>Save</button>
				</footer>
			</form>
		</Dialog>
	);
}
