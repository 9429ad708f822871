/** A DSN ends with the number of a project; Collector has one, and takes any. */
export const project = '/api/:project(^\\d+$)'
