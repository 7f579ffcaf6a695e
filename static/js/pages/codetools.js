import { call, explain } from './site.js'

/** @typedef {import('../ui/vault/codetools.js').CodeToolsValue} CodeTools */

/**
 * What the vault page gives to one-time codes.
 * @param {CodeTools['tell']} tell
 * @returns {CodeTools}
 */
export const makeCodeTools = (tell) => ({ read, tell, loadSetup })

/** @type {CodeTools['read']} */
async function read(of) {
  try {
    return await call('code', of)
  } catch (error) {
    return { failure: explain(error, { settingUp: true }) }
  }
}

async function loadSetup() {
  return (await import('./codesetup.jsx')).CodeSetup
}
