import { expect, test } from 'vitest'
import 'zone.js'
import { start } from './index.ts'

declare const Zone: { current: { fork(spec: object): { run<T>(run: () => T): T } } }

test('nothing of it keeps an Angular zone from being stable', async () => {
  const tasks: string[] = []
  const angular = Zone.current.fork({
    name: 'angular',
    onScheduleTask(
      delegate: { scheduleTask(target: unknown, task: unknown): unknown },
      _: unknown,
      target: unknown,
      task: { type: string; source: string },
    ) {
      if (task.type !== 'eventTask') tasks.push(`${task.type} ${task.source}`)
      return delegate.scheduleTask(target, task)
    },
  })
  let stored = () => {}
  const isStored = new Promise<void>((resolve) => {
    stored = resolve
  })
  const onProgress = ({ phase }: { phase: string }) => phase === 'stored' && stored()
  const collector = angular.run(() => {
    setTimeout(() => {})
    const made = start({ endpoint: '/', delayMs: 50, onProgress })
    made.captureError(new Error('in the zone'))
    return made
  })
  await isStored
  await new Promise((resolve) => Zone.current.fork({ name: 'root' }).run(() => setTimeout(resolve, 50)))
  angular.run(() => {
    history.replaceState({}, '', '?route')
    collector.captureError(new Error('after the first submission'))
    collector.setConsent('granted')
    collector.flush()
    collector.stop()
  })
  // the page's own timer, which shows that the zone is heard; what awaits flush is the caller's own
  expect(tasks.filter((task) => !task.startsWith('microTask'))).toEqual(['macroTask setTimeout'])
})
