import type { SetupAnswer } from '@collector/schema'

/** The chosen options of the SDK. */
export interface SetupChoice {
  fingerprint: boolean
  visitorId: boolean
  asksConsent: boolean
  /** Share of page views, 0 to 1. */
  sampleRate: number
}

/** The addresses of this server for a site. */
export interface SetupTarget extends Pick<SetupAnswer, 'sdkPath' | 'collectPath'> {
  origin: string
}

/** Returns the tag for the head of every page. */
export function scriptTag({ origin, sdkPath, collectPath }: SetupTarget, choice: SetupChoice): string {
  const attributes = [
    `src="${origin}${sdkPath}"`,
    // the script posts to `collect` beside itself by default
    new URL('collect', origin + sdkPath).pathname !== collectPath && `data-endpoint="${origin}${collectPath}"`,
    choice.fingerprint && 'data-fingerprint',
    choice.visitorId && 'data-visitor-id',
    choice.sampleRate !== 1 && `data-sample-rate="${choice.sampleRate}"`,
    choice.asksConsent && 'data-consent="pending"',
    'defer',
  ].filter((attribute) => attribute !== false)
  return attributes.length > 2
    ? `<script\n${attributes.map((attribute) => `  ${attribute}\n`).join('')}></script>`
    : `<script ${attributes.join(' ')}></script>`
}

/** Code that passes on the visitor's answer to the consent question; the tag makes `window.collector`. */
export const consentCode = `// once your visitor has answered
window.collector?.setConsent('granted') // or 'denied', also later`

/** Returns the same for the npm module. */
export function moduleCode({ origin, collectPath }: SetupTarget, choice: SetupChoice): string {
  const options = [
    `endpoint: '${origin}${collectPath}'`,
    choice.fingerprint && 'fingerprint: true',
    choice.visitorId && 'visitorId: true',
    choice.sampleRate !== 1 && `sampleRate: ${choice.sampleRate}`,
    choice.asksConsent && "consent: 'pending'",
  ].filter((option) => option !== false)
  const start = `import { start } from '@collector/sdk'

const collector = start({
${options.map((option) => `  ${option},\n`).join('')}})`
  return choice.asksConsent
    ? `${start}

// once your visitor has answered
collector.setConsent('granted') // or 'denied', also later`
    : start
}

/**
 * Returns the headers by which browsers send reports: what crashed, was blocked or is deprecated, also where no script ran.
 * Network errors need the older header.
 */
export function reportingHeaders(reportUrl: string): string {
  const group = JSON.stringify({ group: 'nel', max_age: 2_592_000, endpoints: [{ url: reportUrl }] })
  return `Reporting-Endpoints: default="${reportUrl}", crash-reporting="${reportUrl}"
Content-Security-Policy: …; report-to default; report-uri ${reportUrl}
Document-Policy: include-js-call-stacks-in-crash-reports
Report-To: ${group}
NEL: {"report_to":"nel","max_age":2592000,"failure_fraction":1}`
}

/** Returns what a site's content security policy has to allow. */
export function policyCode({ origin }: SetupTarget, isModule: boolean): string {
  return isModule ? `connect-src ${origin}` : `script-src ${origin}; connect-src ${origin}`
}
