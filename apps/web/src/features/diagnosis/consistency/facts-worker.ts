import { readFacts, type ScopeFacts } from './read-facts.ts'

interface ServiceWorkerScope {
  onmessage: (event: { ports: { postMessage(facts: ScopeFacts): void }[] }) => void
}

const read = () => readFacts(typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : undefined)

// The same file is a service worker, which answers when it is asked, and a worker of the page.
if (typeof postMessage === 'function') postMessage(read())
else (globalThis as unknown as ServiceWorkerScope).onmessage = ({ ports }) => ports[0]?.postMessage(read())
