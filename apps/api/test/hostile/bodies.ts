import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { type HostileCase, post, refused, stored } from './hostile-case.ts'

const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels)
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const megabyte = 1_048_576

const notJson = [
  '',
  ' ',
  '\n',
  '\0',
  '{',
  '}',
  '[',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{,}',
  "{'a':1}",
  '{a:1}',
  '{"a":01}',
  '{"a":+1}',
  '{"a":.5}',
  '{"a":1.}',
  '{"a":1e}',
  '{"a":0x10}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":undefined}',
  '{"a":tru}',
  '{"a":"\t"}',
  '{"a":"\n"}',
  '{"a":"\0"}',
  '{"a":"\u0001"}',
  '{"a":"\\x"}',
  '{"a":"\\u12"}',
  '{"a":"\\uZZZZ"}',
  '{"a":"b}',
  '{"a":"\\"}',
  '{"a":1}{"b":2}',
  '{"a":1} x',
  '{"a":1}\0',
  '{"a":1}//',
  '/**/{"a":1}',
  '{"a":[1,2}',
  '{"a":{]}',
  '{"a" 1}',
  '{"a":1 "b":2}',
  '\u00a0{"a":1}',
  '\u2028{"a":1}',
  '{"a":1;"b":2}',
  '{"a":1,"a"}',
  'a=1&b=2',
  '<a/>',
  '---\na: 1\n',
  `{"a":${'9'.repeat(1000)}`,
  `"${'x'.repeat(1000)}`,
  nested('[', '', 100_000),
  nested('{"a":', '', 100_000),
]

const notAnObject = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1e400',
  '""',
  '"{}"',
  '[]',
  '[{}]',
  '[[]]',
  nested('[', ']', 500),
]

const kinds = ['null', 'true', '0', '"x"']
const wrongSections = [
  ...['browser', 'performance', 'fingerprints', 'page'].flatMap((name) =>
    [...kinds, '[]'].map((value) => [name, value]),
  ),
  ...[...kinds, '{}'].map((value) => ['errors', value]),
  ...[
    'null',
    '0',
    '{}',
    '[]',
    '""',
    '"x"',
    '"0b6c2f3e8d1a4c559a3e5f0d8f6a7b11"',
    '"{0b6c2f3e-8d1a-4c55-9a3e-5f0d8f6a7b11}"',
  ]
    .concat(['"0b6c2f3e-8d1a-4c55-9a3e-5f0d8f6a7b1g"', '"0b6c2f3e-8d1a-4c55-9a3e-5f0d8f6a7b11 "', '"\\u0000"'])
    .map((value) => ['submissionId', value]),
  ...['null', '0', '1700000000000', '{}', '""', '"yesterday"', '"2026"', '"2026-11-23T10"', '"2026-11-23T10:00:00z "']
    .concat(['"\\u0000"', '"23.11.2026"', '"2026-11-23T10:00:00+1"', `"${'9'.repeat(5000)}"`])
    .map((value) => ['timestamp', value]),
]

const prototypeKeys = [
  '{"__proto__":{}}',
  '{"__proto__":null}',
  '{"__proto__":1}',
  '{"\\u005f_proto__":{}}',
  '{"_\\u005Fproto\\u005f_":{}}',
  '{"__proto__" \n:{}}',
  '{"constructor":{"prototype":{}}}',
  '{"constructor":{"prototype":null}}',
  '{"c\\u006fnstructor":{"prototype":{}}}',
  '{"constructor":{"\\u0070rototype":{}}}',
  ...['browser', 'performance', 'fingerprints', 'page'].flatMap((section) => [
    `{"${section}":{"__proto__":{"polluted":1}}}`,
    `{"${section}":{"a":[{"constructor":{"prototype":{"polluted":1}}}]}}`,
  ]),
  '{"errors":[{"__proto__":{}}]}',
  '{"errors":[[[{"__proto__":{}}]]]}',
  ...[10, 100, 900].map((levels) => `{"a":${'['.repeat(levels)}{"__proto__":{}}${']'.repeat(levels)}}`),
]

/** Texts that look dangerous and are text like any other. */
const harmless = [
  '{"constructor":1}',
  '{"constructor":{}}',
  '{"constructor":{"name":"x"}}',
  '{"prototype":{}}',
  '{"toString":1,"valueOf":null,"hasOwnProperty":0,"then":true,"toJSON":"x"}',
  '{"browser":{"toString":1,"toJSON":{},"length":-1,"__defineGetter__":1}}',
  '{"browser":{"x":"\\"__proto__\\":1"}}',
  '{"":""}',
  '{"":{"":[""]}}',
  '{"a":1,"a":2}',
  '{"browser":{"a":1},"browser":{"b":2}}',
  '{"a":"\\u0000","\\u0000":1}',
  '{"browser":{"\\u0000":"\\u0000\\ud800"},"\\ud800":"\\udc00"}',
  '{"browser":{"userAgent":"\\u0000\\ud800\\u0007\\u001b[31m"},"page":{"url":"\\u0000","title":"\\ud83d"}}',
  '{"page":{"url":"javascript:alert(1)","title":"<script>alert(1)</script>"}}',
  `{"page":{"url":"'; drop table debug_data; --","visitorId":"$1","pageViewId":"%s"}}`,
  '{"page":{"url":"http://[::1","referrer":"////","pageViewId":{},"sequence":"1"}}',
  '{"page":{"url":"http://\\u0000/","visitorId":[],"sessionId":0,"sequence":-1}}',
  '{"page":{"sequence":1e308,"pageViewId":"a"}}',
  '{"page":{"sequence":2147483648,"pageViewId":"b"}}',
  '{"page":{"sequence":0.5,"pageViewId":""}}',
  '{"browser":{"userAgent":{"toString":"x"},"language":null}}',
  '{"errors":[null,0,true,"x",[],{},[[]],"\\u0000"]}',
  '{"errors":[{"count":1e308},{"count":-1},{"count":0},{"count":"9"},{"count":2147483648}]}',
  '{"errors":[{"message":"a","count":2147483647},{"message":"b","count":2147483647}]}',
  '{"errors":[{"message":{"a":1},"stack":["x"],"type":"\\u0000","name":0,"timestamp":"never"}]}',
  '{"errors":[{"message":"\\u0000","stack":"\\u0000","source":"\\u0000"}]}',
  '{"performance":{"vitals":{"lcp":{"value":1e400},"cls":{"value":-1},"inp":{"value":"1"},"fcp":null,"ttfb":{"value":1e-400}}}}',
  '{"performance":{"vitals":{"lcp":{"value":1e308},"cls":{"value":1e300}},"resources":[{"size":1e308},{"size":1e308},{"size":-1}]}}',
  '{"performance":{"vitals":[],"resources":{},"navigation":"x","memory":[]}}',
  '{"performance":{"resources":[null,0,"x",[],{"size":"1","name":1}]}}',
  '{"fingerprints":{"hash":"\\u0000","components":{"\\u0000":{"value":1},"__x":{"value":"\\ud800"},"a":null}}}',
  '{"fingerprints":{"hash":{},"components":[{"value":1}]}}',
  '{"fingerprints":{"canvas":0,"fonts":"x","webgl":null}}',
  '{"timestamp":"9999-12-31T23:59:59Z"}',
  '{"timestamp":"0000-01-01"}',
  '{"timestamp":"+012026-99-99T99:99:99.999999999+99:99"}',
  '{"timestamp":"2026-02-30T25:61:61Z"}',
  '{"a":1e400,"b":-1e400,"c":1e-400,"d":-0,"e":123456789012345678901234567890}',
  `{"a":${'9'.repeat(100_000)}}`,
  `{"a":1e${'9'.repeat(1000)}}`,
  `{"a":0.${'0'.repeat(100_000)}1}`,
  `{"${'k'.repeat(500_000)}":1}`,
  `{"browser":{"${'k'.repeat(500_000)}":1}}`,
  `{"browser":{"userAgent":"${'Mozilla/5.0 (('.repeat(30_000)}"}}`,
  `{"browser":{"userAgent":"${'bot'.repeat(100_000)}"}}`,
  `{"page":{"url":"https://a.example/${'a/'.repeat(200_000)}","title":"${'t'.repeat(100_000)}"}}`,
  `{"page":{"url":"https://${'a.'.repeat(100_000)}example/","host":"${'h'.repeat(100_000)}"}}`,
  `{"errors":[{"message":"${'a-'.repeat(200_000)}1","stack":"${' at '.repeat(100_000)}"}]}`,
  `{"errors":[{"message":"x","stack":"${' at a (b:1:1)\\n'.repeat(40_000)}"}]}`,
  `{"errors":[{"message":"${'@'.repeat(100_000)}","source":"${'://'.repeat(100_000)}"}]}`,
  `{"errors":[${Array(5000).fill('{"message":"x"}').join()}]}`,
  ...['@'.repeat(990), '@:1'.repeat(330), 'a@'.repeat(490), ' at x ('.repeat(140), '-a1'.repeat(330)].map((line) => {
    const stack = Array(10).fill(`${line} x`).join('\\n')
    return `{"errors":[${Array(100)
      .fill(`{"message":"${'a-'.repeat(250)}","stack":"${stack}"}`)
      .join()}]}`
  }),
  `{"errors":[${Array.from({ length: 5000 }, (_, n) => `{"message":"word${'abcdefghij'[n % 10]}","stack":"at f${n} (https://a.example/${n}.js:1:1)"}`).join()}]}`,
  `{"fingerprints":{"components":{${Array.from({ length: 10_000 }, (_, n) => `"c${n}":{"value":${n}}`).join()}}}}`,
  `{"performance":{"resources":[${Array(20_000).fill('{"size":1}').join()}]}}`,
  `{"browser":{${Array.from({ length: 50_000 }, (_, n) => `"${n}":0`).join()}}}`,
  `{"browser":{${Array.from({ length: 20_000 }, (_, n) => `"${4_294_967_295 - n * 7}":0`).join()}}}`,
  `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":0`).join()}}`,
  `{"a":[${Array(100_000).fill('0').join()}]}`,
  `{"browser":${'{"a":'.repeat(998)}1${'}'.repeat(998)}}`,
  `{"fingerprints":{"components":{"a":{"value":${nested('[', ']', 995)}}}}}`,
  `{"errors":[${nested('[', ']', 997)}]}`,
  `{"a":${nested('[', ']', 999)}}`,
  `{"a":"${'['.repeat(5000)}"}`,
  ' '.repeat(1_000_000).replace(/ $/, '{}'),
  `{}${'\n'.repeat(1_000_000)}`,
  `{"a":"${'\\u0000'.repeat(100_000)}"}`,
  `{"a":"${'\\\\'.repeat(400_000)}"}`,
  `{"a":"${'x'.repeat(megabyte - 8)}"}`,
  '{"submissionId":"0B6C2F3E-8D1A-4C55-9A3E-5F0D8F6A7B1F"}',
]

const tooDeep = [
  `{"a":${nested('[', ']', 1000)}}`,
  `{"browser":${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}}`,
  `{"browser":{"a":[${nested('[', ']', 998)}]}}`,
  `{"errors":[${nested('[', ']', 999)}]}`,
  `{"a":1,"b":${nested('[{"x":', '}]', 500)}}`.replace(':}', ':0}'),
  `{"a":${nested('[', ']', 400_000)}}`,
  `{"a":${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}}`,
]

/** Members that look like the end of a section, or of a name, again and again. */
const megabytesInMembers = [
  `{${'"a":{},"b":[],'.repeat(40_000)}"page":{}}`,
  `{"browser":{"a":"${'},\\"'.repeat(200_000)}"},"page":{}}`,
  `{"browser":{${'"x":{},"page":1,'.repeat(50_000)}"y":{}},"page":{}}`,
  `{"browser":{"a":"${'\\\\\\"'.repeat(100_000)}"}}`,
]

const tooManyMembers = [
  `{"a":[${Array(400_000).fill('0').join()}]}`,
  `{"a":[${Array(300_000).fill('[]').join()}]}`,
  `{"a":[${Array(300_000).fill('{}').join()}]}`,
  `{"browser":{"a":[${Array(250_000).fill('""').join()}]}}`,
]

const encodings: [string, Buffer | string, string, readonly number[]][] = [
  ['a gzip with garbage behind it', Buffer.concat([gzipSync('{"a":1}'), Buffer.from('garbage')]), 'gzip', refused],
  ['no gzip at all', '{}', 'gzip', refused],
  ['an empty gzip body', '', 'gzip', refused],
  ['half a gzip', gzipSync('{"a":1}').subarray(0, 15), 'gzip', refused],
  ['a gzip without its checksum', gzipSync('{"a":1}').subarray(0, -8), 'gzip', refused],
  ['a gzip with a wrong checksum', flipped(gzipSync('{"a":1}'), -6), 'gzip', refused],
  ['a gzip with a wrong size', flipped(gzipSync('{"a":1}'), -1), 'gzip', refused],
  ['a gzip with a broken block', flipped(gzipSync('{"a":1}'), 11), 'gzip', refused],
  ['gzip in gzip', gzipSync(gzipSync('{"a":1}')), 'gzip', refused],
  ['gzip of nothing', gzipSync(''), 'gzip', refused],
  ['a second member that is not JSON', Buffer.concat([gzipSync('{"a":1}'), gzipSync('{"b":2}')]), 'gzip', refused],
  ['a bomb of 100 MB', gzipSync(Buffer.alloc(100_000_000, ' ')), 'gzip', [413]],
  ['a bomb of JSON', gzipSync(`{"a":"${'x'.repeat(50_000_000)}"}`), 'gzip', [413]],
  ['a bomb in members', Buffer.concat(Array(200).fill(gzipSync(Buffer.alloc(1_000_000, ' ')))), 'gzip', [413]],
  [
    'a bomb behind a small member',
    Buffer.concat([gzipSync('{}'), gzipSync(Buffer.alloc(60_000_000, ' '))]),
    'gzip',
    [413],
  ],
  ['50,000 empty members', Buffer.concat(Array(50_000).fill(gzipSync(''))), 'gzip', refused],
  [
    'a gzip of random bytes',
    gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256))),
    'gzip',
    refused,
  ],
  [
    'a gzip header with a name that never ends',
    Buffer.concat([Buffer.from([31, 139, 8, 8, 0, 0, 0, 0, 0, 3]), Buffer.alloc(900_000, 'n')]),
    'gzip',
    refused,
  ],
  ['one byte over the limit, inflated', gzipSync(`{"a":"${'x'.repeat(megabyte - 7)}"}`), 'gzip', [413]],
  ['a brotli bomb', brotliCompressSync(Buffer.alloc(50_000_000, ' ')), 'br', [413]],
  ['a deflate bomb', deflateSync(Buffer.alloc(50_000_000, ' ')), 'deflate', [413]],
  ['a bomb of bare deflate', deflateRawSync(Buffer.alloc(50_000_000, ' ')), 'deflate', [413]],
  ['a bomb by the old name', gzipSync(Buffer.alloc(50_000_000, ' ')), 'x-gzip', [413]],
  ['one byte over the limit, by brotli', brotliCompressSync(`{"a":"${'x'.repeat(megabyte - 7)}"}`), 'br', [413]],
  ['a brotli with garbage behind it', Buffer.concat([brotliCompressSync('{}'), Buffer.from('garbage')]), 'br', refused],
  ['two brotli', Buffer.concat([brotliCompressSync('{}'), brotliCompressSync('')]), 'br', refused],
  ['half a brotli', brotliCompressSync('{"a":1}').subarray(0, -3), 'br', refused],
  ['no brotli at all', '{}', 'br', refused],
  ['brotli of nothing', brotliCompressSync(''), 'br', refused],
  ['an empty brotli body', '', 'br', refused],
  ['a deflate with garbage behind it', Buffer.concat([deflateSync('{}'), Buffer.from('garbage')]), 'deflate', refused],
  ['a deflate with a wrong checksum', flipped(deflateSync('{"a":1}'), -1), 'deflate', refused],
  ['no deflate at all', '{}', 'deflate', refused],
  ['gzip that says deflate', gzipSync('{}'), 'deflate', refused],
  ['deflate that says gzip', deflateSync('{}'), 'gzip', refused],
  ['brotli in gzip', gzipSync(brotliCompressSync('{}')), 'br, gzip', [415]],
  ['two encodings', gzipSync(gzipSync('{}')), 'gzip, gzip', [415]],
  ['an unknown encoding', '{}', 'x-nothing', [415]],
  ['an encoding of strange characters', '{}', '\u00ff\u00fe', [415]],
  ['an encoding that is very long', '{}', 'g'.repeat(8000), [415]],
]

/** Bodies that are encoded and stored. */
const goodEncodings: [string, Buffer | string, string][] = [
  ['a gzip in two members', Buffer.concat([gzipSync('{"a":'), gzipSync('1}')]), 'gzip'],
  ['exactly the limit, inflated', gzipSync(`{"a":"${'x'.repeat(megabyte - 8)}"}`), 'gzip'],
  ['GZIP', gzipSync('{}'), ' GZIP '],
  ['X-GZIP', gzipSync('{}'), 'X-GZIP'],
  ['deflate', deflateSync('{}'), 'deflate'],
  ['bare deflate', deflateRawSync('{}'), 'deflate'],
  ['brotli', brotliCompressSync('{}'), 'br'],
  ['exactly the limit, by brotli', brotliCompressSync(`{"a":"${'x'.repeat(megabyte - 8)}"}`), 'br'],
  ['identity', '{}', 'identity'],
]

const notText: [string, Buffer][] = [
  ['a byte that is never in UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['half of a character', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xe2, 0x82]), Buffer.from('"}')])],
  ['an overlong slash', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])],
  ['a surrogate in UTF-8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')])],
  ['beyond U+10FFFF', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xf4, 0x90, 0x80, 0x80]), Buffer.from('"}')])],
  ['Latin-1', Buffer.from('{"a":"é"}', 'latin1')],
  ['UTF-16', utf16('{"a":1}')],
  ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('{"a":1}')])],
  ['UTF-32', Buffer.from([0x7b, 0, 0, 0, 0x7d, 0, 0, 0])],
  ['two byte order marks', Buffer.from('\ufeff\ufeff{}')],
  ['a mark inside', Buffer.from('{\ufeff"a":1}')],
]

const contentTypes = [
  '',
  'application/xml',
  'text/html',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'image/png',
  '*/*',
  'json',
  'application/json-patch+json',
  'text/',
  ';',
  '\u00ff',
  'x'.repeat(5000),
  'application/json, text/plain',
]

export const bodies: HostileCase[] = [
  ...notJson.map((body) => ({ name: `not JSON: ${short(body)}`, bytes: post(body), statuses: refused })),
  ...notAnObject.map((body) => ({ name: `not an object: ${short(body)}`, bytes: post(body), statuses: refused })),
  ...wrongSections.map(([name, value]) => ({
    name: `wrong kind: ${name} ${short(String(value))}`,
    bytes: post(`{"${name}":${value}}`),
    statuses: refused,
  })),
  ...prototypeKeys.map((body) => ({ name: `prototype key: ${short(body)}`, bytes: post(body), statuses: refused })),
  ...tooDeep.map((body) => ({ name: `too deep: ${short(body)}`, bytes: post(body), statuses: refused })),
  ...tooManyMembers.map((body) => ({ name: `too many members: ${short(body)}`, bytes: post(body), statuses: refused })),
  ...harmless.map((body) => ({ name: `harmless: ${short(body)}`, bytes: post(body), ...stored })),
  ...notText.map(([name, body]) => ({ name: `not UTF-8: ${name}`, bytes: post(body), statuses: refused })),
  { name: 'a byte order mark', bytes: post('\ufeff{"a":1}'), ...stored },
  ...encodings.map(([name, body, encoding, statuses]) => ({
    name,
    bytes: post(body, { headers: { 'content-encoding': encoding } }),
    statuses,
  })),
  ...goodEncodings.map(([name, body, encoding]) => ({
    name: `harmless: ${name}`,
    bytes: post(body, { headers: { 'content-encoding': encoding } }),
    ...stored,
  })),
  ...contentTypes.map((type) => ({
    name: `content type ${short(type)}`,
    bytes: post('{}', { headers: { 'content-type': type } }),
    statuses: [415, 400],
  })),
  { name: 'one byte over the limit', bytes: post(`{"a":"${'x'.repeat(megabyte - 7)}"}`), statuses: [413] },
  // the connection is closed behind the answer, which may be lost to a sender that goes on sending
  { name: '20 MB', bytes: post(Buffer.alloc(20_000_000, ' ')), statuses: [413, 0] },
  { name: '20 MB of nothing but brackets', bytes: post(Buffer.alloc(20_000_000, '[')), statuses: [413, 0] },
  ...megabytesInMembers.map((body) => ({ name: `members: ${short(body)}`, bytes: post(body), ...stored })),
]

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  const index = at < 0 ? copy.length + at : at
  copy[index] = (copy[index] as number) ^ 0xff
  return copy
}

function short(text: string): string {
  return JSON.stringify(text.length > 50 ? `${text.slice(0, 50)}… (${text.length})` : text)
}
