import { isatty } from 'node:tty'
import { type Logger, pino } from 'pino'

const options = { base: undefined, timestamp: pino.stdTimeFunctions.isoTime }

const maxWaitMs = 100
const maxLength = 4096

/**
 * Logs JSON lines to stdout, or to stderr if stdout is the result; readable lines on a terminal. Lines are written
 * together, at most a tenth of a second late, so that a slow reader does not delay requests. A process that exits
 * flushes the rest; a killed one cannot.
 */
export function createLogger(level: string, fd: 1 | 2 = 1): Logger {
  if (!isatty(fd)) return pino({ ...options, level }, together(fd))
  const format = { ignore: 'hostname,pid', translateTime: 'SYS:HH:MM:ss', destination: fd }
  const transport = { target: 'pino-pretty', options: format }
  return pino({ ...options, level, transport })
}

/** pino's own `periodicFlush` syncs the file each time, which makes a database on the same disk wait. */
function together(fd: number) {
  let lines = ''
  let timer: NodeJS.Timeout | undefined
  // before the destination writes for the last time
  process.once('exit', flush)
  const destination = pino.destination({ fd, sync: false })
  return {
    write(line: string) {
      lines += line
      if (lines.length >= maxLength) flush()
      else timer ??= setTimeout(flush, maxWaitMs).unref()
    },
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (lines !== '') destination.write(lines)
    lines = ''
  }
}
