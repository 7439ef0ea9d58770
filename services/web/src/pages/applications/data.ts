// data.ts - applications as the API has them, and the board's columns.
export interface Application {
	id: string;
	company: string;
	domain: string;
	role: string;
	stage: string;
	ghosted: boolean;
	first_at: string;
	last_at: string;
	next_at: string | null;
	silent_days: number;
	events: number;
	last_email_id: string;
	corrected: boolean;
	hidden: boolean;
}

export interface Evidence {
	email_id: string;
	quote: string;
	subject: string;
	from_name: string;
	from_addr: string;
}

export interface TimelineEvent {
	what: string;
	stage: string;
	at: string;
	date: string | null;
	confidence: number;
	/** none: the person said so */
	evidence?: Evidence | null;
}

export interface ApplicationWhole extends Application {
	timeline: TimelineEvent[];
	corrections: { id: string; what: string; value: string | null }[];
}

export const STAGES = ["applied", "screening", "assessment", "interview", "offer", "accepted",
	"rejected", "withdrawn", "closed"] as const;

const names: Record<string, string> = { ghosted: "No answer" };
export const stageName = (s: string) => names[s] ?? s.charAt(0).toUpperCase() + s.slice(1).replace(/_/g, " ");

export interface Column {
	id: string;
	title: string;
	stages: readonly string[];
}

/** The board: what is open by stage, then what silence or an answer has ended. */
export const columns: readonly Column[] = [
	{ id: "applied", title: "Applied", stages: ["applied"] },
	{ id: "screening", title: "Screening", stages: ["screening", "assessment"] },
	{ id: "interview", title: "Interview", stages: ["interview"] },
	{ id: "offer", title: "Offer", stages: ["offer", "accepted"] },
	{ id: "ended", title: "Ended", stages: ["rejected", "withdrawn", "closed"] },
	{ id: "ghosted", title: "No answer", stages: [] },
];

export function inColumn(c: Column, a: Application): boolean {
	const isSilent = a.ghosted && !["rejected", "withdrawn", "closed", "accepted"].includes(a.stage);
	return isSilent ? c.id === "ghosted" : c.stages.includes(a.stage);
}
