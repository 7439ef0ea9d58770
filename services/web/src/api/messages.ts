// Made from proto/*.def.h by make docs; change the tables, not this file.

/** Run the agent once. */
export interface agent_run {
	/** UUID of the run, given by the caller */
	run_id: string;
	/** what is wanted, in words */
	objective: string;
	/** each agent documents its own */
	params?: Record<string, unknown> | null;
	/** true: look and propose, change nothing */
	dry_run?: boolean | null;
	/** may propose actions for real */
	allow_actions?: boolean | null;
	/** milliseconds; 0 the deadline */
	budget_ms?: number | null;
	/** operations; 0 unlimited */
	budget_ops?: number | null;
	/** US cents; 0 unlimited */
	budget_cost_cents?: number | null;
}

/** What the run found and did. */
export interface agent_result {
	/** the run */
	run_id: string;
	/** how it ended */
	status: "succeeded" | "failed" | "canceled";
	/** what was done, in order, for a person */
	logs?: string[] | null;
	/** object; the agent's findings */
	artifacts?: unknown | null;
	/** queries, calls and writes */
	ops_count?: number | null;
	/** US cents */
	cost_cents_used?: number | null;
}

/** Who are you? */
export interface agent_describe {
}

/** Name, purpose and parameters of an agent. */
export interface agent_description {
	/** agent name, e.g. inbox.triage */
	name: string;
	/** what it is for */
	description: string;
	/** what it can be asked */
	capabilities?: string[] | null;
	/** object: parameter to its meaning */
	params?: unknown | null;
	/** of the daemon */
	version: string;
	/** of the process that answered */
	lane: "stable" | "canary";
	/** why it cannot do its work now; absent when it can */
	not_ready?: string | null;
}

/** Find mail. */
export interface search_query {
	/** query in the Gmail language; empty: all mail */
	q: string;
	/** hits */
	limit?: number | null;
	/** next_cursor of the page before */
	cursor?: string | null;
	/** default relevance */
	sort?: "relevance" | "date_desc" | "date_asc" | null;
	/** only mail this young; 0: all */
	window_days?: number | null;
	/** words are joined by OR, not AND */
	any_word?: boolean | null;
	/** the best hit of each thread */
	one_a_thread?: boolean | null;
	/** count categories, senders, months */
	facets?: boolean | null;
	/** add why to hits and the query's tree */
	explain?: boolean | null;
}

/** The mail found. */
export interface search_result {
	/** best first */
	hits?: search_hit[] | null;
	/** matches; a lower bound if capped */
	total: number;
	/** total stopped counting */
	total_capped?: boolean | null;
	/** absent on the last page */
	next_cursor?: string | null;
	/** facet to {value: count} */
	facets?: unknown | null;
	/** a query with better words */
	did_you_mean?: string | null;
	/** how the query was understood */
	tree?: unknown | null;
	/** on; or off, and why: by words alone */
	semantic?: string | null;
	/** what of the index did not answer */
	partial?: string | null;
	/** sqlite or elasticsearch */
	backend: string;
	/** microseconds in the index */
	took_us: number;
}

/** Complete what is being typed, from the user's own mail. */
export interface search_suggest {
	/** what was typed so far */
	q: string;
	/** suggestions */
	limit?: number | null;
}

/** Completions. */
export interface search_suggestions {
	/** best first */
	suggestions?: search_suggestion[] | null;
}

/** Write these emails, as the database has them, to the index. */
export interface search_index {
	/** emails of the envelope's user */
	email_ids: string[];
}

/** They can be found now. */
export interface search_indexed {
	/** written */
	indexed: number;
	/** already there with this content */
	unchanged: number;
	/** not in the database */
	missing?: string[] | null;
}

/** Forget emails. */
export interface search_delete {
	/** emails to forget */
	email_ids?: string[] | null;
	/** forget the user's whole index */
	all?: boolean | null;
}

/** They are gone. */
export interface search_deleted {
	/** documents that were there */
	deleted: number;
}

/** How much does the user's index hold? */
export interface search_stats {
}

/** Size and freshness of an index. */
export interface search_counts {
	/** in the user's index */
	documents: number;
	/** date of the newest, RFC 3339 */
	newest?: string | null;
	/** of them can be found by meaning */
	vectors?: number | null;
	/** on disk */
	bytes: number;
	/** emails too old for it: left out */
	retired?: number | null;
	/** sqlite or elasticsearch */
	backend: string;
}

/** Compare the index with the mailbox, page by page; mend it. */
export interface search_reindex {
	/** only say what differs */
	verify?: boolean | null;
	/** forget the index and fill it anew */
	all?: boolean | null;
	/** the last answer's next; begin without */
	cursor?: string | null;
}

/** A page was compared. */
export interface search_reindexed {
	/** what was looked at */
	step: "emails" | "postings" | "words" | "vectors";
	/** by this call, of what the step names */
	looked: number;
	/** so many in the step; emails: at first */
	of?: number | null;
	/** found by this call */
	missing: number;
	/** the same */
	stale: number;
	/** the same */
	surplus: number;
	/** the same */
	postings: number;
	/** the same, without their document */
	vectors: number;
	/** the file; it is being filled again */
	damaged: boolean;
	/** of what this call found */
	mended: number;
	/** the first of them */
	differences?: search_difference[] | null;
	/** the index is being filled; ask again */
	filling: boolean;
	/** mail kept going away: not all postings could be counted */
	undecided: boolean;
	/** cursor; absent when all is done */
	next?: string | null;
	/** all was looked at */
	done: boolean;
}

/** Where is each embedded index in its lifecycle, and what is next? */
export interface search_lifecycle {
	/** users with greater ids; the last answer's next */
	after?: string | null;
	/** only this user's index */
	user_id?: string | null;
	/** indexes, each is looked at */
	limit?: number | null;
}

/** There, by this policy. */
export interface search_lifecycles {
	/** mail older than this leaves; 0: none */
	retention_s: number;
	/** made anew at this age; 0: at none */
	rollover_s: number;
	/** or when so much is dead */
	rollover_dead_percent: number;
	/** who have an index */
	users: number;
	/** by user */
	indexes?: search_life[] | null;
	/** for after; absent at the end */
	next?: string | null;
}

/** Do what is due now. */
export interface search_lifecycle_run {
	/** this index is made anew, due or not */
	user_id?: string | null;
}

/** It is begun. */
export interface search_lifecycle_ran {
	/** all indexes are gone through now */
	begun: boolean;
}

/** Classify these emails and write the verdicts. */
export interface triage_batch {
	/** emails of the envelope's user */
	email_ids: string[];
}

/** The verdicts are committed. */
export interface triage_done {
	/** verdicts written */
	classified: number;
	/** not in the database */
	missing?: string[] | null;
}

/** The verdict of one email, with reasons. */
export interface triage_one {
	/** email of the envelope's user */
	email_id: string;
}

/** Category, priority, risk and why. */
export interface triage_verdict {
	/** email */
	email_id: string;
	/** most probable category */
	category: "application_receipt" | "interview" | "offer" | "rejection" | "recruiter" | "job_alert" | "newsletter" | "promotion" | "receipt" | "bill" | "travel" | "event" | "personal" | "work" | "security" | "social" | "spam" | "phishing";
	/** of that category, calibrated */
	probability: number;
	/** what needs the user, 0 to 100 */
	priority: number;
	/** priority in words */
	band: "now" | "today" | "later" | "none";
	/** 0 harmless to 100 dangerous */
	risk: number;
	/** risk in words */
	risk_level: "safe" | "low" | "medium" | "high" | "critical";
	/** somebody waits for the user */
	needs_reply: boolean;
	/** calibrated */
	needs_reply_probability: number;
	/** RFC 3339: a deadline found in the text */
	due?: string | null;
	/** RFC 3339: when something takes place */
	event?: string | null;
	/** a person has decided */
	corrected?: boolean | null;
	/** version of the scorer */
	model: string;
	/** why, strongest first */
	reasons?: triage_reason[] | null;
}

/** A person corrects a verdict, or takes a correction back. */
export interface triage_feedback {
	/** email of the envelope's user */
	email_id: string;
	/** the right category */
	category?: "application_receipt" | "interview" | "offer" | "rejection" | "recruiter" | "job_alert" | "newsletter" | "promotion" | "receipt" | "bill" | "travel" | "event" | "personal" | "work" | "security" | "social" | "spam" | "phishing" | null;
	/** the right priority; -1: as it is */
	priority?: number | null;
	/** take this earlier feedback back instead */
	undo?: string | null;
}

/** The correction holds. */
export interface triage_feedback_saved {
	/** to undo it by */
	feedback_id: string;
	/** triage_verdict: the verdict now */
	verdict: unknown;
}

/** Which verdicts lead to actions? */
export interface policy_list {
}

/** Policies. */
export interface policies_shown {
	/** list of policies, as they hold */
	policies: unknown;
}

/** Make or change a policy. */
export interface policy_set {
	/** a-z, 0-9 and _ */
	name: string;
	/** when it proposes; apply: and approves */
	mode?: "off" | "on_run" | "on_arrival" | "apply" | null;
	/** what it proposes; needed for a new name */
	kind?: "archive" | "label" | "quarantine" | "unsubscribe" | "task" | null;
	/** of kind label; {category}, {level} */
	label?: string | null;
	/** only these */
	categories?: string[] | null;
	/** only this address, domain or list */
	sender?: string | null;
	/** probability of the category */
	p_least?: number | null;
	/** risk, from */
	risk_least?: number | null;
	/** risk, to */
	risk_most?: number | null;
	/** priority, from */
	priority_least?: number | null;
	/** priority, to */
	priority_most?: number | null;
	/** days since it came */
	age_days_least?: number | null;
}

/** Forget what the user said of a policy. */
export interface policy_forget {
	/** the product's own holds again */
	name: string;
}

/** Store these messages; answered when they are committed. */
export interface ingest_import {
	/** one import; its repeats count once */
	import_id: string;
	/** what the blob holds */
	format: "message" | "mbox";
	/** where the blob lies in the upload */
	offset?: number | null;
	/** nothing follows; false: an mbox goes on */
	last?: boolean | null;
	/** labels for each message */
	labels?: string[] | null;
}

/** What became of the messages of an import. */
export interface ingest_report {
	/** the import */
	import_id: string;
	/** messages seen so far */
	received: number;
	/** new, and committed */
	imported: number;
	/** already there before this import */
	duplicates: number;
	/** not understood; see rejects */
	rejected: number;
	/** the first hundred */
	rejects?: ingest_reject[] | null;
	/** the first hundred imported */
	email_ids?: string[] | null;
}

/** How far is the user's mail in the pipeline? */
export interface ingest_status {
}

/** Counts by stage. */
export interface ingest_state {
	/** waiting for triage */
	received: number;
	/** waiting for the index */
	triaged: number;
	/** waiting for the graph */
	indexed: number;
	/** of these, failed at least once */
	retrying: number;
	/** all emails of the user */
	emails: number;
	/** age of the oldest unfinished */
	oldest_wait_ms: number;
}

/** A person has read a mail, or not yet after all. */
export interface email_mark {
	/** email of the envelope's user */
	email_id: string;
	/** false: unread again */
	read: boolean;
}

/** It is marked, and the index follows. */
export interface email_marked {
	/** email */
	id: string;
	/** as it is now */
	read: boolean;
	/** false: it was so before */
	changed: boolean;
}

/** The same for many. */
export interface emails_mark {
	/** emails of the envelope's user */
	ids: string[];
	/** false: unread again */
	read: boolean;
}

/** They are marked. */
export interface emails_marked {
	/** as all that are there are now */
	read: boolean;
	/** to be marked back by an undo */
	changed: string[];
	/** no such email */
	missing: string[];
}

/** An email as text/html in the answer's blob, fit for a frame. */
export interface mail_page {
	/** email of the envelope's user */
	id: string;
	/** 1 is refused: no image of another host is loaded */
	images?: "0" | null;
}

/** What is in that page? Answered by html_facts. */
export interface mail_facts {
	/** email of the envelope's user */
	id: string;
}

/** A piece of a file that came with an email. */
export interface mail_file_ask {
	/** email of the envelope's user */
	id: string;
	/** which of its files, from 0 */
	n: number;
	/** where the piece begins; absent: the first */
	at?: string | null;
}

/** That piece, decoded, in the blob. */
export interface mail_file_piece {
	/** the file's, with the first piece */
	name?: string | null;
	/** where the next begins; absent: no more */
	at?: string | null;
}

/** Which actions are proposed, decided, done? */
export interface action_list {
	/** only these; default all */
	status?: "proposed" | "approved" | "rejected" | "executed" | "failed" | "undone" | null;
	/** only those of this email */
	email_id?: string | null;
	/** older than this action: the next page */
	before?: string | null;
	/** actions */
	limit?: number | null;
}

/** Actions. */
export interface actions_shown {
	/** newest first */
	actions: unknown[];
	/** absent on the last page */
	next_before?: string | null;
}

/** Approve and carry out, reject, or take back. */
export interface action_decide {
	/** action of the envelope's user */
	id: string;
	/** what the person says */
	decision: "approve" | "reject" | "undo";
}

/** Propose an action; the same again is one. */
export interface action_propose {
	/** email of the envelope's user */
	email_id: string;
	/** what to do */
	kind: "archive" | "label" | "quarantine" | "unsubscribe" | "draft" | "task" | "calendar";
	/** as the kind wants them: label_params, task_params, event_params (calendar), draft_params; none for others */
	params?: Record<string, unknown> | null;
	/** why */
	reason?: string | null;
	/** label: labels to add; or in params */
	add?: string[] | null;
	/** label: labels to take away */
	remove?: string[] | null;
}

/** An action. */
export interface action_shown {
	/** as it is now; its preview: list of {what, before, after} of what approving it would change, or taking it back */
	action: Record<string, unknown>;
}

/** Propose many; what is wrong with one is said of that one. */
export interface actions_propose {
	/** each on its own */
	proposals: action_proposal[];
	/** check and preview; file nothing */
	dry_run?: boolean | null;
}

/** What became of each. */
export interface actions_proposed {
	/** in the order of the proposals */
	results: action_filed[];
}

/** The same for many; what can't be done is said of each. */
export interface actions_decide {
	/** actions of the envelope's user */
	ids: string[];
	/** what the person says */
	decision: "approve" | "reject" | "undo";
}

/** What became of each. */
export interface actions_decided {
	/** in the order of the ids */
	results?: action_decided[] | null;
}

/** What is to be done? */
export interface task_list {
	/** only these; default all */
	status?: "open" | "done" | null;
	/** behind this task: the next page */
	after?: string | null;
	/** tasks */
	limit?: number | null;
}

/** Tasks. */
export interface tasks_shown {
	/** what is due first, first */
	tasks?: task_line[] | null;
	/** absent on the last page */
	next_after?: string | null;
}

/** A person changes a task, or finishes it. */
export interface task_change {
	/** task of the envelope's user */
	id: string;
	/** one line */
	title?: string | null;
	/** lines */
	notes?: string | null;
	/** RFC 3339: a time or a day; "": none */
	due_at?: string | null;
	/** finished, or not after all */
	status?: "open" | "done" | null;
}

/** A task. */
export interface task_shown {
	/** task */
	id: string;
	/** one line */
	title: string;
	/** lines */
	notes?: string | null;
	/** RFC 3339: a time, or a whole day */
	due_at?: string | null;
	/** how far it is */
	status: "open" | "done";
	/** RFC 3339 */
	done_at?: string | null;
	/** the action that made it */
	action_id?: string | null;
	/** the mail that it came from */
	email_id?: string | null;
	/** of that mail */
	email_subject?: string | null;
	/** of that mail: address */
	email_from?: string | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: by its person, last */
	changed_at?: string | null;
}

/** Away with a task. */
export interface task_delete {
	/** of the envelope's user */
	id: string;
}

/** It is gone. */
export interface item_deleted {
	/** what is no more */
	id: string;
}

/** What is not sent yet? */
export interface draft_list {
	/** older than this draft: the next page */
	before?: string | null;
	/** drafts */
	limit?: number | null;
}

/** Drafts. */
export interface drafts_shown {
	/** newest first */
	drafts?: draft_line[] | null;
	/** absent on the last page */
	next_before?: string | null;
}

/** One draft. */
export interface draft_show {
	/** draft of the envelope's user */
	id: string;
}

/** A draft. */
export interface draft_shown {
	/** draft */
	id: string;
	/** address or Name <address> */
	to: string[];
	/** the same */
	cc: string[];
	/** one line */
	subject: string;
	/** plain text, lines */
	body: string;
	/** the same as a URL (RFC 6068); absent: its addresses are too many */
	mailto?: string | null;
	/** that URL has not all of the body */
	mailto_cut: boolean;
	/** the action that made it */
	action_id?: string | null;
	/** the mail that it came from */
	email_id?: string | null;
	/** of that mail */
	email_subject?: string | null;
	/** of that mail: address */
	email_from?: string | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: by its person, last */
	changed_at?: string | null;
}

/** A person writes a draft anew. */
export interface draft_change {
	/** draft of the envelope's user */
	id: string;
	/** at least one: address or Name <address> */
	to: string[];
	/** the same, or none */
	cc?: string[] | null;
	/** one line */
	subject?: string | null;
	/** plain text, lines */
	body?: string | null;
}

/** Away with a draft. */
export interface draft_delete {
	/** of the envelope's user */
	id: string;
}

/** A draft as message/rfc822 in the answer's blob. */
export interface draft_file {
	/** draft of the envelope's user */
	id: string;
}

/** What is in the calendar? */
export interface event_list {
	/** RFC 3339: not over by then; default all */
	from?: string | null;
	/** RFC 3339: begun by then */
	until?: string | null;
	/** behind this event: the next page */
	after?: string | null;
	/** events */
	limit?: number | null;
}

/** Events. */
export interface events_shown {
	/** in the order of time */
	events?: event_line[] | null;
	/** absent on the last page */
	next_after?: string | null;
}

/** Events as text/calendar in the answer's blob. */
export interface event_file {
	/** of the envelope's user; absent: all */
	id?: string | null;
}

/** A person writes an event anew. */
export interface event_change {
	/** event of the envelope's user */
	id: string;
	/** one line */
	title: string;
	/** RFC 3339: a time; all_day: a day */
	starts_at: string;
	/** the first moment, or day, behind it; absent: open, or one day */
	ends_at?: string | null;
	/** whole days, in no zone */
	all_day?: boolean | null;
	/** one line */
	location?: string | null;
	/** lines */
	notes?: string | null;
}

/** An event. */
export interface event_shown {
	/** event */
	id: string;
	/** as in its .ics, for ever */
	uid: string;
	/** one line */
	title: string;
	/** RFC 3339: a time; all_day: a day */
	starts_at: string;
	/** the first moment, or day, behind it */
	ends_at?: string | null;
	/** whole days, in no zone */
	all_day: boolean;
	/** one line */
	location?: string | null;
	/** lines */
	notes?: string | null;
	/** the action that made it */
	action_id?: string | null;
	/** the mail that it came from */
	email_id?: string | null;
	/** of that mail */
	email_subject?: string | null;
	/** of that mail: address */
	email_from?: string | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: by its person, last */
	changed_at?: string | null;
}

/** Away with an event. */
export interface event_delete {
	/** of the envelope's user */
	id: string;
}

/** Add these emails' people and companies to the graph. */
export interface knowledge_link {
	/** emails of the envelope's user */
	email_ids: string[];
}

/** The graph is committed. */
export interface knowledge_linked {
	/** emails whose people are in the graph */
	linked: number;
	/** not in the database */
	missing?: string[] | null;
}

/** Ask the graph. */
export interface knowledge_query {
	/** what is asked for */
	kind: "people" | "person" | "companies" | "company" | "threads" | "correspondence" | "applications" | "know" | "met" | "open" | "owed" | "promised" | "timeline" | "path" | "query";
	/** name, address or domain; know: a company; query: a question */
	q?: string | null;
	/** as it was true and known on this day: 2026-03-01 */
	as_of?: string | null;
	/** person, company or application */
	id?: string | null;
	/** only what is this young; 0: all */
	window_days?: number | null;
	/** items */
	limit?: number | null;
}

/** Items with their evidence. */
export interface knowledge_answer {
	/** list of objects, each with evidence */
	items: unknown;
	/** items there are */
	total: number;
}

/** What the user says of people. */
export interface knowledge_said {
	/** one person, not one; neither said; a's facts are to vanish */
	what: "same" | "not_same" | "forget" | "erase";
	/** an address */
	a: string;
	/** another address; not with erase */
	b?: string | null;
}

/** It is committed, and the graph follows it. */
export interface knowledge_heard {
	/** that are linked again after erasing */
	emails: number;
}

/** Make the graph again, page by page. */
export interface knowledge_rebuild {
	/** the last answer's next; begin without */
	after?: string | null;
}

/** A page is done, or all of it. */
export interface knowledge_rebuilt {
	/** all is counted anew and in place */
	done: boolean;
	/** no table differed from what was there */
	same: boolean;
	/** to go on after */
	next?: string | null;
	/** linked emails in all */
	emails: number;
	/** read again by this call */
	linked: number;
	/** of them, whose facts differed */
	changed: number;
	/** list of {name, rows, rows_before, same} */
	tables: unknown;
}

/** Make a report. */
export interface report_query {
	/** the report's name */
	kind: string;
	/** how far back */
	days?: number | null;
}

/** A report. */
export interface report {
	/** the report's name */
	kind: string;
	/** object; see docs/agents.md */
	report: unknown;
}

/** Which applications are there? */
export interface application_list {
	/** only these; open: not at an end; default all */
	stage?: "applied" | "screening" | "assessment" | "interview" | "offer" | "accepted" | "rejected" | "withdrawn" | "closed" | "ghosted" | "open" | null;
	/** its name or domain */
	company?: string | null;
	/** words in company, domain or title */
	q?: string | null;
	/** last mail first (default), newest, nearest date, name, furthest */
	sort?: "last" | "first" | "next" | "company" | "stage" | null;
	/** those that were hidden, too */
	hidden?: boolean | null;
	/** silence that counts as one */
	ghosted_days?: number | null;
	/** behind this application: the next page */
	after?: string | null;
	/** applications */
	limit?: number | null;
}

/** Applications. */
export interface applications_shown {
	/** list of objects */
	applications: unknown;
	/** that fit */
	total: number;
	/** absent on the last page */
	next_after?: string | null;
}

/** How did one go? */
export interface application_show {
	/** application, or any of its emails */
	id: string;
	/** silence that counts as one */
	ghosted_days?: number | null;
}

/** One application. */
export interface application_shown {
	/** its state, and events with their evidence in order of time */
	application: unknown;
}

/** A person knows better. */
export interface application_correct {
	/** application, or any of its emails */
	id: string;
	/** what is said of it */
	what: "stage" | "merge" | "hide" | "role" | "company";
	/** stage, title of the job or name */
	value?: string | null;
	/** merge: the other application */
	other_id?: string | null;
}

/** It is stored, or gone. */
export interface application_corrected {
	/** of the correction */
	id: string;
}

/** A correction is taken back. */
export interface application_undo {
	/** correction of the envelope's user */
	id: string;
}

/** All that fit, as CSV in the answer's blob. */
export interface application_table {
	/** only these; open: not at an end; default all */
	stage?: "applied" | "screening" | "assessment" | "interview" | "offer" | "accepted" | "rejected" | "withdrawn" | "closed" | "ghosted" | "open" | null;
	/** its name or domain */
	company?: string | null;
	/** words in company, domain or title */
	q?: string | null;
	/** last mail first (default), newest, nearest date, name, furthest */
	sort?: "last" | "first" | "next" | "company" | "stage" | null;
	/** those that were hidden, too */
	hidden?: boolean | null;
	/** silence that counts as one */
	ghosted_days?: number | null;
}

/** Answer, whole. */
export interface chat_ask {
	/** the conversation; the last is asked */
	messages: chat_turn[];
	/** how far back to look */
	window_days?: number | null;
	/** mail to consider */
	max_results?: number | null;
	/** narrow the mail */
	filters?: chat_filters[] | null;
	/** go on with this conversation */
	conversation_id?: string | null;
	/** file proposals, for you to decide */
	propose?: boolean | null;
	/** keep what is said to be kept */
	remember?: boolean | null;
	/** nothing is kept or filed */
	read_only?: boolean | null;
	/** of drafts; default: as your own mail reads */
	tone?: "warmer" | "more_direct" | "formal" | "casual" | null;
	/** who writes; default auto */
	mode?: "auto" | "extractive" | "model" | null;
}

/** The whole answer with its citations. */
export interface chat_answer {
	/** to go on with */
	conversation_id: string;
	/** this answer's stream */
	answer_id: string;
	/** how the question was understood */
	intent: string;
	/** by which words */
	intent_explanation?: string | null;
	/** text; every sentence cites as [n] */
	answer: string;
	/** in order of n */
	citations?: chat_citation[] | null;
	/** list of proposals */
	actions?: unknown | null;
	/** in order of n */
	memories?: chat_memory[] | null;
	/** what went otherwise */
	notices?: chat_notice[] | null;
	/** total_results, query, took_ms ... */
	search_stats: unknown;
	/** milliseconds by part */
	timing: unknown;
}

/** Begin to answer; events follow on the answer's topic. */
export interface chat_start {
	/** the conversation; the last is asked */
	messages: chat_turn[];
	/** how far back to look */
	window_days?: number | null;
	/** mail to consider */
	max_results?: number | null;
	/** narrow the mail */
	filters?: chat_filters[] | null;
	/** go on with this conversation */
	conversation_id?: string | null;
	/** file proposals, for you to decide */
	propose?: boolean | null;
	/** keep what is said to be kept */
	remember?: boolean | null;
	/** nothing is kept or filed */
	read_only?: boolean | null;
	/** of drafts; default: as your own mail reads */
	tone?: "warmer" | "more_direct" | "formal" | "casual" | null;
	/** who writes; default auto */
	mode?: "auto" | "extractive" | "model" | null;
}

/** The answer is being made. */
export interface chat_started {
	/** to go on with */
	conversation_id: string;
	/** topic chat.<answer_id> has its events */
	answer_id: string;
}

/** Stop making the conversation's answer. */
export interface chat_stop {
	/** whose answer is being made */
	conversation_id: string;
}

/** No more tokens will come. */
export interface chat_stopped {
	/** false: nothing to stop */
	was_running: boolean;
}

/** Go on with an answer whose maker may have gone. */
export interface chat_continue {
	/** an answer of this user */
	answer_id: string;
}

/** Who makes the answer now. */
export interface chat_continued {
	/** somebody makes it; we go on with it; it is whole; never heard of */
	state: "made" | "taken" | "over" | "unknown";
}

/** What do you remember? */
export interface memory_list {
	/** only these; default all */
	kind?: "keep_sender" | "tone" | "name" | "signature" | "note" | null;
}

/** All of it. */
export interface memories_shown {
	/** oldest first */
	memories?: memory_line[] | null;
}

/** Remember this; the same again is one. */
export interface memory_add {
	/** what it is for */
	kind: "keep_sender" | "tone" | "name" | "signature" | "note";
	/** sender, address or domain; warmer, more_direct, formal, casual; name; signature; note */
	value: string;
}

/** As it is kept. */
export interface memory_shown {
	/** to change or forget it by */
	id: string;
	/** what it is for */
	kind: "keep_sender" | "tone" | "name" | "signature" | "note";
	/** in your own words */
	value: string;
	/** RFC 3339 */
	said_at: string;
	/** where; absent: by hand */
	conversation_id?: string | null;
}

/** It is otherwise. */
export interface memory_change {
	/** memory of the envelope's user */
	id: string;
	/** instead */
	value: string;
}

/** Forget all. */
export interface memory_clear {
}

/** Forget one. */
export interface memory_forget {
	/** memory of the envelope's user */
	id: string;
}

/** It is gone. */
export interface memory_forgotten {
	/** memories that are gone */
	forgotten: number;
}

/** Which conversations are there? */
export interface conversation_list {
	/** next_cursor of the page before */
	cursor?: string | null;
	/** conversations */
	limit?: number | null;
}

/** A page of them. */
export interface conversations_shown {
	/** last used first */
	conversations?: conversation_line[] | null;
	/** absent on the last page */
	next_cursor?: string | null;
}

/** What was said in it? */
export interface conversation_show {
	/** of the envelope's user */
	conversation_id: string;
	/** older than this message */
	before?: string | null;
	/** messages */
	limit?: number | null;
}

/** A conversation. */
export interface conversation_shown {
	/** conversation_id, to go on with it */
	id: string;
	/** how its first question begins */
	title: string;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: its last answer */
	updated_at: string;
	/** questions and answers */
	messages: number;
	/** oldest first */
	turns?: conversation_turn[] | null;
	/** absent where the beginning is shown */
	next_before?: string | null;
}

/** Delete one, or all, and what resumes its answers. */
export interface conversation_forget {
	/** absent: all */
	conversation_id?: string | null;
}

/** They are gone. */
export interface conversation_forgotten {
	/** conversations that are gone */
	forgotten: number;
	/** what resumes their answers; expiring: Redis is away */
	streams: "gone" | "expiring";
}

/** Make vectors of these texts. */
export interface embed_texts {
	/** at least one; each at most 4096 bytes */
	texts: string[];
	/** queries go before passages */
	purpose: "query" | "passage";
	/** of each text; what follows is not read */
	max_tokens?: number | null;
}

/** One vector a text, in order; cosine needs no scale. */
export interface embed_vectors {
	/** vectors of different models don't compare */
	model: string;
	/** components of a vector */
	dim: number;
	/** vectors; the blob is n*dim signed bytes, the largest of each vector 127 or -127 */
	n: number;
	/** read, of all texts together */
	tokens: number;
}

/** A person wants their data, or its end. */
export interface dsr_open {
	/** a copy of everything, or its end */
	kind: "access" | "portability" | "erasure";
	/** erasure: the account's address */
	confirm?: string | null;
}

/** It is written down and will be done. */
export interface dsr_opened {
	/** of the request, or of the one that is open */
	id: string;
	/** false: it was open already */
	is_new: boolean;
	/** erasure: shows how it went when the account is gone; said once */
	receipt?: string | null;
}

/** What has the user asked for? */
export interface dsr_list {
	/** older than this request: the next page */
	before?: string | null;
	/** requests */
	limit?: number | null;
}

/** Requests. */
export interface dsr_listed {
	/** list of objects, newest first */
	requests: unknown;
	/** absent on the last page */
	next_before?: string | null;
}

/** How far is one? */
export interface dsr_show {
	/** request of the envelope's user */
	id: string;
}

/** A request. */
export interface dsr_shown {
	/** kind, status, dates, counts */
	request: Record<string, unknown>;
}

/** Which requests of anybody are past their date? */
export interface dsr_overdue {
	/** requests */
	limit?: number | null;
}

/** Those, without what is in them. */
export interface dsr_late {
	/** list of objects, latest first */
	requests: unknown;
	/** open requests past their date */
	total: number;
}

/** How went the erasure with this receipt? */
export interface dsr_receipt {
	/** as the erasure's answer had it */
	receipt: string;
}

/** An operator gives a request more time, or refuses it. */
export interface dsr_decide {
	/** request of anybody */
	id: string;
	/** two more months, once; or none */
	decision: "extend" | "refuse";
	/** which the person is told */
	reason: string;
}

/** Somebody's data must be kept for now. */
export interface hold_set {
	/** whose erasure waits */
	user_id: string;
	/** which the person is told */
	reason: string;
}

/** Whether it must. */
export interface hold_shown {
	/** their erasure waits */
	held: boolean;
	/** RFC 3339 */
	since?: string | null;
}

/** It need not any more. */
export interface hold_end {
	/** who may be erased again */
	user_id: string;
}

/** Whose must? */
export interface hold_list {
}

/** The first thousand. */
export interface holds_listed {
	/** user_id, reason, since; oldest first */
	holds: unknown;
}

/** What does the user agree to? */
export interface consent_list {
}

/** Every purpose. */
export interface consents_shown {
	/** every purpose there is */
	consents: consent[];
}

/** The user agrees, or takes it back. */
export interface consent_set {
	/** name */
	purpose: "product_analytics" | "language_model" | "chat_memory" | "support_sharing";
	/** agree, or take it back */
	granted: boolean;
	/** of the text that was read; default the one that holds */
	version?: number | null;
}

/** What was done for and by the user? */
export interface audit_list {
	/** older than this line: the next page */
	before?: string | null;
	/** lines */
	limit?: number | null;
}

/** Lines of the audit log. */
export interface audit_lines {
	/** newest first */
	lines?: audit_line[] | null;
	/** absent on the last page */
	next_before?: string | null;
}

/** The body of POST /security/dsr. */
export interface dsr_ask {
	/** a copy of everything, or its end */
	kind: "access" | "portability" | "erasure";
	/** erasure: the account's address */
	confirm?: string | null;
	/** erasure: when the account has one */
	password?: string | null;
}

/** What is wrong? */
export interface incident_list {
	/** open: not yet resolved */
	status?: "open" | "investigating" | "identified" | "monitoring" | "resolved" | "closed" | null;
	/** this one and worse */
	severity?: number | null;
	/** over, and the postmortem's time is up */
	postmortem_overdue?: boolean | null;
	/** older than this: the next page */
	before?: string | null;
	/** incidents */
	limit?: number | null;
}

/** Incidents. */
export interface incidents {
	/** newest first */
	incidents?: incident[] | null;
	/** absent on the last page */
	next_before?: string | null;
}

/** What is known of one? */
export interface incident_show {
	/** of the incident */
	id: string;
}

/** All of that. */
export interface incident_shown {
	/** of the incident */
	id: string;
	/** what its alerts have in common */
	key: string;
	/** grows with every change */
	version: number;
	/** 1: full outage, to 4: a ticket */
	severity: number;
	/** where it is */
	status: "investigating" | "identified" | "monitoring" | "resolved" | "closed";
	/** in a line */
	title: string;
	/** what is known */
	summary?: string | null;
	/** affected */
	agents?: string[] | null;
	/** what to read first */
	runbook?: string | null;
	/** alertmanager, or user:ID */
	opened_by: string;
	/** who leads; absent: nobody yet */
	commander?: string | null;
	/** the incident it is a part of */
	parent_id?: string | null;
	/** of its alerts */
	alerts_firing: number;
	/** RFC 3339: it began to be wrong */
	started_at: string;
	/** we heard of it */
	created_at: string;
	/** somebody is at it */
	acknowledged_at?: string | null;
	/** who */
	acknowledged_by?: string | null;
	/** the cause was known */
	identified_at?: string | null;
	/** monitoring since */
	mitigated_at?: string | null;
	/** over */
	resolved_at?: string | null;
	/** nothing is left to do */
	closed_at?: string | null;
	/** a status update is due */
	next_update_at?: string | null;
	/** at the latest */
	postmortem_due_at?: string | null;
	/** it was finished */
	postmortem_at?: string | null;
	/** the newest of them first */
	alerts?: incident_alert[] | null;
	/** its agents that have objectives; if it names none, all that missed one */
	impact?: incident_impact[] | null;
	/** incidents that are parts of it */
	children?: string[] | null;
}

/** Alertmanager's webhook; its body is the blob. */
export interface alerts_posted {
}

/** It is committed. */
export interface alerts_taken {
	/** alerts that fire */
	begun: number;
	/** that are over */
	ended: number;
	/** that were told of before */
	repeated: number;
	/** copies of what is over */
	late: number;
	/** incidents */
	opened: number;
}

/** An operator says that something is wrong. */
export interface incident_open {
	/** in a line */
	title: string;
	/** 1: full outage, to 4: a ticket */
	severity: number;
	/** what is known */
	summary?: string | null;
	/** affected */
	agents?: string[] | null;
	/** what to read first */
	runbook?: string | null;
	/** the incident it is a part of */
	parent_id?: string | null;
}

/** It is an incident. */
export interface incident_opened {
	/** of the incident */
	id: string;
	/** what its alerts have in common */
	key: string;
	/** grows with every change */
	version: number;
	/** 1: full outage, to 4: a ticket */
	severity: number;
	/** where it is */
	status: "investigating" | "identified" | "monitoring" | "resolved" | "closed";
	/** in a line */
	title: string;
	/** what is known */
	summary?: string | null;
	/** affected */
	agents?: string[] | null;
	/** what to read first */
	runbook?: string | null;
	/** alertmanager, or user:ID */
	opened_by: string;
	/** who leads; absent: nobody yet */
	commander?: string | null;
	/** the incident it is a part of */
	parent_id?: string | null;
	/** of its alerts */
	alerts_firing: number;
	/** RFC 3339: it began to be wrong */
	started_at: string;
	/** we heard of it */
	created_at: string;
	/** somebody is at it */
	acknowledged_at?: string | null;
	/** who */
	acknowledged_by?: string | null;
	/** the cause was known */
	identified_at?: string | null;
	/** monitoring since */
	mitigated_at?: string | null;
	/** over */
	resolved_at?: string | null;
	/** nothing is left to do */
	closed_at?: string | null;
	/** a status update is due */
	next_update_at?: string | null;
	/** at the latest */
	postmortem_due_at?: string | null;
	/** it was finished */
	postmortem_at?: string | null;
}

/** An operator does something about an incident. */
export interface incident_act {
	/** of the incident */
	id: string;
	/** what happens */
	action: "acknowledge" | "identify" | "monitor" | "resolve" | "close" | "reopen" | "severity" | "assign" | "note";
	/** only if nobody changed it since it was this one */
	version?: number | null;
	/** for the timeline; a note needs it */
	text?: string | null;
	/** severity: the new one */
	severity?: number | null;
	/** assign: who; default you */
	commander?: string | null;
	/** resolve: though alerts fire */
	force?: boolean | null;
}

/** The incident as it is now. */
export interface incident_acted {
	/** of the incident */
	id: string;
	/** what its alerts have in common */
	key: string;
	/** grows with every change */
	version: number;
	/** 1: full outage, to 4: a ticket */
	severity: number;
	/** where it is */
	status: "investigating" | "identified" | "monitoring" | "resolved" | "closed";
	/** in a line */
	title: string;
	/** what is known */
	summary?: string | null;
	/** affected */
	agents?: string[] | null;
	/** what to read first */
	runbook?: string | null;
	/** alertmanager, or user:ID */
	opened_by: string;
	/** who leads; absent: nobody yet */
	commander?: string | null;
	/** the incident it is a part of */
	parent_id?: string | null;
	/** of its alerts */
	alerts_firing: number;
	/** RFC 3339: it began to be wrong */
	started_at: string;
	/** we heard of it */
	created_at: string;
	/** somebody is at it */
	acknowledged_at?: string | null;
	/** who */
	acknowledged_by?: string | null;
	/** the cause was known */
	identified_at?: string | null;
	/** monitoring since */
	mitigated_at?: string | null;
	/** over */
	resolved_at?: string | null;
	/** nothing is left to do */
	closed_at?: string | null;
	/** a status update is due */
	next_update_at?: string | null;
	/** at the latest */
	postmortem_due_at?: string | null;
	/** it was finished */
	postmortem_at?: string | null;
}

/** What happened? */
export interface incident_history {
	/** of the incident */
	id: string;
	/** lines, the newest */
	limit?: number | null;
}

/** Its timeline, with what was changed from an hour before it on. */
export interface incident_told {
	/** oldest first */
	entries?: incident_entry[] | null;
}

/** Why was it, and what follows? Markdown in the answer's blob. */
export interface postmortem_show {
	/** of the incident */
	id: string;
}

/** It is finished. */
export interface postmortem_keep {
	/** of the incident */
	id: string;
	/** with the sections of the draft */
	markdown: string;
}

/** It is kept. */
export interface postmortem_kept {
	/** of the incident */
	id: string;
	/** what its alerts have in common */
	key: string;
	/** grows with every change */
	version: number;
	/** 1: full outage, to 4: a ticket */
	severity: number;
	/** where it is */
	status: "investigating" | "identified" | "monitoring" | "resolved" | "closed";
	/** in a line */
	title: string;
	/** what is known */
	summary?: string | null;
	/** affected */
	agents?: string[] | null;
	/** what to read first */
	runbook?: string | null;
	/** alertmanager, or user:ID */
	opened_by: string;
	/** who leads; absent: nobody yet */
	commander?: string | null;
	/** the incident it is a part of */
	parent_id?: string | null;
	/** of its alerts */
	alerts_firing: number;
	/** RFC 3339: it began to be wrong */
	started_at: string;
	/** we heard of it */
	created_at: string;
	/** somebody is at it */
	acknowledged_at?: string | null;
	/** who */
	acknowledged_by?: string | null;
	/** the cause was known */
	identified_at?: string | null;
	/** monitoring since */
	mitigated_at?: string | null;
	/** over */
	resolved_at?: string | null;
	/** nothing is left to do */
	closed_at?: string | null;
	/** a status update is due */
	next_update_at?: string | null;
	/** at the latest */
	postmortem_due_at?: string | null;
	/** it was finished */
	postmortem_at?: string | null;
}

/** How was it to be on call? */
export interface incident_report {
	/** until now */
	days?: number | null;
}

/** In numbers. */
export interface incident_reported {
	/** by severity: n, and median and 90 % of the times in seconds */
	report: Record<string, unknown>;
}

/** The body of POST /api/alerts. */
export interface alerts_body {
	/** of the payload */
	version: "4";
	/** objects: status, labels with alertname, annotations, startsAt, endsAt, fingerprint */
	alerts: unknown[];
	/** left out by the sender */
	truncatedAlerts?: number | null;
}

/** PagerDuty's webhook; its body is the blob. */
export interface pagerduty_posted {
	/** X-PagerDuty-Signature */
	signature: string;
}

/** It is done, or need not be. */
export interface pagerduty_taken {
	/** what the event did to the incident */
	outcome: "acknowledged" | "resolved" | "noted" | "already" | "over" | "repeated" | "stale" | "unknown" | "ignored";
}

/** The body of POST /api/pagerduty. */
export interface pagerduty_body {
	/** id, event_type, occurred_at, agent, data with incident_key */
	event: Record<string, unknown>;
}

/** Is what was promised kept? */
export interface slo_list {
}

/** By agent and objective. */
export interface slo_listed {
	/** RFC 3339: as it was then */
	at: string;
	/** a list: agent, compliant (yes, no, unknown), its objectives */
	agents: unknown;
}

/** Does this agent keep it? */
export interface slo_show {
	/** of an agent, or gateway */
	name: string;
}

/** By objective, with windows. */
export interface slo_shown {
	/** RFC 3339: as it was then */
	at: string;
	/** target, actual, interval, budget and burn rates by objective */
	slo: Record<string, unknown>;
}

/** Who is on call? */
export interface oncall_show {
	/** RFC 3339; default now */
	at?: string | null;
}

/** They, and the whole rota. */
export interface oncall_shown {
	/** RFC 3339 */
	at: string;
	/** who is on call then, by level */
	now?: oncall_turn[] | null;
	/** who comes next, by level */
	next?: oncall_turn[] | null;
	/** of the 30 days from then on */
	faults?: oncall_fault[] | null;
	/** who can be on call */
	members?: oncall_member[] | null;
	/** in force then, or later */
	rotations?: oncall_rotation[] | null;
	/** not yet over */
	overrides?: oncall_override_line[] | null;
}

/** These people can be on call; answered by oncall_shown. */
export interface oncall_members_set {
	/** all of them; who is missing has left */
	members: oncall_member[];
	/** only say how it would then be */
	preview?: boolean | null;
}

/** A level hands over so; answered by oncall_shown. */
export interface oncall_rotation_set {
	/** whose */
	level: "primary" | "secondary" | "manager" | "vp" | "cto";
	/** of the IANA: Europe/Berlin */
	time_zone: string;
	/** of the first shift: 2026-11-23 */
	first_day: string;
	/** local time: 09:00 */
	handover: string;
	/** between handovers */
	shift_days?: number | null;
	/** addresses, in the order of shifts */
	members: string[];
	/** RFC 3339; default now */
	in_force_from?: string | null;
	/** only say how it would then be */
	preview?: boolean | null;
}

/** Somebody stands in; answered by oncall_shown. */
export interface oncall_override_add {
	/** where */
	level: "primary" | "secondary" | "manager" | "vp" | "cto";
	/** who takes over; absent: nobody */
	email?: string | null;
	/** RFC 3339; not before now */
	begins_at: string;
	/** RFC 3339 */
	ends_at: string;
	/** why */
	reason?: string | null;
	/** only say how it would then be */
	preview?: boolean | null;
}

/** Or not; answered by oncall_shown. */
export interface oncall_override_drop {
	/** of the override */
	id: string;
}

/** Shifts as text/calendar, in the blob. */
export interface oncall_calendar {
	/** whose shifts; default everybody's */
	email?: string | null;
	/** from now on */
	days?: number | null;
}

/** The next one is to be called, now. */
export interface incident_escalate {
	/** of the incident */
	id: string;
}

/** So it is. */
export interface incident_escalated {
	/** of the incident */
	id: string;
	/** is called next, at once */
	level: "primary" | "secondary" | "manager" | "vp" | "cto";
}

/** Body of POST /api/session. */
export interface session_open {
	/** an API token */
	token: string;
}

/** Query of GET /api/emails. */
export interface emails_query {
	/** emails */
	limit?: number | null;
	/** next_cursor of the page before */
	cursor?: string | null;
	/** default newest */
	sort?: "newest" | "priority" | null;
	/** only this category */
	category?: string | null;
	/** only with this label */
	label?: string | null;
	/** only this priority band */
	band?: "now" | "today" | "later" | "none" | null;
}

/** Body of POST /api/agents/{name}/run. */
export interface run_request {
	/** what is wanted, in words */
	objective: string;
	/** see the agent's params */
	params?: Record<string, unknown> | null;
	/** true: change nothing */
	dry_run?: boolean | null;
	/** may propose actions */
	allow_actions?: boolean | null;
	/** milliseconds; 0 the deadline */
	budget_ms?: number | null;
	/** operations; 0 unlimited */
	budget_ops?: number | null;
	/** US cents; 0 unlimited */
	budget_cost_cents?: number | null;
}

/** Body of PUT /api/flags/{name}. */
export interface flag_set {
	/** any JSON value */
	value: unknown;
}

/** Body of PUT /api/lanes/{name}. */
export interface lane_set {
	/** percent of users, two decimals at most */
	canary_pct: number;
}

/** Body of POST /api/lanes/override. */
export interface lane_override {
	/** service=lane, with commas in between */
	lanes: string;
	/** seconds that it holds */
	for_s?: number | null;
}

/** Body of POST /api/ux/... */
export interface ux_event {
	/** which page; default other */
	page?: "inbox" | "thread" | "search" | "chat" | "actions" | "import" | "tracker" | "insights" | "operations" | "privacy" | "settings" | "other" | null;
}

/** Query of GET /api/chat/stream. */
export interface stream_query {
	/** the question */
	q?: string | null;
	/** how far back to look */
	window_days?: number | null;
	/** mail to consider */
	max_results?: number | null;
	/** go on with it */
	conversation_id?: string | null;
	/** true is for POST only */
	propose?: boolean | null;
	/** true is for POST only */
	remember?: boolean | null;
	/** of drafts */
	tone?: "warmer" | "more_direct" | "formal" | "casual" | null;
	/** who writes */
	mode?: "auto" | "extractive" | "model" | null;
}

/** Query of POST /api/emails/import. */
export interface import_query {
	/** repeats of one import count once */
	import_id?: string | null;
	/** a label for every message */
	label?: string | null;
}

/** Query of GET /api/emails/{id}/html. */
export interface html_query {
	/** 1 is refused: no image of another host is loaded */
	images?: "0" | null;
}

/** Body of POST /api/login. */
export interface login_request {
	/** of the account; case does not matter */
	email: string;
	/** its password */
	password: string;
}

/** Body of POST /api/password. */
export interface password_set {
	/** needed when there is one */
	current?: string | null;
	/** the new one; 12 characters or more */
	password: string;
}

/** Body of POST /api/tokens. */
export interface token_new {
	/** what it is for */
	name: string;
	/** what it may do; default all of the caller's */
	scopes?: string[] | null;
	/** RFC 3339; default when the caller's own does, or never */
	expires_at?: string | null;
}

/** Body of PUT /api/login/google. */
export interface google_set {
	/** may Google sign in to this account? No also forgets which Google account did */
	allow: boolean;
}

/** Answer of GET /. */
export interface home_shown {
	/** ApplyLens */
	name: string;
	/** of the gateway */
	version: string;
	/** path */
	health: string;
	/** path of this description */
	api: string;
	/** path, an example */
	search: string;
	/** path, an example */
	chat: string;
	/** the header to send */
	sign_in: string;
}

/** Answer of GET /version. */
export interface version_shown {
	/** semantic version */
	version: string;
	/** of the source */
	commit: string;
	/** Google can sign in here */
	google_sign_in?: boolean | null;
}

/** Answer of GET /health. */
export interface health_shown {
	/** of the whole */
	status: "healthy" | "degraded" | "unhealthy";
	/** of the gateway */
	version: string;
	/** of the source */
	commit: string;
	/** name to {status, detail, latency_ms} */
	services: Record<string, unknown>;
}

/** Answer of POST /api/session. */
export interface session_opened {
	/** who signed in */
	user_id: string;
	/** address */
	email: string;
	/** for X-CSRF-Token; also a cookie */
	csrf_token: string;
}

/** Answer of GET /api/session. */
export interface session_shown {
	/** who asks */
	user_id: string;
	/** address */
	email: string;
	/** what they may */
	role: "user" | "operator" | "admin";
	/** what the request came with */
	by: "session" | "token";
	/** what that may do */
	scopes: string[];
	/** RFC 3339; null: it does not */
	expires_at?: string | null;
}

/** Answer of GET /api/emails. */
export interface emails_shown {
	/** in the order asked for */
	emails?: email_line[] | null;
	/** null on the last page */
	next_cursor?: string | null;
}

/** Answer of GET /api/emails/{id}. */
export interface email_shown {
	/** email */
	id: string;
	/** thread */
	thread_id?: string | null;
	/** of the header */
	message_id?: string | null;
	/** decoded */
	subject?: string | null;
	/** sender */
	from_name?: string | null;
	/** sender's address */
	from_addr?: string | null;
	/** list of recipients */
	to?: unknown | null;
	/** list of recipients */
	cc?: unknown | null;
	/** RFC 3339: as the header says */
	date?: string | null;
	/** RFC 3339 */
	received_at: string;
	/** plain text */
	body_text?: string | null;
	/** how the text begins */
	snippet?: string | null;
	/** objects */
	attachments: unknown[];
	/** labels */
	labels: string[];
	/** as it came */
	size_bytes: number;
	/** sent by the user */
	is_outgoing: boolean;
	/** what was wrong with it */
	defects?: unknown | null;
	/** why it is kept unparsed */
	parse_error?: string | null;
	/** of the category */
	category_probability?: number | null;
	/** triage's; null: not yet known */
	category?: string | null;
	/** what needs the user */
	priority?: number | null;
	/** priority in words */
	band?: "now" | "today" | "later" | "none" | null;
	/** 0 harmless to 100 dangerous */
	risk?: number | null;
	/** in words */
	risk_level?: "safe" | "low" | "medium" | "high" | "critical" | null;
	/** somebody waits for the user */
	needs_reply?: boolean | null;
	/** RFC 3339: a deadline in the text */
	due_at?: string | null;
	/** RFC 3339: when it takes place */
	event_at?: string | null;
	/** list of triage_reason */
	reasons?: unknown | null;
	/** a person has decided */
	corrected?: boolean | null;
}

/** Answer of GET /api/threads/{id}. */
export interface thread_shown {
	/** thread */
	id: string;
	/** oldest first */
	emails: email_whole[];
}

/** Answer of GET /api/agents. */
export interface agents_shown {
	/** the agents */
	agents: agent_line[];
}

/** Answer of POST /api/agents/{name}/run. */
export interface run_answered {
	/** to look it up by */
	run_id: string;
	/** agent name */
	agent: string;
	/** why it failed */
	error?: string | null;
	/** nothing was changed */
	dry_run: boolean;
	/** actions might be proposed */
	allow_actions: boolean;
	/** the agent's findings */
	artifacts?: Record<string, unknown> | null;
	/** queries, calls, writes */
	ops_count?: number | null;
	/** US cents */
	cost_cents_used?: number | null;
	/** milliseconds */
	duration_ms?: number | null;
	/** of the agent that ran */
	lane?: "stable" | "canary" | null;
	/** how it ended */
	status: "succeeded" | "failed" | "canceled";
	/** what was done, in order */
	logs: string[];
}

/** Answer of GET /api/agents/runs/{id}. */
export interface run_shown {
	/** to look it up by */
	run_id: string;
	/** agent name */
	agent: string;
	/** why it failed */
	error?: string | null;
	/** nothing was changed */
	dry_run: boolean;
	/** actions might be proposed */
	allow_actions: boolean;
	/** the agent's findings */
	artifacts?: Record<string, unknown> | null;
	/** queries, calls, writes */
	ops_count?: number | null;
	/** US cents */
	cost_cents_used?: number | null;
	/** milliseconds */
	duration_ms?: number | null;
	/** of the agent that ran */
	lane?: "stable" | "canary" | null;
	/** how far it is */
	status: "running" | "succeeded" | "failed" | "canceled";
	/** list: what was done, in order */
	logs?: unknown | null;
	/** what was wanted */
	objective: string;
	/** the agent's parameters */
	params?: Record<string, unknown> | null;
	/** RFC 3339 */
	started_at: string;
	/** RFC 3339 */
	finished_at?: string | null;
}

/** Answer of GET, PUT and DELETE /api/flags/{name}. */
export interface flag_shown {
	/** flag */
	name: string;
	/** any JSON value */
	value: unknown;
	/** user:ID */
	updated_by: string;
	/** RFC 3339 */
	updated_at: string;
}

/** Answer of GET /api/flags. */
export interface flags_shown {
	/** by name */
	flags?: flag_line[] | null;
}

/** Answer of PUT /api/lanes/{name}. */
export interface lane_shown {
	/** service */
	service: string;
	/** percent of users */
	canary_pct: number;
	/** the release that set it */
	release_id?: string | null;
	/** RFC 3339 */
	updated_at: string;
}

/** Answer of GET /api/lanes. */
export interface lanes_shown {
	/** by service */
	lanes?: lane_line[] | null;
}

/** Answer of GET /api/sessions. */
export interface sessions_shown {
	/** newest first */
	sessions?: session_line[] | null;
}

/** Answer of DELETE /api/sessions. */
export interface sessions_ended {
	/** sessions that there were */
	ended: number;
}

/** Answer of GET /api/tokens. */
export interface tokens_shown {
	/** newest first */
	tokens?: token_line[] | null;
}

/** Answer of POST /api/tokens. */
export interface token_made {
	/** the secret: shown this once */
	token: string;
	/** to revoke it by */
	id: string;
	/** what it is for */
	name: string;
	/** how the token begins */
	hint?: string | null;
	/** what it may do */
	scopes?: string[] | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339; null: it does not */
	expires_at?: string | null;
	/** RFC 3339 */
	last_used_at?: string | null;
	/** the token that made it */
	made_by?: string | null;
}

/** Answer of POST /api/lanes/override. */
export interface override_signed {
	/** its name */
	header: string;
	/** to send in it */
	value: string;
	/** Unix time */
	expires_at_s: number;
}

/** Answer of GET /api/emails/{id}/html/facts. */
export interface html_facts {
	/** text: it has no HTML */
	kind: "html" | "text";
	/** it sets colours: shown on white */
	own_colors: boolean;
	/** the mail is longer than the page */
	cut: boolean;
	/** not loaded */
	remote_images: number;
	/** of those, not meant to be seen */
	trackers: number;
	/** came with the mail, shown */
	inline_images: number;
	/** what was taken out, counted */
	removed: Record<string, unknown>;
	/** links of the page */
	links_total: number;
	/** the first of them */
	links: html_link[];
}

/** Answer when something is wrong (RFC 9457). */
export interface problem {
	/** about:blank: the status says it all */
	type: string;
	/** the status in words */
	title: string;
	/** as in the status line */
	status: number;
	/** what is wrong, for a person */
	detail: string;
	/** which field of the request */
	field?: string | null;
	/** what the log has it under */
	request_id?: string | null;
}

/** One message that was not understood. */
export interface ingest_reject {
	/** of the message in the upload, bytes */
	offset: number;
	/** what is wrong and what was done */
	reason: string;
	/** stored and marked, though not parsed */
	kept: boolean;
	/** where it is kept */
	email_id?: string | null;
}

/** Of archive, quarantine and unsubscribe: nothing. */
export interface plain_params {
}

/** Of kind label: one at least. */
export interface label_params {
	/** labels to add, 1 to 200 bytes each */
	add?: string[] | null;
	/** labels to take away */
	remove?: string[] | null;
}

/** Of kind task. */
export interface task_params {
	/** one line */
	title: string;
	/** lines */
	notes?: string | null;
	/** RFC 3339: a time, or a whole day */
	due_at?: string | null;
}

/** Of kind calendar. */
export interface event_params {
	/** one line */
	title: string;
	/** RFC 3339: a time; all_day: a day */
	starts_at: string;
	/** the first moment, or day, behind it; absent: open, or one day */
	ends_at?: string | null;
	/** whole days, in no zone */
	all_day?: boolean | null;
	/** one line */
	location?: string | null;
	/** lines */
	notes?: string | null;
}

/** Of kind draft: an answer to the email. */
export interface draft_params {
	/** at least one: address or Name <address> */
	to: string[];
	/** the same, or none */
	cc?: string[] | null;
	/** one line */
	subject?: string | null;
	/** plain text, lines */
	body?: string | null;
}

/** An action that might be. */
export interface action_proposal {
	/** email of the envelope's user */
	email_id: string;
	/** what to do */
	kind: "archive" | "label" | "quarantine" | "unsubscribe" | "draft" | "task" | "calendar";
	/** as the kind wants them: label_params, task_params, event_params (calendar), draft_params; none for others */
	params?: Record<string, unknown> | null;
	/** why */
	reason?: string | null;
}

/** What became of a proposal. */
export interface action_filed {
	/** of the action that waits now */
	id?: string | null;
	/** as they were understood */
	params?: Record<string, unknown> | null;
	/** as of an action */
	preview?: unknown[] | null;
	/** why there is none */
	error?: string | null;
	/** of the proposal, where one is wrong */
	field?: string | null;
}

/** What became of an action. */
export interface action_decided {
	/** action */
	id: string;
	/** as it is now; or an error */
	status?: "proposed" | "approved" | "rejected" | "executed" | "failed" | "undone" | null;
	/** why nothing was done */
	error?: string | null;
}

/** A task. */
export interface task_line {
	/** task */
	id: string;
	/** one line */
	title: string;
	/** lines */
	notes?: string | null;
	/** RFC 3339: a time, or a whole day */
	due_at?: string | null;
	/** how far it is */
	status: "open" | "done";
	/** RFC 3339 */
	done_at?: string | null;
	/** the action that made it */
	action_id?: string | null;
	/** the mail that it came from */
	email_id?: string | null;
	/** of that mail */
	email_subject?: string | null;
	/** of that mail: address */
	email_from?: string | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: by its person, last */
	changed_at?: string | null;
}

/** A letter that nobody has sent. */
export interface draft_line {
	/** draft */
	id: string;
	/** address or Name <address> */
	to: string[];
	/** the same */
	cc: string[];
	/** one line */
	subject: string;
	/** plain text, lines */
	body: string;
	/** the same as a URL (RFC 6068); absent: its addresses are too many */
	mailto?: string | null;
	/** that URL has not all of the body */
	mailto_cut: boolean;
	/** the action that made it */
	action_id?: string | null;
	/** the mail that it came from */
	email_id?: string | null;
	/** of that mail */
	email_subject?: string | null;
	/** of that mail: address */
	email_from?: string | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: by its person, last */
	changed_at?: string | null;
}

/** An event of the calendar. */
export interface event_line {
	/** event */
	id: string;
	/** as in its .ics, for ever */
	uid: string;
	/** one line */
	title: string;
	/** RFC 3339: a time; all_day: a day */
	starts_at: string;
	/** the first moment, or day, behind it */
	ends_at?: string | null;
	/** whole days, in no zone */
	all_day: boolean;
	/** one line */
	location?: string | null;
	/** lines */
	notes?: string | null;
	/** the action that made it */
	action_id?: string | null;
	/** the mail that it came from */
	email_id?: string | null;
	/** of that mail */
	email_subject?: string | null;
	/** of that mail: address */
	email_from?: string | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: by its person, last */
	changed_at?: string | null;
}

/** One email that matches. */
export interface search_hit {
	/** email */
	id: string;
	/** thread */
	thread_id?: string | null;
	/** decoded */
	subject?: string | null;
	/** Name <address> */
	from?: string | null;
	/** RFC 3339, UTC */
	date?: string | null;
	/** HTML-escaped, hits in <mark> */
	snippet?: string | null;
	/** labels */
	labels?: string[] | null;
	/** triage's category */
	category?: string | null;
	/** 0 to 100 */
	priority?: number | null;
	/** 0 to 100 */
	risk?: number | null;
	/** rank; comparable within one answer */
	score?: number | null;
	/** contributions to the score */
	why?: unknown | null;
}

/** One way to go on typing. */
export interface search_suggestion {
	/** what it is */
	kind: "sender" | "subject" | "word" | "operator" | "spelling";
	/** to show */
	text: string;
	/** to search for */
	query: string;
}

/** Where an index is not right. */
export interface search_difference {
	/** email; absent where the whole is meant */
	id?: string | null;
	/** not in the index; other there; not in the mailbox; its words are not in the lists that they should be in; a vector without its document; the file could not be read */
	reason: "missing" | "stale" | "surplus" | "postings" | "vector" | "damaged";
}

/** One index in its lifecycle. */
export interface search_life {
	/** whose index */
	user_id: string;
	/** how often it was made anew, from 1 */
	generation: number;
	/** when this one was; RFC 3339 */
	born?: string | null;
	/** as Elasticsearch's; filling: not whole, rollover: the next one is being made */
	phase: "hot" | "filling" | "rollover" | "delete";
	/** in it */
	documents: number;
	/** on disk, without vectors */
	bytes: number;
	/** of numbers or pages, the larger */
	dead_percent: number;
	/** documents past the retention */
	expired: number;
	/** date of the oldest document */
	oldest?: string | null;
	/** what happens next */
	action: "none" | "fill" | "delete" | "rollover";
	/** when; past: it is due */
	at?: string | null;
	/** now */
	due: boolean;
	/** why */
	why?: string | null;
	/** what is wrong */
	wrong?: string | null;
}

/** One additive part of a score. */
export interface triage_reason {
	/** the score it is part of */
	of: "category" | "priority" | "risk";
	/** name of the signal */
	signal: string;
	/** its part; the parts sum to the score */
	weight: number;
	/** what was seen, at most 80 bytes */
	evidence?: string | null;
}

/** One message of a conversation. */
export interface chat_turn {
	/** who speaks */
	role: "user" | "assistant" | "system";
	/** what is said */
	content: string;
}

/** What mail to look at. */
export interface chat_filters {
	/** only this category */
	category?: string | null;
	/** only mail at least this risky */
	risk_min?: number | null;
	/** only mail at most this risky */
	risk_max?: number | null;
	/** only mail from this domain */
	sender_domain?: string | null;
	/** YYYY-MM-DD */
	date_from?: string | null;
	/** YYYY-MM-DD */
	date_to?: string | null;
	/** only mail with all of these */
	labels?: string[] | null;
}

/** The mail behind a sentence. */
export interface chat_citation {
	/** the [n] in the answer */
	n: number;
	/** email */
	id: string;
	/** thread */
	thread_id?: string | null;
	/** of the email */
	subject?: string | null;
	/** Name <address> */
	sender?: string | null;
	/** RFC 3339 */
	received_at?: string | null;
	/** triage's */
	category?: string | null;
	/** triage's */
	risk_score?: number | null;
	/** the words the answer rests on */
	quote?: string | null;
	/** of the quote in the body text */
	from_byte?: number | null;
	/** behind its last byte */
	to_byte?: number | null;
}

/** What you told it, and its use. */
export interface chat_memory {
	/** the N of [mN] */
	n: number;
	/** kept now; quoted; left mail alone; shaped a draft */
	use: "kept" | "quoted" | "protected" | "tone";
	/** to change or forget it by */
	id: string;
	/** what it is for */
	kind: "keep_sender" | "tone" | "name" | "signature" | "note";
	/** in your own words */
	value: string;
	/** RFC 3339 */
	said_at: string;
	/** where; absent: by hand */
	conversation_id?: string | null;
}

/** What went otherwise. */
export interface chat_notice {
	/** not_filed, model_gone ... */
	code: string;
	/** for people */
	text: string;
}

/** What you told the assistant. */
export interface memory_line {
	/** to change or forget it by */
	id: string;
	/** what it is for */
	kind: "keep_sender" | "tone" | "name" | "signature" | "note";
	/** in your own words */
	value: string;
	/** RFC 3339 */
	said_at: string;
	/** where; absent: by hand */
	conversation_id?: string | null;
}

/** A conversation. */
export interface conversation_line {
	/** conversation_id, to go on with it */
	id: string;
	/** how its first question begins */
	title: string;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339: its last answer */
	updated_at: string;
	/** questions and answers */
	messages: number;
}

/** A question or an answer. */
export interface conversation_turn {
	/** message */
	id: string;
	/** who speaks */
	role: "user" | "assistant";
	/** what is said */
	content: string;
	/** intent, answer_id, citations */
	detail?: Record<string, unknown> | null;
	/** RFC 3339 */
	at: string;
}

/** One decision. */
export interface consent_change {
	/** of the text that was shown */
	version: number;
	/** agreed, or not */
	granted: boolean;
	/** RFC 3339 */
	at: string;
}

/** One purpose, and what the person says of it. */
export interface consent {
	/** name */
	purpose: "product_analytics" | "language_model" | "chat_memory" | "support_sharing";
	/** what is agreed to */
	text: string;
	/** of that text */
	version: number;
	/** agreed to this version; else not */
	granted: boolean;
	/** agreed, but to an older text */
	outdated: boolean;
	/** newest first */
	history?: consent_change[] | null;
}

/** Who did what, when. */
export interface audit_line {
	/** of the line */
	id: string;
	/** RFC 3339 */
	at: string;
	/** you, a part of ApplyLens, somebody else */
	who: string;
	/** in words */
	what: string;
	/** its name */
	action: string;
	/** what it was done to */
	subject?: string | null;
	/** all that was noted */
	detail: Record<string, unknown>;
}

/** Something is wrong, or was. */
export interface incident {
	/** of the incident */
	id: string;
	/** what its alerts have in common */
	key: string;
	/** grows with every change */
	version: number;
	/** 1: full outage, to 4: a ticket */
	severity: number;
	/** where it is */
	status: "investigating" | "identified" | "monitoring" | "resolved" | "closed";
	/** in a line */
	title: string;
	/** what is known */
	summary?: string | null;
	/** affected */
	agents?: string[] | null;
	/** what to read first */
	runbook?: string | null;
	/** alertmanager, or user:ID */
	opened_by: string;
	/** who leads; absent: nobody yet */
	commander?: string | null;
	/** the incident it is a part of */
	parent_id?: string | null;
	/** of its alerts */
	alerts_firing: number;
	/** RFC 3339: it began to be wrong */
	started_at: string;
	/** we heard of it */
	created_at: string;
	/** somebody is at it */
	acknowledged_at?: string | null;
	/** who */
	acknowledged_by?: string | null;
	/** the cause was known */
	identified_at?: string | null;
	/** monitoring since */
	mitigated_at?: string | null;
	/** over */
	resolved_at?: string | null;
	/** nothing is left to do */
	closed_at?: string | null;
	/** a status update is due */
	next_update_at?: string | null;
	/** at the latest */
	postmortem_due_at?: string | null;
	/** it was finished */
	postmortem_at?: string | null;
}

/** An alert, from firing to its end. */
export interface incident_alert {
	/** of its labels */
	fingerprint: string;
	/** the rule's name */
	alertname: string;
	/** name to value */
	labels: Record<string, unknown>;
	/** name to text */
	annotations: Record<string, unknown>;
	/** by the clock of who sent it */
	starts_at: string;
	/** absent: it fires */
	ends_at?: string | null;
	/** when it was said last */
	last_seen: string;
	/** how often it was said */
	count: number;
}

/** What an incident cost an agent. */
export interface incident_impact {
	/** affected */
	agent: string;
	/** while it lasted; 0: not known */
	requests: number;
	/** of these */
	failed: number;
	/** of the 30 days' budget of failed requests that went */
	budget_share: number;
	/** objectives not kept in its time */
	missed?: string[] | null;
	/** whose runs failed; of other requests that is not recorded */
	users_at_least: number;
}

/** A line of an incident's timeline. */
export interface incident_entry {
	/** RFC 3339 */
	at: string;
	/** opened, alert_fired, note, change, ... */
	kind: string;
	/** alertmanager, user:ID, service:NAME */
	actor?: string | null;
	/** what happened */
	text?: string | null;
}

/** Who is on call, and until when. */
export interface oncall_turn {
	/** who is called first, second, ... */
	level: "primary" | "secondary" | "manager" | "vp" | "cto";
	/** of the level */
	title: string;
	/** absent: nobody is on call */
	name?: string | null;
	/** theirs */
	email?: string | null;
	/** RFC 3339 */
	begins_at?: string | null;
	/** absent: not within a year */
	ends_at?: string | null;
	/** the rotation says otherwise */
	overridden: boolean;
}

/** What is wrong with the rota. */
export interface oncall_fault {
	/** nobody is on call; or the same person at the next level, too */
	kind: "gap" | "double";
	/** where */
	level: "primary" | "secondary" | "manager" | "vp" | "cto";
	/** double: who */
	name?: string | null;
	/** RFC 3339 */
	begins_at: string;
	/** RFC 3339 */
	ends_at: string;
}

/** Somebody who can be on call. */
export interface oncall_member {
	/** tells people apart */
	email: string;
	/** as pages name them */
	name: string;
	/** U or W, capitals and digits */
	slack_id?: string | null;
}

/** How a level hands over. */
export interface oncall_rotation {
	/** whose */
	level: "primary" | "secondary" | "manager" | "vp" | "cto";
	/** of the IANA: Europe/Berlin */
	time_zone: string;
	/** of the first shift: 2026-11-23 */
	first_day: string;
	/** local time: 09:00 */
	handover: string;
	/** between handovers */
	shift_days?: number | null;
	/** addresses, in the order of shifts */
	members: string[];
	/** RFC 3339; default now */
	in_force_from?: string | null;
}

/** What stands before a rotation. */
export interface oncall_override_line {
	/** to take it back */
	id: string;
	/** where */
	level: "primary" | "secondary" | "manager" | "vp" | "cto";
	/** who takes over; absent: nobody */
	email?: string | null;
	/** RFC 3339; not before now */
	begins_at: string;
	/** RFC 3339 */
	ends_at: string;
	/** why */
	reason?: string | null;
}

/** An email in a list. */
export interface email_line {
	/** email */
	id: string;
	/** thread */
	thread_id?: string | null;
	/** decoded */
	subject?: string | null;
	/** sender */
	from_name?: string | null;
	/** sender's address */
	from_addr?: string | null;
	/** RFC 3339 */
	received_at: string;
	/** how the text begins */
	snippet?: string | null;
	/** labels */
	labels: string[];
	/** triage's; null: not yet known */
	category?: string | null;
	/** what needs the user */
	priority?: number | null;
	/** priority in words */
	band?: "now" | "today" | "later" | "none" | null;
	/** 0 harmless to 100 dangerous */
	risk?: number | null;
	/** in words */
	risk_level?: "safe" | "low" | "medium" | "high" | "critical" | null;
	/** somebody waits for the user */
	needs_reply?: boolean | null;
	/** RFC 3339: a deadline in the text */
	due_at?: string | null;
	/** any */
	has_attachments: boolean;
}

/** An email and triage's verdict. */
export interface email_whole {
	/** email */
	id: string;
	/** thread */
	thread_id?: string | null;
	/** of the header */
	message_id?: string | null;
	/** decoded */
	subject?: string | null;
	/** sender */
	from_name?: string | null;
	/** sender's address */
	from_addr?: string | null;
	/** list of recipients */
	to?: unknown | null;
	/** list of recipients */
	cc?: unknown | null;
	/** RFC 3339: as the header says */
	date?: string | null;
	/** RFC 3339 */
	received_at: string;
	/** plain text */
	body_text?: string | null;
	/** how the text begins */
	snippet?: string | null;
	/** objects */
	attachments: unknown[];
	/** labels */
	labels: string[];
	/** as it came */
	size_bytes: number;
	/** sent by the user */
	is_outgoing: boolean;
	/** what was wrong with it */
	defects?: unknown | null;
	/** why it is kept unparsed */
	parse_error?: string | null;
	/** of the category */
	category_probability?: number | null;
	/** triage's; null: not yet known */
	category?: string | null;
	/** what needs the user */
	priority?: number | null;
	/** priority in words */
	band?: "now" | "today" | "later" | "none" | null;
	/** 0 harmless to 100 dangerous */
	risk?: number | null;
	/** in words */
	risk_level?: "safe" | "low" | "medium" | "high" | "critical" | null;
	/** somebody waits for the user */
	needs_reply?: boolean | null;
	/** RFC 3339: a deadline in the text */
	due_at?: string | null;
	/** RFC 3339: when it takes place */
	event_at?: string | null;
	/** list of triage_reason */
	reasons?: unknown | null;
	/** a person has decided */
	corrected?: boolean | null;
}

/** Where somebody is signed in. */
export interface session_line {
	/** to end it by */
	id: string;
	/** browser and system, guessed */
	device?: string | null;
	/** address that opened it */
	peer?: string | null;
	/** how: password, token ... */
	opened_by?: string | null;
	/** RFC 3339 */
	created_at?: string | null;
	/** RFC 3339 */
	last_seen_at?: string | null;
	/** RFC 3339 */
	expires_at?: string | null;
	/** the one that asks */
	current: boolean;
}

/** An API token, without its secret. */
export interface token_line {
	/** to revoke it by */
	id: string;
	/** what it is for */
	name: string;
	/** how the token begins */
	hint?: string | null;
	/** what it may do */
	scopes?: string[] | null;
	/** RFC 3339 */
	created_at: string;
	/** RFC 3339; null: it does not */
	expires_at?: string | null;
	/** RFC 3339 */
	last_used_at?: string | null;
	/** the token that made it */
	made_by?: string | null;
	/** the one that asks */
	current?: boolean | null;
}

/** What an agent says of itself. */
export interface agent_line {
	/** agent name, e.g. inbox.triage */
	name: string;
	/** what it is for */
	description?: string | null;
	/** what it can be asked */
	capabilities?: string[] | null;
	/** parameter to its meaning */
	params?: Record<string, unknown> | null;
	/** of the daemon */
	version?: string | null;
	/** of the process that answered */
	lane?: "stable" | "canary" | null;
	/** why it cannot do its work now */
	not_ready?: string | null;
	/** why it said nothing of itself */
	error?: string | null;
}

/** A runtime flag. */
export interface flag_line {
	/** flag */
	name: string;
	/** any JSON value */
	value: unknown;
	/** user:ID */
	updated_by: string;
	/** RFC 3339 */
	updated_at: string;
}

/** A link in a mail's page. */
export interface html_link {
	/** what is shown */
	text: string;
	/** where it leads */
	host: string;
	/** http and https, mailto, tel */
	kind: "web" | "mail" | "phone";
	/** mismatch: the text names another site; userinfo: a name before @; address: a bare number; alphabet: letters other than ASCII's */
	warn: string[];
}

/** A service's canary lane. */
export interface lane_line {
	/** service */
	service: string;
	/** percent of users */
	canary_pct: number;
	/** the release that set it */
	release_id?: string | null;
	/** RFC 3339 */
	updated_at: string;
}

