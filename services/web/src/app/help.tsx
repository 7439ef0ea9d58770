// help.tsx - the keys that hold just now, by page.
import { Fragment } from "preact";

import { Dialog } from "../ui/dialog";
import { keySets } from "./keys";

export function Help({ onClose }: { onClose: () => void }) {
	const titles = [...new Set(keySets.value.map((s) => s.title))];
	return (
		<Dialog title="Keyboard" onClose={onClose} wide>
			<div class="help">
				{titles.map((title) => (
					<section key={title}>
						<h3>{title}</h3>
						<dl>
							{keySets.value.filter((s) => s.title === title).flatMap((s) => s.keys).map((k) => (
								<Fragment key={k.key}>
									<dt>{k.key.split(" ").map((part) => <kbd key={part}>{part}</kbd>)}</dt>
									<dd>{k.does}</dd>
								</Fragment>
							))}
						</dl>
					</section>
				))}
			</div>
		</Dialog>
	);
}
