// badges.tsx - triage's words beside a mail: category, band, risk.
const categories: Record<string, string> = {
	application_receipt: "Application", interview: "Interview", offer: "Offer",
	rejection: "Rejection", recruiter: "Recruiter", job_alert: "Job alert",
	newsletter: "Newsletter", promotion: "Promotion", receipt: "Receipt", bill: "Bill",
	travel: "Travel", event: "Event", personal: "Personal", work: "Work",
	security: "Security", social: "Social", spam: "Spam", phishing: "Phishing",
};

export const categoryName = (c: string) => categories[c] ?? c.replace(/_/g, " ");
export const categoryNames = Object.entries(categories);

export const RISKY = 60; // from here on a mail is warned of

export function CategoryBadge({ of }: { of: string | null | undefined }) {
	return of ? <span class={`badge badge-${of}`}>{categoryName(of)}</span> : null;
}

export function RiskBadge({ risk }: { risk: number | null | undefined }) {
	if ((risk ?? 0) < RISKY)
		return null;
	return <span class="badge badge-risk" title={`Risk ${risk} of 100`}>Risk {risk}</span>;
}

const bands: Record<string, string> = { now: "Now", today: "Today", later: "Later" };

export function BandBadge({ of }: { of: string | null | undefined }) {
	const name = bands[of ?? ""];
	return name === undefined ? null : <span class={`band band-${of}`}>{name}</span>;
}
