// health.tsx - what is well: the services, and the data.
import { useEffect } from "preact/hooks";

import { get, Problem, send } from "../../api/client";
import type { health_shown } from "../../api/messages";
import { useLoad } from "../../app/load";
import { Await } from "../../ui/states";
import { Status } from "./status";

const REFRESH_MS = 10_000;

interface Service { status: string; detail?: string; latency_ms?: number }
interface Check { name: string; status: string; observed: number; expected: number; detail: string }

/** 503 has the same body: that is when it is needed most. */
async function health(signal: AbortSignal): Promise<health_shown> {
	try {
		return await (await send("GET", "/health", { signal })).json() as health_shown;
	} catch (e) {
		if (!(e instanceof Problem) || e.status !== 503)
			throw e;
		return await (await fetch("/health", { signal })).json() as health_shown;
	}
}

export function Health() {
	const now = useLoad(health, []);
	useEffect(() => {
		const timer = setInterval(now.reload, REFRESH_MS);
		return () => clearInterval(timer);
	}, [now.reload]);
	return (
		<section class="card table-wide" aria-label="Health" tabIndex={0}>
			<Await of={now} lines={6}>
				{(h) => (
					<>
						<h2>Health <Status of={h.status} /></h2>
						<p class="faint">version {h.version}, commit {h.commit}</p>
						<table class="table">
							<thead><tr><th>Service</th><th>Status</th><th>Answers in</th><th>Says</th></tr></thead>
							<tbody>
								{Object.entries(h.services as Record<string, Service>).map(([name, s]) => (
									<tr key={name}>
										<td class="nowrap">{name}</td>
										<td><Status of={s.status} /></td>
										<td>{s.latency_ms === undefined ? "" : `${s.latency_ms.toFixed(1)} ms`}</td>
										<td class="faint">{s.detail}</td>
									</tr>
								))}
							</tbody>
						</table>
					</>
				)}
			</Await>
		</section>
	);
}

export function Data() {
	const now = useLoad((s) => get<{ report: { status: string; checks: Check[] } }>("/api/warehouse/health", {}, s), []);
	return (
		<section class="card">
			<Await of={now} lines={6}>
				{({ report }) => (
					<>
						<h2>Data <Status of={report.status} /></h2>
						<table class="table">
							<thead><tr><th>Check</th><th>Status</th><th>Says</th></tr></thead>
							<tbody>
								{report.checks.map((c) => (
									<tr key={c.name}><td>{c.name}</td><td><Status of={c.status} /></td><td class="faint">{c.detail}</td></tr>
								))}
							</tbody>
						</table>
					</>
				)}
			</Await>
		</section>
	);
}
