import type { ReleaseGroupsAnswer, ReleaseItem } from '@collector/schema'
import { html, nothing } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { errorKinds } from '../errors/error-words.ts'
import '../overview/ranking.css'
import './release-errors.css'

export interface ReleaseErrors {
  item: ReleaseItem
  groups: ReleaseGroupsAnswer
}

type Groups = ReleaseGroupsAnswer['new']

/** Lists the groups of errors that a release brought, brought back, and ended. */
export function releaseErrors({ item, groups }: ReleaseErrors, narrowing: Narrowing) {
  const { release, environment } = item
  const { previous } = groups
  const listOf = (title: string, none: string, list: Groups, seenIn: string) => html`<div>
    <h3>${title}</h3>
    ${
      list.length === 0
        ? html`<p class="hint">${none}</p>`
        : html`<ol class="ranking">
            ${list.map(
              ({ groupKey, type, name, message }) => html`<li>
                <a
                  class="name"
                  href=${narrowedAddress(`/errors/${groupKey}`, narrowing, { release: seenIn, environment: environment ?? undefined })}
                  >${message.slice(0, 200) || 'no message'}</a
                >
                <span class="beside">${name ?? errorKinds[type]}</span>
              </li>`,
            )}
          </ol>`
    }
  </div>`
  return html`<section class="release-errors">
    <h2>Which errors did ${release} bring${environment ? ` to ${environment}` : nothing}?</h2>
    <div class="release-lists">
      ${listOf('New', 'No error was first seen in it.', groups.new, release)}
      ${listOf('Regressed', 'No resolved error came back in it.', groups.regressed, release)}
      ${
        previous === null
          ? nothing
          : listOf(
              `Gone since ${previous}`,
              'All errors of the release before occurred in it too.',
              groups.gone,
              previous,
            )
      }
    </div>
  </section>`
}
