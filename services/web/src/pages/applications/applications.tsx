// applications.tsx - job applications out of the mail: a board by stage, or a
// table; each opens with the mail that it was read from.
import "./applications.css";

import { Fragment } from "preact";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";

import { get } from "../../api/client";
import { useKeys } from "../../app/keys";
import { useLoad } from "../../app/load";
import { Icon } from "../../ui/icon";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";
import { type Application, columns, inColumn, stageName } from "./data";
import { Details } from "./details";

/** Where only a domain is known, it breaks before its dots. */
const breaking = (domain: string | null | undefined) => domain &&
	domain.split(".").map((part, i) => <Fragment key={i}>{i > 0 && <><wbr />.</>}{part}</Fragment>);

function Card({ a, onOpen }: { a: Application; onOpen: () => void }) {
	return (
		<li>
			<button class="app-card" onClick={onOpen}>
				<b>{breaking(a.company || a.domain) || "Unknown company"}</b>
				<span>{a.role || "Unknown role"}</span>
				{a.next_at && <span class="app-next"><Icon name="calendar" /> <When at={a.next_at} words /></span>}
				<span class="faint">last mail <When at={a.last_at} words /></span>
			</button>
		</li>
	);
}

function Board({ list, onOpen }: { list: Application[]; onOpen: (a: Application) => void }) {
	return (
		<div class="board">
			{columns.map((c) => {
				const of = list.filter((a) => inColumn(c, a));
				return (
					<section key={c.id} aria-label={c.title}>
						<h2>{c.title} <span class="faint">{of.length}</span></h2>
						<ul>{of.map((a) => <Card key={a.id} a={a} onOpen={() => onOpen(a)} />)}</ul>
					</section>
				);
			})}
		</div>
	);
}

function Table({ list, onOpen }: { list: Application[]; onOpen: (a: Application) => void }) {
	return (
		<div class="table-wide">
			<table class="table">
				<thead><tr><th>Company</th><th>Role</th><th>Stage</th><th>Next</th><th>First mail</th><th>Last mail</th></tr></thead>
				<tbody>
					{list.map((a) => (
						<tr key={a.id}>
							<td><button class="link" onClick={() => onOpen(a)}>{a.company || a.domain}</button></td>
							<td>{a.role}</td>
							<td>{stageName(a.stage)}{a.ghosted && <span class="faint"> (silent {a.silent_days} days)</span>}</td>
							<td>{a.next_at && <When at={a.next_at} words />}</td>
							<td><When at={a.first_at} /></td>
							<td><When at={a.last_at} /></td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

export default function Applications() {
	const { query, route } = useLocation();
	const asTable = query["view"] === "table";
	const [words, setWords] = useState("");
	const [open, setOpen] = useState<string>();
	const list = useLoad((s) => get<{ applications: Application[] }>("/api/applications", { q: words, sort: "last" }, s), [words]);
	const view = (table: boolean) => route(table ? "/applications?view=table" : "/applications", true);
	useKeys("Applications", [
		{ key: "b", does: "board", run: () => view(false) },
		{ key: "t", does: "table", run: () => view(true) },
	]);
	return (
		<div class="applications">
			<header class="page-head">
				<h1>Applications</h1>
				<input
					class="input app-filter" type="search" aria-label="Filter by company or role" placeholder="Company or role"
					maxLength={200} value={words} onInput={(e) => setWords(e.currentTarget.value)}
				/>
				<button class="chip" aria-pressed={!asTable} onClick={() => view(false)}>Board</button>
				<button class="chip" aria-pressed={asTable} onClick={() => view(true)}>Table</button>
				<a class="button button-small" href="/api/applications.csv" download><Icon name="download" /> CSV</a>
			</header>
			<Await of={list} lines={10}>
				{(v) => (v.applications.length === 0
					? <Empty icon="board" title={words === "" ? "No applications yet" : "None like that"}>
						They appear by themselves when mail about them comes in.
					</Empty>
					: asTable ? <Table list={v.applications} onOpen={(a) => setOpen(a.id)} />
						: <Board list={v.applications} onOpen={(a) => setOpen(a.id)} />)}
			</Await>
			{open !== undefined && <Details id={open} onClose={() => setOpen(undefined)} onChange={list.reload} />}
		</div>
	);
}
