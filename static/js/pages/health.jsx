import { useEffect, useMemo } from 'preact/hooks'
import { Alert, Busy } from '../ui/feedback.jsx'
import { t } from '../ui/text.js'
import { BreachCheck } from '../ui/vault/breachcheck.jsx'
import { Doing, Moves, Score } from '../ui/vault/health.jsx'
import { HealthSection, KeptFactors } from '../ui/vault/healthsection.jsx'
import { SECTIONS } from '../ui/vault/healthtexts.js'
import { useAct } from './act.js'
import { HealthModel } from './healthmodel.js'
import { useProgress } from './progress.js'
import { call, door } from './site.js'

/** @typedef {import('./vaultmodel.js').VaultModel} Vault */
/** @typedef {import('../ui/vault/healthsection.jsx').Acts} Acts */

/** The report for the life of a component, newly made whenever an item was changed. @param {ReturnType<typeof useAct>} acting */
function useHealth({ look }) {
  const health = useMemo(() => new HealthModel(look), [])
  useEffect(() => {
    health.open()
    const off = door.on('changed', () => void look(() => health.refresh()))
    return () => {
      off()
      health.close()
    }
  }, [])
  return health
}

/** @param {Vault} vault @param {import('../ui/vault/healthsection.jsx').Named} item @param {import('../vault/health/factor.js').Kept | null} kept */
async function keepFactor(vault, { id, title }, kept) {
  const { undo } = await call('keepFactor', { id, kept })
  const said = {
    elsewhere: t('The code of “{title}” is noted as kept elsewhere.', { title }),
    none: t('“{title}” is noted as a site without a second factor.', { title }),
  }
  vault.changes.tell(kept ? said[kept] : t('“{title}” counts as without a second factor again.', { title }), undo)
}

/** @param {{health: HealthModel, look: ReturnType<typeof useAct>['look']}} props */
function Work({ health, look }) {
  const step = useProgress()
  const { doing, paused, report, allowed, offered } = health
  const lookLeft = allowed.value && offered.value === true && (report.value?.unlooked ?? 0) > 0
  return (
    <Doing
      doing={doing.value}
      step={step.value}
      paused={paused.value}
      left={(report.value?.unrated ?? 0) > 0 || lookLeft}
      onStop={() => void look(() => health.pause())}
      onGoOn={() => void look(() => health.goOn())}
    />
  )
}

/** @param {import('../vault/health/report.js').Section} section */
function goTo(section) {
  const heading = document.getElementById(`health-${section}`)
  heading?.focus()
  heading?.scrollIntoView({ block: 'start' })
}

/** @param {{health: HealthModel, acts: Acts, look: ReturnType<typeof useAct>['look']}} props */
function Report({ health, acts, look }) {
  const report = health.report.value
  if (!report) return <Busy text={null} />
  return (
    <>
      <Score report={report} isOver={health.doing.value !== 'rating'} />
      <Work health={health} look={look} />
      <Moves moves={report.moves} onGo={goTo} />
      {SECTIONS.map(([section, { title, next }]) => (
        <HealthSection
          key={section}
          section={section}
          title={t(title)}
          next={t(next)}
          sections={report.sections}
          acts={acts}
        />
      ))}
      <KeptFactors kept={report.kept} acts={acts} />
      <BreachCheck
        offered={health.offered.value}
        allowed={health.allowed}
        failure={health.breachFailure.value}
        found={report.sections.breached.total}
        unlooked={report.unlooked}
        onAllow={(allowed) => void look(() => health.allow(allowed))}
        onRetry={() => void look(() => health.retry())}
      />
    </>
  )
}

/**
 * The shelf *Health*, in the place of the list.
 * @param {{vault: Vault, onOpen: (id: string) => void}} props
 */
export function HealthPane({ vault, onOpen }) {
  const acting = useAct()
  const health = useHealth(acting)
  const { failure, ask, look } = acting
  return (
    <section class="listpane health" aria-labelledby="health-title">
      <header class="listhead">
        <h2 id="health-title" tabIndex={-1}>
          {t('Health')}
        </h2>
      </header>
      <div class="healthbody" tabIndex={0} role="group" aria-labelledby="health-title">
        {failure.value && <Alert text={failure.value} />}
        <Report
          health={health}
          look={look}
          acts={{
            shown: vault.item.value?.id ?? null,
            onOpen,
            onMore: (section) => void look(() => health.more(section)),
            onKeep: (item, kept) => void ask(() => keepFactor(vault, item, kept)),
          }}
        />
      </div>
    </section>
  )
}
