/** State that a deployment keeps about itself. */
export interface SettingsTable {
  key: string
  value: string
}
