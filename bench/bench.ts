import { benchIngest } from './ingest/ingest.ts'
import { benchProfile } from './ingest/profile.ts'
import { benchKill } from './kill.ts'
import { benchMove } from './move.ts'
import { benchAlerts } from './questions/alerts.ts'
import { benchQuestions } from './questions/questions.ts'
import { benchScaling } from './scaling.ts'
import { benchFingerprint } from './sdk/fingerprint.ts'
import { benchSdk } from './sdk/sdk.ts'
import { benchSoak } from './soak.ts'
import { benchStart } from './start.ts'
import { benchStorage } from './storage.ts'

/** Every benchmark by its name on the command line, with the question it answers. */
const benches = {
  profile: { run: benchProfile, question: 'Which functions take the time of a submission?' },
  ingest: {
    run: benchIngest,
    question: 'How many submissions are stored a second, compared with a bare echo and the predecessor?',
  },
  scaling: { run: benchScaling, question: 'How much more do two processes on one PostgreSQL store than one?' },
  start: { run: benchStart, question: 'How long does a start take, and what does an idle server use?' },
  storage: { run: benchStorage, question: 'How many bytes on disk for each byte received?' },
  kill: { run: benchKill, question: 'Is a submission lost or stored twice when the server is killed under load?' },
  soak: {
    run: benchSoak,
    question: 'Does memory or latency grow during half an hour at 80 % of the maximum load?',
  },
  move: {
    run: benchMove,
    question: 'Is everything there after `move` was killed half way and called again?',
  },
  questions: { run: benchQuestions, question: 'Do answers slow down as data grows?' },
  alerts: {
    run: benchAlerts,
    question: 'How long does evaluating thirty alert rules take, which happens each minute?',
  },
  sdk: { run: benchSdk, question: 'What does the script tag cost a page, compared with other SDKs?' },
  fingerprint: { run: benchFingerprint, question: 'How long does the fingerprint take, compared with fingerprintjs?' },
}

const names = process.argv.slice(2).filter((argument) => argument !== '--')
const chosen = names.length > 0 ? names : Object.keys(benches)
const unknown = chosen.filter((name) => !(name in benches))

if (unknown.length > 0 || chosen.includes('help')) {
  console.log('pnpm bench [name …]   runs the named benchmarks, or all of them')
  for (const [name, { question }] of Object.entries(benches)) console.log(`  ${name.padEnd(12)} ${question}`)
  process.exit(unknown.length > 0 ? 1 : 0)
}
for (const name of chosen as (keyof typeof benches)[]) {
  console.log(`\n# ${name}: ${benches[name].question}\n`)
  await benches[name].run()
}
