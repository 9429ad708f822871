// Loaded into a Collector by --import: what it takes for now is as many ms ago as the file CLOCK_BEHIND_FILE says. The
// embedded database asks the same clock.
import { readFileSync } from 'node:fs'

const file = process.env['CLOCK_BEHIND_FILE']
const realNow = Date.now.bind(Date)
let behindMs = 0
let readAt = 0

Date.now = () => {
  const now = realNow()
  if (file && now - readAt > 10) {
    behindMs = Number(readFileSync(file, 'utf8')) || 0
    readAt = now
  }
  return now - behindMs
}
