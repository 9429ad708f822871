// the server applies the same rules to what others send
export { noiseOf } from '@collector/schema/noise-of'
