// popover.tsx - a small panel beside its button: the browser's popover, which
// Escape and a click elsewhere shut.
import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

const GAP_PX = 4;
const EDGE_PX = 8;

function place(panel: HTMLElement, button: HTMLElement): void {
	const b = button.getBoundingClientRect();
	const left = Math.min(b.left, innerWidth - panel.offsetWidth - EDGE_PX);
	const below = b.bottom + GAP_PX;
	const fits = below + panel.offsetHeight <= innerHeight - EDGE_PX;
	const top = fits ? below : b.top - panel.offsetHeight - GAP_PX;
	panel.style.left = `${Math.max(EDGE_PX, left)}px`;
	panel.style.top = `${Math.max(EDGE_PX, top)}px`;
}

/** children are made when it opens. */
export function Popover({ label, title, face, class: name = "plain", shuts = false, children }: {
	/** of the button, for screen readers */
	label: string;
	/** of the panel */
	title: string;
	/** what the button shows */
	face: ComponentChildren;
	class?: string;
	/** it is a menu: what is chosen in it shuts it */
	shuts?: boolean;
	children: () => ComponentChildren;
}) {
	const id = useId();
	const [isOpen, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const panel = useRef<HTMLDivElement>(null);
	const settle = () => {
		if (panel.current !== null && button.current !== null)
			place(panel.current, button.current);
	};
	return (
		<>
			<button
				ref={button} type="button" class={name} aria-label={label} title={label}
				aria-expanded={isOpen} popovertarget={id}
			>
				{face}
			</button>
			<div
				id={id} ref={panel} class="popover" popover="auto" role="dialog" aria-label={title} tabIndex={0}
				onClick={(e) => shuts && (e.target as Element).closest("a, button") !== null && panel.current?.hidePopover()}
				onToggle={(e) => {
					const opens = e.newState === "open";
					setOpen(opens);
					if (opens)
						requestAnimationFrame(settle);
				}}
			>
				{isOpen && children()}
			</div>
		</>
	);
}
