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
  let health = open(parts)
  const current = async () => {
    await parts.door.ready()
    return health
  }
  return {
    /** To be called when the session's keys are dropped. */
    close() {
      health.close()
      health = open(parts)
    },
    methods: methodsOf(parts, current),
  }
}

/**
 * @param {Parts} parts
 * @param {() => Promise<Health>} current of the open vault
 */
function methodsOf(parts, current) {
  const { door, breaches, emit } = parts
  /** @param {string} label @returns {(done: number, total: number) => void} */
  const telling = (label) => (done, total) => emit('progress', { label, done, total })
  const rateItems = async () => rate(parts, await current(), telling('Rating your passwords'))
  return {
    /** @param {{rows?: {[name in Section | 'kept']?: number}}} [wanted] */
    health: async ({ rows } = {}) => (await current()).report(rows),
    rateItems,
    breachesOffered: () => breaches.offered(),
    breaches: async () => (await current()).look(telling('Looking among known breaches')),
    stopHealth: async () => (await current()).stop(),
    /** What is weak shows once that is known. @param {Wanted} wanted */
    list(wanted) {
      // Whoever opens the report meets what goes wrong, and is told there.
      if (IS_WEAK.test(wanted.query)) rateItems().catch((reason) => unlessMet(parts, reason))
      return door.methods.list(wanted)
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
  vault.mark((id) => health.weak(vault.item({ id })))
  emit('changed', {})
}

/** @param {Parts} parts @param {unknown} reason */
function unlessMet({ report }, reason) {
  if (!(reason instanceof TesseraError)) report('rateItems', reason)
}

/** @param {Parts} parts */
function open({ vault, breaches, rater }) {
  return new Health({
    items: () => vault.content().items,
    rater,
    ranges: (prefixes) => breaches.ranges(prefixes),
    now: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
}
