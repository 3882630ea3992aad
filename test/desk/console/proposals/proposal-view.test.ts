import t from 'tap'
import {
  type Listed,
  type ProposedVisa,
  proposalRow,
  sumOf,
  visaRow,
} from '../../../../desk/console/proposals/proposal-view.ts'
import { NOW } from '../../../server/build-app.ts'

const EN = { language: 'en' } as const
const OPEN: Listed = {
  ...{ id: '1', title: 'Suspend 12 e-visas', reason: 'a list', state: 'open', proposed_by: 'Aigul' },
  ...{ proposed_at: NOW, expires_at: NOW + 604_800, decided_by: null, decided_at: null },
}
const VISA: ProposedVisa = {
  ...{ visa_number: 'K7Q2M4XN9TBD', status: 'valid', status_when_proposed: 'valid', entries: 1, entries_used: 0 },
  holder: { surname: 'PERERA', given_names: '', nationality: 'LKA' },
  passport: { number: 'N123', issuer: 'LKA' },
}

t.test('a title is said in the words of the reader; what is new here as the server says it', async (t) => {
  const title = (title: string) => proposalRow({ ...OPEN, title }, { language: 'ru' }).what
  t.match(title('Suspend 12 e-visas'), /э-визы: 12$/)
  t.match(title('Revoke one e-visa'), /э-визы: 1$/)
  t.match(title('Terms from 2027-01-01'), /^Условия с 2027-01-01$/)
  t.equal(title('Something else'), 'Something else')
})

t.test('what waits says until when, what was decided by whom', async (t) => {
  t.match(proposalRow(OPEN, EN), { isOpen: true, until: /^until 29 Nov/, decided: null, href: '/en/proposals/1' })
  const decided = { ...OPEN, state: 'declined', decided_by: 'Marat', decided_at: NOW } as const
  t.match(proposalRow(decided, EN), { isOpen: false, until: '', decided: { by: 'Marat' } })
})

t.test('an e-visa that changed since says how it was; the sum is of all', async (t) => {
  t.match(visaRow(VISA, EN), { number: 'K7Q2-M4XN-9TBD', holder: 'PERERA', entries: '0 / 1', was: '' })
  const changed = { ...VISA, status: 'revoked', entries_used: 1, entries: 'multiple' } as const
  t.match(visaRow(changed, EN), { was: /it was valid/, entries: '1 / many' })
  t.same(sumOf([VISA, changed], EN), ['e-visas: 2', 'used to enter: 1', 'changed since they were proposed: 1'])
  t.equal(sumOf([VISA], EN).length, 2)
  t.equal(visaRow({ ...changed, status_when_proposed: null }, EN).was, '', 'an older program did not keep it')
})
