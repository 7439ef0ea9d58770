// embed_strings.mjs - 10,000 strings of any script, and the tokens that Hugging
// Face's tokenizers (the Rust library, as node add-on) make of them.
//
//	node embed_strings.mjs PACKAGE_FOLDER tokenizer.json STRINGS TOKENS
//
// STRINGS gets a line of hex a string (UTF-8), TOKENS a line of numbers. The
// strings come from a fixed seed and were not chosen by looking at results.
import {createRequire} from 'node:module';
import {writeFileSync} from 'node:fs';

const [folder, tokenizerFile, stringsFile, tokensFile] =
	process.argv.slice(2);
const {Tokenizer} = createRequire(`${folder}/`)('@anush008/tokenizers');
const tokenizer = Tokenizer.fromFile(tokenizerFile);
tokenizer.disableTruncation();
tokenizer.disablePadding();

let seed = 20261122;
function below(n) { // mulberry32
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % n;
}
const pick = (list) => list[below(list.length)];

// Code points by script, of all scripts that this node knows.
const names = ['Adlam', 'Arabic', 'Armenian', 'Balinese', 'Bengali',
	'Bopomofo', 'Braille', 'Buginese', 'Canadian_Aboriginal', 'Cham',
	'Cherokee', 'Common', 'Coptic', 'Cuneiform', 'Cyrillic', 'Deseret',
	'Devanagari', 'Egyptian_Hieroglyphs', 'Ethiopic', 'Georgian',
	'Glagolitic', 'Gothic', 'Greek', 'Gujarati', 'Gurmukhi', 'Han',
	'Hangul', 'Hebrew', 'Hiragana', 'Inherited', 'Javanese', 'Kannada',
	'Katakana', 'Khmer', 'Lao', 'Latin', 'Limbu', 'Malayalam', 'Mongolian',
	'Myanmar', 'Nko', 'Ogham', 'Oriya', 'Osage', 'Runic', 'Samaritan',
	'Sinhala', 'Sundanese', 'Syriac', 'Tagalog', 'Tai_Tham', 'Tamil',
	'Telugu', 'Thaana', 'Thai', 'Tibetan', 'Tifinagh', 'Vai', 'Warang_Citi',
	'Yi'];
const matchers = names.map((n) => new RegExp(`\\p{Script=${n}}`, 'u'));
const scripts = names.map(() => []);
const assigned = [];
for (let c = 1; c < 0x110000; c++) {
	if (c >= 0xd800 && c < 0xe000) continue;
	const s = String.fromCodePoint(c);
	if (/\P{Cn}/u.test(s) && !/\p{Co}/u.test(s)) assigned.push(s);
	const i = matchers.findIndex((m) => m.test(s));
	if (i >= 0) scripts[i].push(s);
}

const plain = ('the meeting is moved to Friday please confirm Café naïve ' +
	'RÉSUMÉ Straße İstanbul ΟΔΥΣΣΕΥΣ über Žižek señor Ångström 東京都 ' +
	'您好 안녕하세요 Привет مرحبا שלום नमस्ते สวัสดี unaffable ' +
	"don't e-mail:anna@mail.example https://example.org/a?b=c&d=1 " +
	'$1,234.56 #tag 50% C++ a_b [MASK] [SEP] (see) «quoted» “so” … — –')
	.split(' ');
const hostile = ['\u0000'.slice(1), '\u0001', '\u007f', '\u0085', '\u00a0',
	'\u00ad', '\u200b', '\u200d', '\u202e', '\u2028', '\ufeff', '\ufffd',
	'\ue000', '\uffff', '\u{10ffff}', '\u{e0041}', '\u0301', '\u0327',
	'\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u{1f1e9}\u{1f1ea}',
	'a'.repeat(100), 'b'.repeat(101), 'ß', 'ﬁ', 'Ǆ', 'K', 'Å', '①', '㍿',
	'[CLS]', '[PAD]', '[UNK', '\t', '\r\n', '\u3000', '\u0378'];

function fromScripts() {
	const some = [pick(scripts), pick(scripts), pick(scripts)];
	let s = '';
	for (let words = 1 + below(12); words > 0; words--) {
		const script = pick(some);
		for (let n = 1 + below(8); n > 0; n--) s += pick(script);
		s += pick([' ', ' ', ' ', ', ', '. ', '\n', '-', '']);
	}
	return s;
}

function fromList(list, most, gap) {
	let s = '';
	for (let n = 1 + below(most); n > 0; n--) s += pick(list) + pick(gap);
	return s;
}

const strings = [];
for (let i = 0; i < 5000; i++) strings.push(fromScripts());
for (let i = 0; i < 2000; i++)
	strings.push(fromList(assigned, 40, ['', '', ' ']));
for (let i = 0; i < 2000; i++)
	strings.push(fromList(plain, 20, [' ', ' ', '', '\n'])
		.normalize(pick(['NFC', 'NFD', 'NFKC', 'NFC'])));
for (let i = 0; i < 1000; i++)
	strings.push(fromList([...hostile, ...plain], 20, ['', ' ']));

const tokens = [];
for (const s of strings)
	tokens.push((await tokenizer.encode(s)).getIds().join(' '));
writeFileSync(stringsFile,
	strings.map((s) => Buffer.from(s).toString('hex')).join('\n') + '\n');
writeFileSync(tokensFile, tokens.join('\n') + '\n');
