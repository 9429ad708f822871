/** What is known of one dimension: an attribute of page views that they are filtered by and grouped by. */
export interface DimensionInfo {
  /** As the dashboard names it. */
  readonly label: string
  /** The column of `facts` that holds it. */
  readonly column: string
  /** The list of the overview that shows its most frequent values. */
  readonly list: string
  /** As the OpenAPI document describes the filter. */
  readonly description: string
}

/** Every dimension, in the order shown. Filters, breakdowns, rollups and lists are derived from this list. */
export const dimensionInfo = {
  browser: {
    label: 'Browser',
    column: 'browser_name',
    list: 'browsers',
    description: 'Name of the browser, for example Chrome',
  },
  os: {
    label: 'Operating system',
    column: 'os_name',
    list: 'os',
    description: 'Name of the operating system',
  },
  device: { label: 'Device', column: 'device', list: 'devices', description: 'Class of the device' },
  host: {
    label: 'Host',
    column: 'host',
    list: 'hosts',
    description: "Host of the page's URL, with its port if it has one; in its own script or as xn--, in either case",
  },
  path: {
    label: 'Path',
    column: 'path',
    list: 'paths',
    description:
      "Path of the page's URL, with the route in its fragment (/#/cart), with or without percent-escapes; with * at its end every path that begins so",
  },
} as const satisfies Record<string, DimensionInfo>

export type Dimension = keyof typeof dimensionInfo
export const dimensions = Object.keys(dimensionInfo) as Dimension[]
