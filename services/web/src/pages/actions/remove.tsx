// remove.tsx - takes something away for good, after asking.
import { useState } from "preact/hooks";

import { tell, tellProblem } from "../../app/toasts";
import { Confirm } from "../../ui/dialog";
import { Icon } from "../../ui/icon";

/** what: as in "the draft to Anna" */
export function Remove({ what, run }: { what: string; run: () => Promise<void> }) {
	const [asks, setAsks] = useState(false);
	return (
		<>
			<button class="plain" aria-label={`Delete ${what}`} title="Delete" onClick={() => setAsks(true)}><Icon name="trash" /></button>
			{asks && (
				<Confirm
					title="Delete?" yes="Delete" isDangerous onNo={() => setAsks(false)}
					onYes={() => {
						setAsks(false);
						run().then(() => tell("Deleted."), tellProblem);
					}}
				>
					<p>This deletes {what}. It can't be taken back.</p>
				</Confirm>
			)}
		</>
	);
}
