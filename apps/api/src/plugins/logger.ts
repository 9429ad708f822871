import { type Logger, pino } from 'pino'

const options = { base: undefined, timestamp: pino.stdTimeFunctions.isoTime }

/**
 * JSON lines on stdout; readable ones on a terminal. Lines go out together, at most a tenth of a second late: a reader that
 * is slow must not hold up those who send. A process that ends by itself writes what is left; a killed one cannot.
 */
export function createLogger(level: string): Logger {
  if (!process.stdout.isTTY) {
    return pino({ ...options, level }, pino.destination({ sync: false, minLength: 4096, periodicFlush: 100 }))
  }
  const transport = { target: 'pino-pretty', options: { ignore: 'hostname,pid', translateTime: 'SYS:HH:MM:ss' } }
  return pino({ ...options, level, transport })
}
