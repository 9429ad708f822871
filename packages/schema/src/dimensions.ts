/** Describes one dimension: an attribute of page views that they are filtered by and grouped by. */
export interface DimensionInfo {
  /** Name on the dashboard, singular and plural. */
  readonly label: string
  readonly plural: string
  /** Column in `facts` and in the sample. */
  readonly column: string
  /** Name of the overview's list with its most frequent values. */
  readonly list: string
  /** Description of the filter in the OpenAPI document. */
  readonly description: string
}

/** Every dimension, in the order shown. Filters, breakdowns, rollups, columns and lists are derived from this list. */
export const dimensionInfo = {
  browser: {
    label: 'Browser',
    plural: 'Browsers',
    column: 'browser_name',
    list: 'browsers',
    description: 'Name of the browser, for example Chrome',
  },
  os: {
    label: 'System',
    plural: 'Systems',
    column: 'os_name',
    list: 'os',
    description: 'Name of the operating system',
  },
  device: {
    label: 'Device',
    plural: 'Devices',
    column: 'device',
    list: 'devices',
    description: 'Class of the device',
  },
  language: {
    label: 'Language',
    plural: 'Languages',
    column: 'language',
    list: 'languages',
    description: 'Primary language of the browser: de for both de-DE and de-AT',
  },
  release: {
    label: 'Release',
    plural: 'Releases',
    column: 'release',
    list: 'releases',
    description: 'Version of the site: app.release',
  },
  environment: {
    label: 'Environment',
    plural: 'Environments',
    column: 'environment',
    list: 'environments',
    description: 'Environment that the site was deployed to: app.environment',
  },
  path: {
    label: 'Path',
    plural: 'Pages',
    column: 'path',
    list: 'paths',
    description:
      "Path of the page's URL, with the route in its fragment (/#/cart), with or without percent-escapes; a * matches one segment, at the end everything that follows",
  },
  host: {
    label: 'Host',
    plural: 'Hosts',
    column: 'host',
    list: 'hosts',
    description: "Host of the page's URL, with its port if it has one; in its own script or as xn--, in either case",
  },
} as const satisfies Record<string, DimensionInfo>

export type Dimension = keyof typeof dimensionInfo
export const dimensions = Object.keys(dimensionInfo) as Dimension[]
