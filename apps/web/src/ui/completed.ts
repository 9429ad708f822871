import { type Task, TaskStatus } from '@lit/task'

/** Returns a task's value while it belongs to the current arguments: a task keeps its last value until it has another. */
export function completed<Value>(task: Task<readonly unknown[], Value>): Value | undefined {
  return task.status === TaskStatus.COMPLETE ? task.value : undefined
}
