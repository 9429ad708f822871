import { webgl } from './webgl.ts'

interface Adapter {
  info?: { vendor: string; architecture: string; device: string; description: string }
  features: Iterable<string>
  limits: Record<string, number>
}

const software = /swiftshader|llvmpipe|softpipe|software|basic render/i

/**
 * https://www.w3.org/TR/webgpu/#gpu-interface; on secure pages only. Not asked for where there is no hardware to draw with:
 * Chromium would warn of it in the console.
 */
export async function webgpu() {
  if (software.test(String(webgl()?.['renderer'] ?? 'software'))) return undefined
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } }
  const adapter = await gpu?.requestAdapter()
  if (!adapter) return undefined
  const { vendor, architecture, device, description } = adapter.info ?? {}
  const limits: Record<string, number | undefined> = {}
  // they are getters of the prototype
  for (const name in adapter.limits) limits[name] = adapter.limits[name]
  return { vendor, architecture, device, description, features: [...adapter.features].sort(), limits }
}
