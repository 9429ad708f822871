import type { CheckName, CheckResult } from '@collector/schema'
import type { FrameAnswer } from './ask-frame.ts'
import type { ServerAnswer } from './ask-server.ts'
import { autoplay } from './checks/autoplay.ts'
import { browserAge } from './checks/browser-age.ts'
import { clock } from './checks/clock.ts'
import { download } from './checks/download.ts'
import { extensions } from './checks/extensions.ts'
import { hardwareAcceleration } from './checks/hardware-acceleration.ts'
import { hosts } from './checks/hosts.ts'
import { permissions } from './checks/permissions.ts'
import { roundTrip } from './checks/round-trip.ts'
import { serverSentEvents } from './checks/server-sent-events.ts'
import { serviceWorker } from './checks/service-worker.ts'
import { thirdPartyFrame } from './checks/third-party-frame.ts'
import { webSocket } from './checks/web-socket.ts'
import { zoom } from './checks/zoom.ts'
import type { ServiceWorkerAnswer } from './consistency/ask-worker.ts'

type Check = () => CheckResult | Promise<CheckResult>
type Told = (name: CheckName, result: CheckResult) => void

/**
 * Runs every check but the pop-ups, which wait for a click. None asks the visitor for anything. Those that measure the
 * connection run alone, so that the others do not slow them.
 *
 * @param server undefined if it did not answer
 * @param frame absent where the operator named none
 * @param tell called with each result as it comes
 */
export async function runChecks(
  server: ServerAnswer | undefined,
  frame: Promise<FrameAnswer | undefined> | undefined,
  serviceWorkerAnswer: Promise<ServiceWorkerAnswer | undefined>,
  tell: Told,
): Promise<void> {
  const run = async (checks: Partial<Record<CheckName, Check>>) => {
    await Promise.all(
      (Object.entries(checks) as [CheckName, Check][]).map(async ([name, check]) => tell(name, await attempt(check))),
    )
  }
  await run({
    ...(server && { clock: () => clock(server), browserAge: () => browserAge(server) }),
    extensions: () => extensions(),
    hardwareAcceleration,
    zoom,
    permissions,
    autoplay,
    serviceWorker: async () => serviceWorker(await serviceWorkerAnswer),
    webSocket,
    serverSentEvents,
    ...(server && server.hosts.length > 0 && { hosts: () => hosts(server.hosts) }),
    ...(frame && { thirdPartyFrame: async () => thirdPartyFrame(await frame) }),
  })
  await run({ roundTrip })
  await run({ download })
}

async function attempt(check: Check): Promise<CheckResult> {
  try {
    return await check()
  } catch {
    return { state: 'unknown', detail: 'not possible here' }
  }
}
