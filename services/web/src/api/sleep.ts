// sleep.ts - waits, or stops waiting: then it throws AbortError.

export const sleep = (ms: number, signal: AbortSignal) => new Promise<void>((resolve, reject) => {
	const timer = setTimeout(resolve, ms);
	signal.addEventListener("abort", () => {
		clearTimeout(timer);
		reject(new DOMException("stopped", "AbortError"));
	}, { once: true });
});
