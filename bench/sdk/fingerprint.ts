import { brotliCompressSync } from 'node:zlib'
import { launchChromium } from '@collector/testing/chromium'
import type { Browser } from 'playwright'
import { median, roundRobin } from '../statistics.ts'
import { bundle } from './bundle.ts'
import { type PageServer, startPageServer } from './page-server.ts'

const rounds = 15

/**
 * Measures total time and longest task of the whole fingerprint, from the call to the result, in alternating fresh
 * profiles. The call of fingerprintjs waits for an idle page; our SDK waits before it loads the file, which is not
 * counted.
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
    // a headless page that paints nothing gets no idle callback, which fingerprintjs waits for
    let isDone = false
    const paint = () => void (isDone || requestAnimationFrame(paint))
    paint()
    // a new task, so that the evaluating call is not counted
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
