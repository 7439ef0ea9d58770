// undo.ts - what can be taken back, newest first: by the toast, or by z.
import { tell, tellProblem } from "./toasts";
import { UndoStack } from "./undostack";

const stack = new UndoStack();

async function run(back: (() => Promise<void>) | undefined): Promise<void> {
	try {
		await back?.();
	} catch (e) {
		tellProblem(e);
	}
}

/** Something was done; back takes it back, once. */
export function did(text: string, back: () => Promise<void>): void {
	let untell = () => {};
	const entry = stack.push(() => {
		untell();
		return back();
	});
	untell = tell(text, () => void run(stack.take(entry)));
}

export function undoLast(): void {
	const back = stack.pop();
	if (back === undefined)
		tell("There is nothing to undo.");
	else
		void run(back).then(() => tell("Undone."));
}
