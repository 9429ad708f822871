/** Bytes; Chromium only. https://developer.mozilla.org/docs/Web/API/Performance/memory */
export function heapLimit(): number | undefined {
  return (performance as { memory?: { jsHeapSizeLimit: number } }).memory?.jsHeapSizeLimit
}
