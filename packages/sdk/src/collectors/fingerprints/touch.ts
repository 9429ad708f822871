export function touch() {
  return {
    maxTouchPoints: navigator.maxTouchPoints,
    touchEvent: 'TouchEvent' in window,
    handler: 'ontouchstart' in window,
  }
}
