import { modules } from '../carriers/qr.js'
import { Kit } from '../ui/kit.jsx'
import { t } from '../ui/text.js'
import { printSheet } from './sheet.js'
import { call } from './site.js'

/** Issues the kit's copy, shows the kit and prints it. @param {import('../account/delivery.js').Which} [which] */
export async function printKit(which) {
  const { keyString, words, email, ends } = await call('kit', which)
  printSheet(
    {
      title: t('Tessera Account Key kit'),
      hint: t(
        'Print it, or save it as a PDF. It holds the words in the clear: they leave the screen when you close it.',
      ),
    },
    <Kit
      modules={modules(keyString)}
      words={words}
      email={email}
      ends={ends}
      origin={location.origin}
      date={new Date()}
    />,
  )
}
