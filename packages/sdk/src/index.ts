export type { Collector, Options, Progress, SendError } from './options.ts'
export { start } from './start.ts'
