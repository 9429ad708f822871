export { type CheckedMap, checkMap } from './check-map.ts'
export { debugIdOfBytes, readDebugId } from './debug-id.ts'
