// dialog.tsx - the browser's own modal dialog: focus stays in it, Escape ends it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { Icon } from "./icon";

export function Dialog({ title, onClose, children, wide = false }: {
	title: string; onClose: () => void; children: ComponentChildren; wide?: boolean;
}) {
	const ref = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		const was = document.activeElement;
		ref.current?.showModal();
		return () => {
			if (was instanceof HTMLElement)
				was.focus();
		};
	}, []);
	return (
		<dialog
			ref={ref} class={wide ? "dialog dialog-wide" : "dialog"} aria-label={title}
			onClose={onClose}
			onClick={(e) => e.target === ref.current && onClose()}
		>
			<header class="dialog-head">
				<h2>{title}</h2>
				<button class="plain" aria-label="Close" onClick={onClose}><Icon name="close" /></button>
			</header>
			<div class="dialog-body">{children}</div>
		</dialog>
	);
}

/** Asks before what can't be taken back. */
export function Confirm({ title, yes, isDangerous = false, onYes, onNo, children }: {
	title: string; yes: string; isDangerous?: boolean;
	onYes: () => void; onNo: () => void; children: ComponentChildren;
}) {
	return (
		<Dialog title={title} onClose={onNo}>
			{children}
			<footer class="dialog-foot">
				<button class="button" onClick={onNo}>Cancel</button>
				<button class={isDangerous ? "button button-danger" : "button button-main"} onClick={onYes}>
					{yes}
				</button>
			</footer>
		</Dialog>
	);
}
