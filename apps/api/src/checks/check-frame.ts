import { createHash } from 'node:crypto'

/**
 * Runs in a frame on another site than the page around it: tells that page whether it may keep data, and what it sees of the
 * page's address.
 */
const script = `
const attempt = (run) => { try { return run() } catch { return false } }
const cookie = attempt(() => {
  document.cookie = 'collector_check=1; SameSite=None; Secure; Max-Age=60'
  const isKept = document.cookie.includes('collector_check=1')
  document.cookie = 'collector_check=; SameSite=None; Secure; Max-Age=0'
  return isKept
})
const storage = attempt(() => {
  localStorage.setItem('collector_check', '1')
  const isKept = localStorage.getItem('collector_check') === '1'
  localStorage.removeItem('collector_check')
  return isKept
})
const access = document.hasStorageAccess ? document.hasStorageAccess().catch(() => undefined) : Promise.resolve()
access.then((hasStorageAccess) =>
  parent.postMessage({ collectorCheck: {
    cookie, storage, hasStorageAccess, isSecure: isSecureContext, referrer: document.documentElement.dataset.referrer, search: location.search,
  } }, '*'))
`

/**
 * Returns the page of the frame.
 *
 * @param referrer as the request told it: some browsers trim it there only
 */
export function checkFrame(referrer: string): string {
  return `<!doctype html><html data-referrer="${escapeHtml(referrer)}"><meta charset="utf-8"><title>Check</title><script>${script}</script>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** Policy of the frame: it runs this script only, and any page may embed it, since it tells a page only about its own address. */
export const checkFramePolicy = `default-src 'none'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; frame-ancestors *`
