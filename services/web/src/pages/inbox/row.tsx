// row.tsx - one mail of a list.
import type { email_line } from "../../api/messages";
import { CategoryBadge, RiskBadge } from "../../ui/badges";
import { Icon } from "../../ui/icon";
import { When, wholeTime } from "../../ui/when";
import { Why } from "../../ui/why";
import { at, chosen } from "./list";

export const subjectOf = (m: { subject?: string | null }) => m.subject || "(no subject)";
export const senderOf = (m: { from_name?: string | null; from_addr?: string | null }) =>
	m.from_name || m.from_addr || "(no sender)";

function Facts({ m }: { m: email_line }) {
	return (
		<span class="mailrow-facts">
			{m.needs_reply && <span class="badge mailrow-reply" title="Somebody waits for your answer"><Icon name="reply" /> Reply</span>}
			{m.due_at && (
				<span class="badge badge-bill" title={`Due ${wholeTime(m.due_at)}`}>
					Due <When at={m.due_at} words />
				</span>
			)}
			<RiskBadge risk={m.risk} />
			<CategoryBadge of={m.category} />
		</span>
	);
}

export function Row({ m, isOpen, onOpen, onChoose }: {
	m: email_line;
	/** in the reader beside */
	isOpen: boolean;
	onOpen: () => void;
	onChoose: (isChosen: boolean, withRange: boolean) => void;
}) {
	const isChosen = chosen.value.has(m.id);
	const names = ["mailrow", m.labels.includes("UNREAD") && "mailrow-unread", isChosen && "mailrow-chosen",
		isOpen && "mailrow-open"].filter(Boolean).join(" ");
	return (
		<li
			class={names} data-id={m.id}
			onClick={(e) => {
				if (!e.shiftKey)
					return;
				e.preventDefault(); // not a new window: a range
				onChoose(true, true);
			}}
		>
			<label class="mailrow-check">
				<input
					type="checkbox" checked={isChosen} aria-label={`Select: ${subjectOf(m)}`}
					onClick={(e) => { e.stopPropagation(); onChoose(e.currentTarget.checked, e.shiftKey); }}
				/>
			</label>
			<a
				class="mailrow-link" href={`/mail/${m.id}`} aria-current={isOpen ? "true" : undefined}
				onFocus={() => { at.value = m.id; }} onClick={(e) => !e.shiftKey && onOpen()}
			>
				<span class="mailrow-from">{senderOf(m)}</span>
				<span class="mailrow-text">
					<span class="mailrow-subject">{subjectOf(m)}</span>{" "}
					<span class="mailrow-snippet">{m.snippet}</span>
				</span>
			</a>
			<Facts m={m} />
			<span class="mailrow-end">
				{m.has_attachments && <span role="img" aria-label="Has attachments"><Icon name="clip" /></span>}
				<When at={m.received_at} />
				<Why id={m.id} subject={subjectOf(m)} />
			</span>
		</li>
	);
}
