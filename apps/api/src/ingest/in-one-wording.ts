/** How V8, JavaScriptCore and SpiderMonkey word the same error, and the wording that stands for all. */
const rewrites: readonly (readonly [wording: RegExp, common: string])[] = [
  // of an access only the property is in all three; SpiderMonkey does not tell reading from setting
  [/^Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '([^']{1,200})'\)$/, '$1 has no $2'],
  [/^Cannot (?:read|set) property '([^']{1,200})' of (undefined|null)$/, '$2 has no $1'],
  [
    /^(undefined|null) is not an object \(evaluating '[^'=]{0,500}\.([\w$]{1,200})(?: ?=[^']{0,500})?'\)$/,
    '$1 has no $2',
  ],
  [/^can't access property "([^"]{1,200})", .{1,500} is (undefined|null)$/, '$2 has no $1'],
  [/^([^(]{1,500} is not a function)\. \(In '.{0,1000}\)$/, '$1'],
  [/^Can't find variable: ([\w$]{1,200})$/, '$1 is not defined'],
  [/^(?:Load failed|NetworkError when attempting to fetch resource\.)(?= \(|$)/, 'Failed to fetch'],
  [
    /^(?:error loading dynamically imported module: |Importing a module script failed).*/s,
    'Failed to fetch dynamically imported module: <url>',
  ],
  [
    /^(?:JSON\.parse: |JSON Parse error: |Unexpected (?:end of JSON input|non-whitespace character after JSON|token .*(?: in JSON at position \d| is not valid JSON$))).*/s,
    'not valid JSON',
  ],
]

/** Returns a message in a wording that is the same whichever browser's engine wrote it. */
export function inOneWording(message: string): string {
  const rewrite = rewrites.find(([wording]) => wording.test(message))
  return rewrite ? message.replace(...rewrite) : message
}
