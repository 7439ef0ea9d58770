// states.tsx - what a page shows when it has nothing, waits, or can't.
import type { ComponentChildren } from "preact";

import { Problem, say } from "../api/client";
import type { Loaded } from "../app/load";
import { Icon, type IconName } from "./icon";

export function Empty({ icon, title, children }: {
	icon: IconName; title: string; children?: ComponentChildren;
}) {
	return (
		<div class="state">
			<Icon name={icon} />
			<h2>{title}</h2>
			{children !== undefined && <p>{children}</p>}
		</div>
	);
}

/** Gray lines where text will be; told to screen readers once. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
	return (
		<div class="skeleton" role="status" aria-label="Loading">
			{Array.from({ length: lines }, (_, i) => <div class="skeleton-line" key={i} />)}
		</div>
	);
}

export function Failed({ problem, retry }: { problem: unknown; retry?: () => void }) {
	const id = problem instanceof Problem ? problem.requestId : "";
	return (
		<div class="state state-error" role="alert">
			<Icon name="warning" />
			<h2>{problem instanceof Problem && problem.status === 404 ? "Not found" : "That did not work"}</h2>
			<p>{say(problem)}</p>
			{retry !== undefined && <button class="button" onClick={retry}>Try again</button>}
			{id !== "" && <p class="faint">Request {id}</p>}
		</div>
	);
}

/** The usual three: skeleton until the first value, the problem, or children. */
export function Await<T>({ of, lines, children }: {
	of: Pick<Loaded<T>, "value" | "problem" | "reload">; lines?: number; children: (value: T) => ComponentChildren;
}) {
	if (of.problem !== undefined && of.value === undefined)
		return <Failed problem={of.problem} retry={of.reload} />;
	if (of.value === undefined)
		return <Skeleton lines={lines} />;
	return <>{children(of.value)}</>;
}
