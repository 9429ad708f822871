import { components } from '@collector/schema/catalogue'
import { ownMember } from '../../api/readers.ts'

const labels: Readonly<Record<string, string>> = {
  version: 'Browser version',
  systemVersion: 'System version',
  'browser.cookiesEnabled': 'Cookies',
  'browser.onLine': 'Online',
  'browser.doNotTrack': 'Do Not Track',
  'browser.hardwareConcurrency': 'Processors',
  'browser.deviceMemory': 'Memory in GiB',
  'browser.screenResolution': 'Screen',
  'browser.colorDepth': 'Colour depth',
  'browser.timezone': 'Time zone',
  'browser.connection.effectiveType': 'Network',
  'browser.connection.saveData': 'Saving data',
  'browser.preferences.colorScheme': 'Colour scheme',
  'browser.preferences.forcedColors': 'Forced colours',
}

/** Returns the name of a compared field on screen: of the catalogue, else made of its path. */
export function fieldLabel(field: string): string {
  const last = field.split('.').at(-1) ?? field
  const component = field.startsWith('fingerprints.')
    ? ownMember<{ label: string }>(components, last)?.label
    : undefined
  return ownMember(labels, field) ?? component ?? wordsOf(last).slice(0, 80)
}

/** Returns "Reduced motion" for "reducedMotion". */
function wordsOf(name: string): string {
  const words = name.replace(/(?<=[a-z\d])[A-Z](?![A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
