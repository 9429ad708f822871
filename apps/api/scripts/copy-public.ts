import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const target = at('../dist/public/')

// The API serves what the dashboard and the SDK built; it imports neither.
await rm(target, { recursive: true, force: true })
await cp(at('../../web/dist/'), target, { recursive: true })
for (const file of ['collector.js', 'collector-fingerprint.js', 'collector-report.js']) {
  await cp(at(`../../../packages/sdk/dist/${file}`), `${target}${file}`)
}

// Compressed once, here: the server hands out what a browser accepts, and spends no time on it.
for (const name of await readdir(target, { recursive: true })) {
  if (!/\.(js|css|svg)$/.test(name)) continue
  const file = await readFile(target + name)
  await writeFile(`${target}${name}.br`, brotliCompressSync(file))
  await writeFile(`${target}${name}.gz`, gzipSync(file, { level: 9 }))
}
