// Loaded into a Collector by --import: shifts its clock back by the milliseconds in the file CLOCK_BEHIND_FILE. The
// embedded database uses the same clock.
import { readFileSync } from 'node:fs'

const file = process.env['CLOCK_BEHIND_FILE']
const realNow = Date.now.bind(Date)
let behindMs = 0
let readAt = 0

Date.now = () => {
  const now = realNow()
  if (file && now - readAt > 10) {
    // empty while it is being written
    behindMs = Number(readFileSync(file, 'utf8') || behindMs)
    readAt = now
  }
  return now - behindMs
}
