// made.ts - what approved actions made, as the API shows it.
interface Made {
	id: string;
	email_id?: string | null;
	email_subject?: string | null;
	email_from?: string | null;
	created_at: string;
	changed_at?: string | null;
}

export interface task_line extends Made {
	title: string;
	notes?: string | null;
	due_at?: string | null;
	status: "open" | "done";
}

export interface tasks_shown {
	tasks?: task_line[] | null;
}

export interface draft_line extends Made {
	to: string[];
	cc: string[];
	subject: string;
	body: string;
	mailto?: string | null;
	mailto_cut: boolean;
}

export interface drafts_shown {
	drafts?: draft_line[] | null;
}

export interface event_line extends Made {
	title: string;
	starts_at: string;
	ends_at?: string | null;
	all_day: boolean;
	location?: string | null;
	notes?: string | null;
}

export interface events_shown {
	events?: event_line[] | null;
}
