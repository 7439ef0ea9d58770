// app.tsx - who is signed in decides: the sign-in page, or the workspace.
import { ErrorBoundary } from "preact-iso/lazy";
import { LocationProvider, Route, Router } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";

import { Empty, Failed, Skeleton } from "../ui/states";
import { type Page, pages } from "./pages";
import { isOperator, loadSession, session } from "./session";
import { Shell } from "./shell";
import { SignIn } from "./signin";
import { Toasts } from "./toasts";

const Nowhere = () => <Empty icon="search" title="There is no such page">
	<a href="/">Back to the inbox</a>
</Empty>;

const NotForYou = () => <Empty icon="shield" title="For operators">
	Your account can't see this; who runs this installation can. <a href="/">Back to the inbox</a>
</Empty>;

function Workspace() {
	const [broken, setBroken] = useState<unknown>();
	if (broken !== undefined)
		return <Failed problem={broken} retry={() => location.reload()} />;
	const mayOpen = (p: Page) => p.operators === undefined || isOperator();
	return (
		<ErrorBoundary onError={setBroken}>
			<Router>
				{pages.map((p) => <Route key={p.id} path={p.path} component={mayOpen(p) ? p.component : NotForYou} />)}
				<Route default component={Nowhere} />
			</Router>
		</ErrorBoundary>
	);
}

export function App() {
	const [problem, setProblem] = useState<unknown>();
	const load = () => {
		setProblem(undefined);
		loadSession().catch(setProblem);
	};
	useEffect(load, []);
	if (problem !== undefined)
		return <Failed problem={problem} retry={load} />;
	if (session.value === undefined)
		return <Skeleton />;
	return (
		<LocationProvider>
			{session.value === null ? <SignIn /> : <Shell><Workspace /></Shell>}
			<Toasts />
		</LocationProvider>
	);
}
