// signin.tsx - by address and password, by an API token, or with Google.
import { useEffect, useState } from "preact/hooks";

import { get, say } from "../api/client";
import type { version_shown } from "../api/messages";
import { Icon } from "../ui/icon";
import { signIn, signInWithToken } from "./session";

export function SignIn() {
	const [byToken, setByToken] = useState(false);
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const [byGoogle, setByGoogle] = useState(false);
	useEffect(() => {
		// Not said: the other ways in are shown, and work without it.
		get<version_shown>("/version").then((v) => setByGoogle(v.google_sign_in === true), () => undefined);
	}, []);
	const submit = async (e: SubmitEvent) => {
		e.preventDefault();
		const form = new FormData(e.currentTarget as HTMLFormElement);
		const field = (name: string) => String(form.get(name) ?? "").trim();
		setBusy(true);
		setProblem("");
		try {
			await (byToken ? signInWithToken(field("token"))
				: signIn(field("email"), String(form.get("password") ?? "")));
		} catch (x) {
			setProblem(say(x));
			setBusy(false);
		}
	};
	return (
		<main class="signin">
			<form class="card" onSubmit={submit}>
				<img src="/icon.svg" alt="" width="48" height="48" />
				<h1>ApplyLens</h1>
				{byToken ? (
					<label class="field"><span>API token</span>
						<input name="token" type="password" autocomplete="off" required maxLength={200} />
					</label>
				) : (
					<>
						<label class="field"><span>Email</span>
							<input name="email" type="email" autocomplete="username" required maxLength={320} />
						</label>
						<label class="field"><span>Password</span>
							<input name="password" type="password" autocomplete="current-password" required maxLength={1024} />
						</label>
					</>
				)}
				{problem !== "" && <p class="note note-error" role="alert"><Icon name="warning" /> {problem}</p>}
				<button class="button button-main" disabled={busy}>{busy ? "Signing in..." : "Sign in"}</button>
				<button type="button" class="link" onClick={() => { setByToken(!byToken); setProblem(""); }}>
					{byToken ? "Sign in with a password" : "Sign in with an API token"}
				</button>
				{byGoogle && <a class="faint" href="/api/login/google?to=/">Sign in with Google</a>}
			</form>
		</main>
	);
}
