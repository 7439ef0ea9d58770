// mailbox.mjs - mail for tests of the mail pages, and the API beside the page.

export const mail = (id, subject, lines = ["Hello"], headers = []) => [
	"From: Zora Quill <zora.quill@quagga.example>", "To: alex.moreau@mail.example",
	`Subject: ${subject}`, `Message-ID: <${id}@quagga.example>`, `Date: ${new Date().toUTCString()}`,
	...headers, "", ...lines, "",
].join("\r\n");

export const mbox = (...mails) => mails.map((m) =>
	`From zora@quagga.example Thu Jan  1 00:00:00 1970\r\n${m}\r\n`).join("");

/** Drops files onto an element, as a person does. */
export async function drop(page, selector, files) {
	const data = await page.evaluateHandle((all) => {
		const d = new DataTransfer();
		for (const [name, text] of all)
			d.items.add(new File([text], name));
		return d;
	}, files);
	await page.dispatchEvent(selector, "drop", { dataTransfer: data });
}

/** JSON of the API, by the suite's token. */
export async function api(method, path, body) {
	const answer = await fetch(process.env.APPLYLENS_URL + path, {
		method, body: body === undefined ? undefined : JSON.stringify(body),
		headers: {
			Authorization: `Bearer ${process.env.APPLYLENS_TOKEN}`, Accept: "application/json",
			"Content-Type": "application/json",
		},
	});
	return answer.json();
}

/** Until it is so, or ten seconds have passed: what it was at last. */
export async function until(get, isSo) {
	const end = Date.now() + 10_000;
	for (;;) {
		const value = await get();
		if (isSo(value) || Date.now() > end)
			return value;
		await new Promise((r) => setTimeout(r, 100));
	}
}
