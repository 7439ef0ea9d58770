// shell.tsx - what stands around every page: navigation, the search field, who
// is signed in, the keys that hold everywhere.
import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso/router";
import { useEffect, useRef, useState } from "preact/hooks";

import { Icon } from "../ui/icon";
import { Popover } from "../ui/popover";
import { Help } from "./help";
import { useKeys } from "./keys";
import { pageAt, pages } from "./pages";
import { SearchField } from "./searchfield";
import { isOperator, session, signOut } from "./session";
import { theme } from "./settings";
import { beat } from "./telemetry";
import { tellProblem } from "./toasts";
import { unread } from "./unread";

const COUNT_MAX = 999;

function Navigation({ path }: { path: string }) {
	const here = pageAt(path);
	const shown = pages.filter((p) => p.nav !== "never" &&
		(p.operators === undefined || isOperator()));
	return (
		<nav class="nav" aria-label="Pages">
			{shown.map((p) => (
				<a
					key={p.id} href={p.path} class={`nav-item nav-${p.nav}`}
					aria-current={here?.id === p.id ? "page" : undefined}
					title={p.key === undefined ? p.title : `${p.title} (g ${p.key})`}
				>
					<Icon name={p.icon} />
					<span>{p.title}</span>
					{p.id === "inbox" && !!unread.value && (
						<span class="nav-count"><span class="hidden">, unread: </span>{unread.value > COUNT_MAX ? `${COUNT_MAX}+` : unread.value}</span>
					)}
				</a>
			))}
		</nav>
	);
}

function Account({ onHelp }: { onHelp: () => void }) {
	const isDark = theme.value === "dark" || (theme.value === "auto" &&
		matchMedia("(prefers-color-scheme: dark)").matches);
	return (
		<div class="account">
			<button
				class="plain" aria-label={isDark ? "Light colours" : "Dark colours"}
				onClick={() => { theme.value = isDark ? "light" : "dark"; }}
			>
				<Icon name={isDark ? "sun" : "moon"} />
			</button>
			<button class="plain" aria-label="Keyboard and help" onClick={onHelp}><Icon name="help" /></button>
			<Popover label="Account" title="Account" class="plain" face={<Icon name="user" />} shuts>
				{() => (
					<div class="menu">
						<p class="faint">{session.value?.email}</p>
						{pages.filter((p) => p.nav === "wide" && (p.operators === undefined || isOperator())).map((p) => (
							<a key={p.id} href={p.path}>{p.title}</a>
						))}
						<button class="link" onClick={() => signOut().catch(tellProblem)}>Sign out</button>
					</div>
				)}
			</Popover>
		</div>
	);
}

export function Shell({ children }: { children: ComponentChildren }) {
	const { path, route } = useLocation();
	const [help, setHelp] = useState(false);
	const main = useRef<HTMLElement>(null);
	const page = pageAt(path);
	const id = useRef("");
	id.current = page?.id ?? "other";
	useKeys("Everywhere", [
		...pages.filter((p) => p.key !== undefined).map((p) => ({
			key: `g ${p.key}`, does: p.title.toLowerCase(), run: () => route(p.path),
		})),
		{ key: "?", does: "this help", run: () => setHelp(true) },
	]);
	useEffect(() => beat(() => id.current), []);
	useEffect(() => {
		document.title = page === undefined ? "ApplyLens" : `${page.title} - ApplyLens`;
		main.current?.focus({ preventScroll: true });
	}, [page?.id]);
	return (
		<div class="shell">
			<a class="skip" href="#main">To the content</a>
			<header class="top">
				<a class="brand" href="/" aria-label="ApplyLens"><img src="/icon.svg" alt="" width="26" height="26" /><span>ApplyLens</span></a>
				<SearchField />
				<Account onHelp={() => setHelp(true)} />
			</header>
			<Navigation path={path} />
			<main id="main" class={`main page-${id.current}`} ref={main} tabIndex={-1}>{children}</main>
			{help && <Help onClose={() => setHelp(false)} />}
		</div>
	);
}
