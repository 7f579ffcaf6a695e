import { call, explain } from './site.js'

/** What the vault page gives to one-time codes. @type {import('../ui/vault/codetools.js').CodeToolsValue} */
export const codeTools = {
  async read(of) {
    try {
      return await call('code', of)
    } catch (error) {
      return { failure: explain(error, { settingUp: true }) }
    }
  },
  loadSetup: async () => (await import('./codesetup.jsx')).CodeSetup,
}
