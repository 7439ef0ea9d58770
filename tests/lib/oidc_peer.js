// oidc_peer.js - an OpenID provider on loopback that does what Google does,
// or lies, as it is told: for tests/integration/63-google.sh.
//
//   node oidc_peer.js CLIENT_ID CLIENT_SECRET    prints its port
//
// GET /auth, POST /token, GET /certs: the flow, with PKCE and codes that work
// once. PUT /mode {claims, sign, token, certs, rotate}: how from now on.
//   claims  laid over those of a good token; null takes one away
//   sign    good | other | none | hs256 | cut | garbage
//   token, certs  good | slow | hang | garbage | empty | broken
//   rotate  true: another key, under another name; the old one is gone
'use strict';
const http = require('http');
const crypto = require('crypto');

const [clientId, clientSecret] = process.argv.slice(2);
const codes = new Map();
let mode = {};
let key;

function newKey() {
	const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });

	return { kid: crypto.randomBytes(8).toString('hex'), ...pair };
}

const b64 = (x) => Buffer.from(x).toString('base64url');
const json = (res, status, body) => {
	res.writeHead(status, { 'Content-Type': 'application/json' });
	res.end(typeof body === 'string' ? body : JSON.stringify(body));
};

function sign(head, claims) {
	const part = (h) => `${b64(JSON.stringify(h))}.${b64(JSON.stringify(claims))}`;
	const by = (k, h) => `${part(h)}.${b64(crypto.sign('RSA-SHA256',
		Buffer.from(part(h)), k.privateKey))}`;

	switch (mode.sign) {
	case 'other': return by(newKey(), head);
	case 'none': return `${part({ alg: 'none', kid: key.kid })}.`;
	case 'hs256': {
		const h = { ...head, alg: 'HS256' };
		const pem = key.publicKey.export({ type: 'spki', format: 'pem' });

		return `${part(h)}.${b64(crypto.createHmac('sha256', pem)
			.update(part(h)).digest())}`;
	}
	case 'cut': return by(key, head).slice(0, -4);
	case 'garbage': return 'not.a.token';
	default: return by(key, head);
	}
}

function idToken(asked) {
	const now = Math.floor(Date.now() / 1000);
	const claims = {
		iss: `http://127.0.0.1:${server.address().port}`, aud: clientId,
		sub: '1001', email: 'alex.moreau@mail.example',
		email_verified: true, hd: 'mail.example', name: 'Alex Moreau',
		iat: now, exp: now + 3600, nonce: asked.nonce, ...mode.claims,
	};

	for (const name of Object.keys(claims))
		if (claims[name] === null) delete claims[name];
	return sign({ alg: 'RS256', typ: 'JWT', kid: key.kid }, claims);
}

function authorize(url, res) {
	const q = Object.fromEntries(url.searchParams);
	const code = crypto.randomBytes(16).toString('hex');
	const back = new URL(q.redirect_uri);

	if (q.client_id !== clientId || q.response_type !== 'code' ||
	    q.code_challenge_method !== 'S256' || !q.nonce ||
	    !/\bopenid\b/.test(q.scope))
		return json(res, 400, { error: 'invalid_request' });
	codes.set(code, q);
	back.searchParams.set('code', code);
	back.searchParams.set('state', q.state);
	back.searchParams.set('scope', q.scope);
	back.searchParams.set('authuser', '0');
	res.writeHead(302, { Location: back.href });
	res.end();
}

function exchange(body, res) {
	const q = Object.fromEntries(new URLSearchParams(body));
	const asked = codes.get(q.code);

	codes.delete(q.code);
	if (q.client_id !== clientId || q.client_secret !== clientSecret)
		return json(res, 401, { error: 'invalid_client' });
	if (!asked || asked.redirect_uri !== q.redirect_uri ||
	    q.grant_type !== 'authorization_code' ||
	    crypto.createHash('sha256').update(q.code_verifier || '')
		.digest('base64url') !== asked.code_challenge)
		return json(res, 400, { error: 'invalid_grant' });
	json(res, 200, { access_token: 'x', token_type: 'Bearer',
		expires_in: 3599, id_token: idToken(asked) });
}

function certs(res) {
	const jwk = key.publicKey.export({ format: 'jwk' });

	json(res, 200, { keys: [
		{ kty: 'EC', crv: 'P-256', kid: 'ec', x: 'AA', y: 'AA' },
		{ ...jwk, kid: key.kid, use: 'sig', alg: 'RS256' }] });
}

// As the mode says, or else fn().
function faulty(how, res, fn) {
	switch (how) {
	case 'slow': return setTimeout(fn, 700);
	case 'hang': return undefined;
	case 'garbage': return json(res, 200, '\u0000<html>{"');
	case 'empty': return json(res, 200, {});
	case 'broken': return json(res, 500, { error: 'server_error' });
	default: return fn();
	}
}

const server = http.createServer((req, res) => {
	const url = new URL(req.url, 'http://peer');
	let body = '';

	req.on('data', (piece) => { body += piece; });
	req.on('end', () => {
		if (url.pathname === '/auth') {
			authorize(url, res);
		} else if (url.pathname === '/token') {
			faulty(mode.token, res, () => exchange(body, res));
		} else if (url.pathname === '/certs') {
			faulty(mode.certs, res, () => certs(res));
		} else if (url.pathname === '/mode') {
			mode = JSON.parse(body);
			if (mode.rotate) key = newKey();
			json(res, 200, {});
		} else {
			json(res, 404, {});
		}
	});
});

key = newKey();
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
