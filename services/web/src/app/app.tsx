// app.tsx - who is signed in decides: the sign-in page, or the workspace.
import { ErrorBoundary } from "preact-iso/lazy";
import { LocationProvider, Route, Router } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";

import { Empty, Failed, Skeleton } from "../ui/states";
import { pages } from "./pages";
import { isOperator, loadSession, session } from "./session";
import { Shell } from "./shell";
import { SignIn } from "./signin";
import { Toasts } from "./toasts";

const Nowhere = () => <Empty icon="search" title="There is no such page">
	<a href="/">Back to the inbox</a>
</Empty>;

function Workspace() {
	const [broken, setBroken] = useState<unknown>();
	if (broken !== undefined)
		return <Failed problem={broken} retry={() => location.reload()} />;
	const open = pages.filter((p) => p.operators === undefined || isOperator());
	return (
		<ErrorBoundary onError={setBroken}>
			<Router>
				{open.map((p) => <Route key={p.id} path={p.path} component={p.component} />)}
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
