/**
 * The vault's health, as the pages may ask for it. Passwords stay here and in the rater; pages get ids, titles and reasons.
 */
import { TesseraError } from '../errors.js'
import { Health } from '../vault/health.js'

/** @typedef {ReturnType<typeof import('./vaultmethods.js').vaultMethods>} VaultDoor */
/** @typedef {Parameters<VaultDoor['methods']['list']>[0]} Wanted */
/** @typedef {import('../vault/health/report.js').Section} Section */
/**
 * @typedef {object} Parts
 * @property {import('./vaultmethods.js').Vault} vault
 * @property {VaultDoor} door
 * @property {import('../api/breaches.js').BreachApi} breaches
 * @property {import('./rating.js').Rater} rater
 * @property {(event: string, detail: object) => void} emit
 * @property {(method: string, fault: unknown) => void} report
 */

/** The filter that shows weak items, as somebody types it. */
const IS_WEAK = /(?:^|\s)is:weak(?:\s|$)/i

/** @param {Parts} parts */
export function healthMethods(parts) {
  const now = { health: open(parts), ahead: -1 }
  return {
    /** To be called when the session's keys are dropped. */
    close() {
      now.health.close()
      Object.assign(now, { health: open(parts), ahead: -1 })
    },
    methods: methodsOf(parts, now),
  }
}

/**
 * @param {Parts} parts
 * @param {{health: Health, ahead: number}} now of the open vault; `ahead`: the version that a search has had rated
 */
function methodsOf(parts, now) {
  const { vault, door, breaches, emit } = parts
  const current = async () => {
    await door.ready()
    return now.health
  }
  /** @param {string} what @returns {(done: number, total: number) => void} */
  const telling = (what) => (done, total) => emit('progress', { what, done, total })
  const rateItems = async () => rate(parts, await current(), telling('rating'))
  return {
    /** @param {{rows?: {[name in Section | 'kept']?: number}}} [wanted] */
    health: async ({ rows } = {}) => (await current()).report(rows),
    rateItems,
    breachesOffered: () => breaches.offered(),
    breaches: async () => (await current()).look(telling('looking')),
    stopHealth: async () => (await current()).stop(),
    /** What is weak shows once that is known. @param {Wanted} wanted */
    async list(wanted) {
      const answer = await door.methods.list(wanted)
      const { version } = IS_WEAK.test(wanted.query) ? vault.vaultInfo() : { version: now.ahead }
      if (version === now.ahead) return answer
      now.ahead = version
      // Whoever opens the report meets what goes wrong, and is told there.
      rateItems().catch((reason) => unlessMet(parts, reason))
      return answer
    },
  }
}

/**
 * @param {Parts} parts
 * @param {Health} health
 * @param {(done: number, total: number) => void} tell
 */
async function rate({ vault, emit }, health, tell) {
  if (!(await health.rate(tell))) return
  vault.mark((id) => health.weak(id))
  emit('changed', {})
}

/** @param {Parts} parts @param {unknown} reason */
function unlessMet({ report }, reason) {
  if (!(reason instanceof TesseraError)) report('rateItems', reason)
}

/** @param {Parts} parts */
function open({ vault, breaches, rater }) {
  return new Health({
    items: () => vault.entries(),
    rater,
    ranges: (prefixes) => breaches.ranges(prefixes),
    now: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
}
