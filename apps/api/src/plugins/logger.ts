import { isatty } from 'node:tty'
import { type Logger, pino } from 'pino'

const options = { base: undefined, timestamp: pino.stdTimeFunctions.isoTime }

/**
 * JSON lines on stdout, or stderr where stdout is the result; readable ones on a terminal. Lines go out together, at most a tenth of a second late: a reader that
 * is slow must not hold up those who send. A process that ends by itself writes what is left; a killed one cannot.
 */
export function createLogger(level: string, fd: 1 | 2 = 1): Logger {
  if (!isatty(fd)) {
    return pino({ ...options, level }, pino.destination({ fd, sync: false, minLength: 4096, periodicFlush: 100 }))
  }
  const format = { ignore: 'hostname,pid', translateTime: 'SYS:HH:MM:ss', destination: fd }
  const transport = { target: 'pino-pretty', options: format }
  return pino({ ...options, level, transport })
}
