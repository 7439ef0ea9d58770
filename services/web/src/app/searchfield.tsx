// searchfield.tsx - the search field of every page, with what may be meant:
// senders, subjects, words and operators of one's own mail (a combobox).
import { useLocation } from "preact-iso/router";
import { useEffect, useRef, useState } from "preact/hooks";

import { get } from "../api/client";
import type { search_suggestion, search_suggestions } from "../api/messages";
import { Icon, type IconName } from "../ui/icon";
import { useKeys } from "./keys";

const WAIT_MS = 120;
const icons: Record<string, IconName> = { sender: "user", subject: "inbox", operator: "settings" };

/** Asked a moment after the last key; an older answer never overtakes. */
function useSuggestions(text: string, isOpen: boolean): search_suggestion[] {
	const [list, setList] = useState<search_suggestion[]>([]);
	useEffect(() => {
		if (!isOpen || text.trim() === "") {
			setList([]);
			return undefined;
		}
		const abort = new AbortController();
		const timer = setTimeout(() => {
			get<search_suggestions>("/api/suggest", { q: text.slice(0, 256) }, abort.signal).then(
				(s) => setList(s.suggestions ?? []),
				() => undefined, // a search without suggestions is still a search
			);
		}, WAIT_MS);
		return () => {
			clearTimeout(timer);
			abort.abort();
		};
	}, [text, isOpen]);
	return list;
}

export function SearchField() {
	const { route, query } = useLocation();
	const asked = query["q"] ?? "";
	const [text, setText] = useState(asked);
	const [isOpen, setOpen] = useState(false);
	const [at, setAt] = useState(-1);
	const ref = useRef<HTMLInputElement>(null);
	const list = useSuggestions(text, isOpen);
	useEffect(() => setText(location.pathname === "/search" ? asked : ""), [asked]);
	useEffect(() => setAt(-1), [list]);
	useKeys("Everywhere", [
		{ key: "/", does: "search", run: () => { ref.current?.focus(); ref.current?.select(); } },
	]);
	const go = (q: string) => {
		setText(q);
		setOpen(false);
		ref.current?.blur();
		route(`/search?q=${encodeURIComponent(q.trim())}`);
	};
	const onKey = (e: KeyboardEvent) => {
		if (e.key === "Escape") {
			setOpen(false);
			ref.current?.blur();
		} else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
			e.preventDefault();
			const by = e.key === "ArrowDown" ? 1 : -1;
			setAt(Math.max(-1, Math.min(list.length - 1, at + by)));
		}
	};
	return (
		<form
			class="top-search" role="search"
			onSubmit={(e) => { e.preventDefault(); go(list[at]?.query ?? text); }}
		>
			<Icon name="search" />
			<input
				ref={ref} type="text" inputMode="search" enterkeyhint="search" name="q" maxLength={1024} value={text}
				placeholder="Search mail" autocomplete="off" spellcheck={false}
				role="combobox" aria-label="Search mail" aria-autocomplete="list"
				aria-expanded={isOpen && list.length > 0} aria-controls="suggestions"
				aria-activedescendant={at >= 0 ? `suggestion-${at}` : undefined}
				onInput={(e) => { setText(e.currentTarget.value); setOpen(true); }}
				onFocus={() => setOpen(true)} onBlur={() => setOpen(false)} onKeyDown={onKey}
			/>
			<kbd>/</kbd>
			<ul id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions" hidden={!isOpen || list.length === 0}>
				{list.map((s, i) => (
					<li
						key={s.query} id={`suggestion-${i}`} role="option" aria-selected={i === at}
						onMouseDown={(e) => { e.preventDefault(); go(s.query); }}
					>
						<Icon name={icons[s.kind] ?? "search"} /> {s.text}
						{s.kind === "spelling" && <span class="faint"> spelling</span>}
					</li>
				))}
			</ul>
		</form>
	);
}
