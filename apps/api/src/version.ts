import { readFileSync } from 'node:fs'

/** The package file is above this one, both in the source and in the build. */
const packageFile = new URL('../package.json', import.meta.url)

export const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
