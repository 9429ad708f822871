// the server applies the same rules to what others send
export { scrubText, scrubUrl } from '@collector/schema/scrub-url'
