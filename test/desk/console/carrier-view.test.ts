import t from 'tap'
import { devicesOnPage } from '../../../desk/console/carrier-view.ts'
import type { Visit } from '../../../pages/visit.ts'

const VISIT = { language: 'en' } as Visit
const device = (at: number) => ({
  ...({
    id: `dev-${at}`,
    name: `Gate ${at}`,
    role: 'carrier',
    carrier: 'KC',
    station: at === 1 ? null : 'NQZ',
  } as const),
  ...{
    administrator: false,
    administers_until: null,
    created_at: 1,
    last_seen_at: null,
    report: null,
    checkpoint: null,
  },
  revoked_at: at === 0 ? 5 : null,
})

t.test('those at work stand on pages, the others are counted', (t) => {
  const devices = Array.from({ length: 52 }, (_, at) => device(at))
  const first = devicesOnPage({ devices }, '', VISIT)
  t.match(first, { before: '', after: '/en/carrier?page=2', ended: 1 })
  t.match(first.rows[0], { name: 'Gate 1', station: '–', seen: 'never', revoke: '/en/carrier/devices/dev-1' })
  const last = devicesOnPage({ devices }, '99', VISIT)
  t.match(last, { before: '/en/carrier?page=1', after: '' })
  t.equal(last.rows.length, 1)
  t.match(devicesOnPage({ devices: [] }, 'x', VISIT), { rows: [], before: '', after: '', ended: 0 })
  t.end()
})
