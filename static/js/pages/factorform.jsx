import { useSignal } from '@preact/signals'
import { Field, Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { factorName } from '../ui/settings/factors.jsx'
import { t, text } from '../ui/text.js'
import { useAct } from './act.js'
import { useFirstField } from './focus.js'
import { makeKey } from './securitykey.js'
import { call, toast } from './site.js'

/** @typedef {import('../ui/settings/factors.jsx').Wish} Wish */

/** @type {Readonly<Record<Wish['act'], {lead: (name: string) => string, button: string, tone: string, named: boolean}>>} */
const ACTS = {
  app: {
    lead: () => t('An app on your phone will show a new code every half minute.'),
    button: text('Continue'),
    tone: 'primary',
    named: false,
  },
  key: {
    lead: () => t('A security key, or a passkey of this machine or of your phone. The browser asks for it next.'),
    button: text('Continue'),
    tone: 'primary',
    named: true,
  },
  codes: {
    lead: () => t('Ten new codes. Those of before stop working.'),
    button: text('Make new codes'),
    tone: 'primary',
    named: false,
  },
  rename: {
    lead: (name) => t('Another name for “{name}”.', { name: name }),
    button: text('Save'),
    tone: 'primary',
    named: true,
  },
  remove: {
    lead: (name) =>
      t('“{name}” will not be asked for any more. With the last factor the recovery codes go, too.', { name: name }),
    button: text('Remove'),
    tone: 'stop',
    named: false,
  },
}

/**
 * @typedef {object} Ends
 * @property {() => void} onConfirmed  the password is right, and an app is to be set up
 * @property {(said: string) => Promise<void>} onAdded
 * @property {(codes: readonly string[]) => void} onCodes
 * @property {() => void} onDone
 */

/**
 * Does what is wished for, with the password that was typed for it.
 * @param {Wish} wish
 * @param {{password: string, name: string}} typed
 * @param {Ends} ends
 */
async function fulfil({ act, factor }, { password, name }, { onConfirmed, onAdded, onCodes, onDone }) {
  if (act === 'remove' && factor) {
    await call('removeFactor', { id: factor.id, kind: factor.kind, password })
    toast(t('{factorName} was removed.', { factorName: factorName(factor) }))
    return onDone()
  }
  await call('confirmPassword', { password })
  if (act === 'app') return onConfirmed()
  if (act === 'codes') return onCodes((await call('recoveryCodes', { anew: true })).codes)
  if (act === 'rename' && factor) {
    await call('renameKey', { id: factor.id, name })
    return onDone()
  }
  await call('addKey', { name, credential: await makeKey(await call('newKey')) })
  return onAdded(t('The security key was added.'))
}

/**
 * Every change of the second factor begins with the account password.
 * @param {{wish: Wish} & Ends} props
 */
export function FactorForm({ wish, ...ends }) {
  const { lead, button, tone, named } = ACTS[wish.act]
  const present = wish.factor ? factorName(wish.factor) : t('Security key')
  const [name, password] = [useSignal(present), useSignal('')]
  const form = useFirstField()
  const { failure, working, slow, act } = useAct({ unlocking: true })
  const typed = () => ({ password: password.value, name: name.value.trim() })
  return (
    <Form form={form} onSubmit={() => void act(() => fulfil(wish, typed(), ends))}>
      <p class="muted">{lead(present)}</p>
      {failure.value && <Alert text={failure.value} />}
      <div class="short stack">
        {named && <Field label={t('Name of the key')} value={name} maxLength={100} />}
        <PasswordField label={t('Account password')} autocomplete="current-password" value={password} />
      </div>
      <div class="actions">
        <button class={tone} disabled={working.value || password.value === '' || (named && name.value.trim() === '')}>
          {t(button)}
        </button>
        <button type="button" disabled={working} onClick={ends.onDone}>
          {t('Cancel')}
        </button>
      </div>
      <Busy text={slow.value ? t('Checking the password…') : null} />
    </Form>
  )
}
