/** Names of parameters that hold secrets: `auth` but not `author`, `code` and `key` but not `country_code` and `sort_key`. */
const secretName =
  /token|secret|pass[wcp]|pwd|session|sid$|signature|credential|jwt|e-?mail|auth(?!or(?!i[sz]))|(^|[^a-z])(t?otp|sig(?![a-z]))|(^|api|app|access|client|licen.e|functions|subscription|private|confirm\w*|invit\w*|reset|verif\w*)[-_]?(key|code)(id|$)/i
/** A long value of letters and digits without separators between words. */
const longSecret = /^(?=.*[a-z\d]{20})(?=.*\d)[\w+/=.-]{40,}$/i
const jsonWebToken = /\beyJ[\w-]{5,}(\.[\w-]*)+/g
/** An e-mail address. A file (`logo@2x.png`) or a version (`lib@1.2.3-rc.next`) is none. */
const email =
  /[^\s/?#&=:;,@"'<>()[\]]{1,64}(@|%(25)*40)(?!v?\d+\.\d+)([^\s/?#&=:;,@"'<>()[\].%]+\.)+(?![cm]?js|css|map|htm|png|jpe?g|gif\b|svg|webp|avif|wasm)[a-z]{2,}(?![\w-]|\.\w)/gi
const removed = '[removed]'
const maxUrlLength = 1024

/**
 * Removes from a URL: user name and password, e-mail addresses, and parameters that look like secrets by their name
 * or value, or hold a URL with such parameters. Cuts data: URLs.
 */
export function scrubUrl(url: string): string {
  return scrub(url.slice(0, maxUrlLength))
}

/** Scrubs the URLs and e-mail addresses of a text. The line and column after a URL in a stack stay. */
export function scrubText(text: string): string {
  return text.replace(/[^\s"'`<>()]+/g, (word) => {
    const [url = '', place = ''] = word.split(/(:\d+:\d+)$/)
    return scrub(url) + place
  })
}

function scrub(url: string, nesting = 0): string {
  if (/^data:/i.test(url)) return `${url.slice(0, 40)}…`
  // quick exit: most words of a text hold none of these
  if (!/[@=%]|eyJ/.test(url)) return url
  const scrubParameter = (whole: string, start: string, name: string, value: string) => {
    // unlike decodeURIComponent it takes any encoding
    const decoded = unescape(value.replace(/%(25)+/g, '%'))
    const isSecret =
      nesting > 5 ||
      secretName.test(unescape(name)) ||
      longSecret.test(decoded) ||
      scrub(decoded, nesting + 1) !== decoded
    return isSecret ? start + removed : whole
  }
  return url
    .replace(/(^|:)\/\/[^/?#]*@/, '$1//')
    .replace(/(;([^=;?&#/]*)=)([^;?&#/]*)/g, scrubParameter)
    .replace(/([?&#]([^=&#?]*)=)([^&#]*)/g, scrubParameter)
    .replace(jsonWebToken, removed)
    .replace(email, removed)
}
