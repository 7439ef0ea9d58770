// source.tsx - the mail that something came from.
export function Source({ of }: {
	of: { email_id?: string | null; email_subject?: string | null; email_from?: string | null };
}) {
	if (!of.email_id)
		return null;
	return <>From <a href={`/mail/${of.email_id}`}>{of.email_subject || "(no subject)"}</a> {of.email_from}</>;
}
