import { expect, test } from 'vitest'
import { scrubText, scrubUrl } from './scrub-url.ts'

const at = 'https://a.example'

test.each([
  ['https://user:pass@a.example/', `${at}/`],
  ['https://user:p@ss@a.example/', `${at}/`],
  ['//user:pass@a.example/', '//a.example/'],
  [`${at}/?access_token=abc&page=2`, `${at}/?access_token=[removed]&page=2`],
  [`${at}/#id_token=abc`, `${at}/#id_token=[removed]`],
  [`${at}/#/route?token=abc&page=2`, `${at}/#/route?token=[removed]&page=2`],
  [`${at}/cart;jsessionid=ABC?page=2`, `${at}/cart;jsessionid=[removed]?page=2`],
  [`${at}/?password=a;b?c/d&page=2`, `${at}/?password=[removed]&page=2`],
  [`${at}/?user%5Bpassword%5D=abc`, `${at}/?user%5Bpassword%5D=[removed]`],
  [`${at}/?q=eyJhbGciOi.x.y`, `${at}/?q=[removed]`],
  [`${at}/reset/eyJhbGciOi.x.y/now`, `${at}/reset/[removed]/now`],
  [`${at}/?v=9f8a7d6e5c4b3a29180f9f8a7d6e5c4b3a29180f`, `${at}/?v=[removed]`],
  [`${at}/?v=q83vEjRWeJ%2BrEjRWeJq83vEjRWeJq83vEjRWeJq8%3D`, `${at}/?v=[removed]`],
  [`${at}/u/jane.doe@mail.example/x`, `${at}/u/[removed]/x`],
  [`${at}/u/jane%2540mail.example/x`, `${at}/u/[removed]/x`],
  [`${at}/?who=jane%40mail.example`, `${at}/?who=[removed]`],
  [`${at}/?who=jane@163.com`, `${at}/?who=[removed]`],
  [`${at}/?who=jürgen@müller.example`, `${at}/?who=[removed]`],
  [`${at}/?next=https%3A%2F%2Fb.example%2F%3Ftoken%3Dabc%26page%3D2`, `${at}/?next=[removed]`],
  [`${at}/?next=/reset?token=abc&page=2`, `${at}/?next=[removed]&page=2`],
  [`${at}/?next=%252Freset%253Ftoken%253Dabc&page=2`, `${at}/?next=[removed]&page=2`],
  [`${at}/?q=%E4&token=abc`, `${at}/?q=%E4&token=[removed]`],
  [`data:text/html,${'x'.repeat(100)}`, `data:text/html,${'x'.repeat(25)}…`],
])('removes the secret from %s', (url, scrubbed) => {
  expect(scrubUrl(url)).toBe(scrubbed)
  expect(scrubUrl(scrubbed)).toBe(scrubbed)
})

test.each([
  '',
  'blob:https://a.example/0b2ff8d0-0a5c-4a5e-9b3a-2f8f4f1f0c11',
  `${at}/path?page=2#part`,
  `${at}/img/logo@2x.png`,
  `${at}/img/logo@2x.0a1b2c.webp?v=3`,
  `${at}/npm/vue@3.global.js`,
  `${at}/npm/lodash@4.17.21.js`,
  `${at}/npm/lib@1.2.3-rc.next/index.js`,
  `${at}/npm/@scope/lib@1.2.3/index.js`,
  `${at}/@jane.doe`,
  `${at}/?utm_campaign=spring-sale-2026-newsletter-for-returning-customers`,
  `${at}/?slug=how_to_build_a_great_thing_in_less_than_forty_characters`,
  `${at}/?next=https%3A%2F%2Fb.example%2F%3Fpage%3D2`,
  `${at}/?q=%E4&page=2`,
])('keeps %s', (url) => {
  expect(scrubUrl(url)).toBe(url)
})

const secret = `access_token token refreshToken client_secret password new_password passwd pwd passcode auth oauth_verifier
  authorization authorisation session_id PHPSESSID JSESSIONID sid connect.sid X-Amz-Signature X-Amz-Credential sig otp totp otpCode
  api_key apikey api-key apiKey X-API-Key access_key AWSAccessKeyId private_key x-functions-key subscription-key license_key
  key code auth_code verification_code confirmationCode reset_code invite_code access_code jwt email e-mail userEmail`
const harmless = `author authors authority country_code language_code zip_code postal_code promo_code error_code status_code
  currencyCode sort_key sortKey primary_key cache_key monkey hotkey keyword keyboard codec footprint hotpink design signal inside
  page q utm_source compass`
test.each([
  ...secret.split(/\s+/).map((name) => [name, '[removed]']),
  ...harmless.split(/\s+/).map((name) => [name, 'value']),
])('scrubs the parameter %s to %s', (name, value) => {
  expect(scrubUrl(`${at}/?a=1&${name}=value&b=2`)).toBe(`${at}/?a=1&${name}=${value}&b=2`)
})

test.each([
  ['GET /api/me?token=abc&page=2 404 (Not Found)', 'GET /api/me?token=[removed]&page=2 404 (Not Found)'],
  [`{"url":"${at}/?api_key=abc","who":"jane@mail.example"}`, `{"url":"${at}/?api_key=[removed]","who":"[removed]"}`],
  [`    at f (${at}/app.js?token=abc:10:12)`, `    at f (${at}/app.js?token=[removed]:10:12)`],
  ['f@https://user:pass@a.example/app.js?v=1:10:12', 'f@https://a.example/app.js?v=1:10:12'],
  ['f@https://esm.sh/lodash@4.17.21.js:1:2', 'f@https://esm.sh/lodash@4.17.21.js:1:2'],
  ['Mail to jane@mail.example.', 'Mail to [removed].'],
  ['Unexpected token = in JSON; code=404', 'Unexpected token = in JSON; code=404'],
  [`url(data:font/woff2;base64,${'A'.repeat(100)})`, `url(data:font/woff2;base64,${'A'.repeat(17)}…)`],
])('scrubs the text %s', (text, scrubbed) => {
  expect(scrubText(text)).toBe(scrubbed)
})

test.each(['a', '?', '@', '=', '%40', '%25', 'a=', '?a=', 'a.', ':1', 'eyJ'])(
  '%s a thousand times neither hangs nor throws',
  (unit) => {
    scrubText(`x@${unit.repeat(20_000)}`)
  },
)
