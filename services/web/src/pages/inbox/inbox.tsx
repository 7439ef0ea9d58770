// inbox.tsx - mail by what needs me, or newest first.
import { useState } from "preact/hooks";

import { get } from "../../api/client";
import type { emails_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { BandBadge, CategoryBadge, RiskBadge } from "../../ui/badges";
import { Await, Empty } from "../../ui/states";
import { When } from "../../ui/when";

export default function Inbox() {
	const [sort, setSort] = useState<"priority" | "newest">("priority");
	const list = useLoad((s) => get<emails_shown>("/api/emails", { sort, label: "INBOX", limit: 50 }, s), [sort]);
	return (
		<div class="page">
			<header class="page-head">
				<h1>Inbox</h1>
				<button class="chip" aria-pressed={sort === "priority"} onClick={() => setSort("priority")}>What needs me</button>
				<button class="chip" aria-pressed={sort === "newest"} onClick={() => setSort("newest")}>Newest</button>
			</header>
			<Await of={list} lines={12}>
				{(v) => (v.emails?.length ?? 0) === 0
					? <Empty icon="inbox" title="No mail here yet"><a href="/import">Import some</a></Empty>
					: (
						<ul>
							{v.emails?.map((m) => (
								<li key={m.id} class="card">
									<BandBadge of={m.band} /> <b>{m.from_name || m.from_addr}</b> {m.subject}{" "}
									<CategoryBadge of={m.category} /> <RiskBadge risk={m.risk} /> <When at={m.received_at} />
								</li>
							))}
						</ul>
					)}
			</Await>
		</div>
	);
}
