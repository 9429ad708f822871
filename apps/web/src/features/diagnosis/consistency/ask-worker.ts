import { within } from '../within.ts'
import { workerUrl } from '../worker-url.ts'
import type { ScopeFacts } from './read-facts.ts'

const timeoutMs = 4000

/** A service worker that was registered, and what it reads; undefined if it does not answer. */
export interface ServiceWorkerAnswer {
  facts: ScopeFacts | undefined
}

/** Registers a service worker, asks it and removes it; undefined where the browser refuses it. */
export async function askServiceWorker(): Promise<ServiceWorkerAnswer | undefined> {
  if (!('serviceWorker' in navigator)) return undefined
  const registration = await within(timeoutMs, navigator.serviceWorker.register(workerUrl()))
  if (!registration) return undefined
  const worker = registration.installing ?? registration.waiting ?? registration.active
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise<ScopeFacts>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
  })
  worker?.postMessage('facts', [port2])
  const facts = await within(timeoutMs, answer)
  port1.close()
  await registration.unregister()
  return { facts }
}

/** Returns what a worker of this page reads; undefined without an answer. */
export async function askPageWorker(): Promise<ScopeFacts | undefined> {
  const worker = new Worker(workerUrl())
  const answer = new Promise<ScopeFacts>((resolve) => {
    worker.onmessage = ({ data }) => resolve(data)
  })
  const facts = await within(timeoutMs, answer)
  worker.terminate()
  return facts
}
