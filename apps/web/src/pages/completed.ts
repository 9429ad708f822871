import { type Task, TaskStatus } from '@lit/task'

/** What a task found, while it is what is asked for now: a task keeps its last value until it has another. */
export function completed<Value>(task: Task<readonly unknown[], Value>): Value | undefined {
  return task.status === TaskStatus.COMPLETE ? task.value : undefined
}
