const secretName = /token|secret|passw|pwd|auth|session|sid$|key$|code$|signature|jwt|e-?mail|otp/i
const email = /[^\s/?&=:;,@]+(@|%40)[^\s/?&=:;,@]+\.[a-z]{2,}/gi
const longSecret = /^(eyJ[\w-]+\.|[\w-]{40,}$)/
const removed = '[removed]'
const maxLength = 1024

/**
 * A URL without what must not leave the page: user name and password, e-mail addresses, and parameters that look like
 * secrets by their name or value. data: URLs are cut.
 */
export function scrubUrl(url: string): string {
  if (url.startsWith('data:')) return `${url.slice(0, 40)}…`
  return url
    .replace(/^(\w+:\/\/)[^/?#@]*@/, '$1')
    .replace(/([?&#])([^=&#]*)=([^&#]*)/g, (whole, separator, name, value) =>
      secretName.test(name) || longSecret.test(value) ? `${separator}${name}=${removed}` : whole,
    )
    .replace(email, removed)
    .slice(0, maxLength)
}
