import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin, ResolvedConfig } from 'vite'

const compress = {
  gzip: (file: Buffer) => gzipSync(file, { level: 9 }),
  brotli: (file: Buffer) => brotliCompressSync(file),
}

interface Budget {
  file: string
  encoding: keyof typeof compress
  maxBytes: number
}

/** Fails the build if a compressed file is larger than its budget. */
export function sizeBudget({ file, encoding, maxBytes }: Budget): Plugin {
  let config: ResolvedConfig
  return {
    name: 'size-budget',
    configResolved(resolved) {
      config = resolved
    },
    async writeBundle() {
      const built = await readFile(join(config.root, config.build.outDir, file))
      const bytes = compress[encoding](built).length
      const words = `${file}: ${bytes} of at most ${maxBytes} bytes ${encoding}`
      if (bytes > maxBytes) this.error(words)
      config.logger.info(words)
    },
  }
}
