import { Gauge, type Registry } from 'prom-client'
import { rollupBacklog } from '../rollups/queue.ts'
import type { Storage } from '../storage/storage.ts'

/** Maximum rows counted; the exact lag beyond it does not matter. */
const maxCounted = 100_000

/** Registers the gauges that query the database when Prometheus scrapes. */
export function watchStorage(registry: Registry, storage: Storage): void {
  const registers = [registry]
  new Gauge({
    name: 'collector_database_connections',
    help: 'Connections of this process to the database, and requests that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(storage.connections())) this.set({ state }, count)
    },
  })
  const backlog = async () => (storage.isReady() ? rollupBacklog(storage.db, maxCounted) : undefined)
  let asking: ReturnType<typeof backlog> | undefined
  /** Queries once for both gauges; undefined if the database does not answer. */
  const askOnce = () => {
    asking ??= backlog()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined
      })
    return asking
  }
  new Gauge({
    name: 'collector_rollup_queue_page_views',
    help: `Page views that the rollups do not hold yet, counted up to ${maxCounted}`,
    registers,
    async collect() {
      this.set((await askOnce())?.rows ?? Number.NaN)
    },
  })
  new Gauge({
    name: 'collector_rollup_lag_seconds',
    help: 'How long the oldest of those has been stored',
    registers,
    async collect() {
      this.set((await askOnce())?.lagSeconds ?? Number.NaN)
    },
  })
  new Gauge({
    name: 'collector_database_up',
    help: '1 when the database can be written to',
    registers,
    async collect() {
      const isUp = await storage.ping(1000).then(
        () => true,
        () => false,
      )
      this.set(Number(isUp))
    },
  })
}
