import { html, type TemplateResult } from 'lit'
import type { PathParams } from './router/match-route.ts'

/** The address of a page, in parts. */
export interface Place {
  params: PathParams
  query: URLSearchParams
}

export interface Route {
  /** As in "/submissions/:submissionId". */
  path: string
  /** Title of the window, until the page knows a better one. */
  title: string
  /** The words in the navigation; absent: not in it. */
  label?: string
  load: () => Promise<unknown>
  render: (place: Place) => TemplateResult
}

/** Every page, in the order of the navigation; loaded when visited. */
export const routes: readonly Route[] = [
  {
    path: '/overview',
    title: 'Overview',
    label: 'Overview',
    load: () => import('./pages/overview-page.ts'),
    render: ({ query }) => html`<overview-page .query=${query}></overview-page>`,
  },
  {
    path: '/',
    title: 'This browser',
    label: 'This browser',
    load: () => import('./pages/this-browser-page.ts'),
    render: () => html`<this-browser-page></this-browser-page>`,
  },
  {
    path: '/submissions',
    title: 'Submissions',
    label: 'Submissions',
    load: () => import('./pages/submissions-page.ts'),
    render: ({ query }) => html`<submissions-page .query=${query}></submissions-page>`,
  },
  {
    path: '/submissions/:submissionId',
    title: 'Submission',
    load: () => import('./pages/submission-page.ts'),
    render: ({ params }) => html`<submission-page .submissionId=${params['submissionId'] ?? ''}></submission-page>`,
  },
  {
    path: '/vitals',
    title: 'Vitals',
    label: 'Vitals',
    load: () => import('./pages/vitals-page.ts'),
    render: ({ query }) => html`<vitals-page .query=${query}></vitals-page>`,
  },
  {
    path: '/errors',
    title: 'Errors',
    label: 'Errors',
    load: () => import('./pages/errors-page.ts'),
    render: ({ query }) => html`<errors-page .query=${query}></errors-page>`,
  },
  {
    path: '/errors/:groupKey',
    title: 'Error',
    load: () => import('./pages/error-group-page.ts'),
    render: ({ params, query }) =>
      html`<error-group-page .groupKey=${params['groupKey'] ?? ''} .query=${query}></error-group-page>`,
  },
  {
    path: '/referrers',
    title: 'Referrers',
    label: 'Referrers',
    load: () => import('./pages/referrers-page.ts'),
    render: ({ query }) => html`<referrers-page .query=${query}></referrers-page>`,
  },
  {
    path: '/refusals',
    title: 'Refusals',
    label: 'Refusals',
    load: () => import('./pages/refusals-page.ts'),
    render: () => html`<refusals-page></refusals-page>`,
  },
  {
    path: '/setup',
    title: 'Set up',
    label: 'Set up',
    load: () => import('./pages/setup-page.ts'),
    render: () => html`<setup-page></setup-page>`,
  },
  {
    path: '/compare',
    title: 'Compare',
    load: () => import('./pages/compare-page.ts'),
    render: ({ query }) => html`<compare-page .query=${query}></compare-page>`,
  },
  {
    path: '/sign-in',
    title: 'Sign in',
    load: () => import('./pages/sign-in-page.ts'),
    render: ({ query }) => html`<sign-in-page .query=${query}></sign-in-page>`,
  },
]

export const notFoundRoute: Route = {
  path: '',
  title: 'Not found',
  load: () => import('./pages/not-found-page.ts'),
  render: () => html`<not-found-page></not-found-page>`,
}
