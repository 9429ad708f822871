import type { Feedback, ReportOutcome, ReportTexts } from './options.ts'
import { reportStyle } from './report/report-style.ts'
import { type Texts, textsFor } from './report/texts.ts'

type Told = (outcome: ReportOutcome) => void
type SendFeedback = (feedback: Feedback, told: Told) => void

const maxMessageLength = 5000
const maxContactLength = 200
const rightToLeft = ['ar', 'fa', 'he', 'ur']
/** Events that must not reach the page: its keys would act on what is typed, and its dialogs would take the focus back. */
const keptEvents = ['keydown', 'keypress', 'keyup', 'input', 'focusin', 'focusout', 'pointerdown', 'mousedown', 'click']

/** Texts of a dialog that was closed without sending. */
let draft: Feedback = { message: '' }
let isOpen = false

/** Sends a report of a problem, or opens the dialog in which a visitor writes it; `send` sends it. */
export function reportProblem(
  { message, contact, url, ...texts }: Partial<Feedback> & ReportTexts,
  send: SendFeedback,
): Promise<ReportOutcome> {
  return new Promise((told) => {
    if (message) send({ message, contact, url }, told)
    else openReport(texts, send, told)
  })
}

/** @param closed called with the last outcome */
function openReport(given: ReportTexts, send: SendFeedback, closed: Told): void {
  if (isOpen) {
    closed({})
    return
  }
  const { language, texts } = textsFor(given)
  const host = make('div')
  const root = host.attachShadow({ mode: 'open' })
  addStyle(root)
  const before = document.activeElement
  const dialog = make('dialog', { lang: language, dir: direction(language) })
  dialog.setAttribute('aria-label', texts.textTitle)
  let last: ReportOutcome = {}
  const close = () => {
    isOpen = false
    closed(last)
    host.remove()
    if (before instanceof HTMLElement) before.focus()
  }
  dialog.addEventListener('close', close)
  let attempts = 0
  const sendNoted: SendFeedback = (feedback, told) => {
    const attempt = ++attempts
    send(feedback, (outcome) => {
      // an earlier one is retried too, and would replace the answer
      if (attempt !== attempts) return
      last = outcome
      told(outcome)
    })
  }
  dialog.append(...content(texts, sendNoted, () => ('close' in dialog ? dialog.close() : close())))
  for (const type of keptEvents) host.addEventListener(type, (event) => event.stopPropagation())
  root.append(dialog)
  ;(document.body ?? document.documentElement).append(host)
  isOpen = true
  if ('showModal' in dialog) dialog.showModal()
  else (dialog as HTMLElement).className = 'plain'
  root.querySelector('textarea')?.focus()
}

/** Makes the form, which turns into the answer. */
function content(texts: Texts, send: SendFeedback, close: () => void): HTMLElement[] {
  const message = make('textarea', { value: draft.message, maxLength: maxMessageLength, required: true })
  const contact = make('input', { value: draft.contact ?? '', maxLength: maxContactLength, autocomplete: 'email' })
  const form = make(
    'div',
    {},
    make('p', {}, texts.textIntro),
    make('label', {}, texts.textMessage, message),
    make('label', {}, texts.textContact, contact),
  )
  const answer = make('div')
  answer.setAttribute('role', 'status')
  const cancel = make('button', { type: 'button' }, texts.textCancel)
  const submit = make('button', { type: 'button', className: 'main' }, texts.textSend)
  const keep = () => {
    draft = { message: message.value, contact: contact.value || undefined }
  }
  message.addEventListener('input', keep)
  contact.addEventListener('input', keep)
  contact.addEventListener('keydown', ({ key, isComposing }) => key === 'Enter' && !isComposing && submit.click())
  cancel.addEventListener('click', close)
  submit.addEventListener('click', () => {
    keep()
    message.value = message.value.trim()
    if (!message.reportValidity()) return
    submit.disabled = true
    answer.replaceChildren(make('p', {}, texts.textSending))
    send(draft, ({ isStored, number }) => {
      submit.disabled = false
      submit.textContent = texts.textRetry
      answer.replaceChildren(...(isStored ? stored(texts, number) : [make('p', {}, texts.textFailed)]))
      if (!isStored) return
      draft = { message: '' }
      form.hidden = submit.hidden = true
      cancel.textContent = texts.textClose
      cancel.focus()
    })
  })
  return [make('h2', {}, texts.textTitle), form, answer, make('div', { className: 'buttons' }, cancel, submit)]
}

/** The number to tell. */
function stored({ textStored, textTell }: Texts, number: number | undefined): HTMLElement[] {
  const [start = '', end = ''] = textStored.split('{number}')
  return [
    make('p', { className: 'number' }, start, make('strong', {}, `${number ?? '–'}`), end),
    make('p', {}, textTell),
  ]
}

function direction(language: string): 'rtl' | 'ltr' {
  return rightToLeft.some((each) => language.toLowerCase().startsWith(each)) ? 'rtl' : 'ltr'
}

/** A policy may forbid style elements, but not a sheet of a script; old browsers have only the former. */
function addStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(reportStyle)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(make('style', {}, reportStyle))
  }
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  Object.assign(element, properties)
  element.append(...children)
  return element
}
