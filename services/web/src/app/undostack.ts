// undostack.ts - deeds that can be taken back, each once, newest first.
export type Back = () => Promise<void>;

const KEPT_MAX = 50;

export class UndoStack {
	private entries: { id: number; back: Back }[] = [];
	private last = 0;

	/** Returns what take() knows it by; the oldest is forgotten past 50. */
	push(back: Back): number {
		this.entries = [...this.entries, { id: ++this.last, back }].slice(-KEPT_MAX);
		return this.last;
	}

	/** undefined: taken already, or forgotten. */
	take(id: number): Back | undefined {
		const found = this.entries.find((e) => e.id === id);
		this.entries = this.entries.filter((e) => e !== found);
		return found?.back;
	}

	pop(): Back | undefined {
		return this.entries.pop()?.back;
	}
}
