import { expect, test } from 'vitest'
import 'zone.js'
import { start } from './index.ts'

interface Task {
  type: 'microTask' | 'macroTask' | 'eventTask'
  source: string
}
interface Delegate {
  scheduleTask(target: unknown, task: Task): Task
}
declare const Zone: { current: { fork(spec: object): { run<T>(run: () => T): T } } }

test('its timers and requests are in the root zone, so that Angular becomes stable', async () => {
  const tasks: string[] = []
  const angular = Zone.current.fork({
    name: 'angular',
    onScheduleTask(delegate: Delegate, _current: unknown, target: unknown, task: Task) {
      if (task.type === 'macroTask') tasks.push(task.source)
      return delegate.scheduleTask(target, task)
    },
  })
  let fail = () => {}
  const failed = new Promise<void>((resolve) => {
    fail = resolve
  })
  const collector = angular.run(() => {
    setTimeout(() => {})
    const made = start({
      // nobody is there: it is tried again and again
      endpoint: 'http://127.0.0.1:9/',
      delayMs: 20,
      onProgress: ({ phase }) => phase === 'failed' && fail(),
    })
    made.captureError(new Error('at the start'))
    return made
  })
  await failed
  angular.run(() => {
    history.pushState({}, '', '?route')
    collector.captureError(new Error('later'))
    collector.setConsent('granted')
    collector.flush()
  })
  // the page's own, which shows that the zone is heard
  expect(tasks).toEqual(['setTimeout'])
  collector.stop()
})
