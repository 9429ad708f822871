import { collectorSourceMaps } from '@collector/sdk/vite'
import { defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => {
  const { VITE_COLLECTOR: url = '', VITE_RELEASE: release } = loadEnv(mode, import.meta.dirname)
  return { plugins: [collectorSourceMaps({ url, release })] }
})
