import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const target = at('../dist/public/')

// The API serves what the dashboard and the SDK built; it imports neither.
await rm(target, { recursive: true, force: true })
await cp(at('../../web/dist/'), target, { recursive: true })
for (const file of ['collector.js', 'collector-fingerprint.js']) {
  await cp(at(`../../../packages/sdk/dist/${file}`), `${target}${file}`)
}
