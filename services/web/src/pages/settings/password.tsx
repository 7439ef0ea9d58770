// password.tsx - a new password; all other sessions end with it.
import { useState } from "preact/hooks";

import { post } from "../../api/client";
import { tell, tellProblem } from "../../app/toasts";

const LEAST = 12;

export function Password() {
	const [busy, setBusy] = useState(false);
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		const form = e.currentTarget as HTMLFormElement;
		const data = new FormData(form);
		setBusy(true);
		try {
			await post("/api/password", {
				current: String(data.get("current") ?? ""), password: String(data.get("password") ?? ""),
			});
			tell("The password is changed; other sessions have ended");
			form.reset();
		} catch (x) {
			tellProblem(x);
		}
		setBusy(false);
	};
	return (
		<section class="card">
			<h2>Password</h2>
			<form class="form-row" onSubmit={submit}>
				<label class="field"><span>Current password</span>
					<input name="current" type="password" autocomplete="current-password" required maxLength={1024} />
				</label>
				<label class="field"><span>New password, {LEAST} characters or more</span>
					<input name="password" type="password" autocomplete="new-password" required minLength={LEAST} maxLength={1024} />
				</label>
				<button class="button" disabled={busy}>Change</button>
			</form>
		</section>
	);
}
