// alert_peer.js - stands between Alertmanager and a gateway: keeps what it is
// told, passes it on, and answers as the gateway does.
//
//   node alert_peer.js GATEWAY     prints its port
//
// GET /seen: a line an alert that was told, in order: status, alertname,
// agent or daemon, severity, the gateway's answer; by tabs.
'use strict';
const http = require('http');
const gateway = new URL(process.argv[2]);
const seen = [];

function pass(req, body, done) {
	const on = http.request(gateway, { method: req.method, path: req.url,
		headers: { ...req.headers, host: gateway.host } }, (answer) => {
		const parts = [];
		answer.on('data', (d) => parts.push(d));
		answer.on('end', () => done(answer.statusCode,
			Buffer.concat(parts)));
	});
	on.on('error', () => done(502, Buffer.alloc(0)));
	on.end(body);
}

http.createServer((req, res) => {
	if (req.url === '/seen')
		return res.end(seen.join(''));
	const parts = [];
	req.on('data', (d) => parts.push(d));
	req.on('end', () => pass(req, Buffer.concat(parts), (status, answer) => {
		const told = JSON.parse(Buffer.concat(parts).toString());
		for (const a of told.alerts)
			seen.push([a.status, a.labels.alertname,
				a.labels.daemon || a.labels.agent || '-',
				a.labels.severity, status].join('\t') + '\n');
		res.writeHead(status).end(answer);
	}));
}).listen(0, '127.0.0.1', function () {
	console.log(this.address().port);
});
