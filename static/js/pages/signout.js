import { call, leave } from './site.js'

/** Ends the session; the browser stays authorized, with its sealed copy of the key. */
export async function signOut() {
  await call('signOut')
  leave(null)
}
