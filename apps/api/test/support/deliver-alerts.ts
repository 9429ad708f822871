import { setTimeout as sleep } from 'node:timers/promises'
import { alertSenders } from '../../src/alerts/alert-senders.ts'
import { deliverDue } from '../../src/alerts/deliver.ts'
import { readConfig } from '../../src/config.ts'
import { openStorage } from '../../src/storage/storage.ts'

/** Delivers alerts as a server does, and does nothing else, so that a test may kill it often. */
const dbUrl = process.env['DB_URL']
const storage = await openStorage({ dbUrl, dataDir: '', skipDb: false }, { info() {}, warn: console.warn })
await storage.ready
const senders = alertSenders(await readConfig({ ALERT_ALLOWED_NETWORKS: 'loopback' }))
for (;;) {
  await deliverDue(storage.db, { ...senders, publicUrl: async () => undefined })
  await sleep(50)
}
