// cases.mjs - the requests to compare servers by: corpus.txt, and families
// that put one thing everywhere.
import fs from 'node:fs'

const short = {
	$H: 'Host: a~',
	$G: 'GET /x HTTP/1.1~Host: a~',
	$P: 'POST /x HTTP/1.1~Host: a~',
	$C: '5~hello~0~~',
	$S: '1~Z~Q~~GET /hidden HTTP/1.1~Host: a~~',
}

const plain = { r: '\r', n: '\n', t: '\t', 0: '\0', '\\': '\\' }

export function bytes(text) {
	const long = text.replace(/\$[HGPCS]/g, (s) => short[s])
		.replaceAll('~', '\r\n')
	return Buffer.from(long.replace(/\\(x..|.)/g, (_, e) =>
		e[0] === 'x' && e.length === 3
			? String.fromCharCode(parseInt(e.slice(1), 16))
			: plain[e]), 'latin1')
}

const esc = (n) => '\\x' + n.toString(16).padStart(2, '0')

// What may be taken for white space, a line end, an end, or nothing.
const odd = [0, 1, 8, 9, 10, 11, 12, 13, 28, 31, 32, 34, 39, 43, 44, 45, 46,
	59, 92, 127, 128, 133, 160, 173, 239, 255].map(esc)

const codings = ['chunked', 'Chunked', 'CHUNKED', 'chunked ', ' chunked\\t',
	'xchunked', 'chunkedx', 'chunke', 'chunked, chunked', 'chunked,',
	',chunked', ', chunked', 'chunked,identity', 'identity, chunked',
	'identity', 'gzip', 'gzip, chunked', 'chunked, gzip', 'chunked;q=1',
	'chunked; a=b', '"chunked"', "'chunked'", 'chun ked', 'chunk', '',
	'\\x0bchunked', 'chunked\\x0b', '\\x0cchunked', 'chunked\\0',
	'\\x00chunked', 'chunked\\x01', 'c\\x00hunked', 'x, chunked', 'cow',
	'chunked\\xa0', '\\xa0chunked', 'trailers, chunked', 'deflate, chunked',
	'chunked\\r', '\\rchunked', '\\nchunked', '~ chunked', '~\\tchunked']

const lengths = ['5', '05', '005', '+5', '-5', '-0', '+0', '5.0', '5e0',
	'0x5', '0b1', '5,5', '5, 5', '5, 6', '5,', ',5', '5;', '5;a=b', '"5"',
	'5 5', '5a', 'a5', '', ' ', '５', '5\\0', '5\\x0b', '\\x0b5',
	'5\\xa0', '5\\r', '5\\n', '5\\x01', '5 \\t', '\\t5', '1 0', '5_',
	'0_5', '18446744073709551621', '4294967301', '9223372036854775813',
	'99999999999999999999999', '36893488147419103237', 'NaN', 'Infinity',
	'5L', '５5', '%35', '0,5', '5\\,5', '~ 5', '0000000000000000000005']

const sizes = ['5', '05', '0000005', '00000000000000000005', '5 ', '5\\t',
	' 5', '\\t5', '+5', '-5', '0x5', '5x', '5h', '', 'g', '5;', '5;a',
	'5;a=b', '5;a="b"', '5;a="b~c"', '5 ;a=b', '5; a=b', '5;a=b;c=d',
	'5;\\0', '5;a\\x01', '5;a\\nb', '5;a\\rb', '5\\n', '5\\r', '5,5', '5.0',
	'5_', '５', '10000000000000005', 'ffffffffffffffff', '7fffffffffffffff',
	'8000000000000005', '100000000000000000000000000000005',
	'100000005', 'FFFFFFFFFFFFFFFB', '5\\0', '\\x005', '5\\x0b', '5"', '"5"',
	'5;' + 'a'.repeat(200), '5=', '5:', '5&', '5/', '5\\xa0', '5;~']

const ends = ['~', '\\n', '\\r', '\\r\\r\\n', '\\n\\r', '\\0~', '\\x0b', ' ~',
	'x~', '', '~~']

const versions = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/1.2', 'HTTP/1.9', 'HTTP/0.9',
	'HTTP/2.0', 'HTTP/3.0', 'HTTP/1', 'HTTP/1.', 'HTTP/.1', 'HTTP/11',
	'HTTP/1.10', 'HTTP/01.1', 'HTTP/1.01', 'HTTP/10.1', 'HTTP/ 1.1',
	'HTTP /1.1', 'HTTP/1 .1', 'http/1.1', 'Http/1.1', 'HTTP-1.1',
	'HTTP/1,1', 'HTTP/1.1a', 'HTTP/1.1\\0', 'HTTP/x.y', 'HTTP/+1.1',
	'HTTP/-1.1', 'HTTP/1.-1', 'XHTTP/1.1', 'HTTPS/1.1', 'ICY/1.1', 'RTSP/1.0']

function* families() {
	for (const v of codings) {
		yield [`coding ${v}`, `$PTransfer-Encoding: ${v}~~$C`]
		yield [`coding ${v} after a length`,
			`$PContent-Length: 5~Transfer-Encoding: ${v}~~$C`]
		yield [`coding ${v} hides a request`,
			`$PTransfer-Encoding: ${v}~Content-Length: 4~~$S`]
	}
	for (const v of lengths) {
		yield [`length ${v}`, `$PContent-Length: ${v}~~hello`]
		yield [`length ${v} of GET`, `$GContent-Length: ${v}~~hello`]
		yield [`length ${v} after another`,
			`$PContent-Length: 5~Content-Length: ${v}~~hello`]
	}
	for (const v of sizes)
		yield [`chunk size ${v}`,
			`$PTransfer-Encoding: chunked~~${v}~hello~0~~`]
	for (const v of sizes)
		yield [`last chunk ${v}`, '$PTransfer-Encoding: chunked~~5~hello~' +
			`${v.replaceAll('5', '0')}~~`]
	for (const v of ends) {
		const p = '$PTransfer-Encoding: chunked~~'

		yield [`size ended by ${v}`, `${p}5${v}hello~0~~`]
		yield [`extension ended by ${v}`, `${p}5;a${v}hello~0~~`]
		yield [`chunk ended by ${v}`, `${p}5~hello${v}0~~`]
		yield [`last size ended by ${v}`, `${p}5~hello~0${v}~`]
		yield [`body ended by ${v}`, `${p}5~hello~0~${v}`]
	}
	for (const v of versions)
		yield [`version ${v}`, `GET /x ${v}~$H~`]
	for (const b of odd) {
		const te = 'Transfer-Encoding', cl = 'Content-Length'

		yield [`${b} before ${te}`, `$PX: y~${b}${te}: chunked~${cl}: 5~~hello`]
		yield [`${b} within ${te}`, `$PTransfer${b}Encoding: chunked~~$C`]
		yield [`${b} behind ${te}`, `$P${te}${b}: chunked~~$C`]
		yield [`${b} behind ${te}, with a length`,
			`$P${te}${b}: chunked~${cl}: 5~~hello`]
		yield [`${b} behind ${cl}`, `$P${cl}${b}: 5~~hello`]
		yield [`${b} before ${cl}`, `$PX: y~${b}${cl}: 5~~hello`]
		yield [`${b} before chunked`, `$P${te}:${b}chunked~~$C`]
		yield [`${b} behind the colon`, `$P${cl}:${b}5~~hello`]
		yield [`${b} behind a method`, `GET${b} /x HTTP/1.1~$H~`]
		yield [`${b} for the first space`, `GET${b}/x HTTP/1.1~$H~`]
		yield [`${b} for the second space`, `GET /x${b}HTTP/1.1~$H~`]
		yield [`${b} in the target`, `GET /x${b}y HTTP/1.1~$H~`]
		yield [`${b} in the query`, `GET /x?${b}y HTTP/1.1~$H~`]
		yield [`${b} behind the version`, `GET /x HTTP/1.1${b}~$H~`]
		yield [`${b} in a value`, `$GX: a${b}b~~`]
		yield [`${b} in a name`, `$GX${b}Y: a~~`]
		yield [`${b} in Host`, `GET /x HTTP/1.1~Host: a${b}b~~`]
		yield [`${b} before the request`, `${b}$G~`]
		yield [`${b} behind the body`, `$PContent-Length: 5~~hello${b}`]
		yield [`${b} behind the chunks`,
			`$PTransfer-Encoding: chunked~~$C${b}`]
	}
}

// [{name, bytes}], each with the request behind it that all should see last.
export function cases(file) {
	const table = fs.readFileSync(file, 'utf8').split('\n')
		.filter((l) => l !== '' && !l.startsWith('#'))
		.map((l) => l.split('\t'))
	const behind = bytes('GET /sentinel HTTP/1.1~$HConnection: close~~')

	return [...table, ...families()].map(([name, text]) =>
		({ name, bytes: Buffer.concat([bytes(text), behind]) }))
}
