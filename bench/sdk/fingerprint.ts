import { brotliCompressSync } from 'node:zlib'
import { launchChromium } from '@collector/testing/chromium'
import type { Browser } from 'playwright'
import { median, roundRobin } from '../statistics.ts'
import { bundle } from './bundle.ts'
import { type PageServer, startPageServer } from './page-server.ts'

const rounds = 15

/**
 * Total time and longest task of the whole fingerprint, fresh profiles in turns, from the call to the result. The call of
 * fingerprintjs waits for an idle page; the SDK does so before it loads ours, which is not counted.
 */
export async function benchFingerprint(): Promise<void> {
  const subjects = [
    { name: 'collector-fingerprint', script: await bundle('collector-fingerprint') },
    { name: 'fingerprintjs', script: await bundle('fingerprintjs') },
  ]
  const server = await startPageServer()
  for (const throttle of [1, 4]) {
    const browser = await launchChromium()
    const results = await roundRobin(subjects, rounds, ({ script }) => {
      server.setScript(script)
      return fingerprint(browser, server, throttle)
    })
    await browser.close()
    const rows = subjects.map((subject, index) => ({
      library: subject.name,
      'brotli bytes': brotliCompressSync(subject.script).length,
      'total ms': Math.round(median((results[index] ?? []).map((one) => one.totalMs))),
      'longest task ms': Math.round(median((results[index] ?? []).map((one) => one.longestTaskMs))),
    }))
    console.log(`Medians of ${rounds} fresh profiles, CPU throttled ${throttle}x (a task under 50 ms counts as 0)\n`)
    console.table(rows)
    const [ours, theirs] = rows
    if (ours && theirs) {
      console.log(`total: ${(ours['total ms'] / theirs['total ms']).toFixed(2)} x fingerprintjs (goal: at most 1)\n`)
    }
  }
  server.close()
}

async function fingerprint(browser: Browser, server: PageServer, throttle: number) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(server.origin)
  await page.waitForTimeout(300)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  const result = await page.evaluate(async () => {
    let longestTaskMs = 0
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, entry.duration)
    })
    observer.observe({ type: 'longtask' })
    // a headless page that paints nothing is never told that it is idle, and fingerprintjs waits to be told
    let isDone = false
    const paint = () => void (isDone || requestAnimationFrame(paint))
    paint()
    // a task of its own, so that the call that started this is not counted
    await new Promise((resolve) => setTimeout(resolve, 50))
    const start = performance.now()
    await (window as unknown as { collectFingerprint(): Promise<unknown> }).collectFingerprint()
    const totalMs = performance.now() - start
    isDone = true
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { totalMs, longestTaskMs }
  })
  await context.close()
  return result
}
