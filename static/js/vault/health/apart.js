/**
 * One-time codes that lie in another item than the login they are for, as those do that came from an authenticator app.
 */

/** @typedef {import('./facts.js').Facts} Facts */
/** @typedef {{any: boolean, users: Set<string>}} Codes `any`: one of them may be anybody's; `users` whose the others are */

/**
 * @param {readonly Facts[]} all
 * @returns {(login: Facts) => boolean} whether another item has the code of a login that has none itself
 */
export function codesApart(all) {
  /** @type {Map<string, Codes>} */
  const byHost = new Map()
  for (const { hosts, users, passwords, code } of all) {
    if (!code) continue
    // With a password of its own it is another account, unless its user says otherwise.
    const any = passwords.length === 0 || users.length === 0
    for (const host of hosts) {
      const codes = byHost.get(host) ?? { any: false, users: new Set() }
      codes.any ||= any
      for (const user of users) codes.users.add(user)
      byHost.set(host, codes)
    }
  }
  return ({ hosts, users }) => hosts.some((host) => isAmong(byHost.get(host), users))
}

/** @param {Codes | undefined} codes @param {readonly string[]} users */
function isAmong(codes, users) {
  if (!codes) return false
  return codes.any || users.length === 0 || users.some((user) => codes.users.has(user))
}
