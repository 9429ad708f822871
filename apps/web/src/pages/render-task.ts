import type { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { ApiError } from '../api/request.ts'
import { failure } from '../components/failure.ts'

interface Manner {
  /** "Loading the errors" */
  loading: string
  /** "The errors could not be loaded" */
  failed: string
  /** What is only brought up to date is not dimmed meanwhile. */
  isQuiet?: boolean
}

/** What a page asked: what was asked before stays, dim, until the next answer is there; or why there is none. */
export function renderTask<Value>(
  task: Task<readonly unknown[], Value>,
  { loading, failed, isQuiet = false }: Manner,
  render: (value: Value) => unknown,
) {
  const wait = () => {
    if (task.value === undefined) return html`<p class="loading" aria-busy="true">${loading}</p>`
    return isQuiet ? render(task.value) : html`<div aria-busy="true" class="stale">${render(task.value)}</div>`
  }
  return task.render({
    initial: wait,
    pending: wait,
    complete: render,
    error: (error) => failureOf(error, () => failure(failed, error, () => task.run())),
  })
}

/** What is said of an error; nothing to those who are signed out: the sign-in page follows. */
export function failureOf(error: unknown, say: () => unknown) {
  return error instanceof ApiError && error.status === 401 ? nothing : say()
}
