// unsubscribe_peer.js - a mailing list's server on loopback, for
// tests/integration/47-actions.sh.
//
//   node unsubscribe_peer.js LOG       prints its port
//
// POST /off/NAME is written to LOG as "NAME body" and answered by what NAME
// begins with: ok 200, gone 410, broken 500, elsewhere 302, hang never.
'use strict';
const http = require('http');
const fs = require('fs');

const log = process.argv[2];
const answers = { ok: 200, gone: 410, broken: 500, elsewhere: 302 };

const server = http.createServer((req, res) => {
	let body = '';

	req.on('data', (d) => { body += d; });
	req.on('end', () => {
		const name = req.url.replace('/off/', '');
		const how = name.replace(/[-0-9].*/, '');

		fs.appendFileSync(log, `${req.method} ${name} ${body}\n`);
		if (how === 'hang')
			return;
		res.writeHead(answers[how] || 404, { Location: '/off/ok-followed' });
		res.end();
	});
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
