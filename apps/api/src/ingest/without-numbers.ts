/** Technical names that contain a number. */
const technical = new RegExp(
  `(?:${[
    'sha-?(?:1|2|3|224|256|384|512)|md[245]|crc-?(?:8|16|32|64)|base-?(?:16|32|36|58|62|64|85)|utf-?(?:7|8|16|32)|ucs-?[24]',
    'latin-?1|iso-8859-\\d{1,2}|windows-125\\d|b?u?int-?(?:8|16|32|64|128)|float-?(?:16|32|64)|aes-?(?:128|192|256)|rsa-?\\d{4}',
    '(?:hs|rs|es|ps)(?:256|384|512)|p-?(?:256|384|521)|(?:ed|x)25519|x509|pkcs-?\\d{1,2}|ipv[46]|http-?[123]|oauth-?[12]|webgl-?[12]',
    'web[23]|mp[34]|h26[45]|vp[89]|av1|woff2|es20\\d\\d|i18n|l10n|a11y|k8s|p2p|e2e|u2f|fido2|argon2|x(?:64|86)|(?:arm|amd|win)(?:32|64)',
    'log(?:2|10|1p)|expm1|atan2|(?:vec|mat)[234]|(?:context|path)2d|matrix[34]d|[23]d|s3|ec2',
  ].join('|')})(?!\\d)`,
  'gi',
)

/** Returns whether every number in a word belongs to a technical name: sha256, Uint8Array, toBase64, webgl2. */
export function isTechnical(word: string): boolean {
  const rest = word.replace(technical, (name, at: number) => {
    const before = word[at - 1] ?? ' '
    const isPart = !/[A-Za-z\d]/.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(name[0] as string))
    return isPart ? '' : name
  })
  return rest !== word && !/\d/.test(rest)
}

/** Replaces the numbers of a word by `<n>`, except in technical names. */
export function withoutNumbers(word: string): string {
  return isTechnical(word) ? word : word.replace(/\d+/g, '<n>')
}
