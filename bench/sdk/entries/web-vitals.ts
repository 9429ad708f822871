import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution'

for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) {
  on(({ name, value }) => navigator.sendBeacon('/post', JSON.stringify({ name, value })))
}
