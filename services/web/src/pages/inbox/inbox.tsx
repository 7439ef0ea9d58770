// inbox.tsx - mail by what needs me, or newest first.
import { useLocation } from "preact-iso/router";
import { useEffect } from "preact/hooks";

import { Filters } from "./filters";
import { viewOf } from "./lines";
import { open } from "./list";
import { MailList } from "./maillist";
import "./inbox.css";

export default function Inbox() {
	const { path, query, url } = useLocation();
	useEffect(() => {
		// It is still there while the code of the page that follows is loaded.
		if (path === "/")
			open(viewOf(query));
	}, [url]);
	return (
		<div class="inbox">
			<header class="inbox-head">
				<h1 class="hidden">Inbox</h1>
				<Filters />
			</header>
			<MailList />
		</div>
	);
}
