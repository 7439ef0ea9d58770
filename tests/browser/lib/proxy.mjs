// proxy.mjs - a TCP proxy that breaks streams: what lies between a browser and
// its server. It reads of HTTP only whether an answer is an event stream.
//
//   const p = await proxy("http://127.0.0.1:8080");   p.url
//   p.cutAfter = 900;   the next stream is cut after so many bytes, once
//   p.holdAfter = 900;  the next stream is silent from there on, once
//   p.streams           how many there were
import { connect, createServer } from "node:net";

export async function proxy(target) {
	const { hostname, port } = new URL(target);
	const self = { cutAfter: 0, holdAfter: 0, streams: 0, url: "" };
	const server = createServer((client) => {
		const up = connect(Number(port), hostname);
		const end = () => {
			client.destroy();
			up.destroy();
		};
		let left = Infinity;
		let held = false;
		up.on("data", (bytes) => {
			if (held)
				return;
			if (/^content-type: text\/event-stream/im.test(bytes.toString("latin1"))) {
				self.streams++;
				left = self.cutAfter || self.holdAfter || Infinity;
				held = false;
			}
			const part = bytes.subarray(0, left);
			client.write(part);
			left -= part.length;
			if (left > 0)
				return;
			held = self.holdAfter > 0;
			self.holdAfter = 0;
			self.cutAfter = 0;
			if (!held) { // what was written still arrives
				held = true;
				client.end();
				up.destroy();
			}
		});
		client.on("data", (bytes) => up.write(bytes));
		for (const socket of [client, up])
			socket.on("error", end);
		client.on("close", end);
		up.on("close", () => client.end());
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	self.url = `http://127.0.0.1:${server.address().port}`;
	self.end = () => server.close();
	return self;
}
